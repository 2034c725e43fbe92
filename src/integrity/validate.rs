//! The judgement over everything loaded: each digest, each log file, each result file of CloudTrail Lake.

use super::{
    Basis, Coverage, Digest, Evidence, FileAt, Finding, Level, LoadedFile, ProofLine, Sha256, SignatureCheck,
    SignatureVerdict, Summary,
    chain::{self, Known},
    judge::{Checks, Keyring, Signatures, judge_chain, judge_lake},
    sheet::Sheet,
    stock::Stock,
};
use std::collections::BTreeMap;

/// The judgement.
#[derive(Clone, Debug, Default)]
pub struct Validation {
    /// Every file that is judged, those first that a person must look at.
    pub lines: Vec<ProofLine>,
    /// What is odd about the chains.
    pub findings: Vec<Finding>,
    /// The numbers.
    pub summary: Summary,
    /// The hours that are proved.
    pub coverage: Coverage,
    /// The level of each loaded file.
    pub levels: BTreeMap<FileAt, Level>,
    /// Files whose hash is needed.
    pub unsealed: Vec<(FileAt, Basis)>,
    /// Signatures that are to be checked.
    pub checks: Vec<SignatureCheck>,
}

/// Judges the loaded files by the loaded evidence. `known` are the checks that were made.
pub fn validate(
    files: &[LoadedFile],
    evidence: &BTreeMap<FileAt, Vec<Evidence>>,
    known: &BTreeMap<Sha256, SignatureVerdict>,
) -> Validation {
    let stock = Stock::new(files);
    let by_at: BTreeMap<FileAt, &LoadedFile> = files.iter().map(|file| (file.at, file)).collect();
    let all = || {
        let pairs = evidence
            .iter()
            .flat_map(|(at, list)| list.iter().map(move |one| (*at, one)));
        pairs.filter_map(|(at, one)| Some((by_at.get(&at).copied()?, one)))
    };
    let (digests, homes) = distinct_digests(all());
    let keys: Vec<_> = all()
        .filter_map(|(_, one)| {
            if let Evidence::Keys(keys) = one {
                Some(keys)
            } else {
                None
            }
        })
        .flatten()
        .collect();
    let keyring = Keyring::new(keys.iter().copied());
    let mut signatures = Signatures::new(all().map(|(file, one)| (file.at, &*file.path, one)));
    let mut checks = Checks {
        known,
        wanted: BTreeMap::new(),
        num_out_of_use: 0,
    };
    let mut sheet = Sheet {
        stock: &stock,
        out: Validation::default(),
        taken: BTreeMap::new(),
    };
    let chains = chain::chains(&digests);
    let mut judged = Vec::new();
    for chain in &chains {
        let standings = judge_chain(chain, &digests, &keyring, &mut signatures, &mut checks);
        for (link, standing) in chain.links.iter().zip(standings) {
            let digest = digests[link.digest].digest;
            let standing = sheet.digest(chain, digest, &homes[link.digest], standing);
            judged.push((digest, standing.level));
        }
        sheet.absent(chain);
        sheet.out.findings.extend(chain.findings.iter().cloned());
    }
    sheet.unreadable_digests(&digests);
    sheet.named_logs(&judged);
    for (file, one) in all() {
        if let Evidence::LakeSign(sign) = one {
            let standing = judge_lake(sign, &keyring, &mut checks);
            sheet.lake(file, sign, &standing);
        }
    }
    sheet.unnamed_logs(&judged);
    let mut out = sheet.out;
    out.summary = Summary::of(&out.lines);
    out.summary.num_keys = keys.len() as u32;
    out.summary.num_chains = chains.len() as u32;
    out.summary.num_out_of_use = checks.num_out_of_use;
    out.summary.num_unused_signatures = signatures.num_unused() as u32;
    out.coverage = Coverage::new(&out.lines, &judged, &chains);
    out.checks = checks.wanted.into_values().collect();
    out.finish(&judged)
}

/// Digests, each content once, and the files that hold it.
type Distinct<'a> = (Vec<Known<'a>>, Vec<Vec<&'a LoadedFile>>);

fn distinct_digests<'a>(all: impl Iterator<Item = (&'a LoadedFile, &'a Evidence)>) -> Distinct<'a> {
    let (mut digests, mut homes) = Distinct::default();
    let mut places = BTreeMap::new();
    for (file, one) in all {
        let Evidence::Digest { digest, sha256 } = one else {
            continue;
        };
        let place = *places.entry(*sha256).or_insert_with(|| {
            digests.push(Known {
                digest,
                sha256: *sha256,
                name: if file.is_named_digest() {
                    &file.path
                } else {
                    &digest.key
                },
            });
            homes.push(Vec::new());
            homes.len() - 1
        });
        homes[place].push(file);
    }
    (digests, homes)
}

impl Validation {
    /// Counts, and puts those lines first that a person must look at.
    fn finish(mut self, judged: &[(&Digest, Level)]) -> Self {
        let starts = judged.iter().map(|(digest, _)| digest.start).min();
        let ends = judged.iter().map(|(digest, _)| digest.end).max();
        self.summary.span = starts.zip(ends);
        self.levels = self
            .lines
            .iter()
            .filter_map(|line| Some((line.at?, line.level)))
            .collect();
        self.unsealed.sort_unstable();
        self.unsealed.dedup();
        let order = |line: &ProofLine| {
            (
                line.level,
                line.kind,
                line.time,
                line.address.clone(),
                line.path.clone(),
            )
        };
        self.lines.sort_by_cached_key(order);
        self
    }
}
