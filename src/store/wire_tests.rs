use super::*;
use crate::{
    base::{EpochMillis, FileId, RowId},
    store::{BatchBuilder, CellRef, Place, RowFlags},
};
use proptest::prelude::*;

fn any_cell() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[ab]{0,2}".prop_map(Some),
        ".{0,20}".prop_map(Some),
        any::<u128>().prop_map(|guid| Some(crate::store::guid::GuidText::new(guid).as_str().to_owned())),
    ]
}

prop_compose! {
    fn any_batch()(rows in prop::collection::vec((
        prop::collection::vec((1..Column::ALL.len(), any_cell()), 0..8),
        (any::<u128>(), any::<u8>(), prop::option::of(any::<i32>()), any::<bool>()),
        (0..3u32, 0..2u32, any::<u64>(), any::<u32>()),
    ), 0..20)) -> Batch {
        let mut builder = BatchBuilder::new((1, 2));
        for (cells, (hash, flags, time, is_whole), (file, member, offset, len)) in rows {
            builder.begin_row(Place { file: FileId(file), member, offset, len }, hash);
            builder.set_flags(RowFlags::from_bits(flags));
            builder.set_time(time.map(|time| EpochMillis(i64::from(time) * if is_whole { 1000 } else { 1 })));
            for (column, cell) in &cells {
                builder.set(Column::ALL[*column], cell.as_deref().map_or(CellRef::Null, CellRef::Text));
            }
        }
        builder.finish()
    }
}

proptest! {
    #[test]
    fn a_batch_comes_back_from_its_bytes(batch in any_batch()) {
        prop_assert_eq!(Batch::from_bytes(&batch.to_bytes()), Ok(batch));
    }

    #[test]
    fn damaged_bytes_give_an_error_or_a_batch_that_can_be_read(
        batch in any_batch(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = batch.to_bytes();
        for (at, byte) in damages {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(batch) = Batch::from_bytes(&bytes) {
            let mut table = crate::store::Table::new((3, 4));
            table.append(&batch);
            for row in 0..batch.num_rows() {
                for column in Column::ALL {
                    prop_assert_eq!(batch.cell(row, *column), table.cell(RowId(row as u32), *column));
                }
            }
        }
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300), with_head in any::<bool>()) {
        let mut all = if with_head { Batch::empty().to_bytes()[..8].to_vec() } else { Vec::new() };
        all.extend(bytes);
        let _ = Batch::from_bytes(&all);
    }
}

#[test]
fn a_claim_of_many_rows_reserves_nothing() {
    let mut bytes = Batch::empty().to_bytes();
    bytes[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(
        Batch::from_bytes(&bytes).map_err(|error| error.kind),
        Err(WireErrorKind::Cut)
    );
}

#[test]
fn more_rows_than_a_chunk_holds_come_back() {
    let mut builder = BatchBuilder::new((1, 2));
    for row in 0..CHUNK_ROWS as u64 + 9 {
        builder.begin_row(
            Place {
                file: FileId(0),
                member: 0,
                offset: row * 900,
                len: 899,
            },
            u128::from(row),
        );
        builder.set_time(Some(EpochMillis(row as i64 * 1000)));
        builder.set(
            Column::SourceIp,
            CellRef::Text(&format!("10.0.{}.{}", row / 256 % 256, row % 256)),
        );
    }
    let batch = builder.finish();
    assert_eq!(Batch::from_bytes(&batch.to_bytes()), Ok(batch));
}
