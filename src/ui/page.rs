//! The page: which parts are on screen for a state. Sends nothing itself.

use super::{
    call_table::CallTable,
    changes::Changes,
    checks::Checks,
    chosen_bar::ChosenBar,
    column_chooser::ColumnChooser,
    compare::Compare,
    detail::Detail,
    detail_dock::{self, DetailDock},
    dispatch::use_dispatch,
    elsewhere::ElsewherePanel,
    export::ExportMenu,
    export_bar::ExportBar,
    facets::Facets,
    files::Files,
    filter_bar::FilterBar,
    groups::Groups,
    header::Header,
    help::Help,
    hiding::HidingMenu,
    histogram::Histogram,
    icon::{Icon, icon},
    integrity::Integrity,
    jobs::Jobs,
    landing::Landing,
    message::Message,
    notices::Notices,
    privacy::Privacy,
    progress::Progress,
    record_search::RecordSearch,
    report::Report,
    share::Share,
    status_bar::StatusBar,
    summary::Summary,
    tabs::{Tabs, panel_id, tab_id},
    wording,
    zone_switch::ZoneSwitch,
};
use crate::state::{Action, AppState, CallsFace, Column, ElsewhereAction, Phase, Tab, ViewLink};
use std::rc::Rc;
use yew::{Html, NodeRef, Properties, component, html};

/// The state and the elements that effects reach.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What to draw.
    pub state: AppState,
    /// The calls table.
    #[prop_or_default]
    pub table: NodeRef,
    /// The search box.
    #[prop_or_default]
    pub filter: NodeRef,
    /// The panel of the open call.
    #[prop_or_default]
    pub detail: NodeRef,
}

/// The whole page.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let state = &props.state;
    let is_empty = state.phase == Phase::Empty;
    html! {
        <div class="page" data-phase={phase_name(state.phase)}>
            <Header ledger={(!is_empty).then(|| state.ledger.clone())} scope={state.scope}
                theme={state.view.theme} zone={state.zone.clone()} />
            <Notices notices={state.notices.clone()} />
            if is_empty { <Landing waiting={waiting_view(state)} /> } else { { loaded(props) } }
            <Compare comparing={state.comparing.clone()} />
            <Help is_open={state.view.is_help_open} />
            <Privacy is_open={state.view.is_privacy_open} num_files={state.shelf.num_files()} memory={state.memory} />
            if let Some(document) = &state.review.report { <Report document={document.clone()} hashes={state.integrity.brief.hashes} /> }
            <ElsewherePanel view={state.elsewhere.clone()} is_hidden={state.hiding.is_on()} />
            <p class="page__said" role="status">{ wording::announcement(state) }</p>
            <p class="page__said" role="status">
                if state.num_copies > 0 { <span key={state.num_copies}>{ wording::COPIED }</span> }
            </p>
            <div class="page__drop" aria-hidden="true"><span class="page__drop-words">{ wording::DROP_HERE }</span></div>
        </div>
    }
}

/// Ways out of the page, by the person's hand.
fn handover(state: &AppState) -> Html {
    let num_matching = state.counts.map_or(0, |counts| counts.num_matching);
    html! {
        <>
            <HidingMenu hiding={state.hiding.clone()} />
            <ExportMenu {num_matching} num_chosen={state.chosen.num()} prefs={state.export_prefs} hashes={state.integrity.brief.hashes}
                group_table={state.view.tab.groups_by().map(|_| wording::tab_label(state.view.tab))} />
            <Elsewhere />
        </>
    }
}

/// The button that opens the panel of queries.
#[component]
fn Elsewhere() -> Html {
    let open = use_dispatch().on_click(Action::Elsewhere(ElsewhereAction::Open(true)));
    html! {
        <button type="button" class="popover__button" title={wording::ELSEWHERE_TITLE} onclick={open}>
            { icon(Icon::Out) }<span class="popover__label">{ wording::ELSEWHERE }</span>
        </button>
    }
}

/// The filters of a view that was opened before any file; none when there is no such view.
fn waiting_view(state: &AppState) -> Option<Rc<[String]>> {
    let view = ViewLink::of(state);
    (view != ViewLink::default()).then(|| view.filters().into())
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Empty => "empty",
        Phase::Reading(_) => "reading",
        Phase::Ready => "ready",
        Phase::Failed(_) => "failed",
    }
}

fn loaded(props: &PageProps) -> Html {
    let state = &props.state;
    let num_files = state.ledger.files.seen.max(state.shelf.num_files() as u64);
    let tab = state.view.tab;
    let is_partial = state.is_partial();
    html! {
        <>
            if let Some(export) = &state.export { <ExportBar export={export.clone()} /> }
            <main class="page__body" tabindex="-1">
                <FilterBar query={state.asking.query.clone()} handed={state.asking.handed.clone()}
                    error={state.asking.draft_error.clone()} can_undo={!state.asking.undo.is_empty()} has_filters={state.asking.has_filters()}
                    scope={state.scope} is_draft_waiting={state.asking.is_draft_waiting()} newest={state.ledger.last} zone={state.zone.clone()}
                    suggesting={state.suggesting.clone()} {is_partial} input={props.filter.clone()} />
                if let Some(status) = &state.search { <RecordSearch status={status.clone()} /> }
                <Tabs {tab} num_calls={state.counts.map(|counts| counts.num_matching)} {is_partial} {num_files}
                    num_files_with_notes={state.ledger.num_files_with_notes}
                    num_unproved={u64::from(state.integrity.brief.num_invalid + state.integrity.brief.num_missing)} has_sample={state.has_sample}>
                    <div class="tabs__tools">
                        { for (tab != Tab::Files).then(|| handover(state)) }
                        if tab == Tab::Calls { <ColumnChooser columns={state.columns.clone()} density={state.view.density} /> }
                        <ZoneSwitch zone={state.zone.clone()} />
                        <Share filters={Rc::<[String]>::from(ViewLink::of(state).filters())} />
                    </div>
                </Tabs>
                if let (true, Some(bars)) = (has_bars(state), &state.histogram) {
                    <Histogram bars={bars.clone()} {is_partial} is_zoomed={state.asking.has_time_range()}
                        can_go_back={state.asking.can_zoom_back()} zone={state.zone.clone()} />
                }
                <div class="page__main" role="tabpanel" id={panel_id(tab)} aria-labelledby={tab_id(tab)}
                    data-tab={tab_id(tab)} data-facets={has_side(state).to_string()} data-detail={if state.selected.is_some() && tab == Tab::Calls { "open" } else { "closed" }}
                    data-dock={detail_dock::name(state.view.dock)}>
                    { match (tab, tab.groups_by()) {
                        (Tab::Files, _) => files(state),
                        (Tab::Changes, _) => changes(state),
                        (Tab::Integrity, _) => html! { <Integrity view={state.integrity.clone()} /> },
                        (Tab::Summary, _) => summary(state),
                        (Tab::Jobs, _) => html! { <Jobs view={state.review.clone()} zone={state.zone.clone()} message={wording::jobs_message(state)} /> },
                        (Tab::Review, _) => html! {
                            <Checks checked={state.review.checks.clone()} settings={state.review.settings.clone()} zone={state.zone.clone()}
                                brief={state.integrity.brief} is_hidden={state.hiding.is_on()} />
                        },
                        (_, Some((column, _))) => groups(state, column),
                        _ => calls(props),
                    } }
                </div>
            </main>
            // Below the table: nothing that can be clicked moves when it comes and goes.
            if let Phase::Reading(reading) = state.phase {
                <Progress {reading} num_done={state.num_files_done()} {num_files}
                    num_records={state.ledger.records.seen} />
            }
            <StatusBar counts={state.counts} num_lines={state.file_lines.num_lines}
                {is_partial} num_groups={state.groups.shown.as_ref().map(|shown| shown.num_groups)} query={state.asking.query.clone()} {tab}
                memory={state.memory} is_pending={state.asking.is_pending()}>
                if tab == Tab::Calls && state.chosen.num() > 0 { <ChosenBar num_chosen={state.chosen.num()} /> }
            </StatusBar>
        </>
    }
}

fn calls(props: &PageProps) -> Html {
    let state = &props.state;
    let table = match (wording::calls_message(state), state.counts) {
        (None, Some(counts)) => html! {
            <CallTable rows={state.rows.clone()} {counts} columns={state.columns.clone()} density={state.view.density} query={state.asking.query.clone()}
                selected={state.selected_row()} chosen={state.chosen.clone()} is_busy={state.asking.is_pending()} zone={state.zone.clone()} grid={props.table.clone()} />
        },
        (words, _) => html! { { for words.map(|words| html! { <Message {words} /> }) } },
    };
    html! {
        <>
            if has_facets(state) { <Facets facets={state.facets.clone()} is_partial={state.is_partial()} is_open={state.view.is_facets_open} /> }
            <div class="page__center">{ table }</div>
            { detail(props) }
        </>
    }
}

fn groups(state: &AppState, column: Column) -> Html {
    html! {
        <>
            if has_facets(state) { <Facets facets={state.facets.clone()} is_partial={state.is_partial()} is_open={state.view.is_facets_open} /> }
            <div class="page__center">
                <Groups tab={state.view.tab} {column} view={state.groups.clone()} zone={state.zone.clone()} message={wording::groups_message(state)} />
            </div>
        </>
    }
}

fn changes(state: &AppState) -> Html {
    html! {
        <>
            if has_facets(state) { <Facets facets={state.facets.clone()} is_partial={state.is_partial()} is_open={state.view.is_facets_open} /> }
            <div class="page__center">
                <Changes periods={state.periods.clone()} zone={state.zone.clone()} is_partial={state.is_partial()} message={wording::changes_message(state)} />
            </div>
        </>
    }
}

fn summary(state: &AppState) -> Html {
    match (wording::calls_message(state), &state.review.overview) {
        (Some(words), _) => html! { <Message {words} /> },
        (None, Some(overview)) => html! {
            <Summary overview={overview.clone()} checks={state.review.checks.clone()} jobs={state.review.jobs.clone()}
                ledger={state.ledger.clone()} zone={state.zone.clone()} brief={state.integrity.brief} is_filtered={state.asking.is_filtered()} />
        },
        (None, None) => html! { <Message words={wording::summary_message()} /> },
    }
}

/// Without a call there is nothing to choose from; a filter that matches none leaves the choices in place.
fn has_facets(state: &AppState) -> bool {
    matches!(
        state.calls_face(),
        CallsFace::Rows | CallsFace::NoMatch | CallsFace::NoMatchSoFar
    )
}

/// The facets stand beside the table.
fn has_side(state: &AppState) -> bool {
    let tab = state.view.tab;
    has_facets(state) && (matches!(tab, Tab::Calls | Tab::Changes) || tab.groups_by().is_some())
}

/// The calls over time stand above what speaks of the calls that match.
fn has_bars(state: &AppState) -> bool {
    has_side(state) || has_facets(state) && state.view.tab == Tab::Summary
}

fn detail(props: &PageProps) -> Html {
    let state = &props.state;
    let Some(call) = &state.selected else {
        return html! {};
    };
    let num_matching = state.counts.map_or(0, |counts| counts.num_matching);
    html! {
        <DetailDock dock={state.view.dock} size={state.view.panel}>
            <Detail detail={call.detail.clone()} record={call.record.clone()} is_copied={call.is_copied} form={state.view.record_form}
                nearby={call.nearby.list.clone()} dock={state.view.dock} zone={state.zone.clone()} has_previous={state.rows.cursor > 0}
                has_next={state.rows.cursor + 1 < num_matching} panel={props.detail.clone()} />
        </DetailDock>
    }
}

fn files(state: &AppState) -> Html {
    html! {
        <Files ledger={state.ledger.clone()} lines={state.file_lines.clone()} message={wording::files_message(state)} />
    }
}
