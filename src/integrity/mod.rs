//! Whether logs are as CloudTrail delivered them: digests, their chain and signatures, and the hours they prove.
//!
//! This room knows nothing of threads, the browser or the table: it judges plain data. Entry points: [`read_evidence`]
//! reads what proves, [`validate`] judges what was loaded by it. Invariants: what could not be checked is never called
//! invalid, and what is valid is never called complete.

mod chain;
mod commands;
mod coverage;
mod der;
mod digest;
mod evidence;
mod hex;
mod judge;
mod keys;
mod lake;
mod level;
mod line;
mod name;
mod report;
mod sheet;
mod signing;
mod spans;
mod stock;
mod summary;
mod validate;
mod words;

pub use chain::{ChainId, Finding, FindingKind};
pub use commands::Commands;
pub use coverage::{Coverage, CoverageCell, Proof, ProofCounts, RowId};
pub use digest::{Digest, NamedLog, Previous};
pub use evidence::{Evidence, read_evidence};
pub use hex::Sha256;
pub use keys::PublicKey;
pub use lake::LakeSign;
pub use level::{Level, Message, Verdict};
pub use line::{LineKind, ProofLine};
pub use name::{FileName, NameKind, stem};
pub use report::{IntegrityReport, report};
pub use signing::{ObjectMetadata, SignatureCheck, SignatureVerdict};
pub use stock::{Basis, FileAt, Form, LoadedFile, Seal};
pub use summary::{LevelCounts, Summary};
pub use validate::{Validation, validate};
pub use words::{NOT_COMPLETE, coverage_sentence};
