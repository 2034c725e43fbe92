//! Where the trail is. Sends `Place` with every change.

use crate::{
    base::Shared,
    browser::dom,
    protocol::elsewhere::{PlaceField, Target, TrailPlace},
    state::{Action, ElsewhereAction},
    ui::{dispatch::use_dispatch, wording},
};
use yew::{Callback, Html, InputEvent, Properties, component, html};

/// What is known.
#[derive(Clone, PartialEq, Properties)]
pub struct FormProps {
    /// For what it is asked.
    pub target: Target,
    /// Guessed or typed; none before the guess came.
    pub place: Option<Shared<TrailPlace>>,
}

/// One box for each part that the target needs.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let dispatch = use_dispatch();
    let place = props.place.as_deref().cloned().unwrap_or_default();
    let fields = PlaceField::of(props.target);
    if fields.is_empty() {
        return html! {};
    }
    let field = |field: &PlaceField| {
        let field = *field;
        let (label, example) = wording::place_field(field);
        let value = field.get(&mut place.clone()).clone();
        let (dispatch, place) = (dispatch.clone(), place.clone());
        let oninput = Callback::from(move |event: InputEvent| {
            let mut place = place.clone();
            *field.get(&mut place) = dom::input_value(&event);
            dispatch.send(Action::Elsewhere(ElsewhereAction::Place(place)));
        });
        html! {
            <label class="elsewhere__field" key={label}><span>{ label }</span>
                <input type="text" autocomplete="off" spellcheck="false" placeholder={example} {value} {oninput} />
            </label>
        }
    };
    html! {
        <fieldset class="elsewhere__form">
            <legend>{ wording::ELSEWHERE_PLACE }</legend>
            if fields.contains(&PlaceField::Bucket) { <p class="elsewhere__guessed">{ wording::ELSEWHERE_GUESSED }</p> }
            { for fields.iter().map(field) }
        </fieldset>
    }
}
