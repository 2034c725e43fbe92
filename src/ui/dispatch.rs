//! The one context: the way actions go up. It never changes, so it never draws anything anew.

use crate::state::Action;
use yew::{Callback, Event, MouseEvent, hook, use_context};

/// Sends actions to the root component.
#[derive(Clone, PartialEq)]
pub struct Dispatch(Callback<Action>);

impl Dispatch {
    /// The sender behind the context; made once, by the root.
    pub fn new(send: Callback<Action>) -> Self {
        Self(send)
    }

    /// Sends an action.
    pub fn send(&self, action: Action) {
        self.0.emit(action);
    }

    /// A click that sends `action`.
    pub fn on_click(&self, action: Action) -> Callback<MouseEvent> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }

    /// A change that sends `action`.
    pub fn on_change(&self, action: Action) -> Callback<Event> {
        let send = self.0.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }
}

/// The way up; goes nowhere when a component is drawn alone.
#[hook]
pub fn use_dispatch() -> Dispatch {
    use_context::<Dispatch>().unwrap_or_else(|| Dispatch(Callback::noop()))
}
