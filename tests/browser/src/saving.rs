//! Saving from the page: the export panel, the file that comes of it, and what the page does meanwhile.

use crate::{Download, Visit};

/// Notes tasks of the page of 50 ms and more, and the longest time between two turns of its loop.
const WATCH: &str = "
  globalThis.__tasks = []; globalThis.__pause = 0;
  new PerformanceObserver((list) => __tasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: 'longtask' });
  (function turn(last) {
    const now = performance.now();
    globalThis.__pause = Math.max(__pause, now - last);
    setTimeout(() => turn(now), 0);
  })(performance.now());
  1";

impl Visit<'_> {
    /// Ticks, or unticks, a choice of the export panel by how its words begin; the panel opens when it is not.
    pub fn choose_export(&self, words: &str) {
        if self.count(".export__start") == 0 {
            self.click_button(".tabs", "Export");
        }
        let label = format!(
            "[...document.querySelectorAll('.export__choice')].find((label) => label.textContent.startsWith({}))",
            serde_json::json!(words)
        );
        self.wait_for(words, &format!("{label} !== undefined"));
        self.eval(&format!("{label}.querySelector('input').click(), 1"));
    }

    /// Saves in this form, and waits until the page says that it did.
    pub fn export(&self, form: &str) -> Download {
        let saved = self.download(|| {
            self.choose_export(form);
            self.click_button(".popover__panel", "Save");
        });
        self.wait_for_selector(".export-bar[data-stage=saved]");
        saved
    }

    /// Watches from now on how long the page does not answer.
    pub fn watch_tasks(&self) {
        self.eval(WATCH);
    }

    /// The longest task, and the longest time between two turns of the page's loop, in milliseconds.
    pub fn longest_task(&self) -> (f64, f64) {
        let seen = self.eval("[Math.max(0, ...__tasks), __pause]");
        (
            seen[0].as_f64().unwrap_or_default(),
            seen[1].as_f64().unwrap_or_default(),
        )
    }
}
