//! The page before anything is dropped. Sends `ChooseFiles`, `ChooseFolder` and `TrySample`.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    share::filter_list,
    wording,
};
use crate::state::{Action, FilesAction};
use std::rc::Rc;
use yew::{Html, Properties, component, html};

/// What waits for logs.
#[derive(Clone, PartialEq, Properties)]
pub struct LandingProps {
    /// The filters of a view that was opened before any file.
    #[prop_or_default]
    pub waiting: Option<Rc<[String]>>,
}

/// The drop zone, the three ways in, and what the page promises.
#[component]
pub fn Landing(props: &LandingProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <main class="landing" tabindex="-1">
            if let Some(filters) = &props.waiting {
                <section class="landing__view">
                    <h2 class="landing__promise">{ wording::VIEW_WAITS }</h2>
                    <p>{ if filters.is_empty() { wording::VIEW_WAITS_PLAIN } else { wording::VIEW_WAITS_LEAD } }</p>
                    { filter_list(filters) }
                </section>
            }
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
