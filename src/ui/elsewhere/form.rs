//! Where the trail is. Sends `Place` with every change.

use crate::{
    base::Shared,
    browser::dom,
    protocol::elsewhere::TrailPlace,
    state::{Action, ElsewhereAction},
    ui::{dispatch::use_dispatch, wording},
};
use yew::{Callback, Html, InputEvent, Properties, component, html};

/// What is known.
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    /// Guessed or typed; none before the guess came.
    pub place: Option<Shared<TrailPlace>>,
}

/// One box for each part.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let dispatch = use_dispatch();
    let place = props.place.as_deref().cloned().unwrap_or_default();
    let field = |(index, (label, example)): (usize, &(&'static str, &'static str))| {
        let value = part(&mut place.clone(), index).clone();
        let (dispatch, place) = (dispatch.clone(), place.clone());
        let oninput = Callback::from(move |event: InputEvent| {
            let mut place = place.clone();
            *part(&mut place, index) = dom::input_value(&event);
            dispatch.send(Action::Elsewhere(ElsewhereAction::Place(place)));
        });
        html! {
            <label class="elsewhere__field" key={*label}><span>{ *label }</span>
                <input type="text" autocomplete="off" spellcheck="false" placeholder={*example} {value} {oninput} />
            </label>
        }
    };
    html! {
        <fieldset class="elsewhere__form">
            <legend>{ wording::ELSEWHERE_PLACE }</legend>
            <p class="elsewhere__guessed">{ wording::ELSEWHERE_GUESSED }</p>
            { for wording::ELSEWHERE_FIELDS.iter().enumerate().map(field) }
        </fieldset>
    }
}

/// The part of the place that the `index`th field of the form is about.
fn part(place: &mut TrailPlace, index: usize) -> &mut String {
    match index {
        0 => &mut place.bucket,
        1 => &mut place.prefix,
        2 => &mut place.accounts,
        3 => &mut place.regions,
        4 => &mut place.organization,
        5 => &mut place.store,
        _ => &mut place.log_group,
    }
}
