//! One group. Sends `Open` and the value's wishes.

use super::line_id;
use crate::{
    base::{EpochMillis, Shared, Zone},
    query::Group,
    state::{Action, Column, GroupsAction},
    ui::{
        dispatch::use_dispatch,
        value::{cell_title, cell_value},
        value_tools::ValueTools,
        wording,
    },
};
use std::rc::Rc;
use yew::{Callback, Html, MouseEvent, Properties, component, html};

/// The group and its place.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LineProps {
    /// The column whose value it is.
    pub column: Column,
    /// The group.
    pub group: Rc<Group>,
    /// Its place in the order.
    pub index: u32,
    /// The most calls of any group on screen: the full width of a bar.
    pub max_calls: u32,
    /// It is the active one.
    pub is_active: bool,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// Makes it the active one.
    pub on_choose: Callback<u32>,
}

/// One line.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let dispatch = use_dispatch();
    let group = &props.group;
    let title = cell_title(&group.cell);
    let open = dispatch.on_click(Action::Groups(GroupsAction::Open(group.cell.clone())));
    let onclick = {
        let (choose, index) = (props.on_choose.clone(), props.index);
        Callback::from(move |_: MouseEvent| choose.emit(index))
    };
    let time = |time: Option<EpochMillis>| time.map(|time| props.zone.cell(time)).unwrap_or_default();
    let number =
        |place: usize, count: u32| cell(place, "number", html! { { wording::count(u64::from(count)) } });
    html! {
        <div class="groups__row" role="row" id={line_id(props.index)} aria-rowindex={row_index(props.index)}
            aria-selected={props.is_active.to_string()} {onclick}>
            { cell(0, "value", html! {
                <>
                    { bar(group.calls, props.max_calls) }
                    <button type="button" class="groups__open" tabindex="-1" title={wording::group_open(&title)} onclick={open}>
                        { cell_value(&group.cell) }
                    </button>
                    <ValueTools column={props.column} cell={group.cell.clone()} is_in_grid=true />
                </>
            }) }
            { number(1, group.calls) }
            { cell(2, if group.errors > 0 { "error" } else { "number" }, html! { { wording::count(u64::from(group.errors)) } }) }
            { number(3, group.callers) }
            { number(4, group.addresses) }
            { cell(5, "time", html! { { time(group.span.map(|span| span.0)) } }) }
            { cell(6, "time", html! { { time(group.span.map(|span| span.1)) } }) }
            { cell(7, "trend", trend(&group.trend)) }
        </div>
    }
}

/// A group that has not come yet.
pub(super) fn waiting(index: u32) -> Html {
    html! {
        <div class="groups__row" role="row" key={format!("waiting {index}")} aria-rowindex={row_index(index)} data-state="waiting">
            { for (0..super::HEADINGS.len()).map(|place| cell(place, "waiting", html! { <span class="groups__bone"></span> })) }
        </div>
    }
}

/// Counted from 1, after the row of headings.
fn row_index(index: u32) -> String {
    (u64::from(index) + 2).to_string()
}

fn cell(place: usize, kind: &'static str, content: Html) -> Html {
    html! {
        <div class="groups__cell" role="gridcell" key={place} aria-colindex={(place + 1).to_string()} data-kind={kind}>{ content }</div>
    }
}

/// A bar behind the value, as long as its share of the most calls.
fn bar(calls: u32, max_calls: u32) -> Html {
    let percent = f64::from(calls) * 100.0 / f64::from(max_calls.max(1));
    html! {
        <svg class="groups__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={format!("{percent:.1}")} height="1" />
        </svg>
    }
}

/// Calls over the time of the whole answer, as a line of bars.
fn trend(counts: &[u32]) -> Html {
    let highest = counts.iter().copied().max().unwrap_or(0).max(1);
    let mut path = String::new();
    for (place, count) in counts.iter().enumerate() {
        let height = f64::from(*count) * 16.0 / f64::from(highest);
        if *count > 0 {
            // One call in a busy hour of others is still to be seen.
            path.push_str(&format!("M{place}.1 16v-{:.1}h.8v{0:.1}z", height.max(1.0)));
        }
    }
    html! {
        <svg class="groups__trend" viewBox={format!("0 0 {} 16", counts.len())} preserveAspectRatio="none" aria-hidden="true">
            <path d={path} />
        </svg>
    }
}
