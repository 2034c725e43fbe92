//! The map of what is proved: a grid of Regions by hours or days. One stop for the Tab key; arrows move, Enter chooses.
//! Sends Integrity wishes.

use crate::{
    base::EpochMillis,
    browser::dom,
    protocol::integrity::{CoverageCell, CoverageMap, MapCell, RowId, Zoom},
    state::{Action, IntegrityAction},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        value::text_value,
        wording,
    },
};
use yew::{Event, Html, KeyboardEvent, NodeRef, Properties, component, html, use_node_ref, use_state_eq};

/// The map.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProofMapProps {
    /// What is on screen of it.
    pub map: CoverageMap,
    /// The chosen cell.
    pub chosen: Option<MapCell>,
}

/// The map with its tools and its legend.
#[component]
pub(super) fn ProofMap(props: &ProofMapProps) -> Html {
    let dispatch = use_dispatch();
    let body = use_node_ref();
    let active = use_state_eq(|| (0usize, 0usize));
    let map = &props.map;
    if map.rows.is_empty() {
        return html! {
            <section class="proof-map" aria-label={wording::INTEGRITY_MAP}>
                <p class="integrity__note">{ wording::INTEGRITY_NO_MAP }</p>
            </section>
        };
    }
    let num_columns = map.columns.len() - 1;
    let at = (active.0.min(map.rows.len() - 1), active.1.min(num_columns - 1));
    let onkeydown = {
        let (active, body, dispatch) = (active.clone(), body.clone(), dispatch.clone());
        let (num_rows, cell) = (map.rows.len(), map_cell(map, at));
        move |event: KeyboardEvent| {
            let (row, column) = at;
            let next = match event.key().as_str() {
                "ArrowRight" => (row, (column + 1).min(num_columns - 1)),
                "ArrowLeft" => (row, column.saturating_sub(1)),
                "ArrowDown" => ((row + 1).min(num_rows - 1), column),
                "ArrowUp" => (row.saturating_sub(1), column),
                "Home" => (row, 0),
                "End" => (row, num_columns - 1),
                "Enter" | " " => {
                    event.prevent_default();
                    return dispatch.send(Action::Integrity(IntegrityAction::Choose(Some(cell.clone()))));
                }
                _ => return,
            };
            event.prevent_default();
            active.set(next);
            focus_cell(&body, next, num_columns);
        }
    };
    let row = |(index, (region, cells)): (usize, &(std::rc::Rc<str>, Vec<CoverageCell>))| {
        html! {
            <div class="proof-map__cells" role="row" key={region.to_string()}>
                <div class="proof-map__region" role="rowheader">{ text_value(region) }</div>
                { for cells.iter().enumerate().map(|(column, cell)| {
                    let place = map_cell(map, (index, column));
                    let is_chosen = props.chosen.as_ref() == Some(&place);
                    let name = format!("{region}, {}: {}", wording::map_time(place.from, place.to), wording::coverage_words(cell));
                    let onclick = {
                        let (active, dispatch) = (active.clone(), dispatch.clone());
                        move |_| {
                            active.set((index, column));
                            dispatch.send(Action::Integrity(IntegrityAction::Choose(Some(place.clone()))));
                        }
                    };
                    html! {
                        <div class="proof-map__cell" role="gridcell" data-proof={wording::proof_name(cell.hours.proof())}
                            data-late={(cell.num_late > 0).then_some("true")} tabindex={if at == (index, column) { "0" } else { "-1" }}
                            aria-selected={is_chosen.to_string()} aria-label={name.clone()} title={name} {onclick}>
                            { wording::cell_mark(cell) }
                        </div>
                    }
                }) }
            </div>
        }
    };
    html! {
        <section class="proof-map" aria-label={wording::INTEGRITY_MAP}>
            { tools(map, &dispatch) }
            <div class="proof-map__scroll">
                <div class="proof-map__grid" role="grid" ref={body} aria-label={wording::INTEGRITY_MAP} data-zoom={zoom_name(map.zoom)} {onkeydown}>
                    <div class="proof-map__cells" role="row">
                        <div class="proof-map__region" role="columnheader">{ wording::map_period(map.zoom, map.columns[0]) }</div>
                        { for map.columns[..num_columns].iter().map(|from| html! {
                            <div class="proof-map__hour" role="columnheader">{ wording::map_column(map.zoom, *from) }</div>
                        }) }
                    </div>
                    { for map.rows.iter().enumerate().map(row) }
                </div>
            </div>
            { legend() }
            { chosen(props, &dispatch) }
        </section>
    }
}

fn zoom_name(zoom: Zoom) -> &'static str {
    match zoom {
        Zoom::Hours => "hours",
        Zoom::Days => "days",
    }
}

fn map_cell(map: &CoverageMap, (row, column): (usize, usize)) -> MapCell {
    MapCell {
        row: RowId {
            account: map.account.clone(),
            region: map.rows[row].0.clone(),
        },
        from: map.columns[column],
        to: map.columns[column + 1],
    }
}

fn focus_cell(grid: &NodeRef, (row, column): (usize, usize), num_columns: usize) {
    dom::focus_nth(grid, "[role=gridcell]", row * num_columns + column);
}

fn tools(map: &CoverageMap, dispatch: &Dispatch) -> Html {
    let (first, last) = (map.columns[0], map.columns[map.columns.len() - 1]);
    let go = |to: EpochMillis| dispatch.on_click(Action::Integrity(IntegrityAction::GoTo(to)));
    let zoom = |zoom: Zoom| dispatch.on_click(Action::Integrity(IntegrityAction::Zoom(zoom, None)));
    let onchange = {
        let (dispatch, accounts) = (dispatch.clone(), map.accounts.clone());
        move |event: Event| {
            if let Some(account) = accounts.get(dom::selected_index(&event)) {
                dispatch.send(Action::Integrity(IntegrityAction::Account(account.clone())));
            }
        }
    };
    let (has_earlier, has_later) = map
        .span
        .map_or((false, false), |(from, to)| (from < first, last < to));
    html! {
        <div class="integrity__tools">
            <label class="integrity__choice">
                { wording::INTEGRITY_ACCOUNT }
                <select {onchange}>
                    { for map.accounts.iter().map(|account| html! {
                        <option key={account.to_string()} selected={*account == map.account}>{ account.to_string() }</option>
                    }) }
                </select>
            </label>
            <span class="proof-map__zoom" role="group">
                <button type="button" aria-pressed={(map.zoom == Zoom::Hours).to_string()} onclick={zoom(Zoom::Hours)}>{ wording::INTEGRITY_HOURS }</button>
                <button type="button" aria-pressed={(map.zoom == Zoom::Days).to_string()} onclick={zoom(Zoom::Days)}>{ wording::INTEGRITY_DAYS }</button>
            </span>
            <button type="button" disabled={!has_earlier} onclick={go(EpochMillis(first.0 - 1))}>{ wording::INTEGRITY_EARLIER }</button>
            <span class="proof-map__period">{ wording::map_period(map.zoom, first) }</span>
            <button type="button" disabled={!has_later} onclick={go(last)}>{ wording::INTEGRITY_LATER }</button>
            <p class="proof-map__total">{ wording::coverage_total(&map.total) }</p>
        </div>
    }
}

fn legend() -> Html {
    html! {
        <ul class="proof-map__legend">
            { for wording::INTEGRITY_LEGEND.iter().map(|(proof, mark, words)| html! {
                <li key={*words}><span class="proof-map__cell" data-proof={wording::proof_name(*proof)} aria-hidden="true">{ *mark }</span>{ *words }</li>
            }) }
        </ul>
    }
}

/// The chosen cell in words, and where it leads.
fn chosen(props: &ProofMapProps, dispatch: &Dispatch) -> Html {
    let Some(cell) = &props.chosen else {
        return html! {};
    };
    let map = &props.map;
    let row = map.rows.iter().find(|(region, _)| *region == cell.row.region);
    let column = map.columns.iter().position(|from| *from == cell.from);
    let state = row.zip(column).and_then(|((_, cells), column)| cells.get(column));
    let open_day = Action::Integrity(IntegrityAction::Zoom(Zoom::Hours, Some(cell.from)));
    html! {
        <p class="proof-map__chosen" role="status">
            <span>
                { text_value(&wording::map_cell(cell)) }
                if let Some(state) = state { { ": " }{ wording::coverage_words(state) } }
            </span>
            if map.zoom == Zoom::Days {
                <button type="button" data-kind="quiet" onclick={dispatch.on_click(open_day)}>{ wording::INTEGRITY_OPEN_DAY }</button>
            }
            <button type="button" data-kind="quiet" onclick={dispatch.on_click(Action::Integrity(IntegrityAction::Choose(None)))}>
                { icon(Icon::Close) }{ wording::INTEGRITY_ALL_CELLS }
            </button>
        </p>
    }
}
