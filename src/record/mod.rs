//! The text of one record as a person looks at it: a tree of its parts, a search in it, and what differs between a few.
//!
//! Pure functions over text. Knows nothing of columns, files or the page. Entry points: [`Tree::parse`], [`find`],
//! [`compare`]. Invariant: what is shown of a part is its own text; nothing is rounded, reordered or left out.

mod compare;
mod search;
mod tree;

pub use compare::{Line, Side, compare};
pub use search::find;
pub use tree::{Kind, Node, Step, Tree};
