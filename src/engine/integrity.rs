//! What is known to prove files with, and the judgement over all files.

use super::ledger::{Entry, Ledger};
use crate::{
    base::{FileId, Shape},
    integrity::{
        Basis, Evidence, FileAt, Level, LoadedFile, ProofCounts, Seal, Sha256, SignatureCheck,
        SignatureVerdict, Validation, Verdict, validate,
    },
    protocol::{
        integrity::{FileHashes, IntegrityBrief, SealFile, Sealed},
        ledger::Outcome,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Hashes, evidence and verdicts.
#[derive(Default)]
pub(super) struct Integrity {
    evidence: BTreeMap<FileAt, Vec<Evidence>>,
    contents: BTreeMap<FileAt, Seal>,
    raws: BTreeMap<FileAt, Sha256>,
    /// Files that could not be read to their end for a hash.
    unreadable: BTreeSet<FileAt>,
    /// A person wants every file hashed as it lies on the disk.
    wants_hashes: bool,
    /// Files that could not be read to their end for that.
    hashes_lost: BTreeSet<FileId>,
    /// What was asked of the page to be read again and is not answered yet.
    asked: BTreeMap<FileId, BTreeSet<(u32, Basis)>>,
    num_asked: u32,
    /// Verdicts of the browser on signatures; none while it is asked.
    signatures: BTreeMap<Sha256, Option<SignatureVerdict>>,
    judged: Option<Rc<Validation>>,
    num_judgements: u32,
    /// Changes since the judgement.
    num_changes: usize,
    told: IntegrityBrief,
}

impl Integrity {
    /// Something there is to prove files with.
    pub fn has_evidence(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// The hash of a file's content, when it was computed.
    pub fn sha256(&self, at: FileAt) -> Option<Sha256> {
        self.contents.get(&at).map(|seal| seal.sha256)
    }

    /// Whether it is worth judging anew: while more is to come, only when much is new.
    fn is_outdated(&self, ledger: &Ledger) -> bool {
        let known = self.contents.len() + self.evidence.len() + self.signatures.len();
        let is_much = self.num_changes * 4 > known;
        self.judged.is_none() || self.num_changes > 0 && (is_much || !self.is_busy(ledger))
    }

    /// Files are being read, hashed, or their signatures checked.
    fn is_busy(&self, ledger: &Ledger) -> bool {
        !is_settled(ledger) || !self.asked.is_empty() || self.signatures.values().any(Option::is_none)
    }

    /// Takes a hash and evidence of a file.
    pub fn take(&mut self, sealed: Sealed) {
        let at = FileAt {
            file: sealed.file,
            member: sealed.member,
        };
        let of_asked = self.asked.get(&at.file);
        let was_asked = |basis| of_asked.is_some_and(|asked| asked.contains(&(at.member, basis)));
        let (is_raw, is_content) = (was_asked(Basis::Raw), was_asked(Basis::Content));
        if let Some(asked) = self.asked.get_mut(&at.file) {
            let basis = sealed.seal.map(|seal| seal.basis);
            asked.retain(|(member, of)| *member != at.member || basis.is_some_and(|basis| basis != *of));
            if asked.is_empty() {
                self.asked.remove(&at.file);
            }
        }
        match sealed.seal {
            None => {
                if is_raw {
                    self.hashes_lost.insert(at.file);
                }
                if is_content || !is_raw {
                    self.unreadable.insert(at);
                }
            }
            Some(seal) if seal.basis == Basis::Raw => drop(self.raws.insert(at, seal.sha256)),
            Some(seal) => drop(self.contents.insert(at, seal)),
        }
        if !sealed.evidence.is_empty() {
            self.evidence.insert(at, sealed.evidence);
        }
        self.num_changes += 1;
    }

    /// Other files than before are loaded, or are read.
    pub fn files_changed(&mut self) {
        self.num_changes += 1;
    }

    /// Forgets a file that is read anew.
    pub fn forget(&mut self, file: FileId) {
        let range = FileAt { file, member: 0 }..=FileAt {
            file,
            member: u32::MAX,
        };
        let of_file: Vec<FileAt> = [
            self.evidence
                .range(range.clone())
                .map(|(at, _)| *at)
                .collect::<Vec<_>>(),
            self.contents.range(range.clone()).map(|(at, _)| *at).collect(),
            self.raws.range(range.clone()).map(|(at, _)| *at).collect(),
            self.unreadable.range(range).copied().collect(),
        ]
        .concat();
        for at in of_file {
            self.evidence.remove(&at);
            self.contents.remove(&at);
            self.raws.remove(&at);
            self.unreadable.remove(&at);
        }
        self.hashes_lost.remove(&file);
        self.asked.remove(&file);
        self.num_changes += 1;
    }

    /// Every file shall be hashed as it lies on the disk; or no more of them. Then the page has forgotten whatever it
    /// was asked to read again, so what is needed besides is asked for anew.
    pub fn hash_files(&mut self, is_wanted: bool) {
        self.wants_hashes = is_wanted;
        if !is_wanted {
            self.asked.clear();
        }
    }

    /// The hash of a file as it lies on the disk, when it was computed.
    pub fn file_sha256(&self, file: FileId) -> Option<Sha256> {
        self.raws.get(&FileAt { file, member: 0 }).copied()
    }

    /// Forgets everything but the verdicts on signatures: all files are read anew.
    pub fn restart(&mut self) {
        *self = Self {
            signatures: std::mem::take(&mut self.signatures),
            wants_hashes: self.wants_hashes,
            told: self.told,
            num_judgements: self.num_judgements,
            ..Self::default()
        };
    }

    /// These files are not read again now; they are asked for once more when there is room.
    pub fn seals_lost(&mut self, files: &[FileId]) {
        for file in files {
            // Once more and no further: a file that ends its reader would end another.
            for (member, basis) in self.asked.remove(file).unwrap_or_default() {
                match basis {
                    Basis::Content => drop(self.unreadable.insert(FileAt { file: *file, member })),
                    Basis::Raw => drop(self.hashes_lost.insert(*file)),
                }
            }
        }
        self.num_changes += 1;
    }

    /// The judgement, made anew when that is worth it.
    pub fn validation(&mut self, ledger: &Ledger) -> Rc<Validation> {
        if let Some(judged) = self.judged.clone().filter(|_| !self.is_outdated(ledger)) {
            return judged;
        }
        let files: Vec<LoadedFile> = ledger
            .numbered()
            .map(|(at, entry)| self.loaded(at, entry))
            .collect();
        let known = self
            .signatures
            .iter()
            .filter_map(|(id, verdict)| Some((*id, (*verdict)?)))
            .collect();
        let judged = Rc::new(validate(&files, &self.evidence, &known));
        self.judged = Some(judged.clone());
        self.num_judgements += 1;
        self.num_changes = 0;
        judged
    }

    fn loaded(&self, at: FileAt, entry: &Entry) -> LoadedFile {
        LoadedFile {
            at,
            path: entry.path.clone(),
            is_log: entry.shape == Shape::Trail,
            is_unread: self.unreadable.contains(&at) || entry.shape == Shape::Unread,
            content: self.contents.get(&at).copied(),
            raw: self.raws.get(&at).copied(),
        }
    }

    /// The level of a file, as far as it was judged.
    pub fn level(&self, at: FileAt) -> Option<Level> {
        self.judged.as_ref()?.levels.get(&at).copied()
    }

    /// Files that must be read again for their hash, each told once; nothing while files are still being read.
    pub fn take_unsealed(&mut self, ledger: &Ledger) -> Vec<SealFile> {
        if !is_settled(ledger) {
            return Vec::new();
        }
        let mut unsealed = self.unhashed(ledger);
        if self.has_evidence() {
            unsealed.extend(&self.validation(ledger).unsealed);
            unsealed.sort_unstable();
            unsealed.dedup();
        }
        if self.asked.is_empty() {
            self.num_asked = 0;
        }
        let mut files = Vec::<SealFile>::new();
        for (at, basis) in unsealed {
            let asked = self.asked.entry(at.file).or_default();
            if !asked.insert((at.member, basis)) {
                continue;
            }
            let Some(entry) = ledger.entry(at.file, 0) else {
                continue;
            };
            match files.last_mut().filter(|file| file.file == at.file) {
                Some(file) => file.wanted.push((at.member, basis)),
                None => files.push(SealFile {
                    file: at.file,
                    attempt: entry.attempt,
                    wanted: vec![(at.member, basis)],
                }),
            }
        }
        self.num_asked += files.len() as u32;
        files
    }

    /// Whole files whose hash is wanted and not known.
    fn unhashed(&self, ledger: &Ledger) -> Vec<(FileAt, Basis)> {
        let num_files = if self.wants_hashes {
            ledger.files().len()
        } else {
            0
        };
        (0..num_files as u32)
            .map(FileId)
            .filter(|file| !self.hashes_lost.contains(file) && self.file_sha256(*file).is_none())
            .map(|file| (FileAt { file, member: 0 }, Basis::Raw))
            .collect()
    }

    fn hashes(&self, ledger: &Ledger) -> FileHashes {
        FileHashes {
            is_wanted: self.wants_hashes,
            num_done: self.raws.keys().filter(|at| at.member == 0).count() as u32,
            num_lost: self.hashes_lost.len() as u32,
            num_all: ledger.files().len() as u32,
        }
    }

    /// Signatures that the browser shall check, each told once.
    pub fn take_checks(&mut self, ledger: &Ledger) -> Vec<SignatureCheck> {
        if !self.has_evidence() || !is_settled(ledger) {
            return Vec::new();
        }
        let validation = self.validation(ledger);
        let fresh = validation
            .checks
            .iter()
            .filter(|check| !self.signatures.contains_key(&check.id));
        let fresh: Vec<_> = fresh.cloned().collect();
        self.signatures.extend(fresh.iter().map(|check| (check.id, None)));
        fresh
    }

    /// What the browser found.
    pub fn signature_checked(&mut self, id: Sha256, verdict: SignatureVerdict) {
        self.signatures.insert(id, Some(verdict));
        self.num_changes += 1;
    }

    /// How much there is to prove with, when that changed since it was told.
    pub fn take_brief(&mut self, ledger: &Ledger) -> Option<IntegrityBrief> {
        let mut brief = IntegrityBrief {
            num_proofs: self.evidence.len() as u32,
            num_to_hash: self.num_asked,
            num_hashed: self.num_asked.saturating_sub(self.asked.len() as u32),
            is_settled: !self.is_busy(ledger),
            hashes: self.hashes(ledger),
            hours: ProofCounts::default(),
            span: None,
            ..self.told
        };
        if self.has_evidence() {
            let validation = self.validation(ledger);
            brief.num_invalid = validation.summary.num_with(Verdict::Invalid);
            brief.num_missing = validation.summary.num_with(Verdict::Missing);
            brief.hours = validation.coverage.total().hours;
            brief.span = validation.coverage.proof_span();
        } else {
            (brief.num_invalid, brief.num_missing) = (0, 0);
        }
        brief.num_judgements = self.num_judgements;
        let is_news = brief != self.told;
        self.told = brief;
        is_news.then_some(brief)
    }
}

/// Nothing is being read: what is missing now is missing.
pub(super) fn is_settled(ledger: &Ledger) -> bool {
    ledger
        .files()
        .iter()
        .all(|entry| entry.outcome != Outcome::Pending)
}
