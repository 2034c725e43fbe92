//! The columns of the calls table: which are shown, in what order, how wide, and which stay while the rest scrolls.

use super::Column;
use std::rc::Rc;

/// A column on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownColumn {
    /// Which.
    pub column: Column,
    /// Its width in CSS pixels; none when it takes a fair share of the room.
    pub width: Option<u16>,
}

/// The columns on screen, first to last. There is always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    shown: Vec<ShownColumn>,
    num_pinned: usize,
}

/// The columns of a fresh page; the kind of caller stands beside the caller.
pub const DEFAULT_COLUMNS: [Column; 7] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::SourceIp,
    Column::Region,
    Column::Client,
];

/// The width of a column in CSS pixels is at least this.
pub const MIN_WIDTH: u16 = 64;
/// And at most this.
pub const MAX_WIDTH: u16 = 1200;
/// More would leave no room for what scrolls.
pub const MAX_PINNED: usize = 3;

/// How tall the rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// 28 pixels.
    #[default]
    Regular,
    /// 22 pixels: more rows on screen.
    Compact,
    /// 36 pixels: easier to hit and to read.
    Comfortable,
}

impl Density {
    /// Height of a row in CSS pixels.
    pub fn row_px(self) -> u32 {
        match self {
            Self::Regular => 28,
            Self::Compact => 22,
            Self::Comfortable => 36,
        }
    }
}

/// Wishes about the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnsAction {
    /// Show a column as the last one, or hide it. The only one stays.
    Show(Column, bool),
    /// So many places to the right, or to the left.
    Shift(Column, i32),
    /// So wide in CSS pixels, within [`MIN_WIDTH`] and [`MAX_WIDTH`]; none for a fair share.
    SetWidth(Column, Option<u16>),
    /// Keep all columns up to this one in place while the others scroll sideways; the same again lets them go.
    Pin(Column),
    /// How tall the rows are.
    SetDensity(Density),
    /// As on a fresh page.
    Reset,
}

impl Default for Columns {
    fn default() -> Self {
        Self::of(&DEFAULT_COLUMNS)
    }
}

impl Columns {
    /// These columns, each with a fair share of the room; none given is as on a fresh page.
    pub fn of(columns: &[Column]) -> Self {
        let columns = if columns.is_empty() {
            &DEFAULT_COLUMNS
        } else {
            columns
        };
        let shown = columns.iter().map(|&column| ShownColumn { column, width: None });
        Self {
            shown: shown.collect(),
            num_pinned: 0,
        }
    }

    /// First to last.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = ShownColumn> {
        self.shown.iter().copied()
    }

    /// How many.
    pub fn num(&self) -> usize {
        self.shown.len()
    }

    /// How many of the first stay in place.
    pub fn num_pinned(&self) -> usize {
        self.num_pinned
    }

    /// The column at a place.
    pub fn at(&self, index: usize) -> Option<Column> {
        self.shown.get(index).map(|shown| shown.column)
    }

    /// Where a column stands.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.shown.iter().position(|shown| shown.column == column)
    }

    /// What the rows on screen are made of: these columns, and what stands beside some of them: the kind of caller
    /// beside the caller, the mark of a second record beside the operation.
    pub fn wanted(&self) -> Rc<[Column]> {
        let mut columns: Vec<Column> = self.shown.iter().map(|shown| shown.column).collect();
        for beside in [Column::CallerKind, Column::Twin] {
            if !columns.contains(&beside) {
                columns.push(beside);
            }
        }
        columns.into()
    }

    /// Shows or hides a column.
    pub fn show(&mut self, column: Column, is_shown: bool) {
        match (self.place(column), is_shown) {
            (None, true) => self.shown.push(ShownColumn { column, width: None }),
            (Some(place), false) if self.shown.len() > 1 => {
                self.shown.remove(place);
                self.num_pinned -= usize::from(place < self.num_pinned);
            }
            _ => {}
        }
    }

    /// Moves a column, not past the ends.
    pub fn shift(&mut self, column: Column, by: i32) {
        let Some(place) = self.place(column) else { return };
        let to = place.saturating_add_signed(by as isize).min(self.shown.len() - 1);
        let moved = self.shown.remove(place);
        self.shown.insert(to, moved);
    }

    /// Makes a column so wide.
    pub fn set_width(&mut self, column: Column, width: Option<u16>) {
        if let Some(place) = self.place(column) {
            self.shown[place].width = width.map(|px| px.clamp(MIN_WIDTH, MAX_WIDTH));
        }
    }

    /// Keeps the columns up to this one in place, at most `MAX_PINNED`; if they are, lets all go.
    pub fn pin(&mut self, column: Column) {
        if let Some(place) = self.place(column) {
            let num = (place + 1).min(MAX_PINNED);
            self.num_pinned = if self.num_pinned == num { 0 } else { num };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_cannot_be_hidden() {
        let mut columns = Columns::of(&[Column::Time, Column::Region]);
        columns.show(Column::Time, false);
        columns.show(Column::Region, false);
        assert_eq!(columns.at(0), Some(Column::Region));
        columns.show(Column::TlsVersion, true);
        columns.show(Column::TlsVersion, true);
        assert_eq!(columns.num(), 2);
    }

    #[test]
    fn a_column_moves_to_the_ends_and_not_past_them() {
        let mut columns = Columns::default();
        columns.shift(Column::Caller, -100);
        assert_eq!(columns.place(Column::Caller), Some(0));
        columns.shift(Column::Caller, 1);
        assert_eq!(columns.place(Column::Caller), Some(1));
        columns.shift(Column::Caller, 100);
        assert_eq!(columns.place(Column::Caller), Some(6));
    }

    #[test]
    fn hiding_a_pinned_column_keeps_the_others_pinned() {
        let mut columns = Columns::default();
        columns.pin(Column::Operation);
        assert_eq!(columns.num_pinned(), 2);
        columns.show(Column::Time, false);
        assert_eq!(columns.num_pinned(), 1);
        columns.pin(Column::Operation);
        assert_eq!(columns.num_pinned(), 0);
        columns.pin(Column::Client);
        assert_eq!(columns.num_pinned(), MAX_PINNED);
    }

    #[test]
    fn rows_bring_what_stands_beside_their_cells_once() {
        let columns = Columns::of(&[Column::CallerKind, Column::Caller]);
        assert_eq!(
            *columns.wanted(),
            [Column::CallerKind, Column::Caller, Column::Twin]
        );
        assert_eq!(Columns::default().wanted().len(), 9);
    }

    #[test]
    fn widths_stay_within_reason() {
        let mut columns = Columns::default();
        columns.set_width(Column::Time, Some(3));
        assert_eq!(
            columns.iter().next().and_then(|shown| shown.width),
            Some(MIN_WIDTH)
        );
    }
}
