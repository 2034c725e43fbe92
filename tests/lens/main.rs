//! The lens on golden tables: who called, what the operation is, what the columns say of whole records.

mod columns;
mod explained;
mod identity;
mod operations;
#[expect(dead_code, reason = "each test uses a part of it")]
#[path = "../support/mod.rs"]
mod support;
