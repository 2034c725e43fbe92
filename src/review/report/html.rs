//! The report as one HTML file: nothing is loaded, nothing runs, its own policy says so.

use super::{Block, Document, FILTER_HEADING, Sheet, left_out};
use crate::base::hidden::mark_hidden;
use std::fmt::Write;

/// All the style there is; the policy allows it by its hash.
pub(super) const STYLE: &str = "body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b2430}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;break-after:avoid}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e3e6ea;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:4.5rem}thead{display:table-header-group}tr{break-inside:avoid}code{font:12px ui-monospace,monospace}dl{display:grid;grid-template-columns:10rem 1fr;gap:.25rem 1rem}dt{color:#586473}dd{margin:0}svg{width:100%;height:6rem}.ok{fill:#0a6f6a}.failed{fill:#b3261e}.note{color:#586473}@media print{body{margin:0;max-width:none;font-size:11px}code{font-size:10px}th,td{min-width:3rem}}";

/// The SHA-256 of [`STYLE`] in base64, as a policy names it; a test holds the two together.
pub(super) const STYLE_HASH: &str = "B9OKMYIJF/BC8sOMmGWuA7N/yktBWizhXbpHKhXCxPg=";

/// The report as HTML.
pub fn to_html(document: &Document) -> String {
    let mut page = String::new();
    let title = escaped(&document.title);
    write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
    .unwrap_or_default();
    for block in &document.blocks {
        write_block(&mut page, block);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn write_block(page: &mut String, block: &Block) {
    match block {
        Block::Heading(words) => element(page, "h2", words),
        Block::Text(words) => element(page, "p", words),
        Block::List(items) => {
            page.push_str("<ul>\n");
            items.iter().for_each(|item| element(page, "li", item));
            page.push_str("</ul>\n");
        }
        Block::Facts(facts) => {
            page.push_str("<dl>\n");
            for (name, words) in facts {
                element(page, "dt", name);
                element(page, "dd", words);
            }
            page.push_str("</dl>\n");
        }
        Block::Table(sheet) => write_table(page, sheet),
        Block::Bars { caption, bars } => write_bars(page, caption, bars),
    }
}

fn element(page: &mut String, name: &str, words: &str) {
    let words = escaped(words);
    writeln!(page, "<{name}>{words}</{name}>").unwrap_or_default();
}

fn write_table(page: &mut String, sheet: &Sheet) {
    page.push_str("<table>\n<thead><tr>");
    for heading in &sheet.head {
        write!(page, "<th scope=\"col\">{}</th>", escaped(heading)).unwrap_or_default();
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.push_str("<tr>");
        for (heading, cell) in sheet.head.iter().zip(row) {
            let cell = escaped(cell);
            if heading == FILTER_HEADING {
                write!(page, "<td><code>{cell}</code></td>").unwrap_or_default();
            } else {
                write!(page, "<td><bdi>{cell}</bdi></td>").unwrap_or_default();
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
    if sheet.num_left_out > 0 {
        writeln!(page, "<p class=\"note\">{}</p>", left_out(sheet.num_left_out)).unwrap_or_default();
    }
}

fn write_bars(page: &mut String, caption: &str, bars: &[(u32, u32)]) {
    let highest = bars
        .iter()
        .map(|(ok, failed)| ok + failed)
        .max()
        .unwrap_or(0)
        .max(1);
    let height = |calls: u32| f64::from(calls) * 100.0 / f64::from(highest);
    write!(
        page,
        "<svg viewBox=\"0 0 {} 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        bars.len(),
        escaped(caption)
    )
    .unwrap_or_default();
    for (place, &(ok, failed)) in bars.iter().enumerate() {
        let (ok, failed) = (height(ok), height(failed));
        for (class, top, tall) in [
            ("failed", 100.0 - failed, failed),
            ("ok", 100.0 - failed - ok, ok),
        ] {
            if tall > 0.0 {
                write!(
                    page,
                    "<rect class=\"{class}\" x=\"{place}.05\" y=\"{top:.2}\" width=\".9\" height=\"{tall:.2}\"/>"
                )
                .unwrap_or_default();
            }
        }
    }
    page.push_str("</svg>\n");
    element(page, "p", caption);
}

/// Text for content and attributes in quotes; hidden characters as marks.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in mark_hidden(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
