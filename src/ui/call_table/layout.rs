//! How wide the columns are: fair shares of the room, widths the person chose, and where pinned columns stand.

use crate::{
    browser::dom,
    state::{Column, Columns, ShownColumn},
};
use yew::NodeRef;

/// Room for the mark before the first column, in CSS pixels; the style sheet has it as the padding of a row.
const EDGE_PX: u32 = 24;

/// The width in CSS pixels that a column needs at least, and its share of the room that is left.
fn natural(column: Column, has_offsets: bool) -> (u32, f32) {
    match column {
        Column::Time if has_offsets => (208, 0.0),
        Column::Time => (158, 0.0),
        Column::Operation => (184, 1.2),
        Column::Result | Column::ErrorCode => (152, 0.0),
        Column::Caller => (200, 1.6),
        Column::SourceIp => (124, 0.0),
        Column::Region => (88, 0.0),
        Column::Client => (100, 1.0),
        Column::Arn | Column::IssuerArn | Column::ErrorMessage | Column::UserAgent => (240, 1.6),
        Column::EventId | Column::RequestId | Column::SharedEventId | Column::JobId => (296, 0.0),
        _ => (136, 0.6),
    }
}

/// The width in CSS pixels, when the column has a fixed one.
fn fixed_px(shown: ShownColumn, is_pinned: bool, has_offsets: bool) -> Option<u32> {
    let (least, share) = natural(shown.column, has_offsets);
    shown
        .width
        .map(u32::from)
        .or((is_pinned || share == 0.0).then_some(least))
}

/// The tracks of a row as CSS, the width they need at least, and where each pinned column stands and the last one
/// ends.
fn tracks(columns: &Columns, has_offsets: bool) -> (String, u32, Vec<u32>) {
    let mut text = String::new();
    let mut width = EDGE_PX;
    let mut pins = vec![0];
    for (place, shown) in columns.iter().enumerate() {
        let is_pinned = place < columns.num_pinned();
        let (least, share) = natural(shown.column, has_offsets);
        match fixed_px(shown, is_pinned, has_offsets) {
            Some(px) => {
                text.push_str(&format!("{px}px "));
                width += px;
            }
            None => {
                text.push_str(&format!("minmax({least}px, {share}fr) "));
                width += least;
            }
        }
        if is_pinned {
            // The first one covers the edge too.
            pins.push(width);
        }
    }
    (text, width, pins)
}

/// Gives the style sheet the widths. Times with their offsets need more room.
pub(super) fn place(grid: &NodeRef, columns: &Columns, has_offsets: bool) {
    let (tracks, width, pins) = tracks(columns, has_offsets);
    dom::set_property(grid, "--columns", &tracks);
    dom::set_property(grid, "--columns-width", &format!("{width}px"));
    dom::set_property(grid, "--pins-width", &format!("{}px", pins[columns.num_pinned()]));
    for (place, px) in pins.into_iter().enumerate() {
        dom::set_property(grid, &format!("--pin-{place}"), &format!("{px}px"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_table_shares_the_room_and_fits_a_laptop() {
        let (text, width, pins) = tracks(&Columns::default(), false);
        assert_eq!(text.matches("fr)").count(), 3);
        assert_eq!(width, 1030);
        assert_eq!(pins, [0]);
    }

    #[test]
    fn pinned_columns_have_fixed_widths_and_stand_side_by_side() {
        let mut columns = Columns::default();
        columns.pin(Column::Operation);
        columns.set_width(Column::Operation, Some(300));
        let (text, _, pins) = tracks(&columns, false);
        assert!(text.starts_with("158px 300px "), "{text}");
        assert_eq!(pins, [0, EDGE_PX + 158, EDGE_PX + 458]);
    }
}
