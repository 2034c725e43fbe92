//! Draws only the rows on screen: a hook shared by the calls table and the list of files.
//!
//! The geometry reaches the style sheet as custom properties of the scrolling element, because `style` attributes
//! are forbidden by the page's policy.

mod geometry;

pub use geometry::{CHUNK_ROWS, Geometry, HEAD_PX};

use crate::browser::dom;
use yew::{Callback, Event, NodeRef, hook, use_effect_with, use_state_eq};

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
    let chunk = use_state_eq(|| 0u32);
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
    use_effect_with((geometry, first), {
        let (scroller, chunk) = (scroller.clone(), chunk.clone());
        move |(geometry, first)| {
            place(&scroller, *geometry, *first);
            chunk.set(geometry.chunk_at(dom::scroll_top(&scroller)));
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
        let scroller = scroller.clone();
        Callback::from(move |_| {
            let scroll = dom::scroll_top(&scroller);
            if geometry.is_scaled() {
                place(&scroller, geometry, first);
            }
            chunk.set(geometry.chunk_at(scroll));
        })
    };
    VirtualRows {
        first,
        len: len.min(num_rows.saturating_sub(first)),
        num_visible: geometry.num_visible(),
        onscroll,
    }
}

fn place(scroller: &NodeRef, geometry: Geometry, first: u32) {
    let scroll = dom::scroll_top(scroller);
    dom::set_property(scroller, "--row-height", &format!("{}px", geometry.row_px));
    dom::set_property(scroller, "--head-height", &format!("{HEAD_PX}px"));
    dom::set_property(
        scroller,
        "--canvas-height",
        &format!("{}px", geometry.canvas_px()),
    );
    dom::set_property(
        scroller,
        "--rows-top",
        &format!("{}px", geometry.offset_of(first, scroll)),
    );
}
