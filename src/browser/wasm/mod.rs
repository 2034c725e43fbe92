//! The real browser.

pub mod dom;
mod file_input;
mod globals;
mod listing;
mod messages;
mod pool;
mod session;
mod shelf;
pub mod worker_scope;
mod workers;

pub use session::Session;
