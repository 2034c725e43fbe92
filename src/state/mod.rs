//! The page's state and its only way to change.
//!
//! Knows nothing of Yew or the browser: [`reduce`] takes a state and an [`Action`] and gives the next state and
//! [`Effect`]s, which the root component runs. Invariant: generations only grow, and an answer that is older than
//! its newest question changes nothing.

mod action;
mod app;
mod asking;
mod choice;
mod chosen;
mod columns;
mod comparing;
mod effect;
mod elsewhere;
mod export;
mod facets;
mod file_lines;
mod grid;
mod groups;
mod hiding;
mod hours;
mod integrity;
mod link;
mod nearby;
mod notice;
mod panel;
mod periods;
mod query_change;
mod reading;
mod reduce;
mod review;
mod search;
mod selection;
mod share;
mod shelf;
mod suggest;
mod view;
mod zone;
mod zoom;

pub use crate::query::GroupKey;
/// The words of the store that the protocol's messages are made of: all that the rooms above need of it.
pub use crate::store::{Cell, Column, Place};

pub use action::{Action, CellWish, DetailAction, FilesAction, Move, QueryAction, RowsAction, ViewAction};
pub use app::{AppState, CallsFace, Counts, Failure, Phase};
pub use asking::{Asking, Handed};
pub use chosen::{ChosenAction, ChosenRows};
pub use columns::{Columns, ColumnsAction, Density, MAX_WIDTH, MIN_WIDTH, ShownColumn};
pub use comparing::{COMPARED, CompareAction, ComparedCall, Comparing};
pub use effect::{Effect, FocusTarget};
pub use elsewhere::{ElsewhereAction, ElsewhereView};
pub use export::{Export, ExportAction, ExportForm, ExportPrefs, ExportStage};
pub use facets::{FACET_ROWS_FOLDED, FACET_ROWS_OPEN, FIRST_FACETS, FacetList, FacetPrefs, ListedValue};
pub use file_lines::FileLines;
pub use grid::Rows;
pub use groups::{GroupsAction, GroupsView};
pub use hiding::{Hiding, HidingAction};
pub use integrity::{IntegrityAction, IntegrityView};
pub use link::{LinkError, MAX_LINK_BYTES, ViewLink};
pub use nearby::{Nearby, NearbyCalls, NearbyKind, nearby};
pub use notice::{Notice, NoticeKind};
pub use panel::{Dock, PanelSize};
pub use periods::{Periods, PeriodsAction};
pub use reading::Reading;
pub use reduce::{Change, reduce};
pub use review::{ReviewAction, ReviewView};
pub use search::SearchAction;
pub use selection::{OpenCall, RecordText};
pub use share::ShareAction;
pub use shelf::Shelf;
pub use suggest::{SuggestAction, Suggesting};
pub use view::{RecordForm, Tab, Theme, ViewPrefs};
pub use zone::{ZoneAction, copied_text};
