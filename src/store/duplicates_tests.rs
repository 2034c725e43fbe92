//! The index against a model that looks at all rows anew each time.

use super::*;
use crate::{
    base::{FileId, RowId},
    store::{Batch, BatchBuilder, CellRef, Column, Place, Table},
};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
struct Record {
    id: Option<&'static str>,
    value: u128,
    is_lossy: bool,
}

#[derive(Clone, Debug)]
enum Step {
    Append(Vec<Record>),
    Retract(Vec<prop::sample::Index>),
}

fn batch(records: &[Record]) -> Batch {
    let mut builder = BatchBuilder::new((1, 2));
    for (at, record) in records.iter().enumerate() {
        builder.begin_row(
            Place {
                file: FileId(0),
                member: 0,
                offset: at as u64,
                len: 1,
            },
            record.value,
        );
        builder.set(Column::EventId, record.id.map_or(CellRef::Null, CellRef::Text));
        builder.set_flags(RowFlags::NONE.with(RowFlags::LOSSY, record.is_lossy));
    }
    builder.finish()
}

/// Shown rows, and those of them in conflict, by the rule alone.
fn shown(records: &[Option<Record>]) -> (Vec<usize>, Vec<usize>) {
    let mut live = Vec::new();
    let mut conflicts = Vec::new();
    for (row, record) in records.iter().enumerate() {
        let Some(record) = record else { continue };
        let Some(id) = record.id.filter(|id| !id.is_empty()) else {
            live.push(row);
            continue;
        };
        let group = || {
            let rows = records.iter().enumerate();
            rows.filter_map(|(row, other)| {
                other
                    .filter(|other| other.id == Some(id))
                    .map(|other| (row, other))
            })
        };
        let has_full = group().any(|(_, other)| !other.is_lossy);
        let is_comparable = |other: &Record| !(other.is_lossy && has_full);
        let has_earlier =
            group().any(|(at, other)| at < row && is_comparable(&other) && other.value == record.value);
        if !is_comparable(record) || has_earlier {
            continue;
        }
        live.push(row);
        if group().any(|(_, other)| is_comparable(&other) && other.value != record.value) {
            conflicts.push(row);
        }
    }
    (live, conflicts)
}

fn any_record() -> impl Strategy<Value = Record> {
    let ids = prop::sample::select(vec![
        None,
        Some(""),
        Some("odd"),
        Some("00000000-0000-0000-0000-000000000001"),
        Some("00000000-0000-0000-0000-00000000000A"),
        Some("00000000-0000-0000-0000-00000000000a"),
    ]);
    (ids, 0..3u128, prop::bool::weighted(0.3)).prop_map(|(id, value, is_lossy)| Record {
        id,
        value,
        is_lossy,
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => prop::collection::vec(any_record(), 1..6).prop_map(Step::Append),
        1 => prop::collection::vec(any::<prop::sample::Index>(), 1..6).prop_map(Step::Retract),
    ]
}

proptest! {
    #[test]
    fn what_is_shown_follows_from_the_rows_alone(steps in prop::collection::vec(any_step(), 1..14)) {
        let mut table = Table::new((5, 6));
        let mut model: Vec<Option<Record>> = Vec::new();
        for step in steps {
            let (num_before, before) = (model.len(), table.live().clone());
            let changed = match step {
                Step::Append(records) => {
                    model.extend(records.iter().copied().map(Some));
                    table.append(&batch(&records)).hidden
                }
                Step::Retract(rows) if !model.is_empty() => {
                    let rows: Vec<_> = rows.iter().map(|row| row.index(model.len())).collect();
                    rows.iter().for_each(|&row| model[row] = None);
                    table.retract(rows.iter().map(|&row| RowId(row as u32)))
                }
                Step::Retract(_) => continue,
            };
            let (live, conflicts) = shown(&model);
            prop_assert_eq!(table.live().iter().collect::<Vec<_>>(), live.clone());
            prop_assert_eq!(table.num_conflicts() as usize, conflicts.len());
            for row in 0..model.len() {
                let is_conflict = table.flags(RowId(row as u32)).contains(RowFlags::CONFLICT);
                prop_assert_eq!(is_conflict, conflicts.contains(&row));
            }
            // Each present row is shown or a copy of exactly one shown row.
            let mut all: Vec<_> = live.iter().flat_map(|&row| {
                let copies = table.copies(RowId(row as u32));
                std::iter::once(row).chain(copies.into_iter().map(RowId::index)).collect::<Vec<_>>()
            }).collect();
            all.sort_unstable();
            let present: Vec<_> = (0..model.len()).filter(|&row| model[row].is_some()).collect();
            prop_assert_eq!(all, present);
            // What was reported is what changed among rows that were there and still are.
            let mut changed: Vec<_> = changed.into_iter().map(RowId::index).collect();
            changed.sort_unstable();
            let differs = |row: &usize| model[*row].is_some() && before.contains(*row) != live.contains(row);
            prop_assert_eq!(changed, (0..num_before).filter(differs).collect::<Vec<_>>());
        }
    }
}

#[test]
fn many_rows_of_one_id_are_no_trap() {
    let mut table = Table::new((5, 6));
    let records: Vec<_> = (0..1000)
        .map(|value| Record {
            id: Some("same"),
            value,
            is_lossy: value % 3 == 0,
        })
        .collect();
    for _ in 0..50 {
        table.append(&batch(&records));
    }
    assert_eq!(table.live().count(), 666);
    assert_eq!(table.retract((0..1000).map(RowId)).len(), 666);
    assert_eq!(table.live().count(), 666);
}
