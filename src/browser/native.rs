//! The twin that does nothing: lets the rooms above compile and render natively.

use super::Event;
use crate::{
    base::FileId,
    protocol::{Scope, engine::ToEngine, export::ToRecords, integrity::SealFile, search::SearchOrder},
    store::Place,
};
use yew::Callback;

/// Inert stand-in for the session.
pub struct Session;

impl Session {
    /// Starts engine and readers.
    pub fn start(_on_event: Callback<Event>) -> Self {
        Self
    }
    /// Sends a message to the engine.
    pub fn tell_engine(&self, _message: &ToEngine) {}
    /// Queues shelved files for the readers.
    pub fn read(&self, _files: &[FileId], _scope: Scope, _attempt: u32) {}
    /// Has the records of shelved files searched, instead of those of the order before.
    pub fn search(&self, _order: &SearchOrder, _scope: Scope) {}
    /// Ends the search.
    pub fn stop_search(&self) {}
    /// Has contents hashed while they are read, from now on.
    pub fn seal_contents(&self) {}
    /// Has these files read again for their hashes alone.
    pub fn seal(&self, _files: &[SealFile]) {}
    /// Forgets the files that wait to be read again for their hashes.
    pub fn stop_sealing(&self) {}
    /// Stops reading: ends the readers and starts fresh ones.
    pub fn stop(&self) {}
    /// Reads one record again; answered by [`Event::Record`].
    pub fn fetch_record(&self, _request: u32, _place: Place, _value_hash: (u64, u64)) {}
    /// Parts of the export are kept from now on.
    pub fn begin_export(&self, _request: u32) {}
    /// Asks the reader of an export.
    pub fn tell_records(&self, _request: u32, _ask: &ToRecords) {}
    /// Lets the person save the parts that came.
    pub fn save_export(&self, _name: &str, _mime: &str) {}
    /// Forgets the parts that came.
    pub fn drop_export(&self) {}
    /// Makes the sample files; they arrive like dropped ones.
    pub fn make_sample(&self) {}
    /// Takes the files of a file or folder input and empties it; they arrive like dropped ones.
    pub fn take_picked(&self, _event: &yew::Event) {}
    /// Forgets every file and frees all memory: engine and readers are ended and started anew.
    pub fn clear(&self) {}
    /// Starts a fresh engine after the old one ended, and fresh readers with it.
    pub fn restart_engine(&self) {}
}

/// The page's address.
pub mod address {
    use super::dom::Listener;
    use yew::Callback;

    /// What stands behind `#`.
    pub fn fragment() -> String {
        String::new()
    }

    /// Calls back with the fragment whenever someone else changes it.
    pub fn listen_fragment(_on_change: Callback<String>) -> Listener {
        Listener
    }

    /// Puts a fragment into the address without a step of history.
    pub fn set_fragment(_text: &str) {}

    /// The page's address with another fragment.
    pub fn address_with(_fragment: &str) -> Option<String> {
        None
    }

    /// Calls back with the text of the file that was chosen.
    pub fn read_picked(_event: &yew::Event, _max_bytes: u32, _on_text: Callback<String>) {}
}

/// Small reaches into the document.
pub mod dom {
    use yew::{Callback, KeyboardEvent, NodeRef};

    /// Keeps a listener alive; dropping it takes the listener off.
    pub struct Listener;

    /// Keeps a call to come; dropping it takes the call back.
    pub struct Timer;

    /// Sets a custom property (`--name`) on the element, by CSSOM: `style` attributes are forbidden by the policy.
    pub fn set_property(_node: &NodeRef, _name: &str, _value: &str) {}
    /// Scrolls the element to `top` pixels.
    pub fn scroll_to(_node: &NodeRef, _top: f64) {}
    /// The element's scroll position in pixels.
    pub fn scroll_top(_node: &NodeRef) -> f64 {
        0.0
    }
    /// The element's inner height in pixels.
    pub fn client_height(_node: &NodeRef) -> f64 {
        0.0
    }
    pub fn client_width(_node: &NodeRef) -> f64 {
        0.0
    }
    /// Calls back with the element's inner height whenever it changes, and once at the start.
    pub fn hold_pointer(_event: &yew::PointerEvent) {}

    /// Whether the focus is inside `node`; also when the whole window lost it.
    pub fn holds_focus(_node: &NodeRef) -> bool {
        true
    }

    pub fn is_target_itself(_event: &KeyboardEvent) -> bool {
        true
    }

    pub fn observe_height(_node: &NodeRef, _on_height: Callback<f64>) -> Listener {
        Listener
    }
    pub fn observe_size(_node: &NodeRef, _on_size: impl Fn() + 'static) -> Listener {
        Listener
    }
    /// Scrolls the element with this id sideways into sight of the element that scrolls it, below sticky parts too.
    pub fn reveal_across(_id: &str) {}
    /// Focuses the element without scrolling.
    pub fn focus(_node: &NodeRef) {}
    /// Clicks the element: opens the dialog of a hidden file input.
    pub fn focus_child(_node: &NodeRef, _place: usize) {}
    /// Moves the focus to the element at `place` among those below that match `selector`.
    pub fn focus_nth(_node: &NodeRef, _selector: &str, _place: usize) {}
    /// The place of the chosen option of a select; 0 without one.
    pub fn selected_index(_event: &yew::Event) -> usize {
        0
    }

    pub fn click(_node: &NodeRef) {}
    /// True while the window is so narrow that panels cover the table: `max-width: 60rem`, as in the style sheet.
    pub fn is_narrow() -> bool {
        false
    }
    /// Opens a `<dialog>` as a modal, unless it is open.
    pub fn show_modal(_node: &NodeRef) {}
    /// Closes a `<dialog>`.
    pub fn close_dialog(_node: &NodeRef) {}
    /// Every key pressed anywhere on the page.
    pub fn listen_keys(_on_key: Callback<KeyboardEvent>) -> Listener {
        Listener
    }
    /// True when the key went to an input, a select, a text area or an editable element.
    pub fn is_typing(_event: &KeyboardEvent) -> bool {
        false
    }
    /// Puts text on the clipboard.
    pub fn copy_text(_text: &str) {}
    /// Lets the person save text as a file.
    pub fn save_file(_name: &str, _mime: &str, _content: &[u8]) {}
    /// "light", "dark" or, with `None`, what the system says: sets `data-theme` on the root element.
    pub fn set_theme(_theme: Option<&str>) {}
    /// Asks before the page is left, while `is_on`.
    pub fn ask_before_leaving(_is_on: bool) {}
    /// The text of the input that an event came from.
    pub fn input_value(_event: &yew::InputEvent) -> String {
        String::new()
    }
    /// Where the caret stands in the input's text, in bytes.
    pub fn caret(_node: &NodeRef) -> usize {
        0
    }
    /// Puts a text into the input and the caret behind so many of its bytes.
    pub fn set_input(_node: &NodeRef, _text: &str, _caret: usize) {}
    /// The text of the field, of one line or more, that an event came from.
    pub fn changed_value(_event: &yew::Event) -> String {
        String::new()
    }

    /// Whether the checkbox that an event came from is checked.
    pub fn is_checked(_event: &yew::Event) -> bool {
        false
    }
    /// Calls back once after so many milliseconds; dropping the timer takes the call back.
    pub fn after_millis(_millis: u32, _on_time: Callback<()>) -> Timer {
        Timer
    }
    /// What this page can say of itself, as of now.
    pub fn about() -> crate::browser::About {
        crate::browser::About::default()
    }
    /// Milliseconds since the page began, for the time left; never for dates.
    pub fn now_words() -> String {
        String::new()
    }

    pub fn print() {}

    pub fn now_millis() -> f64 {
        0.0
    }
}

/// The focus: there is none.
pub mod focus {
    use super::dom::Listener;
    use yew::NodeRef;

    /// Watches over the focus as long as the listeners live.
    pub fn keep() -> Option<[Listener; 2]> {
        None
    }

    /// Moves the focus to an element, or to the main part of the page when it is not there.
    pub fn on_or_main(_node: &NodeRef) {}
}

/// Time zones as the browser knows them; this twin knows UTC, and one zone of each kind for tests.
pub mod zones {
    use crate::base::{EpochMillis, Zone, ZoneChoice, zone::Offsets};
    use std::rc::Rc;

    /// The current moment.
    pub fn now() -> EpochMillis {
        EpochMillis(0)
    }
    /// The names of all zones, when the browser lists them.
    pub fn names() -> Vec<Rc<str>> {
        vec!["Asia/Kathmandu".into(), "Europe/Berlin".into()]
    }
    /// The zone with its offsets around the calls and around today; none when the browser does not know it.
    pub fn find(choice: &ZoneChoice, _span: Option<(EpochMillis, EpochMillis)>) -> Option<Zone> {
        let (name, offsets) = match choice {
            ZoneChoice::Utc => return Some(Zone::default()),
            ZoneChoice::Browser => ("Europe/Berlin", Offsets::fixed(3600)),
            ZoneChoice::Named(name) if &**name == "Asia/Kathmandu" => (&**name, Offsets::fixed(20_700)),
            ZoneChoice::Named(_) => return None,
        };
        Some(Zone {
            choice: choice.clone(),
            name: name.into(),
            offsets,
        })
    }
}
