//! The chains that digests form: what each says of the one before, and where a link is missing.

use super::{Digest, FileName, NameKind, Sha256, stem};
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// One chain: a trail's digests for one account and Region. What is written later has a chain of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChainId {
    /// The organization whose trail it is; empty for an account's own.
    pub organization: Rc<str>,
    /// The account.
    pub account: Rc<str>,
    /// The Region.
    pub region: Rc<str>,
    /// The trail's name.
    pub trail: Rc<str>,
    /// Digests for what was delivered late.
    pub is_backfill: bool,
}

/// A digest that is loaded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub digest: &'a Digest,
    /// The hash of its bytes.
    pub sha256: Sha256,
    /// Its place in the chains: the name of its file when that is a digest's, which an edit of the content does not
    /// change; else the object that its content names.
    pub name: &'a str,
}

impl ChainId {
    /// By the digest's name; an odd name is a chain with the folder it lies in.
    pub(super) fn of(known: &Known<'_>) -> Self {
        let digest = known.digest;
        let folder = digest.key.rsplit_once('/').map_or("", |(folder, _)| folder);
        match FileName::parse(known.name) {
            Some(FileName {
                account,
                region,
                kind: NameKind::Digest {
                    trail, is_backfill, ..
                },
                ..
            }) => Self {
                organization: organization(known.name)
                    .or_else(|| organization(&digest.key))
                    .unwrap_or_default()
                    .into(),
                account: account.into(),
                region: region.into(),
                trail: trail.into(),
                is_backfill,
            },
            _ => Self {
                organization: Rc::default(),
                account: digest.account.clone(),
                region: "".into(),
                trail: folder.into(),
                is_backfill: false,
            },
        }
    }
}

/// The organization in `AWSLogs/o-…/ACCOUNT/…`; empty for an account's own trail, none without that folder.
fn organization(path: &str) -> Option<&str> {
    let (_, behind) = path.rsplit_once("AWSLogs/")?;
    let folder = behind.split('/').next()?;
    Some(if folder.starts_with("o-") { folder } else { "" })
}

/// Something about a chain that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which chain.
    pub chain: ChainId,
    /// What.
    pub kind: FindingKind,
    /// From when …
    pub from: EpochMillis,
    /// … until when.
    pub to: EpochMillis,
    /// The digest that it is about, as an object's key.
    pub key: Rc<str>,
}

/// What there is to know about a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FindingKind {
    /// Digests are missing between two that are loaded: this many at least, by the length of the gap. Only the last of them
    /// is named by another digest.
    Gap {
        /// Digests that should lie between.
        num_digests: u32,
    },
    /// Two digests name the same one before them.
    Fork,
    /// Two digests speak of the same time.
    Overlap,
    /// A digest names none before it, though older ones are loaded: validation or the trail was switched off in
    /// between, or older digests were taken away.
    Restart,
    /// The first loaded digest names one before it that is not loaded: the period begins inside a chain.
    OpenStart,
    /// The next digest names another hash for it.
    HashMismatch,
}

/// A digest in its chain.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Which digest of the input.
    pub digest: usize,
    /// The later digest that names it, by its place in the chain.
    pub next: Option<usize>,
    /// What that digest says of its hash.
    pub is_hash_named: Option<bool>,
}

/// A chain, its digests in the order of time.
pub(super) struct Chain {
    pub id: ChainId,
    pub links: Vec<Link>,
    pub findings: Vec<Finding>,
    /// Half-open spans of which a digest is missing.
    pub missing: Vec<(EpochMillis, EpochMillis)>,
    /// Digests that are named and not loaded: object, and when it ends.
    pub absent: Vec<(Rc<str>, Rc<str>)>,
}

/// Builds all chains. Digests with the same bytes must be given once.
pub(super) fn chains(digests: &[Known<'_>]) -> Vec<Chain> {
    let mut by_id = BTreeMap::<ChainId, Vec<usize>>::new();
    for (index, known) in digests.iter().enumerate() {
        by_id.entry(ChainId::of(known)).or_default().push(index);
    }
    by_id
        .into_iter()
        .map(|(id, mut members)| {
            members.sort_by_key(|&index| {
                let Known { digest, sha256, .. } = digests[index];
                (digest.end, digest.start, sha256)
            });
            chain(id, &members, digests)
        })
        .collect()
}

fn chain(id: ChainId, members: &[usize], digests: &[Known<'_>]) -> Chain {
    let digest = |place: usize| digests[members[place]].digest;
    let mut links: Vec<Link> = members
        .iter()
        .map(|&digest| Link {
            digest,
            next: None,
            is_hash_named: None,
        })
        .collect();
    let by_stem: BTreeMap<&str, Vec<usize>> = (0..members.len()).fold(BTreeMap::new(), |mut map, place| {
        map.entry(stem(digests[members[place]].name))
            .or_insert_with(Vec::new)
            .push(place);
        map
    });
    let mut chain = Chain {
        id,
        links: Vec::new(),
        findings: Vec::new(),
        missing: Vec::new(),
        absent: Vec::new(),
    };
    let usual = usual_millis(members, digests);
    for place in 0..members.len() {
        let this = digest(place);
        let before = place.checked_sub(1).map(digest);
        let Some(previous) = &this.previous else {
            if let Some(before) = before {
                chain.note(FindingKind::Restart, before.end, this.start, this);
            }
            continue;
        };
        let named = by_stem.get(stem(&previous.key)).map_or(&[][..], Vec::as_slice);
        // Of several under one name the one with the right hash is meant.
        let has_hash = |&&place: &&usize| previous.hash == Some(digests[members[place]].sha256);
        match named.iter().find(has_hash).or_else(|| named.first()) {
            Some(&before) if before != place => {
                link(&mut chain, &mut links, (before, place), members, digests);
            }
            _ => {
                let absent = (previous.bucket.clone(), previous.key.clone());
                match before {
                    None => chain.note(FindingKind::OpenStart, this.start, this.start, this),
                    Some(before) => {
                        chain.absent.push(absent);
                        let gap = (this.start.0 - before.end.0).max(0);
                        let num_digests = ((gap + usual / 2) / usual).max(1) as u32;
                        chain.note(FindingKind::Gap { num_digests }, before.end, this.start, this);
                        chain.missing.push((before.end, this.start));
                    }
                }
            }
        }
        if let Some(before) = before.filter(|before| before.end > this.start && !chain.id.is_backfill) {
            chain.note(FindingKind::Overlap, this.start, before.end, this);
        }
    }
    chain.links = links;
    chain
}

/// Joins the digest at `before` to the one at `place`, which names it.
fn link(
    chain: &mut Chain,
    links: &mut [Link],
    (before, place): (usize, usize),
    members: &[usize],
    digests: &[Known<'_>],
) {
    let this = digests[members[place]].digest;
    let Known {
        digest: older,
        sha256,
        ..
    } = digests[members[before]];
    let is_equal = this.previous.as_ref().and_then(|previous| previous.hash) == Some(sha256);
    if !is_equal {
        chain.note(FindingKind::HashMismatch, older.start, older.end, older);
    }
    if links[before].next.is_some() {
        chain.note(FindingKind::Fork, older.end, this.end, this);
        if links[before].is_hash_named == Some(true) {
            return;
        }
    }
    links[before].next = Some(place);
    links[before].is_hash_named = Some(is_equal);
}

impl Chain {
    fn note(&mut self, kind: FindingKind, from: EpochMillis, to: EpochMillis, digest: &Digest) {
        self.findings.push(Finding {
            chain: self.id.clone(),
            kind,
            from,
            to,
            key: digest.key.clone(),
        });
    }
}

/// How long the digests of a chain usually speak of: an hour, as AWS says, unless these say otherwise.
fn usual_millis(members: &[usize], digests: &[Known<'_>]) -> i64 {
    let mut lengths: Vec<i64> = members
        .iter()
        .map(|&index| digests[index].digest.end.0 - digests[index].digest.start.0)
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(3_600_000)
}
