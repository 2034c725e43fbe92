//! The report as Markdown (CommonMark with tables).

use super::{Block, Document, FILTER_HEADING, Sheet, left_out};
use crate::base::hidden::mark_hidden;

/// The report as Markdown.
pub fn to_markdown(document: &Document) -> String {
    let mut text = format!("# {}\n", escaped(&document.title));
    for block in &document.blocks {
        text.push('\n');
        match block {
            Block::Heading(words) => text.push_str(&format!("## {}\n", escaped(words))),
            Block::Text(words) => text.push_str(&format!("{}\n", escaped(words))),
            Block::List(items) => items
                .iter()
                .for_each(|item| text.push_str(&format!("- {}\n", escaped(item)))),
            Block::Facts(facts) => facts.iter().for_each(|(name, words)| {
                text.push_str(&format!("- {}: {}\n", escaped(name), escaped(words)));
            }),
            Block::Table(sheet) => write_table(&mut text, sheet),
            Block::Bars { caption, bars } => {
                let sums: Vec<String> = bars.iter().map(|(ok, failed)| format!("{ok}+{failed}")).collect();
                text.push_str(&format!("{}: {}\n", escaped(caption), sums.join(" ")));
            }
        }
    }
    text
}

fn write_table(text: &mut String, sheet: &Sheet) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&line(sheet.head.iter().map(|heading| escaped(heading)).collect()));
    text.push_str(&line(sheet.head.iter().map(|_| "---".to_owned()).collect()));
    for row in &sheet.rows {
        let cells = sheet.head.iter().zip(row).map(|(heading, cell)| {
            if heading == FILTER_HEADING && !cell.is_empty() {
                code(cell)
            } else {
                escaped(cell)
            }
        });
        text.push_str(&line(cells.collect()));
    }
    if sheet.num_left_out > 0 {
        text.push_str(&format!("\n{}\n", left_out(sheet.num_left_out)));
    }
}

/// Text in which nothing is markup: a backslash before every ASCII character that could be; line breaks are marked.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in mark_hidden(text).chars() {
        match character {
            '\n' | '\r' => safe.push(' '),
            // An entity or a tag begins with one of these; GitHub joins addresses and mentions at : and @.
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            ':' => safe.push_str("&#58;"),
            '@' => safe.push_str("&#64;"),
            other if other.is_ascii_punctuation() && !matches!(other, ',' | ';' | '%' | '/' | '=') => {
                safe.push('\\');
                safe.push(other);
            }
            other => safe.push(other),
        }
    }
    safe
}

/// Text as code: fenced by more backticks than stand in it. A bar would end a table's cell.
fn code(text: &str) -> String {
    let text = mark_hidden(text).replace(['\n', '\r'], " ").replace('|', "\\|");
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}
