//! Gathers the lines of a validation.

use super::{
    Basis, Digest, FileAt, Form, LakeSign, Level, LineKind, LoadedFile, Message, NamedLog, ProofLine, Sha256,
    Validation, Verdict,
    chain::{Chain, Known},
    judge::Standing,
    line::{empty_line, named_line, unnamed_line},
    spans::{Spans, delivered, is_late},
    stem,
    stock::Stock,
};
use std::collections::BTreeMap;

/// Gathers lines. A file that is named twice has the better level.
pub(super) struct Sheet<'a> {
    pub stock: &'a Stock<'a>,
    pub out: Validation,
    pub taken: BTreeMap<FileAt, usize>,
}

impl<'a> Sheet<'a> {
    fn push(&mut self, line: ProofLine) {
        if let Some(at) = line.at {
            if let Some(&known) = self.taken.get(&at) {
                if self.out.lines[known].level < line.level {
                    self.out.lines[known] = line;
                }
                return;
            }
            self.taken.insert(at, self.out.lines.len());
        }
        self.out.lines.push(line);
    }

    pub fn digest(
        &mut self,
        chain: &Chain,
        digest: &Digest,
        homes: &[&LoadedFile],
        standing: Standing,
    ) -> Standing {
        let mut best = None;
        for file in homes {
            let standing = match file.content.map(|seal| seal.form) {
                Some(Form::Trailing) => Standing {
                    level: Level::Trailing,
                    message: Message::UnexpectedData,
                },
                Some(Form::Damaged) => Standing {
                    level: Level::BadFormat,
                    message: Message::InvalidFormat,
                },
                _ => standing.clone(),
            };
            self.push(ProofLine {
                fingerprint: Some(digest.fingerprint.clone()),
                account: chain.id.account.clone(),
                region: chain.id.region.clone(),
                time: Some(digest.end),
                ..named_line(
                    LineKind::Digest,
                    &standing,
                    &digest.bucket,
                    &digest.key,
                    Some(file),
                )
            });
            if best
                .as_ref()
                .is_none_or(|best: &Standing| best.level < standing.level)
            {
                best = Some(standing);
            }
        }
        best.unwrap_or(standing)
    }

    /// Digests that others name and that are not loaded, or cannot be read.
    pub fn absent(&mut self, chain: &Chain) {
        for (bucket, key) in &chain.absent {
            let standing = Standing {
                level: Level::NotLoaded,
                message: Message::NotFound,
            };
            // A file of that name is told apart below.
            if self.stock.of_name(key).is_empty() {
                self.push(named_line(LineKind::Digest, &standing, bucket, key, None));
            }
        }
    }

    /// Files with a digest's name that are none.
    pub fn unreadable_digests(&mut self, digests: &[Known<'_>]) {
        if digests.is_empty() {
            return;
        }
        for file in self.stock.files {
            if file.is_named_digest() && !file.is_unread && !self.taken.contains_key(&file.at) {
                self.push(ProofLine {
                    level: Level::BadFormat,
                    message: Message::InvalidFormat,
                    ..unnamed_line(LineKind::Digest, file)
                });
            }
        }
    }

    pub fn named_logs(&mut self, judged: &[(&'a Digest, Level)]) {
        let logs = || {
            judged
                .iter()
                .flat_map(|(digest, level)| digest.logs.iter().map(move |log| (*digest, *level, log)))
        };
        let mut unfound = Vec::new();
        for (digest, level, log) in logs() {
            let found = self.stock.of_name(&log.key);
            if found.is_empty() {
                unfound.push((digest, level, log));
            }
            for &index in found {
                self.log(digest, level, log, &self.stock.files[index]);
            }
        }
        // What no digest names by its name may have been renamed.
        let is_stray = |file: &&LoadedFile| file.is_log && !self.taken.contains_key(&file.at);
        let strays: Vec<&LoadedFile> = self.stock.files.iter().filter(is_stray).collect();
        let mut by_hash = BTreeMap::<Sha256, &LoadedFile>::new();
        for file in strays.iter().filter(|_| !unfound.is_empty()) {
            match file.content {
                Some(seal) => drop(by_hash.insert(seal.sha256, file)),
                None if !file.is_unread => self.out.unsealed.push((file.at, Basis::Content)),
                None => {}
            }
        }
        for (digest, level, log) in unfound {
            if let Some(file) = log.hash.and_then(|hash| by_hash.get(&hash)) {
                self.log(digest, level, log, file);
                continue;
            }
            let standing = Standing {
                level: Level::NotLoaded,
                message: Message::NotFound,
            };
            self.push(ProofLine {
                is_late: is_late(digest, log),
                time: Some(delivered(digest, log)),
                ..named_line(LineKind::Log, &standing, &log.bucket, &log.key, None)
            });
        }
    }

    fn log(&mut self, digest: &Digest, level: Level, log: &NamedLog, file: &LoadedFile) {
        let (level, message) = match (file.content, log.hash) {
            (None, _) if file.is_unread => (Level::Pending, Message::Unreadable),
            (None, _) => {
                self.out.unsealed.push((file.at, Basis::Content));
                (Level::Pending, Message::Hashing)
            }
            (Some(seal), _) if seal.form == Form::Trailing => (Level::Trailing, Message::UnexpectedData),
            (Some(seal), _) if seal.form == Form::Damaged => (Level::BadFormat, Message::InvalidFormat),
            (_, None) => (Level::NoDigest, Message::NoHash),
            (Some(seal), Some(hash)) if seal.sha256 != hash => (Level::Mismatch, Message::HashMismatch),
            _ if level.verdict() == Verdict::Invalid => (Level::OfInvalidDigest, Message::OfInvalidDigest),
            _ if level == Level::Unconfirmed => (Level::HashEqual, Message::Valid),
            _ => (level, Message::Valid),
        };
        let standing = Standing { level, message };
        self.push(ProofLine {
            fingerprint: (level == Level::Signed).then(|| digest.fingerprint.clone()),
            is_late: is_late(digest, log),
            time: Some(delivered(digest, log)),
            ..named_line(LineKind::Log, &standing, &log.bucket, &log.key, Some(file))
        });
    }

    pub fn lake(&mut self, home: &LoadedFile, sign: &LakeSign, standing: &Standing) {
        self.push(ProofLine {
            level: standing.level,
            message: standing.message.clone(),
            fingerprint: Some(sign.fingerprint.clone()),
            region: sign.region.clone(),
            ..unnamed_line(LineKind::LakeSign, home)
        });
        let folder = home.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for named in &sign.files {
            let path = format!("{folder}/{}", named.name);
            let path = path.trim_start_matches('/');
            let found = self.stock.files.iter().find(|file| &*file.path == path);
            let (level, message) = match found.map(|file| (file, file.raw, named.hash())) {
                None => (Level::NotLoaded, Message::NotFound),
                Some((file, None, _)) if file.is_unread => (Level::Pending, Message::Unreadable),
                Some((file, None, _)) => {
                    self.out.unsealed.push((file.at, Basis::Raw));
                    (Level::Pending, Message::Hashing)
                }
                Some((_, raw, hash)) if raw != hash => (Level::Mismatch, Message::HashMismatch),
                Some(_) if standing.level.verdict() == Verdict::Invalid => {
                    (Level::OfInvalidDigest, Message::OfInvalidDigest)
                }
                Some(_) if standing.level == Level::Signed => (Level::Signed, Message::Valid),
                Some(_) => (Level::HashEqual, Message::Valid),
            };
            let line = found.map_or_else(
                || empty_line(LineKind::LakeResult),
                |file| unnamed_line(LineKind::LakeResult, file),
            );
            self.push(ProofLine {
                fingerprint: (level == Level::Signed).then(|| sign.fingerprint.clone()),
                path: Some(path.into()),
                region: sign.region.clone(),
                level,
                message,
                ..line
            });
        }
    }

    /// Log files that no digest names: odd when digests speak of their hour.
    pub fn unnamed_logs(&mut self, judged: &[(&Digest, Level)]) {
        let spans = Spans::new(judged);
        for file in self.stock.files {
            if !file.is_log || self.taken.contains_key(&file.at) {
                continue;
            }
            let line = unnamed_line(LineKind::Log, file);
            // Whether digests name the files of other folders, such as CloudTrail-Insight, is not documented.
            let is_plain = stem(&file.path)
                .get(12..)
                .is_some_and(|rest| rest.starts_with("_CloudTrail_"));
            let is_covered = is_plain
                && line
                    .time
                    .is_some_and(|time| spans.cover(&line.account, &line.region, time));
            let (level, message) = if is_covered {
                (Level::InNoDigest, Message::InNoDigest)
            } else {
                (Level::NoDigest, Message::NoDigest)
            };
            self.push(ProofLine {
                level,
                message,
                ..line
            });
        }
    }
}
