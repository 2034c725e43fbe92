//! Which rows are on screen, and where: plain arithmetic.

/// Height of the row of headings in pixels, as `--head-height` in the style sheet.
pub const HEAD_PX: u32 = 32;
/// Rows are drawn in chunks of so many: enough that small turns of the wheel draw nothing anew, few enough that not
/// many more are drawn than are seen.
pub const CHUNK_ROWS: u32 = 4;
/// Browsers clamp an element's height: Chromium at 33,554,428 px, Firefox near 17,895,697 px. Beyond this height
/// the scroll range is scaled: one pixel of it stands for more than one pixel of rows.
pub(super) const MAX_CANVAS_PX: f64 = 16_000_000.0;
/// Rows assumed on screen until the browser has measured it.
const UNMEASURED_ROWS: u32 = 32;

/// A list of rows of equal height behind a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// Rows in all.
    pub num_rows: u32,
    /// Height of a row in pixels, as `--row-height` in the style sheet.
    pub row_px: u32,
    /// Height of the window below the headings.
    pub area_px: f64,
}

impl Geometry {
    /// The height that all rows would take.
    fn full_px(self) -> f64 {
        f64::from(self.num_rows) * f64::from(self.row_px)
    }

    /// The height that the scrolled element gets.
    pub fn canvas_px(self) -> f64 {
        self.full_px().min(MAX_CANVAS_PX)
    }

    /// Whether the scroll range is scaled.
    pub fn is_scaled(self) -> bool {
        self.full_px() > MAX_CANVAS_PX
    }

    fn scroll_range(self) -> f64 {
        (self.canvas_px() - self.area_px).max(0.0)
    }

    fn row_range(self) -> f64 {
        (self.full_px() - self.area_px).max(0.0)
    }

    /// Whole rows that fit.
    pub fn num_visible(self) -> u32 {
        if self.area_px <= 0.0 {
            return UNMEASURED_ROWS;
        }
        (self.area_px / f64::from(self.row_px)).floor().max(1.0) as u32
    }

    /// The pixel of the full height that stands at the window's top. The end of the range is the end of the rows,
    /// also when the browser rounds the scroll position.
    fn top_at(self, scroll: f64) -> f64 {
        if !self.is_scaled() {
            return scroll.clamp(0.0, self.row_range());
        }
        if scroll >= self.scroll_range() - 1.0 {
            return self.row_range();
        }
        (scroll / self.scroll_range() * self.row_range()).clamp(0.0, self.row_range())
    }

    fn scroll_at(self, top: f64) -> f64 {
        if !self.is_scaled() || self.row_range() == 0.0 {
            return top;
        }
        top / self.row_range() * self.scroll_range()
    }

    /// The chunk at the window's top.
    pub fn chunk_at(self, scroll: f64) -> u32 {
        (self.top_at(scroll) / f64::from(self.row_px * CHUNK_ROWS)).floor() as u32
    }

    /// The rows to draw around a chunk: first and number, not cut at the last row. One chunk stands ready on each
    /// side, and whole chunks are asked for, so that the numbers change rarely.
    pub fn drawn(self, chunk: u32) -> (u32, u32) {
        let first = chunk.saturating_sub(1) * CHUNK_ROWS;
        let visible_chunks = (self.num_visible() + 1).div_ceil(CHUNK_ROWS) + 1;
        (first, (visible_chunks + 2) * CHUNK_ROWS)
    }

    /// Where the row `first` lies inside the scrolled element, so that it stands right in the window.
    pub fn offset_of(self, first: u32, scroll: f64) -> f64 {
        let top = f64::from(first) * f64::from(self.row_px);
        if self.is_scaled() {
            scroll + top - self.top_at(scroll)
        } else {
            top
        }
    }

    /// The scroll position that brings `row` wholly into the window; `None` when it is there already.
    pub fn reveal(self, row: u32, scroll: f64) -> Option<f64> {
        let row_top = f64::from(row) * f64::from(self.row_px);
        let row_bottom = row_top + f64::from(self.row_px);
        let top = self.top_at(scroll);
        // A scaled position is rounded to whole pixels, each worth several pixels of rows.
        let slack = if self.is_scaled() {
            (self.row_range() / self.scroll_range()).ceil()
        } else {
            0.0
        };
        if row + 1 == self.num_rows && row_bottom > top + self.area_px {
            Some(self.scroll_range())
        } else if row_top < top {
            Some(self.scroll_at((row_top - slack).max(0.0)))
        } else if row_bottom > top + self.area_px {
            Some(self.scroll_at((row_bottom - self.area_px + slack).min(self.row_range())))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: f64 = 600.0;
    const ROW_PX: u32 = 28;

    fn rows(num_rows: u32) -> Geometry {
        Geometry {
            num_rows,
            row_px: ROW_PX,
            area_px: AREA,
        }
    }

    #[test]
    fn a_short_list_scrolls_pixel_by_pixel() {
        let list = rows(1000);
        assert_eq!(list.canvas_px(), 28_000.0);
        assert_eq!(list.chunk_at(111.0), 0);
        assert_eq!(list.chunk_at(112.0), 1);
        assert_eq!(list.drawn(3), (8, 36));
        assert_eq!(list.offset_of(32, 1400.0), 896.0);
    }

    #[test]
    fn two_million_rows_stay_below_the_browsers_limit_and_end_with_the_last() {
        let list = rows(2_000_000);
        assert_eq!(list.canvas_px(), MAX_CANVAS_PX);
        let end = list.reveal(1_999_999, 0.0).expect("far away");
        let (first, len) = list.drawn(list.chunk_at(end));
        assert!(first < 1_999_999 && first + len > 1_999_999);
        let bottom_of_last = list.offset_of(first, end) + f64::from((2_000_000 - first) * ROW_PX);
        assert!(
            (bottom_of_last - (end + AREA)).abs() < 0.01,
            "{bottom_of_last} {end}"
        );
    }

    #[test]
    fn every_row_of_a_scaled_list_can_be_brought_into_the_window() {
        let list = rows(2_000_000);
        for row in [0, 1, 15, 999_999, 1_000_000, 1_999_990, 1_999_999] {
            for from in [0.0, 8_000_000.0, 15_999_400.0] {
                let scroll = list.reveal(row, from).unwrap_or(from).round();
                let top = f64::from(row * ROW_PX) - list.top_at(scroll);
                assert!(
                    (-0.01..=AREA - f64::from(ROW_PX) + 0.01).contains(&top),
                    "{row} from {from}: {top}"
                );
            }
        }
    }

    #[test]
    fn a_row_in_sight_moves_nothing() {
        assert_eq!(rows(1000).reveal(5, 100.0), None);
        assert_eq!(rows(1000).reveal(0, 100.0), Some(0.0));
        assert_eq!(rows(1000).reveal(50, 0.0), Some(51.0 * 28.0 - AREA));
        assert_eq!(rows(3).reveal(2, 0.0), None);
    }
}
