//! The house rules that a compiler does not know: which room may use which, where the browser and Yew may be
//! named, how long a file may be, that no file is forgotten.

#![expect(clippy::disallowed_methods, reason = "reads the sources it judges")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Who may use whom. Imports point down: a room may use the rooms named here and no other.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("base", &[]),
    ("source", &["base"]),
    ("trail", &["base", "source"]),
    ("medical", &["base", "trail"]),
    ("store", &["base"]),
    ("query", &["base", "store"]),
    ("record", &[]),
    ("handover", &["base", "source", "trail", "store", "query"]),
    ("integrity", &["base"]),
    ("review", &["base", "store", "query", "integrity"]),
    (
        "protocol",
        &["base", "store", "query", "integrity", "handover", "review"],
    ),
    (
        "reader",
        &[
            "base",
            "source",
            "trail",
            "medical",
            "store",
            "query",
            "integrity",
            "handover",
            "protocol",
        ],
    ),
    (
        "engine",
        &[
            "base",
            "store",
            "query",
            "integrity",
            "handover",
            "review",
            "protocol",
        ],
    ),
    ("sample", &["base"]),
    ("state", &["base", "store", "query", "review", "protocol"]),
    // `browser/wasm/worker_scope` runs the reader's and the engine's loops in their threads.
    (
        "browser",
        &[
            "base", "store", "query", "handover", "protocol", "reader", "engine", "sample", "trail",
        ],
    ),
    (
        "ui",
        &[
            "base", "medical", "store", "query", "record", "review", "protocol", "state", "browser",
        ],
    ),
];

/// Lines a source file may have; past that it has more than one subject.
const MAX_LINES: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root())
        .expect("below the root")
        .to_string_lossy()
        .replace('\\', "/")
}

/// The lines of a file that are code: comments and what stands under `#[cfg(test)]` to the end left out. A file named
/// `tests.rs` is all tests.
fn code_lines(path: &Path) -> Vec<(usize, String)> {
    if path.ends_with("tests.rs") {
        return Vec::new();
    }
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line.to_owned()))
        .collect()
}

/// The rooms that a file names: after `crate::`, also inside one level of braces.
fn rooms_named(lines: &[(usize, String)]) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    let mut in_group = false;
    let mut depth = 0i32;
    for (number, line) in lines {
        let mut rest = line.as_str();
        if in_group {
            if depth == 1 {
                named.push((*number, first_word(rest)));
            }
            depth += braces(rest);
            in_group = depth > 0;
            continue;
        }
        while let Some(at) = rest.find("crate::") {
            rest = &rest[at + "crate::".len()..];
            if let Some(group) = rest.strip_prefix('{') {
                depth = 1 + braces(group);
                in_group = depth > 0;
                for part in group.split(',').filter(|_| !in_group || !group.is_empty()) {
                    named.push((*number, first_word(part)));
                }
            } else {
                named.push((*number, first_word(rest)));
            }
        }
    }
    named.retain(|(_, word)| MAY_USE.iter().any(|(room, _)| room == word));
    named
}

fn braces(text: &str) -> i32 {
    text.chars()
        .map(|character| i32::from(character == '{') - i32::from(character == '}'))
        .sum()
}

fn first_word(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    let mut num_imports = 0;
    for (room, may_use) in MAY_USE {
        let folder = root().join("src").join(room);
        for path in files(&folder, "rs") {
            for (number, used) in rooms_named(&code_lines(&path)) {
                num_imports += 1;
                if used != room && !may_use.contains(&used.as_str()) {
                    wrong.push(format!("{}:{number}: {room} may not use {used}", relative(&path)));
                }
            }
        }
    }
    assert!(
        num_imports > 100,
        "only {num_imports} imports were found: the test has gone blind"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_planted_upward_import_is_found() {
    let lines = |text: &str| -> Vec<(usize, String)> {
        text.lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.to_owned()))
            .collect()
    };
    assert_eq!(rooms_named(&lines("use crate::ui::App;")), [(1, "ui".to_owned())]);
    assert_eq!(
        rooms_named(&lines(
            "use crate::{\n    base::Shared,\n    ui::{\n        state,\n    },\n};"
        )),
        [(2, "base".to_owned()), (3, "ui".to_owned())]
    );
    assert_eq!(
        rooms_named(&lines("let x = crate::state::reduce(crate::base::RowId(1));")),
        [(1, "state".to_owned()), (1, "base".to_owned())]
    );
}

#[test]
fn every_room_is_in_the_table_and_declared() {
    let declared = ["src/lib.rs", "src/data.rs"]
        .map(|path| fs::read_to_string(root().join(path)).expect(path))
        .concat();
    for entry in fs::read_dir(root().join("src")).expect("src") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let room = path.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(
                MAY_USE.iter().any(|(known, _)| *known == room),
                "{room} is not in the table"
            );
            assert!(
                declared.contains(&format!("pub mod {room};")),
                "{room} is in no crate"
            );
        }
    }
}

#[test]
fn only_the_browser_room_names_the_browser_and_only_the_ui_names_yew() {
    for path in files(&root().join("src"), "rs") {
        let name = relative(&path);
        let in_browser = name.starts_with("src/browser/") || name == "src/main.rs";
        for (number, line) in code_lines(&path) {
            for word in ["web_sys", "js_sys", "wasm_bindgen"] {
                let is_start = name == "src/ui/mod.rs" && word == "wasm_bindgen";
                assert!(
                    in_browser || is_start || !line.contains(word),
                    "{name}:{number} names {word}"
                );
            }
            let may_name_yew = in_browser || name.starts_with("src/ui/");
            assert!(
                may_name_yew || !line.contains("yew::"),
                "{name}:{number} names yew"
            );
        }
    }
}

#[test]
fn no_style_attribute_and_no_inner_html() {
    for path in files(&root().join("src/ui"), "rs") {
        for (number, line) in code_lines(&path) {
            for word in [" style=", "from_html_unchecked", "set_inner_html"] {
                assert!(!line.contains(word), "{}:{number}: {word}", relative(&path));
            }
        }
    }
}

#[test]
fn a_file_has_one_subject() {
    let mut long = Vec::new();
    for folder in ["src", "styles", "xtask"] {
        for ending in ["rs", "css"] {
            for path in files(&root().join(folder), ending) {
                let num_lines = fs::read_to_string(&path).expect("a file").lines().count();
                if num_lines > MAX_LINES {
                    long.push(format!("{}: {num_lines}", relative(&path)));
                }
            }
        }
    }
    assert!(
        long.is_empty(),
        "more than {MAX_LINES} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn no_file_is_an_orphan() {
    let mut declared = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        let folder = match path.file_name().and_then(|name| name.to_str()) {
            Some("mod.rs" | "lib.rs" | "data.rs" | "main.rs") => path.parent().expect("a folder").to_owned(),
            _ => path.with_extension(""),
        };
        for line in fs::read_to_string(&path).expect("a file").lines() {
            let line = line
                .trim_start_matches("pub(super) ")
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ");
            if let Some(name) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                declared.insert(folder.join(name), ());
            }
            // Tests that outgrew their file stand beside it.
            if let Some(name) = line
                .strip_prefix("#[path = \"")
                .and_then(|rest| rest.strip_suffix(".rs\"]"))
            {
                declared.insert(path.with_file_name(name), ());
            }
        }
    }
    for path in files(&root().join("src"), "rs") {
        let stem = match path.file_name().and_then(|name| name.to_str()) {
            Some("lib.rs" | "data.rs" | "main.rs") => continue,
            Some("mod.rs") => path.parent().expect("a folder").to_owned(),
            _ => path.with_extension(""),
        };
        assert!(declared.contains_key(&stem), "no `mod` names {}", relative(&path));
    }
}

#[test]
fn every_component_style_belongs_to_a_component() {
    for path in files(&root().join("styles/components"), "css") {
        let stem = path
            .file_stem()
            .expect("a stem")
            .to_string_lossy()
            .replace('-', "_");
        let twin = files(&root().join("src/ui"), "rs").into_iter().any(|file| {
            file.file_stem()
                .is_some_and(|other| other.to_string_lossy() == stem)
                || file
                    .parent()
                    .and_then(Path::file_name)
                    .is_some_and(|folder| folder.to_string_lossy() == stem)
        });
        assert!(twin, "{} has no component of its name", relative(&path));
    }
}
