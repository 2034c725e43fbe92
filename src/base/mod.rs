//! Words without a subject: ids, time, keyed hashes, pointer-compared sharing, row masks, problems.
//!
//! This room knows nothing of logs, browsers or columns and uses no other room.

pub mod bitset;
pub mod hash;
pub mod hidden;
pub mod ids;
pub mod limits;
pub mod memory;
pub mod number;
pub mod problem;
pub mod shape;
pub mod shared;
pub mod time;
pub mod zone;

pub use bitset::Bitset;
pub use ids::{FileId, HashKey, RowId};
pub use problem::{Problem, ProblemKind};
pub use shape::Shape;
pub use shared::Shared;
pub use time::EpochMillis;
pub use zone::{Zone, ZoneChoice};
