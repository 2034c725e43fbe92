//! What is offered while a filter is typed: fields, operators, values with their counts. Sends nothing.

use crate::{
    query::{
        Field,
        language::{ANY, COMMON_PATHS, Completion, Part, RECORD, aliases, field_named, name_of, print_value},
    },
    state::{Column, Suggesting},
    ui::{value::text_value, wording},
};
use yew::{AttrValue, Callback, Html, MouseEvent, html};

/// The list's element.
pub(super) const LIST_ID: &str = "filter-suggestions";

/// So many fields are offered at once.
const MAX_FIELDS: usize = 24;

/// What the time can be asked.
const TIME_OPERATORS: [&str; 7] = ["=", ">", ">=", "<", "<=", "exists", "absent"];

/// One offer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suggestion {
    /// What is written for it.
    pub text: String,
    /// What it is: in our words, or a value as it stands in the log.
    pub about: AttrValue,
    /// Calls that have the value.
    pub count: Option<u32>,
    /// The text is that of a log.
    is_value: bool,
}

/// What to offer for a completion.
pub(super) fn suggestions(completion: &Completion, values: &Suggesting) -> Vec<Suggestion> {
    match &completion.part {
        Part::Field { is_behind_test } => fields(&completion.typed, *is_behind_test),
        Part::Operator(field) => operators(field, &completion.typed),
        Part::Value {
            field: Field::Column(column),
            ..
        } => value_list(*column, &completion.typed, values),
        Part::Value { .. } => Vec::new(),
    }
}

/// Words that join tests, then the fields whose name begins with what is typed, then those that hold it.
fn fields(typed: &str, is_behind_test: bool) -> Vec<Suggestion> {
    let lower = typed.to_lowercase();
    let word = |text: &str, about: &'static str| Suggestion::word(text, about);
    let joins = wording::JOINS.iter().filter(|_| is_behind_test);
    let joins = joins.filter(|(text, _)| text.starts_with(&lower));
    let mut offers: Vec<_> = joins.map(|(text, about)| word(text, about)).collect();
    let mut others = Vec::new();
    let mut offer = |names: &[&str], about: &'static str| {
        let begins = names.iter().find(|name| name.to_lowercase().starts_with(&lower));
        let holds = |text: &str| text.to_lowercase().contains(&lower);
        match (begins, names.first()) {
            (Some(name), _) => offers.push(word(name, about)),
            (None, Some(first)) if holds(about) || names.iter().any(|name| holds(name)) => {
                others.push(word(first, about));
            }
            _ => {}
        }
    };
    for column in Column::ALL {
        let names: Vec<_> = aliases(*column).chain([column.key()]).collect();
        offer(&names, wording::column_label(*column));
    }
    offer(&[ANY], wording::FIELD_ANY);
    offer(&[RECORD], wording::FIELD_RECORD);
    // Of some there may be a column by now.
    let is_path = |path: &&str| matches!(field_named(path), Some(Field::Record(_)));
    for path in COMMON_PATHS.into_iter().filter(is_path) {
        offer(&[path], wording::FIELD_PATH);
    }
    offers.append(&mut others);
    offers.truncate(MAX_FIELDS);
    offers
}

fn operators(field: &Field, typed: &str) -> Vec<Suggestion> {
    let is_time = *field == Field::Column(Column::Time);
    wording::OPERATORS
        .iter()
        .filter(|(text, _)| !is_time || TIME_OPERATORS.contains(text))
        .filter(|(text, _)| text.starts_with(&typed.to_ascii_lowercase()))
        .map(|(text, about)| Suggestion::word(text, about))
        .collect()
}

fn value_list(column: Column, typed: &str, values: &Suggesting) -> Vec<Suggestion> {
    let lower = typed.to_lowercase();
    let texts = values.texts(column);
    // The values are those of the text before, until its own come.
    let own = texts.filter(|(text, _)| text.to_lowercase().contains(&lower));
    own.map(|(text, count)| Suggestion {
        text: print_value(text),
        about: text.to_owned().into(),
        count: Some(count),
        is_value: true,
    })
    .collect()
}

impl Suggestion {
    fn word(text: &str, about: &'static str) -> Self {
        Self {
            text: text.to_owned(),
            about: AttrValue::Static(about),
            count: None,
            is_value: false,
        }
    }
}

/// The text with an offer taken: and where the caret then stands.
pub(super) fn taken(text: &str, completion: &Completion, offer: &Suggestion) -> (String, usize) {
    let (before, behind) = (&text[..completion.at.start], &text[completion.at.end..]);
    let is_open =
        offer.text.ends_with('(') || matches!(completion.part, Part::Value { is_in_list: true, .. });
    let space = if is_open { "" } else { " " };
    let head = format!("{before}{}{space}", offer.text);
    let caret = head.len();
    (head + behind.trim_start_matches(' '), caret)
}

/// The name of the list.
fn title(part: &Part) -> AttrValue {
    match part {
        Part::Field { .. } => AttrValue::Static(wording::SUGGESTED_FIELDS),
        Part::Operator(field) => wording::suggested_operators(&field_words(field)),
        Part::Value { field, .. } => wording::suggested_values(&field_words(field)),
    }
}

fn field_words(field: &Field) -> String {
    match field {
        Field::Column(column) => wording::column_label(*column).to_owned(),
        other => name_of(other).into_owned(),
    }
}

/// The list. `on_take` is given the place of the offer that is clicked.
pub(super) fn list(
    completion: &Completion,
    offers: &[Suggestion],
    active: Option<usize>,
    is_partial: bool,
    on_take: &Callback<usize>,
) -> Html {
    // The focus stays in the box.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let title = title(&completion.part);
    html! {
        <div class="suggestions" {onmousedown}>
            <p class="suggestions__title"><b>{ title.clone() }</b><span>{ wording::SUGGESTED_KEYS }</span></p>
            <ul class="suggestions__list" id={LIST_ID} role="listbox" aria-label={title}>
                { for offers.iter().enumerate().map(|(at, offer)| {
                    let onclick = on_take.reform(move |_: MouseEvent| at);
                    html! {
                        <li class="suggestions__offer" key={offer.text.clone()} id={offer_id(at)} role="option"
                            aria-selected={(active == Some(at)).to_string()} {onclick}>
                            if offer.is_value {
                                { text_value(&offer.about) }
                            } else {
                                <code class="suggestions__text">{ offer.text.clone() }</code>
                                <span class="suggestions__about">{ offer.about.clone() }</span>
                            }
                            if let Some(count) = offer.count {
                                <span class="suggestions__count">{ wording::suggested_count(count, is_partial) }</span>
                            }
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

/// The element of an offer.
pub(super) fn offer_id(at: usize) -> String {
    format!("filter-suggestion-{at}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::{completion, parse};

    fn offers(text: &str) -> Vec<String> {
        let completion = completion(text, text.len()).expect("something may stand there");
        let offers = suggestions(&completion, &Suggesting::default());
        offers.into_iter().map(|offer| offer.text).collect()
    }

    #[test]
    fn names_that_begin_with_what_is_typed_come_first() {
        assert_eq!(offers("reg")[0], "region");
        assert_eq!(offers("eventN")[0], "eventName");
        assert!(offers("bucket").contains(&"requestParameters.inputDataConfig.s3Bucket".to_owned()));
        assert!(offers("source").contains(&"sourceIp".to_owned()));
        assert_eq!(offers("region = x a")[0], "and");
        assert!(offers("").len() <= MAX_FIELDS);
        assert!(offers("zzz").is_empty());
    }

    #[test]
    fn operators_of_the_time_are_its_own() {
        assert!(
            offers("time ")
                .iter()
                .all(|text| parse(&format!("time {text} 2026-10-01")).is_ok()
                    || parse(&format!("time {text}")).is_ok())
        );
        assert_eq!(offers("region !"), ["!=", "!:", "!^", "!~"]);
        assert_eq!(offers("region e"), ["exists", "empty"]);
    }

    #[test]
    fn a_taken_offer_leaves_the_caret_behind_it() {
        let text = "reg and x";
        let completion = completion(text, 3).expect("a field");
        let offer = Suggestion::word("region", "");
        assert_eq!(taken(text, &completion, &offer), ("region and x".to_owned(), 7));
        let list = Suggestion::word("in (", "");
        assert_eq!(taken(text, &completion, &list), ("in (and x".to_owned(), 4));
    }
}
