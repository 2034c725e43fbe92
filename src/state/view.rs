//! How the person wants the page to look: never saved, gone with the page.

use super::{
    AppState, Density, Dock, Effect, FocusTarget, PanelSize, Phase, ViewAction, file_lines, groups,
    integrity, notice, periods, review,
};

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name that the root element carries; none for the system's choice.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme that a press on the theme button leads to.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The calls at a glance.
    Summary,
    /// The table of calls.
    #[default]
    Calls,
    /// The calls by operation.
    Operations,
    /// By caller.
    Callers,
    /// By source address.
    Sources,
    /// By client.
    Clients,
    /// By Region.
    Regions,
    /// The failed calls by what went wrong.
    Errors,
    /// What is new in a range of time.
    Changes,
    /// The batch jobs.
    Jobs,
    /// The checks of a review.
    Review,
    /// Whether files are as delivered, and which hours are proved.
    Integrity,
    /// The ledger's lines.
    Files,
}

impl Tab {
    /// All tabs, in their order.
    pub const ALL: [Self; 13] = [
        Self::Summary,
        Self::Calls,
        Self::Operations,
        Self::Callers,
        Self::Sources,
        Self::Clients,
        Self::Regions,
        Self::Errors,
        Self::Changes,
        Self::Jobs,
        Self::Review,
        Self::Integrity,
        Self::Files,
    ];

    /// The stable name, in links.
    pub fn key(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Calls => "calls",
            Self::Operations => "operations",
            Self::Callers => "callers",
            Self::Sources => "sources",
            Self::Clients => "clients",
            Self::Regions => "regions",
            Self::Errors => "errors",
            Self::Changes => "changes",
            Self::Jobs => "jobs",
            Self::Review => "review",
            Self::Integrity => "integrity",
            Self::Files => "files",
        }
    }

    /// The tab of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.key() == key)
    }
}

/// How the record of the open call is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordForm {
    /// As a tree of its parts.
    #[default]
    Tree,
    /// Exactly as it stands in the file.
    AsInFile,
    /// With line breaks and indents between its parts; every part stays as written.
    Indented,
}

/// Preferences of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewPrefs {
    /// The colours.
    pub theme: Theme,
    /// The tab on screen.
    pub tab: Tab,
    /// A link or a saved view chose it, before any file was there.
    pub is_tab_chosen: bool,
    /// How a record is shown.
    pub record_form: RecordForm,
    /// Where the panel of the open call stands.
    pub dock: Dock,
    /// How large it is.
    pub panel: PanelSize,
    /// How tall the rows of the calls table are.
    pub density: Density,
    /// The help is open.
    pub is_help_open: bool,
    /// The privacy panel is open.
    pub is_privacy_open: bool,
    /// The drawer of facets is open; matters on narrow screens only.
    pub is_facets_open: bool,
}

/// Shows a tab.
pub(super) fn show_tab(state: &mut AppState, tab: Tab, effects: &mut Vec<Effect>) {
    if std::mem::replace(&mut state.view.tab, tab) != tab {
        file_lines::ask(state, effects);
        groups::tab_changed(state, effects);
        periods::answer_changed(state, effects);
        review::tab_changed(state, effects);
        integrity::ask(state, effects);
    }
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ViewAction, effects: &mut Vec<Effect>) {
    match wish {
        ViewAction::SetTheme(theme) => {
            state.view.theme = theme;
            effects.push(Effect::SetTheme(theme));
        }
        ViewAction::ShowTab(tab) => show_tab(state, tab, effects),
        ViewAction::Copy(text) => {
            effects.push(Effect::CopyText(text));
            state.num_copies += 1;
        }
        ViewAction::OpenHelp(is_open) => state.view.is_help_open = is_open,
        ViewAction::OpenPrivacy(is_open) => state.view.is_privacy_open = is_open,
        ViewAction::OpenFacets(is_open) => {
            state.view.is_facets_open = is_open;
            if !is_open {
                effects.push(Effect::Focus(FocusTarget::Table));
            }
        }
        ViewAction::GoToFilter => {
            if !matches!(state.phase, Phase::Empty) {
                effects.push(Effect::Focus(FocusTarget::Filter));
            }
        }
        ViewAction::Dismiss(id) => state.notices = notice::without(&state.notices, |notice| notice.id != id),
    }
}
