//! The page before anything is dropped. Sends `ChooseFiles`, `ChooseFolder` and `TrySample`.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    wording,
};
use crate::state::{Action, FilesAction};
use yew::{Html, component, html};

/// The drop zone, the three ways in, and what the page promises.
#[component]
pub fn Landing() -> Html {
    let dispatch = use_dispatch();
    html! {
        <main class="landing">
            <div class="landing__zone">
                { icon(Icon::Drop) }
                <h1 class="landing__title">{ wording::LANDING_TITLE }</h1>
                <p class="landing__lead">{ wording::LANDING_LEAD }</p>
                { ways_in(&dispatch) }
                <p class="landing__shapes">{ wording::LANDING_SHAPES }</p>
            </div>
            <ul class="landing__promises">
                { for wording::PROMISES.iter().map(|(title, text)| html! {
                    <li key={*title}><b class="landing__promise">{ *title }</b>{ *text }</li>
                }) }
            </ul>
        </main>
    }
}

fn ways_in(dispatch: &Dispatch) -> Html {
    let on = |wish| dispatch.on_click(Action::Files(wish));
    html! {
        <div class="landing__ways">
            <button type="button" data-kind="primary" onclick={on(FilesAction::ChooseFiles)}>{ wording::CHOOSE_FILES }</button>
            <button type="button" onclick={on(FilesAction::ChooseFolder)}>{ wording::CHOOSE_FOLDER }</button>
            <button type="button" onclick={on(FilesAction::TrySample)}>{ wording::TRY_SAMPLE }</button>
        </div>
    }
}
