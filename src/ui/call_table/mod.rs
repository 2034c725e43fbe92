//! The table of calls: a grid that draws only the rows on screen. Sends row and sort wishes.
//!
//! The grid is one tab stop and keeps the focus itself; the active cell is named by `aria-activedescendant`, so
//! that the focus is never lost when a row leaves the screen.

mod head;
mod keys;
mod layout;
mod row;

pub use self::row::badge;
use self::{head::head, keys::Step, row::Row};
use super::{
    dispatch::use_dispatch,
    virtual_rows::{VirtualRows, use_virtual_rows},
    wording,
};
use crate::{
    base::{RowId, Shared, Zone},
    browser::dom,
    query::Query,
    state::{Action, ChosenAction, ChosenRows, Columns, Counts, Density, DetailAction, Rows, RowsAction},
};
use yew::{
    Callback, Html, KeyboardEvent, NodeRef, Properties, component, html, use_callback, use_effect_with,
    use_state_eq,
};

/// What the table shows.
#[derive(Clone, PartialEq, Properties)]
pub struct CallTableProps {
    /// The rows on screen, and the active one.
    pub rows: Rows,
    /// How many there are.
    pub counts: Counts,
    /// The columns, in order.
    pub columns: Shared<Columns>,
    /// How tall the rows are.
    pub density: Density,
    /// For the order.
    pub query: Shared<Query>,
    /// The open call.
    pub selected: Option<RowId>,
    /// The marked calls.
    pub chosen: ChosenRows,
    /// A newer answer is on its way.
    pub is_busy: bool,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// The grid, so that the focus can come back to it.
    pub grid: NodeRef,
}

/// The table.
#[component]
pub fn CallTable(props: &CallTableProps) -> Html {
    let dispatch = use_dispatch();
    let on_range = {
        let dispatch = dispatch.clone();
        Callback::from(move |(first, len)| dispatch.send(Action::Rows(RowsAction::Show { first, len })))
    };
    let num_rows = props.counts.num_matching;
    let reveal = (props.rows.cursor, props.rows.num_reveals);
    let drawn = use_virtual_rows(&props.grid, num_rows, props.density.row_px(), reveal, on_range);
    let rows = &props.rows;
    // The row under the pointer has the tools of its values.
    let pointed = use_state_eq(|| None::<u32>);
    let on_point = use_callback((), {
        let pointed = pointed.setter();
        move |index, ()| pointed.set(Some(index))
    });
    let active = active_id(rows, &drawn);
    use_effect_with((active.clone(), rows.column), |(active, _)| {
        if let Some(id) = active {
            dom::reveal_across(id);
        }
    });
    use_effect_with((props.columns.clone(), !props.zone.is_utc()), {
        let grid = props.grid.clone();
        move |(columns, has_offsets)| layout::place(&grid, columns, *has_offsets)
    });
    let onkeydown = {
        let num_visible = drawn.num_visible;
        Callback::from(move |event: KeyboardEvent| {
            let Some(step) = keys::step(&event, num_visible) else {
                return;
            };
            event.prevent_default();
            dispatch.send(match step {
                Step::Move(to) => Action::Rows(RowsAction::Move(to)),
                Step::Active(wish) => Action::Rows(RowsAction::Active(wish)),
                Step::Choose => Action::Chosen(ChosenAction::ToggleActive),
                Step::Close => Action::Detail(DetailAction::Close),
            });
        })
    };
    html! {
        <div class="call-table" ref={props.grid.clone()} role="grid" tabindex="0"
            aria-label={wording::grid_label(props.query.is_filtered())}
            aria-rowcount={(u64::from(num_rows) + 1).to_string()} aria-colcount={props.columns.num().to_string()}
            aria-busy={props.is_busy.to_string()} aria-activedescendant={active}
            onscroll={drawn.onscroll.clone()} {onkeydown}>
            { head(&props.columns, &props.zone, &props.query.sort, rows.is_in_head.then_some(rows.column)) }
            <div class="call-table__canvas" ref={drawn.canvas.clone()} role="rowgroup">
                <div class="call-table__rows" ref={drawn.rows.clone()} role="presentation">
                    { for drawn.indices().map(|index| draw_row(props, drawn.slot(index), index, *pointed == Some(index), &on_point)) }
                </div>
            </div>
        </div>
    }
}

fn draw_row(
    props: &CallTableProps,
    slot: u32,
    index: u32,
    is_pointed: bool,
    on_point: &Callback<u32>,
) -> Html {
    let rows = &props.rows;
    let active_column = (index == rows.cursor && !rows.is_in_head).then_some(rows.column);
    let row = rows.row(index).cloned();
    let id = row.as_ref().map(|row| row.id);
    let is_open = id.is_some() && props.selected == id;
    let is_chosen = id.is_some_and(|id| props.chosen.contains(id));
    html! {
        <Row key={slot} {row} of={rows.columns.clone()} columns={props.columns.clone()} {index} {is_open} {is_chosen} {is_pointed}
            {on_point} {active_column} zone={props.zone.clone()} />
    }
}

/// The id of the active cell, when it is drawn. Ids are places in the grid, never data.
fn active_id(rows: &Rows, drawn: &VirtualRows) -> Option<String> {
    if rows.is_in_head {
        return Some(head::heading_id(rows.column));
    }
    drawn
        .indices()
        .contains(&rows.cursor)
        .then(|| row::cell_id(rows.cursor, rows.column))
}
