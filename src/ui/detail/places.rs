//! Where the record of the open call stands: the copy that is shown first, then its duplicates.

use crate::{
    state::Place,
    ui::{value::text_value, wording},
};
use std::rc::Rc;
use yew::{Html, html};

/// The places.
pub(super) fn places(places: &[(Rc<str>, Place)]) -> Html {
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
