//! The checks: what each looks for, what it found and in what. Sends review wishes.

mod settings;

use self::settings::SettingsForm;
use super::{
    dispatch::{Dispatch, use_dispatch},
    value::text_value,
    wording,
};
use crate::{
    base::{Shared, Zone},
    browser::dom,
    protocol::{
        integrity::IntegrityBrief,
        review::{Checked, ReportFormat},
    },
    review::checks::{Check, Covers, Finding, FindingState, Found, Settings, all},
    state::{Action, ReviewAction, Tab, ViewAction},
};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html};

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct ChecksProps {
    /// The findings.
    pub checked: Option<Rc<Checked>>,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// What the checks are told.
    pub settings: Shared<Settings>,
    /// How much of what was delivered is proved to be here.
    pub brief: IntegrityBrief,
    /// Pseudonyms are shown.
    pub is_hidden: bool,
}

/// The checks by what they cover, and the settings.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let dispatch = use_dispatch();
    let Some(checked) = &props.checked else {
        return html! { <div class="checks" aria-busy="true"></div> };
    };
    let of = |covers: Covers| {
        let findings = checked.findings.iter();
        findings.filter_map(move |finding| {
            let check = all().find(|check| check.id == &*finding.id)?;
            (check.covers == covers).then_some((Some(check), finding))
        })
    };
    let own = checked
        .findings
        .iter()
        .filter(|finding| all().all(|check| check.id != &*finding.id));
    let view = View {
        zone: &props.zone,
        beside: wording::none_beside(&checked.looked, &props.brief, &props.zone),
        dispatch: &dispatch,
    };
    html! {
        <div class="checks" tabindex="0" role="region" aria-label={wording::tab_label(Tab::Review)}>
            <p class="checks__lead">{ wording::REVIEW_LEAD }</p>
            <div class="checks__report">
                <button type="button" data-kind="primary" onclick={dispatch.on_click(Action::Review(ReviewAction::Report(ReportFormat::Drawn)))}>
                    { wording::REPORT }
                </button>
                <p>{ wording::REPORT_LEAD }{ " " }{ wording::report_names(props.is_hidden) }</p>
            </div>
            { looked(props, checked, &dispatch) }
            <SettingsForm settings={props.settings.clone()} />
            { group(wording::CHECK_OWN, own.map(|finding| (None, finding)).collect(), &view) }
            { group(wording::CHECK_GROUPS[0], of(Covers::ComprehendMedical).collect(), &view) }
            { group(wording::CHECK_GROUPS[1], of(Covers::AllServices).collect(), &view) }
        </div>
    }
}

/// What every check is drawn with.
struct View<'a> {
    zone: &'a Zone,
    /// What stands beside "none found".
    beside: String,
    dispatch: &'a Dispatch,
}

/// What was looked through.
fn looked(props: &ChecksProps, checked: &Checked, dispatch: &Dispatch) -> Html {
    let looked = &checked.looked;
    let words = [
        wording::span(looked.span, &props.zone),
        looked.regions_words(),
        looked.accounts_words(),
        wording::coverage_beside(&props.brief),
    ];
    let to_map = Action::View(ViewAction::ShowTab(Tab::Integrity));
    html! {
        <section class="checks__looked">
            <h2>{ wording::LOOKED_TITLE }</h2>
            <dl>
                { for wording::LOOKED_PARTS.iter().zip(words).map(|(part, words)| html! {
                    <div key={*part}><dt>{ *part }</dt><dd>{ text_value(&words) }</dd></div>
                }) }
            </dl>
            <button type="button" data-kind="quiet" onclick={dispatch.on_click(to_map)}>{ wording::LOOKED_MAP }</button>
        </section>
    }
}

/// The checks of a group, those that found something first.
fn group(title: &'static str, mut checks: Vec<(Option<&Check>, &Finding)>, view: &View<'_>) -> Html {
    if checks.is_empty() {
        return html! {};
    }
    checks.sort_by_key(|(check, finding)| {
        std::cmp::Reverse((num_calls(finding) > 0, check.map(|check| check.severity)))
    });
    html! {
        <section class="checks__group">
            <h2>{ title }</h2>
            <ul class="checks__list">
                { for checks.into_iter().map(|(check, finding)| html! {
                    <li class="checks__check" key={finding.id.to_string()} data-state={state_name(&finding.state)}>
                        { one(check, finding, view) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn num_calls(finding: &Finding) -> u32 {
    match &finding.state {
        FindingState::Done(found) => found.calls,
        _ => 0,
    }
}

fn state_name(state: &FindingState) -> &'static str {
    match state {
        FindingState::Off => "off",
        FindingState::Done(found) if found.calls > 0 => "found",
        FindingState::Done(_) => "none",
        FindingState::NeedsSetting(_)
        | FindingState::NeedsAllServices
        | FindingState::NeedsSearch(_)
        | FindingState::BadFilter => "not-run",
    }
}

fn one(check: Option<&Check>, finding: &Finding, view: &View<'_>) -> Html {
    let dispatch = view.dispatch;
    html! {
        <>
            <div class="checks__head">
                if let Some(check) = check {
                    <span class="severity" data-severity={wording::severity(check.severity)} title={wording::severity_title(check.severity)}>
                        { wording::severity(check.severity) }
                    </span>
                }
                <h3 class="checks__title">{ text_value(&finding.title) }</h3>
                if check.is_some() { { switch(finding, dispatch) } }
            </div>
            <p class="checks__state">{ wording::check_words(&finding.state, view.zone) }</p>
            if matches!(&finding.state, FindingState::Done(found) if found.calls == 0) {
                <p class="checks__beside">{ text_value(&view.beside) }</p>
            }
            if let FindingState::NeedsSearch(filter) = &finding.state { { show_calls(filter, dispatch) } }
            if let Some(check) = check { <p class="checks__why">{ check.why }</p> }
            if let FindingState::Done(found) = &finding.state { { details(found, dispatch) } }
            if let Some(check) = check {
                <p class="checks__supports">{ wording::CHECK_SUPPORTS }{ check.supports.join(", ") }</p>
            }
        </>
    }
}

fn switch(finding: &Finding, dispatch: &Dispatch) -> Html {
    let toggle: Callback<Event> =
        dispatch.on_change(Action::Review(ReviewAction::ToggleCheck(finding.id.clone())));
    html! {
        <label class="checks__switch">
            <input type="checkbox" checked={finding.state != FindingState::Off} onchange={toggle} />
            { wording::CHECK_ON }
        </label>
    }
}

fn details(found: &Found, dispatch: &Dispatch) -> Html {
    let Some(filter) = &found.filter else {
        return html! {};
    };
    html! {
        <>
            if !found.names.is_empty() {
                <ul class="checks__names">{ for found.names.iter().map(|name| html! { <li key={name.to_string()}>{ text_value(name) }</li> }) }</ul>
            }
            <details class="checks__filter">
                <summary>{ wording::CHECK_FILTER }</summary>
                <code>{ text_value(filter) }</code>
            </details>
            if found.calls > 0 { { show_calls(filter, dispatch) } }
        </>
    }
}

fn show_calls(filter: &Rc<str>, dispatch: &Dispatch) -> Html {
    let onclick = dispatch.on_click(Action::Review(ReviewAction::ShowCalls(filter.clone())));
    html! { <button type="button" {onclick}>{ wording::CHECK_CALLS }</button> }
}

/// The text of an event's own field.
pub(super) fn typed(event: &Event) -> String {
    dom::changed_value(event)
}
