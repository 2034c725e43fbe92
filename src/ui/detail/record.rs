//! The record of the open call, read again from its file, and where it stands. Sends `CopyRecord`, `ShowRecordAs`.

use crate::{
    base::Shared,
    protocol::engine::RowDetail,
    state::{Action, DetailAction, Place, RecordForm, RecordText},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        raw_json::{Piece, PieceKind, pieces},
        value::text_value,
        wording,
    },
};
use std::rc::Rc;
use yew::{Html, Properties, component, html, use_memo};

/// The record.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecordProps {
    /// For the places.
    pub detail: Shared<RowDetail>,
    /// Its text, or why there is none.
    pub record: RecordText,
    /// It is on the clipboard.
    pub is_copied: bool,
    /// As in the file, or indented.
    pub form: RecordForm,
}

/// The record and its places.
#[component]
pub(super) fn Record(props: &RecordProps) -> Html {
    let dispatch = use_dispatch();
    let drawn = use_memo(
        (props.record.clone(), props.form),
        |(record, form)| match record {
            RecordText::Text(text) => pieces(text, *form == RecordForm::Indented),
            _ => Vec::new(),
        },
    );
    let has_marks = drawn.iter().any(|piece| piece.kind == PieceKind::Mark);
    let is_text = matches!(props.record, RecordText::Text(_));
    html! {
        <section class="detail__record">
            <div class="detail__record-head">
                <h3 class="detail__heading">{ wording::RECORD }</h3>
                if is_text { { buttons(props, &dispatch) } }
            </div>
            { places(&props.detail.places) }
            { match &props.record {
                RecordText::Loading => html! { <p class="detail__loading">{ wording::RECORD_LOADING }</p> },
                RecordText::Failed(problem) => html! { <p class="detail__note">{ wording::fetch_problem(*problem) }</p> },
                RecordText::Text(_) => text(&drawn),
            } }
            if has_marks { <p class="detail__hint">{ wording::RECORD_MARKED }</p> }
        </section>
    }
}

fn text(drawn: &[Piece]) -> Html {
    html! {
        <pre class="detail__json" role="region" tabindex="0" aria-label={wording::RECORD} dir="ltr">
            { for drawn.iter().map(|piece| match piece.kind {
                PieceKind::Plain => html! { { piece.text.clone() } },
                PieceKind::Key => html! { <span class="detail__json-key">{ piece.text.clone() }</span> },
                PieceKind::Literal => html! { <span class="detail__json-literal">{ piece.text.clone() }</span> },
                PieceKind::Mark => html! { <span class="detail__json-mark">{ piece.text.clone() }</span> },
            }) }
        </pre>
    }
}

fn buttons(props: &RecordProps, dispatch: &Dispatch) -> Html {
    let switch = |this: RecordForm, label: &'static str| {
        let onclick = dispatch.on_click(Action::Detail(DetailAction::ShowRecordAs(this)));
        html! { <button type="button" aria-pressed={(props.form == this).to_string()} {onclick}>{ label }</button> }
    };
    html! {
        <div class="detail__record-buttons">
            <div class="detail__forms" role="group" aria-label={wording::RECORD_FORM}>
                { switch(RecordForm::AsInFile, wording::RECORD_AS_IN_FILE) }
                { switch(RecordForm::Indented, wording::RECORD_INDENTED) }
            </div>
            <button type="button" class="detail__copy"
                onclick={dispatch.on_click(Action::Detail(DetailAction::CopyRecord))}>{ if props.is_copied { wording::COPIED } else { wording::COPY_RECORD } }</button>
        </div>
    }
}

/// The copy that is shown first, then its duplicates.
fn places(places: &[(Rc<str>, Place)]) -> Html {
    let Some((shown, copies)) = places.split_first() else {
        return html! {};
    };
    html! {
        <div class="detail__places">
            { place(shown) }
            if !copies.is_empty() {
                <details>
                    <summary>{ wording::copies_words(copies.len()) }</summary>
                    <ul>{ for copies.iter().map(|copy| html! { <li key={place_key(copy)}>{ place(copy) }</li> }) }</ul>
                </details>
            }
        </div>
    }
}

fn place_key((_, place): &(Rc<str>, Place)) -> String {
    format!("{} {} {}", place.file.0, place.member, place.offset)
}

fn place((path, place): &(Rc<str>, Place)) -> Html {
    html! { <p class="detail__place">{ text_value(path) }<br />{ wording::place_words(place) }</p> }
}
