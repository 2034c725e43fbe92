mod damages;
mod headers;
mod properties;
mod shapes;

use super::{Alterations, CsvReader, Fidelity, Found};
use crate::base::Problem;

/// The Event history page's header.
pub(super) const HISTORY: &str = "User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,\
     User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category";

/// A row as the tests look at it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) at: u64,
    pub(super) len: usize,
    pub(super) record: Vec<u8>,
    pub(super) fidelity: Fidelity,
    pub(super) alterations: Alterations,
}

impl Kept {
    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.record).expect("JSON")
    }
}

/// Everything in a content that has a header we know.
pub(super) fn read(content: &[u8]) -> Option<(Vec<Kept>, Vec<Problem>)> {
    let mut reader = CsvReader::open(content).expect("no input error")?;
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    while let Some(found) = reader.next_row().expect("no input error") {
        match found {
            Found::Row(row) => kept.push(Kept {
                at: row.at,
                len: row.len,
                record: row.record.to_vec(),
                fidelity: row.fidelity,
                alterations: row.alterations,
            }),
            Found::Malformed(problem) | Found::GaveUp(problem) => problems.push(problem),
        }
    }
    Some((kept, problems))
}
