//! The real browser.

#![expect(clippy::disallowed_methods, reason = "this is the room that starts tasks")]

mod about;
pub mod address;
mod arrivals;
mod crew;
mod crypto;
pub mod dom;
mod export;
mod file_input;
pub mod focus;
mod globals;
mod listing;
mod messages;
mod pool;
mod session;
mod shelf;
pub mod worker_scope;
mod workers;
pub mod zones;

pub use session::Session;
