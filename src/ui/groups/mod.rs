//! A group table: the values of one column and what stands behind each. Sends group wishes and filters.

mod line;

use self::line::{Line, waiting};
use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    message::Message,
    virtual_rows::use_virtual_rows,
    wording::{self, MessageWords},
};
use crate::{
    base::{Shared, Zone},
    browser::dom,
    query::Group,
    state::{
        Action, Cell, Column, Density, GroupKey, GroupsAction, GroupsView, QueryAction, Tab, ViewAction,
    },
};
use std::{cell::RefCell, rc::Rc};
use yew::{
    Callback, Html, InputEvent, KeyboardEvent, Properties, component, html, use_effect_with, use_mut_ref,
    use_node_ref, use_state_eq,
};

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct GroupsProps {
    /// Which table.
    pub tab: Tab,
    /// Its column.
    pub column: Column,
    /// The groups on screen.
    pub view: GroupsView,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// What to say in place of groups.
    pub message: Option<MessageWords>,
}

/// The columns: what they sort by, if by anything, in order.
const HEADINGS: [Option<GroupKey>; 8] = [
    Some(GroupKey::Value),
    Some(GroupKey::Calls),
    Some(GroupKey::Errors),
    Some(GroupKey::Callers),
    Some(GroupKey::Addresses),
    Some(GroupKey::First),
    Some(GroupKey::Last),
    None,
];

/// The active group, and how often it was asked to come into sight.
type Active = (u32, u32);

/// The table with its search.
#[component]
pub fn Groups(props: &GroupsProps) -> Html {
    let dispatch = use_dispatch();
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            dispatch.send(Action::Groups(GroupsAction::Search(
                dom::input_value(&event).into(),
            )));
        }
    };
    let label = wording::groups_search(props.tab);
    html! {
        <div class="groups">
            <div class="groups__head">
                <input class="groups__search" type="search" autocomplete="off" spellcheck="false" aria-label={label.clone()}
                    placeholder={label} value={props.view.search.clone()} {oninput} />
                <p class="groups__hint">{ wording::GROUPS_HINT }</p>
            </div>
            if let Some(words) = props.message.clone() {
                <Message {words} />
            } else {
                <GroupList tab={props.tab} column={props.column} view={props.view.clone()} zone={props.zone.clone()} />
            }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct GroupListProps {
    tab: Tab,
    column: Column,
    view: GroupsView,
    zone: Shared<Zone>,
}

#[component]
fn GroupList(props: &GroupListProps) -> Html {
    let dispatch = use_dispatch();
    let grid = use_node_ref();
    let active = use_state_eq(|| (0, 0));
    // As the newest key left it: keys may come faster than the list is drawn.
    let newest = use_mut_ref(|| (0, 0));
    let num_groups = props.view.shown.as_ref().map_or(0, |shown| shown.num_groups);
    let on_range = {
        let dispatch = dispatch.clone();
        Callback::from(move |(first, len)| dispatch.send(Action::Groups(GroupsAction::Show { first, len })))
    };
    let drawn = use_virtual_rows(&grid, num_groups, Density::default().row_px(), *active, on_range);
    let choose = {
        let (active, newest) = (active.clone(), newest.clone());
        Callback::from(move |chosen: Active| {
            *newest.borrow_mut() = chosen;
            active.set(chosen);
        })
    };
    use_effect_with((props.tab, num_groups), {
        let (choose, newest) = (choose.clone(), newest.clone());
        move |(_, num_groups): &(Tab, u32)| {
            let (row, num_reveals) = *newest.borrow();
            if row >= (*num_groups).max(1) {
                choose.emit((0, num_reveals + 1));
            }
        }
    });
    let onkeydown = keys(props, &newest, choose.clone(), drawn.num_visible, &dispatch);
    let is_drawn = drawn.indices().contains(&active.0);
    let max_calls = props
        .view
        .shown
        .iter()
        .flat_map(|shown| shown.groups.iter())
        .map(|group| group.calls)
        .max()
        .unwrap_or(0);
    html! {
        <div class="groups__grid" ref={grid} data-offsets={(!props.zone.is_utc()).to_string()} role="grid" tabindex="0" aria-label={wording::tab_label(props.tab)}
            aria-rowcount={(u64::from(num_groups) + 1).to_string()} aria-colcount={HEADINGS.len().to_string()}
            aria-activedescendant={is_drawn.then(|| line_id(active.0))}
            onscroll={drawn.onscroll.clone()} {onkeydown}>
            { head(props, &dispatch) }
            <div class="groups__canvas" ref={drawn.canvas.clone()} role="rowgroup">
                <div class="groups__rows" ref={drawn.rows.clone()} role="presentation">
                    { for drawn.indices().map(|index| match group_at(&props.view, index) {
                        Some(group) => {
                            let on_choose = {
                                let (choose, num_reveals) = (choose.clone(), active.1);
                                Callback::from(move |index| choose.emit((index, num_reveals)))
                            };
                            html! {
                                <Line key={index} column={props.column} group={group.clone()} {index} {max_calls}
                                    is_active={index == active.0} zone={props.zone.clone()} {on_choose} />
                            }
                        }
                        None => waiting(index),
                    }) }
                </div>
            </div>
        </div>
    }
}

fn group_at(view: &GroupsView, index: u32) -> Option<&Rc<Group>> {
    let shown = view.shown.as_ref()?;
    shown.groups.get(index.checked_sub(shown.first)? as usize)
}

fn head(props: &GroupListProps, dispatch: &Dispatch) -> Html {
    let view = &props.view;
    html! {
        <div class="groups__headings" role="rowgroup">
            <div class="groups__row" role="row" aria-rowindex="1">
                { for HEADINGS.iter().enumerate().map(|(index, key)| {
                    let label = wording::group_heading(*key, props.column, &props.zone);
                    let sort = key.map(|key| match (view.sort == key, view.is_descending) {
                        (true, true) => "descending",
                        (true, false) => "ascending",
                        (false, _) => "none",
                    });
                    html! {
                        <div class="groups__heading" role="columnheader" key={index} aria-colindex={(index + 1).to_string()}
                            aria-sort={sort}>
                            if let Some(key) = *key {
                                <button type="button" class="groups__sort"
                                    onclick={dispatch.on_click(Action::Groups(GroupsAction::SortBy(key)))}>
                                    { label.clone() }{ icon(if sort == Some("ascending") { Icon::Up } else { Icon::Down }) }
                                </button>
                            } else {
                                { label }
                            }
                        </div>
                    }
                }) }
            </div>
        </div>
    }
}

pub(super) fn line_id(index: u32) -> String {
    format!("group-{index}")
}

/// The keys: moves as in the table of calls, Enter for the calls behind, `+`, `-` and `c` for the value.
fn keys(
    props: &GroupListProps,
    newest: &Rc<RefCell<Active>>,
    choose: Callback<Active>,
    num_visible: u32,
    dispatch: &Dispatch,
) -> Callback<KeyboardEvent> {
    let (newest, dispatch, props) = (newest.clone(), dispatch.clone(), props.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() || !dom::is_target_itself(&event) {
            return;
        }
        let num_groups = props.view.shown.as_ref().map_or(0, |shown| shown.num_groups);
        let last = num_groups.saturating_sub(1);
        let (row, num_reveals) = *newest.borrow();
        let page = num_visible.saturating_sub(1).max(1);
        let cell = || group_at(&props.view, row).map(|group| group.cell.clone());
        let next = match event.key().as_str() {
            "ArrowDown" | "j" => row.saturating_add(1),
            "ArrowUp" | "k" => row.saturating_sub(1),
            "PageDown" => row.saturating_add(page),
            "PageUp" => row.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            key => {
                if let Some(action) = cell().and_then(|cell| value_action(key, props.column, cell)) {
                    event.prevent_default();
                    dispatch.send(action);
                }
                return;
            }
        };
        event.prevent_default();
        choose.emit((next.min(last), num_reveals + 1));
    })
}

fn value_action(key: &str, column: Column, cell: Cell) -> Option<Action> {
    match (key, cell) {
        ("Enter", cell) => Some(Action::Groups(GroupsAction::Open(cell))),
        ("+", cell) => Some(Action::Query(QueryAction::FilterBy(column, cell, true))),
        ("-", cell) => Some(Action::Query(QueryAction::FilterBy(column, cell, false))),
        ("c", Cell::Text(text)) => Some(Action::View(ViewAction::Copy(text))),
        _ => None,
    }
}
