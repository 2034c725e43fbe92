//! The review report: a document of plain blocks, written as self-contained HTML, as Markdown, or drawn for printing.
//!
//! Every number stands beside the filter that shows the calls behind it. Whatever comes from a log is text and nothing
//! else: the writers escape every value, and hidden characters stand as marks.

mod build;
mod html;
mod markdown;
mod proofs;
mod sections;

pub use build::{FileFact, Input, document};
pub use html::to_html;
pub use markdown::to_markdown;

use serde::{Deserialize, Serialize};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a report. Texts are as they are, not escaped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Paragraphs of a list.
    List(Vec<String>),
    /// Names and what they are.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Sheet),
    /// Calls over time, well and failed, as bars of equal spans.
    Bars {
        /// What they show, in words.
        caption: String,
        /// Calls that went well, and failed ones.
        bars: Vec<(u32, u32)>,
    },
}

impl Block {
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Heading(text) | Self::Text(text) | Self::Bars { caption: text, .. } => vec![text],
            Self::List(items) => items.iter().map(String::as_str).collect(),
            Self::Facts(facts) => facts
                .iter()
                .flat_map(|(name, words)| [&**name, &**words])
                .collect(),
            Self::Table(sheet) => {
                let cells = sheet.head.iter().chain(sheet.rows.iter().flatten());
                cells.map(String::as_str).collect()
            }
        }
    }
}

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The headings; a column headed [`FILTER_HEADING`] holds filters.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
    /// Rows that were left out.
    pub num_left_out: usize,
}

/// The heading of a column of filters.
pub const FILTER_HEADING: &str = "Filter";

impl Document {
    /// Every text in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.title.as_str()).chain(self.blocks.iter().flat_map(Block::texts))
    }

    /// The same with at most so many rows to a table: a page that is drawn to be printed has an end.
    pub fn shortened(&self, max_rows: usize) -> Self {
        let shorten = |block: &Block| match block {
            Block::Table(sheet) if sheet.rows.len() > max_rows => Block::Table(Sheet {
                head: sheet.head.clone(),
                rows: sheet.rows[..max_rows].to_vec(),
                num_left_out: sheet.num_left_out + sheet.rows.len() - max_rows,
            }),
            other => other.clone(),
        };
        Self {
            title: self.title.clone(),
            blocks: self.blocks.iter().map(shorten).collect(),
        }
    }
}

/// What stands below a table that was shortened.
fn left_out(num_rows: usize) -> String {
    format!("{num_rows} more rows are not shown here.")
}
