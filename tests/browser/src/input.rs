//! A person's hands: mouse, keyboard, dropped and chosen files.

use std::path::Path;

use serde_json::{Value, json};

use crate::{Page, keys};

/// The middle of what a function finds, once it is the same in two frames; `null` while it finds nothing.
pub(crate) const PLACE_AT_REST: &str = "async (find) => {
  const place = () => {
    const element = find();
    if (!element) return null;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); setTimeout(resolve, 100); });
  let last = place();
  for (let turn = 0; last && turn < 50; turn++) {
    await frame();
    const now = place();
    if (String(now) === String(last)) break;
    last = now;
  }
  return last;
}";

impl Page<'_> {
    /// Clicks in the middle of the first element that matches, after scrolling it into view.
    pub fn click(&self, selector: &str) {
        let (x, y) = self.centre(selector);
        self.click_at(x, y);
    }

    /// Clicks at a place of the window.
    pub fn click_at(&self, x: f64, y: f64) {
        self.mouse("mouseMoved", x, y, 0);
        self.mouse("mousePressed", x, y, 1);
        self.mouse("mouseReleased", x, y, 1);
    }

    /// Moves the pointer over the first element that matches.
    pub fn hover(&self, selector: &str) {
        let (x, y) = self.centre(selector);
        self.mouse("mouseMoved", x, y, 0);
    }

    /// Presses at one place, moves to another in ten steps, and lets go.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        const NUM_STEPS: u32 = 10;
        self.mouse("mouseMoved", from.0, from.1, 0);
        self.mouse("mousePressed", from.0, from.1, 1);
        for step in 1..=NUM_STEPS {
            let part = f64::from(step) / f64::from(NUM_STEPS);
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            self.call(
                "Input.dispatchMouseEvent",
                json!({ "type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1 }),
            );
        }
        self.mouse("mouseReleased", to.0, to.1, 1);
    }

    /// Turns the wheel over the first element that matches; positive is down.
    pub fn wheel(&self, selector: &str, delta_y: f64) {
        let (x, y) = self.centre(selector);
        let params = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta_y });
        self.call("Input.dispatchMouseEvent", params);
    }

    /// Presses a key by its name (`"End"`, `"ArrowDown"`, `"Enter"`, `"Escape"`, `"a"`), also with
    /// modifiers before it (`"Shift+Tab"`, `"Control+a"`).
    pub fn press(&self, combination: &str) {
        let (modifiers, name) = keys::split_modifiers(combination);
        let key = keys::find(name);
        // With Control or the like a key is a command and writes nothing.
        let text = if modifiers & !8 == 0 {
            key.text.as_str()
        } else {
            ""
        };
        let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        for (kind, text) in [(kind, text), ("keyUp", "")] {
            let params = json!({
                "type": kind, "key": key.key, "code": key.code, "text": text, "modifiers": modifiers,
                "windowsVirtualKeyCode": key.number,
            });
            self.call("Input.dispatchKeyEvent", params);
        }
    }

    /// Types a text into what has the focus, key by key.
    pub fn type_text(&self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_graphic() || character == ' ' {
                self.press(&character.to_string());
            } else {
                self.call("Input.insertText", json!({ "text": character.to_string() }));
            }
        }
    }

    /// Drops files and folders on the middle of the first element that matches, through the browser's own
    /// drag and drop.
    pub fn drop_files(&self, selector: &str, paths: &[&Path]) {
        for step in ["dragEnter", "dragOver", "drop"] {
            self.drag_files(step, selector, paths);
        }
    }

    /// One step of a drop: `dragEnter`, `dragOver` or `drop`.
    pub fn drag_files(&self, step: &str, selector: &str, paths: &[&Path]) {
        let (x, y) = self.centre(selector);
        let data = json!({ "items": [], "files": texts(paths), "dragOperationsMask": 1 });
        self.call(
            "Input.dispatchDragEvent",
            json!({ "type": step, "x": x, "y": y, "data": data }),
        );
    }

    /// Chooses files in a file input, or one folder in an input for folders.
    pub fn set_files(&self, selector: &str, paths: &[&Path]) {
        let document = self.call("DOM.getDocument", json!({}));
        let params = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
        let node = self.call("DOM.querySelector", params)["nodeId"].clone();
        assert_ne!(node, 0, "no element matches {selector}");
        self.call(
            "DOM.setFileInputFiles",
            json!({ "nodeId": node, "files": texts(paths) }),
        );
    }

    /// The middle of the first element that matches, in the window, after scrolling it into view, when it stands
    /// still: a person does not click at what still moves.
    pub fn centre(&self, selector: &str) -> (f64, f64) {
        let expression = format!(
            "({PLACE_AT_REST})(() => document.querySelector({}))",
            json!(selector)
        );
        let value = self
            .try_eval(&expression)
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        let (Some(x), Some(y)) = (value[0].as_f64(), value[1].as_f64()) else {
            panic!("{selector} has no place in the window: {value}");
        };
        (x, y)
    }

    fn mouse(&self, kind: &str, x: f64, y: f64, num_clicks: u32) {
        let button = if num_clicks == 0 { "none" } else { "left" };
        let params = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": num_clicks });
        self.call("Input.dispatchMouseEvent", params);
    }
}

fn texts(paths: &[&Path]) -> Vec<Value> {
    paths
        .iter()
        .map(|path| {
            assert!(path.exists(), "{} does not exist", path.display());
            json!(path)
        })
        .collect()
}
