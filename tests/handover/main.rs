//! What leaves the page: exports, pseudonyms and queries for other engines.
//!
//! The tests that need other programs (Python with DuckDB and sqlglot, jq) are ignored by a plain `cargo test`;
//! `cargo xtask test handover` installs the programs and runs them too.

mod bench;
mod cases;
mod exports;
mod hiding;
mod insights;
mod queries;
mod saving;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod support;
