//! Pseudonyms on screen, as the page knows them.

use super::{AppState, Effect, NoticeKind, query_change};
use crate::{
    base::Shared,
    protocol::{
        engine::ToEngine,
        hiding::{Hidden, HideWish},
    },
    query::Query,
};
use std::rc::Rc;

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hiding {
    /// What the engine said last.
    hidden: Option<Rc<Hidden>>,
    /// A wish is under way.
    pub is_pending: bool,
    /// The key that was typed is none.
    pub is_key_wrong: bool,
}

/// What the person wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HidingAction {
    /// Show pseudonyms: with a key that was kept, unless the text is empty.
    On {
        /// 32 hexadecimal digits.
        key: Rc<str>,
        /// Addresses keep their network.
        keeps_networks: bool,
    },
    /// Show values.
    Off,
}

impl Hiding {
    /// Pseudonyms are shown.
    pub fn is_on(&self) -> bool {
        self.hidden
            .as_ref()
            .is_some_and(|hidden| hidden.redaction.is_some())
    }

    /// The key, to be kept by who wants the same pseudonyms again.
    pub fn key(&self) -> Option<String> {
        let (high, low) = self.hidden.as_ref()?.redaction?.key;
        Some(format!("{high:016x}{low:016x}"))
    }

    /// Hidden values that stand in every log.
    pub fn common(&self) -> &[String] {
        self.hidden.as_ref().map_or(&[], |hidden| &hidden.common)
    }
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: HidingAction, effects: &mut Vec<Effect>) {
    let wish = match wish {
        HidingAction::Off => None,
        HidingAction::On { key, keeps_networks } => {
            let key = key.trim();
            let parsed = parse_key(key);
            state.hiding.is_key_wrong = !key.is_empty() && parsed.is_none();
            if state.hiding.is_key_wrong {
                return;
            }
            Some(HideWish {
                key: parsed,
                keeps_networks,
            })
        }
    };
    state.hiding.is_pending = true;
    let tokens = state.asking.query.tokens.clone();
    effects.push(Effect::TellEngine(ToEngine::Hide { wish, tokens }));
}

fn parse_key(text: &str) -> Option<(u64, u64)> {
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let half = |text: &str| u64::from_str_radix(text, 16).ok();
    Some((half(&text[..16])?, half(&text[16..])?))
}

/// The engine shows other words from now on.
pub(super) fn take(state: &mut AppState, hidden: Hidden, effects: &mut Vec<Effect>) {
    state.asking.query = Shared::new(Query {
        tokens: hidden.tokens.clone(),
        ..(*state.asking.query).clone()
    });
    // What was taken back could bring values back.
    state.asking.undo = Default::default();
    if hidden.num_refused > 0 {
        state.notify(NoticeKind::FiltersNotHidden(hidden.num_refused));
    }
    state.hiding.hidden = Some(Rc::new(hidden));
    state.hiding.is_pending = false;
    state.selected = None;
    state.comparing = None;
    state.review.forget_words();
    state.integrity.forget_words();
    query_change::ask(state, effects);
    super::file_lines::ask(state, effects);
    super::groups::tab_changed(state, effects);
    super::review::tab_changed(state, effects);
    super::integrity::ask(state, effects);
    super::elsewhere::ask(state, effects);
}
