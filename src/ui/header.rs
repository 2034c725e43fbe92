//! The top line: what is loaded, the promise, and the page's own buttons. Sends file and view wishes.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    wording,
};
use crate::{
    base::{Shared, Zone},
    protocol::{Scope, ledger::LedgerSummary},
    state::{Action, FilesAction, Theme, ViewAction},
};
use yew::{Html, Properties, component, html};

/// What the header shows.
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// The counts; none before anything is dropped.
    pub ledger: Option<Shared<LedgerSummary>>,
    /// Which records are rows.
    pub scope: Scope,
    /// The colours in force.
    pub theme: Theme,
    /// Whose days the period is given in.
    pub zone: Shared<Zone>,
}

/// The top line.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let dispatch = use_dispatch();
    let on_help = dispatch.on_click(Action::View(ViewAction::OpenHelp(true)));
    let on_lock = dispatch.on_click(Action::View(ViewAction::OpenPrivacy(true)));
    html! {
        <header class="header">
            { logo(props.ledger.is_some()) }
            { summary(props) }
            <button type="button" class="header__lock" title={wording::LOCK_TITLE} aria-label={wording::PRIVACY_TITLE} onclick={on_lock}>
                { icon(Icon::Lock) }<span class="header__promise">{ wording::PRIVACY_TITLE }</span>
            </button>
            <div class="header__buttons">
                if props.ledger.is_some() { { file_buttons(&dispatch) } }
                { theme_button(&dispatch, props.theme) }
                <button type="button" data-kind="icon" title={wording::HELP} aria-label={wording::HELP} onclick={on_help}>
                    { icon(Icon::Help) }
                </button>
            </div>
        </header>
    }
}

/// The page's first heading, unless the landing page has one.
fn logo(is_heading: bool) -> Html {
    let name = html! { <>{ icon(Icon::Trail) }{ wording::APP_NAME }</> };
    if is_heading {
        html! { <h1 class="header__logo">{ name }</h1> }
    } else {
        html! { <p class="header__logo">{ name }</p> }
    }
}

fn summary(props: &HeaderProps) -> Html {
    let Some(ledger) = &props.ledger else {
        return html! { <p class="header__summary" data-kind="tagline">{ wording::TAGLINE }</p> };
    };
    let [calls, what, records, files, period] = wording::summary(ledger, props.scope, &props.zone);
    html! {
        <p class="header__summary">
            <b class="header__calls">{ calls }</b>{ " " }{ what }
            { " " }<span class="header__records">{ records }</span>
            { " in " }<b>{ files }</b>
            if !period.is_empty() { <span class="header__period">{ " · " }{ period }</span> }
        </p>
    }
}

fn file_buttons(dispatch: &Dispatch) -> Html {
    let button = |wish, drawing, label: &'static str, title: &'static str| {
        let onclick = dispatch.on_click(Action::Files(wish));
        html! {
            <button type="button" {title} aria-label={label} {onclick}>
                { icon(drawing) }<span class="header__label">{ label }</span>
            </button>
        }
    };
    html! {
        <>
            { button(FilesAction::ChooseFiles, Icon::AddFile, wording::ADD_FILES, wording::ADD_FILES) }
            { button(FilesAction::ChooseFolder, Icon::AddFolder, wording::ADD_FOLDER, wording::ADD_FOLDER) }
            { button(FilesAction::Clear, Icon::Clear, wording::CLEAR, wording::CLEAR_TITLE) }
        </>
    }
}

fn theme_button(dispatch: &Dispatch, theme: Theme) -> Html {
    let drawing = match theme {
        Theme::System => Icon::Half,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let label = wording::theme_label(theme);
    let onclick = dispatch.on_click(Action::View(ViewAction::SetTheme(theme.next())));
    html! {
        <button type="button" class="header__theme" data-kind="icon" title={label} aria-label={label} {onclick}>
            { icon(drawing) }
        </button>
    }
}
