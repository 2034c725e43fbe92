//! Answers about integrity.

use super::{Engine, Send, coverage_map::coverage_map};
use crate::{
    integrity::{Commands, LineKind, ProofLine, Validation},
    protocol::{
        engine::FromEngine,
        integrity::{FromIntegrity, IntegrityAnswer, IntegrityWish, MAX_FINDINGS, MapCell, ToIntegrity},
    },
};

impl Engine {
    pub(super) fn integrity_wish(&mut self, wish: ToIntegrity, send: Send<'_>) {
        match wish {
            ToIntegrity::Ask { generation, wish } => {
                let validation = self.integrity.validation(&self.ledger);
                let wish = self.integrity_wish_in_table_words(&validation, wish);
                let answer = Box::new(self.shown_integrity(answer(&validation, &wish)));
                send(
                    FromEngine::Integrity(FromIntegrity::Answer { generation, answer }),
                    None,
                );
            }
            ToIntegrity::SealsLost(files) => {
                self.integrity.seals_lost(&files);
                self.news.integrity = true;
            }
            ToIntegrity::HashFiles(is_wanted) => {
                self.integrity.hash_files(is_wanted);
                self.news.integrity = true;
            }
        }
    }
}

fn answer(validation: &Validation, wish: &IntegrityWish) -> IntegrityAnswer {
    let is_wanted = |line: &&ProofLine| {
        wish.level.is_none_or(|level| line.level == level)
            && wish.cell.as_ref().is_none_or(|cell| is_within(line, cell))
    };
    let wanted: Vec<&ProofLine> = validation.lines.iter().filter(is_wanted).collect();
    let shown = wanted.iter().skip(wish.first as usize).take(wish.len as usize);
    IntegrityAnswer {
        summary: validation.summary.clone(),
        findings: validation.findings.iter().take(MAX_FINDINGS).cloned().collect(),
        num_findings: validation.findings.len() as u32,
        num_lines: wanted.len() as u32,
        first: wish.first,
        lines: shown.map(|line| (*line).clone()).collect(),
        map: coverage_map(&validation.coverage, wish),
        commands: match &wish.cell {
            None => Commands::of(validation),
            Some(cell) => Commands::of_cell(validation, &cell.row, cell.from, cell.to),
        },
    }
}

/// Whether a file belongs to a cell of the map; a digest belongs to the hour that it speaks of.
fn is_within(line: &ProofLine, cell: &MapCell) -> bool {
    let before = i64::from(line.kind == LineKind::Digest);
    line.account == cell.row.account
        && line.region == cell.row.region
        && line
            .time
            .is_some_and(|time| (cell.from.0..cell.to.0).contains(&(time.0 - before)))
}
