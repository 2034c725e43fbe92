//! What a person sees: components that draw the state and send actions.
//!
//! Knows nothing of how logs are read or stored. `run` starts it. Invariant: components draw what they are given;
//! they do not parse, sort, filter or count, and a value from a log is only ever a text.

pub mod app;
pub mod dispatch;
pub mod wording;

pub mod call_table;
pub mod changes;
mod checks;
mod chosen_bar;
mod column_chooser;
pub mod compare;
mod compare_text;
pub mod detail;
pub mod detail_dock;
mod elsewhere;
mod export;
mod export_bar;
pub mod facets;
pub mod files;
pub mod filter_bar;
pub mod groups;
mod hashing;
pub mod header;
pub mod help;
mod hiding;
pub mod histogram;
mod icon;
mod integrity;
pub mod landing;
pub mod message;
pub mod notices;
mod operations_list;
pub mod page;
mod part_tools;
mod popover;
mod privacy;
pub mod progress;
pub mod raw_json;
pub mod record_search;
mod share;
pub mod status_bar;
pub mod tabs;
pub mod value;
mod value_tools;
pub mod virtual_rows;
mod zone_switch;

/// Draws the page into its mount point; without one there is nothing to do.
#[cfg(target_arch = "wasm32")]
pub fn run() {
    if let Some(root) = crate::browser::dom::mount_point() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
mod job_around;
pub mod jobs;
pub mod report;
pub mod summary;
