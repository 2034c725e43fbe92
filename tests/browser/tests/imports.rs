//! The program can only call what it imports: everything it imports stands in a list.

use std::{collections::BTreeSet, fs, path::PathBuf};

use browser_tests::{dist, root};

fn part(ending: &str) -> PathBuf {
    let mut parts = fs::read_dir(dist())
        .expect("a built page")
        .map(|entry| entry.expect("an entry").path());
    parts
        .find(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            name.starts_with("medtrail-") && name.ends_with(ending)
        })
        .expect("the page has this part")
}

/// Reads the numbers and names of a WebAssembly module
/// (<https://webassembly.github.io/spec/core/binary/modules.html>).
struct Module<'a>(&'a [u8]);

impl<'a> Module<'a> {
    fn byte(&mut self) -> u8 {
        let (&first, rest) = self.0.split_first().expect("the module goes on");
        self.0 = rest;
        first
    }

    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    fn bytes(&mut self) -> &'a [u8] {
        let len = self.number();
        let (taken, rest) = self.0.split_at(len);
        self.0 = rest;
        taken
    }

    fn name(&mut self) -> &'a str {
        std::str::from_utf8(self.bytes()).expect("names are UTF-8")
    }
}

/// Where a module's imports come from, and what they are called.
fn imports(module: &[u8]) -> Vec<(String, String)> {
    const IMPORTS: u8 = 2;
    const FUNCTION: u8 = 0;
    let mut module = Module(&module[8..]);
    while !module.0.is_empty() {
        let section = module.byte();
        let mut content = Module(module.bytes());
        if section != IMPORTS {
            continue;
        }
        let mut found = Vec::new();
        for _ in 0..content.number() {
            found.push((content.name().to_owned(), content.name().to_owned()));
            assert_eq!(content.byte(), FUNCTION, "only functions are imported");
            content.number();
        }
        return found;
    }
    Vec::new()
}

/// The name without the hash that wasm-bindgen appends.
fn without_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((name, hash)) if hash.len() == 16 && hash.chars().all(|it| it.is_ascii_hexdigit()) => name,
        _ => name,
    }
}

#[test]
fn the_program_imports_nothing_beyond_the_list() {
    let list = fs::read_to_string(root().join("tests/browser/allowed-imports.txt")).expect("the list");
    let allowed: BTreeSet<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let module = fs::read(part(".wasm")).expect("the program");
    let imports = imports(&module);
    assert!(imports.len() > 100, "a page imports more than that");
    let found: BTreeSet<&str> = imports.iter().map(|(_, name)| without_hash(name)).collect();
    let unknown: Vec<_> = found.difference(&allowed).collect();
    assert!(
        unknown.is_empty(),
        "the program imports something new: {unknown:#?}\nIf it can neither send, nor load, nor keep, nor run anything, \
         add it to tests/browser/allowed-imports.txt."
    );
}

/// What can send, load, keep or run something. A few names are innocent in the glue and stand with what makes them so.
const NEVER: [&str; 22] = [
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "SharedWorker",
    "serviceWorker",
    "BroadcastChannel",
    "importScripts",
    "import(",
    "eval(",
    "new Function",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "cookie",
    "caches",
    "getDirectory",
    "window.open",
    "location.assign",
    "location.href =",
];

#[test]
fn the_glue_names_no_way_to_send_load_keep_or_run_anything() {
    let glue = fs::read_to_string(part(".js")).expect("the glue");
    for never in NEVER {
        assert!(!glue.contains(never), "the glue names {never}");
    }
    // Its own loader can fetch the program; the boot script hands it the compiled one instead.
    assert_eq!(glue.matches("fetch(").count(), 1);
    assert!(glue.contains("module_or_path = fetch(module_or_path)"));
}

#[test]
fn the_list_holds_no_way_out() {
    let list = fs::read_to_string(root().join("tests/browser/allowed-imports.txt")).expect("the list");
    for never in [
        "fetch",
        "send",
        "open_with",
        "set_location",
        "assign",
        "replace_with_url",
        "eval",
        "setItem",
        "cookie",
    ] {
        let found = list
            .lines()
            .find(|line| !line.starts_with('#') && line.contains(never));
        assert_eq!(found, None, "{never}");
    }
}
