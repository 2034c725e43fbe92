//! Joins the style sheets into one file, because Trunk copies a sheet without following its imports
//! and a browser would fetch them one after the other.
//!
//! `styles/index.css` holds `@layer …;` statements and `@import url("…") layer(…);` lines, nothing else.

use std::{fs, path::Path};

use crate::{paths, run::Failure};

pub(crate) fn join() -> Result<(), Failure> {
    let styles = paths::root().join("styles");
    let index = read(&styles.join("index.css"))?;
    let joined = join_imports(&index, |sheet| read(&styles.join(sheet)))?;
    // In `target/` whatever CARGO_TARGET_DIR says: index.html names this place.
    let folder = paths::root().join("target/styles");
    let file = folder.join("medtrail.css");
    if fs::read_to_string(&file).is_ok_and(|old| old == joined) {
        return Ok(());
    }
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&file, joined))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}

/// Puts each imported sheet in the place of its import, wrapped in its layer.
fn join_imports(
    index: &str,
    read_sheet: impl Fn(&str) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let mut joined = String::new();
    for statement in without_comments(index)
        .split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        if statement.starts_with("@layer ") && !statement.contains('{') {
            joined.push_str(&format!("{statement};\n"));
            continue;
        }
        let (sheet, layer) = parse_import(statement)
            .ok_or_else(|| Failure::new(format!("styles/index.css: cannot read {statement:?}.")))?;
        let text = read_sheet(sheet)?;
        if text.contains("@import") || text.contains("@charset") {
            return Err(Failure::new(format!(
                "styles/{sheet}: only index.css may import."
            )));
        }
        joined.push_str(&format!(
            "\n/* {sheet} */\n@layer {layer} {{\n{}\n}}\n",
            text.trim()
        ));
    }
    Ok(joined)
}

/// The sheet and the layer of `@import url("sheet") layer(name)`.
fn parse_import(statement: &str) -> Option<(&str, &str)> {
    let rest = statement
        .strip_prefix("@import")?
        .trim_start()
        .strip_prefix("url(")?;
    let (sheet, rest) = rest.split_once(')')?;
    let sheet = sheet.trim().trim_matches(['"', '\'']).trim_start_matches("./");
    let layer = rest.trim().strip_prefix("layer(")?.strip_suffix(')')?.trim();
    (!sheet.is_empty() && !layer.is_empty()).then_some((sheet, layer))
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_become_layers_in_their_order() {
        let index = "/* a; b */\n@layer base, components;\n@import url(\"./base.css\") layer(base);\n\
                     @import url(components/a.css) layer(components);\n";
        let joined = join_imports(index, |sheet| Ok(format!("/* text of {sheet} */\n"))).unwrap();
        assert_eq!(
            joined,
            "@layer base, components;\n\
             \n/* base.css */\n@layer base {\n/* text of base.css */\n}\n\
             \n/* components/a.css */\n@layer components {\n/* text of components/a.css */\n}\n"
        );
    }

    #[test]
    fn a_rule_in_the_index_is_refused() {
        assert!(join_imports("body { margin: 0 }", |_| Ok(String::new())).is_err());
        assert!(join_imports("@import url(\"a.css\");", |_| Ok(String::new())).is_err());
    }

    #[test]
    fn an_import_in_a_sheet_is_refused() {
        let index = "@import url(\"a.css\") layer(base);";
        assert!(join_imports(index, |_| Ok("@import url(b.css);".to_owned())).is_err());
    }
}
