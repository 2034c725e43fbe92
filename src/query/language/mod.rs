//! The filter as text: `operation = DetectPHI and not ip in 10.0.0.0/8`. Documented in `docs/filter-language.md`.
//!
//! Text and [`Filter`](super::Filter) are two faces of one thing: what [`print()`] writes, [`parse`] reads as the same
//! filter (`tests/filter_language.rs`). Neither fails on any input but by [`ParseError`], which points at its place.

mod complete;
mod error;
mod names;
mod parser;
mod paths;
mod printer;
mod scanner;

pub use complete::{Completion, Part, completion};
pub use error::{Expected, ParseError, ParseErrorKind};
pub use names::{ANY, aliases, field_named, name_of};
pub use parser::{MAX_DEPTH, MAX_LEN, parse};
pub use paths::{COMMON_PATHS, RECORD, RECORD_KEYS};
pub use printer::{print, print_value};
