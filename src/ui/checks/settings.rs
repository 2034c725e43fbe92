//! What the checks are told: lists as lines of text. Sends the settings whole.

use super::typed;
use crate::{
    base::{Shared, ZoneChoice},
    query::language::parse,
    review::checks::{OwnCheck, Settings, WorkingHours},
    state::{Action, ReviewAction},
    ui::{dispatch::use_dispatch, wording},
};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html, use_state_eq};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct SettingsFormProps {
    /// Those in force.
    pub settings: Shared<Settings>,
}

/// One of the fields.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Regions,
    Buckets,
    Networks,
    Hours,
    Own,
}

const FIELDS: [(Field, &str, bool); 5] = [
    (Field::Regions, wording::SETTINGS_REGIONS, true),
    (Field::Buckets, wording::SETTINGS_BUCKETS, true),
    (Field::Networks, wording::SETTINGS_NETWORKS, true),
    (Field::Hours, wording::SETTINGS_HOURS, false),
    (Field::Own, wording::SETTINGS_OWN, true),
];

/// The form, folded until it is wanted.
#[component]
pub(super) fn SettingsForm(props: &SettingsFormProps) -> Html {
    let dispatch = use_dispatch();
    let unreadable = use_state_eq(Vec::<String>::new);
    let on_field = |field: Field| {
        let (dispatch, unreadable, settings) = (dispatch.clone(), unreadable.clone(), props.settings.clone());
        Callback::from(move |event: Event| {
            let mut settings = (*settings).clone();
            unreadable.set(take(&mut settings, field, &typed(&event)));
            dispatch.send(Action::Review(ReviewAction::SetSettings(Rc::new(settings))));
        })
    };
    html! {
        <details class="checks__settings">
            <summary>{ wording::SETTINGS_TITLE }</summary>
            <p>{ wording::SETTINGS_LEAD }</p>
            <div class="checks__fields">
                { for FIELDS.iter().map(|(field, label, is_list)| html! {
                    <label key={*label}>
                        <span>{ *label }</span>
                        if *is_list {
                            <textarea rows="3" spellcheck="false" value={text_of(&props.settings, *field)} onchange={on_field(*field)} />
                        } else {
                            <input type="text" spellcheck="false" autocomplete="off" value={text_of(&props.settings, *field)} onchange={on_field(*field)} />
                        }
                    </label>
                }) }
            </div>
            if !unreadable.is_empty() { <p class="checks__error" role="alert">{ wording::unreadable_lines(&unreadable) }</p> }
            <div class="checks__buttons">
                <button type="button" onclick={dispatch.on_click(Action::Review(ReviewAction::SaveSettings))}>{ wording::SETTINGS_SAVE }</button>
                <button type="button" onclick={dispatch.on_click(Action::Review(ReviewAction::ChooseSettings))}>{ wording::SETTINGS_OPEN }</button>
            </div>
        </details>
    }
}

fn text_of(settings: &Settings, field: Field) -> String {
    match field {
        Field::Regions => settings.regions.join("\n"),
        Field::Buckets => settings.output_buckets.join("\n"),
        Field::Networks => {
            let networks: Vec<_> = settings.networks.iter().map(ToString::to_string).collect();
            networks.join("\n")
        }
        Field::Hours => settings.hours.as_ref().map_or_else(String::new, |hours| {
            let WorkingHours { from, until, zone } = hours;
            format!("{from}-{until} {zone}")
        }),
        Field::Own => {
            let own: Vec<_> = settings
                .own
                .iter()
                .map(|own| format!("{} = {}", own.title, own.filter))
                .collect();
            own.join("\n")
        }
    }
}

/// Puts a field's text into the settings; gives the lines that cannot be read.
fn take(settings: &mut Settings, field: Field, text: &str) -> Vec<String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut unreadable = Vec::new();
    let mut keep = |line: &str| unreadable.push(line.to_owned());
    match field {
        Field::Regions => settings.regions = lines().map(str::to_owned).collect(),
        Field::Buckets => {
            let name = |line: &str| line.trim_start_matches("s3://").trim_end_matches('/').to_owned();
            settings.output_buckets = lines().map(name).collect();
        }
        Field::Networks => {
            settings.networks.clear();
            for line in lines() {
                match line.parse() {
                    Ok(network) => settings.networks.push(network),
                    Err(_) => keep(line),
                }
            }
        }
        Field::Hours => {
            settings.hours = hours_of(text.trim());
            if settings.hours.is_none() && !text.trim().is_empty() {
                keep(text.trim());
            }
        }
        Field::Own => {
            settings.own.clear();
            for line in lines() {
                match line.split_once('=') {
                    Some((title, filter)) if parse(filter.trim()).is_ok() && !filter.trim().is_empty() => {
                        settings.own.push(OwnCheck {
                            title: title.trim().to_owned(),
                            filter: filter.trim().to_owned(),
                        });
                    }
                    _ => keep(line),
                }
            }
        }
    }
    unreadable
}

/// `8-18`, `22-6 Europe/Berlin`, `8-18 local`; without a zone it is UTC.
fn hours_of(text: &str) -> Option<WorkingHours> {
    let mut words = text.split_whitespace();
    let (from, until) = words.next()?.split_once(['-', '–'])?;
    let zone = ZoneChoice::parse(words.next().unwrap_or("UTC"))?;
    let hours = WorkingHours {
        from: from.parse().ok()?,
        until: until.parse().ok()?,
        zone: zone.to_string(),
    };
    let is_right = hours.from < 24 && (1..=24).contains(&hours.until) && words.next().is_none();
    is_right.then_some(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_shown_and_what_cannot_be_read_is_named() {
        let mut settings = Settings::default();
        for (field, text) in [
            (Field::Regions, "us-east-1\nus-west-2"),
            (Field::Buckets, "results"),
            (Field::Networks, "10.0.0.0/8\n2001:db8::/32"),
            (Field::Hours, "8-18 Europe/Berlin"),
            (Field::Own, "Ana at night = caller = ana and time >= 2026-10-01"),
        ] {
            assert_eq!(take(&mut settings, field, text), [""; 0]);
            assert_eq!(text_of(&settings, field), text);
        }
        assert_eq!(take(&mut settings, Field::Networks, "10.0.0.0/8\nhome"), ["home"]);
        assert_eq!(take(&mut settings, Field::Own, "x = ==\n\ny"), ["x = ==", "y"]);
        assert_eq!(take(&mut settings, Field::Hours, "25-3"), ["25-3"]);
        for (text, zone) in [("22-6", "UTC"), ("22-6 local", "local")] {
            let hours = hours_of(text).expect("hours");
            assert_eq!((hours.from, hours.until, hours.zone.as_str()), (22, 6, zone));
        }
        assert_eq!(hours_of("8-18 UTC +2"), None);
    }
}
