//! Draws only the rows on screen: a hook shared by the calls table and the list of files.
//!
//! The geometry reaches the style sheet as custom properties, because `style` attributes are forbidden by the page's
//! policy; what changes often stands at the very element that takes it, so that the rows need no new style.

mod geometry;

pub use geometry::{CHUNK_ROWS, Geometry, HEAD_PX};

use crate::browser::dom;
use std::ops::Range;
use yew::{Callback, Event, NodeRef, hook, use_effect_with, use_mut_ref, use_node_ref, use_state_eq};

/// What to draw, and what to listen to.
#[derive(Clone, PartialEq)]
pub struct VirtualRows {
    /// First row to draw.
    pub first: u32,
    /// Rows to draw; ends with the last row.
    pub len: u32,
    /// Whole rows on screen: what Page Up and Page Down move by.
    pub num_visible: u32,
    /// For the scrolling element.
    pub onscroll: Callback<Event>,
    /// The element as tall as all rows, inside the scrolling one.
    pub canvas: NodeRef,
    /// The element around the rows that are drawn, inside the canvas.
    pub rows: NodeRef,
    num_slots: u32,
}

impl VirtualRows {
    /// The indices of the rows to draw.
    pub fn indices(&self) -> Range<u32> {
        self.first..self.first + self.len
    }

    /// A key for the row at `index`: the rows that come into sight are drawn into the elements of those that leave.
    pub fn slot(&self, index: u32) -> u32 {
        index % self.num_slots.max(1)
    }
}

/// Row to bring into sight whenever the number changes.
pub type Reveal = (u32, u32);

/// Follows the scroll position of `scroller`. `on_range` hears which rows are drawn, in whole chunks.
#[hook]
pub fn use_virtual_rows(
    scroller: &NodeRef,
    num_rows: u32,
    row_px: u32,
    reveal: Reveal,
    on_range: Callback<(u32, u32)>,
) -> VirtualRows {
    let (row, num_reveals) = reveal;
    let height = use_state_eq(|| 0.0);
    let (canvas, rows) = (use_node_ref(), use_node_ref());
    let chunk = use_state_eq(|| 0u32);
    // As the last event of scrolling had it: asked of the browser, it would lay out the page anew after every drawing.
    let scrolled = use_mut_ref(|| 0.0);
    let geometry = Geometry {
        num_rows,
        row_px,
        area_px: (*height - f64::from(HEAD_PX)).max(0.0),
    };
    let last_chunk = num_rows.saturating_sub(1) / CHUNK_ROWS;
    let (first, len) = geometry.drawn((*chunk).min(last_chunk));

    use_effect_with((), {
        let (scroller, height) = (scroller.clone(), height.clone());
        move |()| {
            let listener = dom::observe_height(&scroller, Callback::from(move |px| height.set(px)));
            // Kept until the component goes.
            move || {
                let _listener = listener;
            }
        }
    });
    use_effect_with(row_px, {
        let scroller = scroller.clone();
        move |row_px| {
            dom::set_property(&scroller, "--row-height", &format!("{row_px}px"));
            dom::set_property(&scroller, "--head-height", &format!("{HEAD_PX}px"));
        }
    });
    use_effect_with((geometry, first), {
        let (canvas, rows) = (canvas.clone(), rows.clone());
        let (chunk, scrolled) = (chunk.clone(), scrolled.clone());
        move |(geometry, first)| {
            let scroll = *scrolled.borrow();
            dom::set_property(&canvas, "--canvas-height", &format!("{}px", geometry.canvas_px()));
            place(&rows, *geometry, *first, scroll);
            chunk.set(geometry.chunk_at(scroll));
        }
    });
    use_effect_with((num_reveals, geometry.area_px > 0.0), {
        let scroller = scroller.clone();
        move |_| {
            if let Some(top) = geometry.reveal(row, dom::scroll_top(&scroller)) {
                dom::scroll_to(&scroller, top);
            }
        }
    });
    use_effect_with((first, len), move |range| on_range.emit(*range));

    let onscroll = {
        let (scroller, rows) = (scroller.clone(), rows.clone());
        Callback::from(move |_| {
            let scroll = dom::scroll_top(&scroller);
            *scrolled.borrow_mut() = scroll;
            if geometry.is_scaled() {
                place(&rows, geometry, first, scroll);
            }
            chunk.set(geometry.chunk_at(scroll));
        })
    };
    VirtualRows {
        first,
        len: len.min(num_rows.saturating_sub(first)),
        num_visible: geometry.num_visible(),
        onscroll,
        canvas,
        rows,
        num_slots: len,
    }
}

fn place(rows: &NodeRef, geometry: Geometry, first: u32, scroll: f64) {
    dom::set_property(
        rows,
        "--rows-top",
        &format!("{}px", geometry.offset_of(first, scroll)),
    );
}
