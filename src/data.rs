//! The rooms that touch every byte and every row: of `src/lib.rs`, those that are compiled for speed.

pub mod base;
pub mod medical;
pub mod query;
pub mod sample;
pub mod source;
pub mod store;
pub mod trail;
