//! What the page is told without asking: that the ledger, the table or the proofs changed.

use super::{Engine, Send};
use crate::{
    base::memory,
    protocol::{
        engine::{FromEngine, MemoryUse},
        integrity::FromIntegrity,
    },
    store::table::TableBytes,
};

/// What changed since the page was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    pub(super) ledger: bool,
    pub(super) rows: bool,
    pub(super) search: bool,
    pub(super) integrity: bool,
}

impl Engine {
    /// Tells what changed since the last call: the ledger, and that the table grew.
    pub fn tell_news(&mut self, send: Send<'_>) {
        let news = std::mem::take(&mut self.news);
        if news.search || self.search.is_asked() {
            self.order_search(send);
            if let Some(status) = self.search.status(&self.ledger, &self.table) {
                send(FromEngine::Searched(status), None);
            }
        }
        if news.ledger {
            send(
                FromEngine::Ledger(self.ledger.summary(self.span, self.table.num_conflicts())),
                None,
            );
        }
        if news.integrity {
            self.tell_integrity(send);
        }
        if news.rows {
            send(FromEngine::Memory(self.memory_use()), None);
            send(
                FromEngine::Grown {
                    num_rows: self.table.live().count() as u32,
                },
                None,
            );
        }
        if self.is_settled() {
            for message in std::mem::take(&mut self.waiting) {
                self.handle(message, send);
            }
        }
    }

    /// The ledger moved, and with it what there is to prove.
    pub(super) fn files_changed(&mut self) {
        self.integrity.files_changed();
        self.news.ledger = true;
        self.news.integrity = true;
    }

    fn tell_integrity(&mut self, send: Send<'_>) {
        let unsealed = self.integrity.take_unsealed(&self.ledger);
        if !unsealed.is_empty() {
            send(FromEngine::Integrity(FromIntegrity::Seal(unsealed)), None);
        }
        if let Some(brief) = self.integrity.take_brief(&self.ledger) {
            send(FromEngine::Integrity(FromIntegrity::Brief(brief)), None);
        }
    }

    /// Has files searched, when the question in force asks of records that were not.
    pub(super) fn order_search(&mut self, send: Send<'_>) {
        match self.search.next_order(&self.ledger) {
            Ok(Some(order)) => send(FromEngine::Search(order), None),
            Ok(None) => {}
            Err(()) => send(FromEngine::StopSearch, None),
        }
    }

    /// What the table holds.
    fn memory_use(&self) -> MemoryUse {
        let TableBytes { columns, ids } = self.table.heap_bytes();
        MemoryUse {
            held: memory::held_bytes().unwrap_or((columns + ids) as u64),
            columns: columns as u64,
            ids: ids as u64,
            num_rows: self.table.num_rows() as u64,
        }
    }

    /// Whether the table holds any row.
    pub fn has_rows(&self) -> bool {
        self.table.num_rows() > 0
    }

    /// Whether there is something to tell.
    pub fn has_news(&self) -> bool {
        self.news.ledger || self.news.rows || self.news.search || self.news.integrity
    }
}
