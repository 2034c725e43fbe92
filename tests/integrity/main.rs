//! Whether logs are as delivered: every level and every message, chains with keys of our own.

#[path = "../support/chains.rs"]
mod chains;

mod chain;
mod coverage;
mod desk;
mod engine;
mod flips;
mod hashing;
mod lake;
mod levels;
