//! The record as a tree of its parts, one tab stop: arrows move, fold and unfold; `+`, `-`, `c` and `p` act on the
//! active part. Sends filters and copies.

use super::marked::{self, Part};
use crate::{
    base::Shared,
    browser::dom,
    protocol::engine::RowDetail,
    record::{Kind, Tree},
    state::{Action, QueryAction},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        part_tools::{column_of, copy, part_tools, record_filter, tool, turned},
        wording,
    },
};
use std::{collections::BTreeSet, rc::Rc};
use yew::{
    Callback, Html, KeyboardEvent, MouseEvent, Properties, Reducible, component, html, use_effect_with,
    use_reducer, use_state_eq,
};

/// A record of so many parts is drawn at once; more on demand.
const FIRST_ROWS: usize = 500;

/// The parts of a text: of each node its name and its value, as they are drawn, with the number of hits before each.
pub(super) struct Drawn {
    /// Name and value of each part.
    pub rows: Vec<[(usize, Vec<Part>); 2]>,
}

/// What the tree shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecordTreeProps {
    /// For the columns.
    pub detail: Shared<RowDetail>,
    /// The parts.
    pub tree: Shared<Tree>,
    /// How they are drawn.
    pub drawn: Shared<Drawn>,
    /// The hit that is looked at, and the part it is in.
    pub current: Option<(usize, usize)>,
}

/// What is folded, and where the keys are. Keys may come faster than the tree is drawn: each acts on the newest.
#[derive(Clone, Default)]
struct Walk {
    /// By their paths: what was folded in one record is folded in the next.
    folded: BTreeSet<String>,
    /// The active part.
    active: usize,
    /// How often keys moved it: it shall come into sight then.
    num_moves: u32,
}

enum Change {
    /// By a key.
    Move(usize),
    /// By a click.
    Choose(usize),
    Fold(String, bool),
}

impl Reducible for Walk {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Move(place) => (next.active, next.num_moves) = (place, next.num_moves + 1),
            Change::Choose(place) => (next.active, next.num_moves) = (place, 0),
            Change::Fold(path, true) => drop(next.folded.insert(path)),
            Change::Fold(path, false) => drop(next.folded.remove(&path)),
        }
        Rc::new(next)
    }
}

/// The tree.
#[component]
pub(super) fn RecordTree(props: &RecordTreeProps) -> Html {
    let dispatch = use_dispatch();
    let walk = use_reducer(Walk::default);
    let num_drawn = use_state_eq(|| FIRST_ROWS);
    let tree = &props.tree;
    // What is looked for is never folded away.
    let shown = props.current.map(|(_, place)| place);
    let rows = visible(tree, &walk.folded, shown);
    let active = rows[at(&rows, walk.active)..].first().copied();
    use_effect_with(props.current, |current| {
        if current.is_some() {
            dom::reveal_across(marked::CURRENT_ID);
        }
    });
    use_effect_with((walk.active, walk.num_moves), |(place, num_moves)| {
        if *num_moves > 0 {
            dom::reveal_across(&row_id(*place));
        }
    });
    let is_folded = |place: usize| walk.folded.contains(&tree.path(place));
    let onkeydown = {
        let (walk, dispatch) = (walk.clone(), dispatch.clone());
        let (tree, detail) = (tree.clone(), props.detail.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.alt_key() || event.ctrl_key() || event.meta_key() || !dom::is_target_itself(&event) {
                return;
            }
            let rows = visible(&tree, &walk.folded, shown);
            let at = at(&rows, walk.active);
            let Some(&place) = rows.get(at) else { return };
            let path = tree.path(place);
            match step(&event.key(), &tree, &rows, at, !walk.folded.contains(&path)) {
                Some(Step::To(place)) => walk.dispatch(Change::Move(place)),
                Some(Step::Fold(is_folded)) => walk.dispatch(Change::Fold(path, is_folded)),
                None => match wish(&event.key(), &detail, &tree, place) {
                    Some(action) => dispatch.send(action),
                    None => return,
                },
            }
            event.prevent_default();
        })
    };
    let fold = {
        let (walk, tree) = (walk.dispatcher(), tree.clone());
        Callback::from(move |(place, is_folded): (usize, bool)| {
            walk.dispatch(Change::Fold(tree.path(place), is_folded));
        })
    };
    let choose = {
        let walk = walk.dispatcher();
        Callback::from(move |place: usize| walk.dispatch(Change::Choose(place)))
    };
    let more = {
        let num_drawn = num_drawn.clone();
        Callback::from(move |_: MouseEvent| num_drawn.set(*num_drawn + FIRST_ROWS))
    };
    let num_left = rows.len().saturating_sub(*num_drawn);
    html! {
        <>
            <div class="detail__tree" role="treegrid" tabindex="0" aria-label={wording::RECORD} {onkeydown}
                aria-activedescendant={active.map(row_id)}>
                { for rows.iter().take(*num_drawn).map(|&place| {
                    row(props, place, active == Some(place), is_folded(place), &fold, &choose, &dispatch)
                }) }
            </div>
            if num_left > 0 {
                <button type="button" data-kind="quiet" onclick={more}>{ wording::more_parts(num_left) }</button>
            }
        </>
    }
}

/// The parts on screen: all but the whole record and what is in folded parts.
fn visible(tree: &Tree, folded: &BTreeSet<String>, shown: Option<usize>) -> Vec<usize> {
    let nodes = tree.nodes();
    let mut rows = Vec::new();
    // A record that is no object is a row itself.
    let mut place = usize::from(nodes.first().is_some_and(|root| !root.is_leaf()));
    while let Some(node) = nodes.get(place) {
        rows.push(place);
        let holds_shown = shown.is_some_and(|shown| place < shown && shown < node.end);
        let is_folded =
            !node.is_leaf() && !holds_shown && !folded.is_empty() && folded.contains(&tree.path(place));
        place = if is_folded { node.end } else { place + 1 };
    }
    rows
}

/// Where the active part stands among the rows; the first when it is not among them.
fn at(rows: &[usize], active: usize) -> usize {
    rows.binary_search(&active).unwrap_or_default()
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// This part is the active one.
    To(usize),
    /// The active one is folded, or unfolded.
    Fold(bool),
}

/// What a key asks for, as in every tree: right unfolds or goes in, left folds or goes out.
fn step(key: &str, tree: &Tree, rows: &[usize], at: usize, is_open: bool) -> Option<Step> {
    let place = *rows.get(at)?;
    let node = &tree.nodes()[place];
    let row = |at: usize| rows.get(at).copied().map(Step::To);
    match key {
        "ArrowDown" => row((at + 1).min(rows.len() - 1)),
        "ArrowUp" => row(at.saturating_sub(1)),
        "Home" => row(0),
        "End" => row(rows.len() - 1),
        "ArrowRight" if node.is_leaf() => None,
        "ArrowRight" if is_open => row(at + 1),
        "ArrowRight" => Some(Step::Fold(false)),
        "ArrowLeft" if !node.is_leaf() && is_open => Some(Step::Fold(true)),
        "ArrowLeft" if rows.contains(&node.parent) => Some(Step::To(node.parent)),
        "Enter" | " " if !node.is_leaf() => Some(Step::Fold(is_open)),
        _ => None,
    }
}

/// What a letter asks for of the active part.
fn wish(key: &str, detail: &RowDetail, tree: &Tree, place: usize) -> Option<Action> {
    match key {
        "c" => Some(copy(&tree.value(tree.nodes().get(place)?))),
        "p" => Some(copy(&tree.path(place))),
        "+" | "-" => {
            let wish = match column_of(detail, tree, place) {
                Some((column, cell)) => QueryAction::FilterBy(column, cell, key == "+"),
                None => QueryAction::Add(turned(record_filter(detail, tree, place)?, key == "+")),
            };
            Some(Action::Query(wish))
        }
        _ => None,
    }
}

fn row_id(place: usize) -> String {
    format!("record-part-{place}")
}

fn row(
    props: &RecordTreeProps,
    place: usize,
    is_active: bool,
    is_folded: bool,
    fold: &Callback<(usize, bool)>,
    choose: &Callback<usize>,
    dispatch: &Dispatch,
) -> Html {
    let tree = &props.tree;
    let Some((node, drawn)) = tree.nodes().get(place).zip(props.drawn.rows.get(place)) else {
        return html! {};
    };
    let holds = !node.is_leaf();
    let level = if place == 0 { 1 } else { node.depth };
    let onclick = {
        let choose = choose.clone();
        Callback::from(move |_: MouseEvent| choose.emit(place))
    };
    let toggle = {
        let fold = fold.clone();
        Callback::from(move |_: MouseEvent| fold.emit((place, !is_folded)))
    };
    let current = props.current.map(|(hit, _)| hit);
    let [(first_name, name), (first_value, value)] = drawn;
    html! {
        <div class="detail__part" role="row" key={place} id={row_id(place)} aria-level={level.to_string()}
            aria-expanded={holds.then(|| (!is_folded).to_string())} data-active={is_active.then_some("true")} {onclick}>
            <span class="detail__part-name" role="gridcell">
                { for (1..level.min(24)).map(|_| html! { <span class="detail__part-indent"></span> }) }
                if holds {
                    <button type="button" class="detail__part-fold" tabindex="-1" title={wording::fold_title(is_folded)}
                        aria-label={wording::fold_title(is_folded)} onclick={toggle}>{ icon(Icon::Down) }</button>
                } else {
                    <span class="detail__part-fold"></span>
                }
                <bdi class="value">{ marked::draw(name, *first_name, current) }</bdi>
            </span>
            <span class="detail__part-value" role="gridcell" data-kind={kind_name(node.kind)}>
                if holds {
                    <span class="value" data-state="none">{ wording::holds(node.kind) }</span>
                } else {
                    <bdi class="value">{ marked::draw(value, *first_value, current) }</bdi>
                }
            </span>
            <span class="detail__part-tools" role="gridcell">{ tools(props, place, dispatch) }</span>
        </div>
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Object(_) => "object",
        Kind::Array(_) => "array",
        Kind::Text => "text",
        Kind::Literal => "literal",
        Kind::Null => "null",
    }
}

/// Filter for, filter out and copy of the part, and the copy of its path.
fn tools(props: &RecordTreeProps, place: usize, dispatch: &Dispatch) -> Html {
    let path = copy(&props.tree.path(place));
    html! {
        <>
            { part_tools(&props.detail, &props.tree, place, true, dispatch) }
            <span class="value-tools">{ tool(path, wording::COPY_PATH.into(), Icon::Path, true, dispatch) }</span>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_fold_and_unfold() {
        let tree = Tree::parse(r#"{"a":{"b":1,"c":2},"d":3}"#).expect("JSON");
        let none = BTreeSet::new();
        let rows = visible(&tree, &none, None);
        assert_eq!(rows, [1, 2, 3, 4]);
        let go = |key, at, is_open| step(key, &tree, &rows, at, is_open);
        assert_eq!(go("ArrowDown", 3, true), Some(Step::To(4)));
        assert_eq!(go("ArrowRight", 0, true), Some(Step::To(2)));
        assert_eq!(go("ArrowRight", 0, false), Some(Step::Fold(false)));
        assert_eq!(go("ArrowLeft", 0, true), Some(Step::Fold(true)));
        assert_eq!(go("ArrowLeft", 2, true), Some(Step::To(1)));
        assert_eq!(go("ArrowLeft", 3, true), None);
        assert_eq!(go("End", 0, true), Some(Step::To(4)));
        let folded = BTreeSet::from(["a".to_owned()]);
        assert_eq!(visible(&tree, &folded, None), [1, 4]);
        assert_eq!(visible(&tree, &folded, Some(3)), [1, 2, 3, 4], "a hit is shown");
    }
}
