//! Finishes a page: says in it which build it is and whose work it holds, and makes the one file from it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Outcome, bytes, one_file};

/// The name of the one file, beside the page.
pub(crate) const ONE_FILE: &str = "medtrail.html";
/// What index.html says until it is finished.
const UNFINISHED: &str = r#"<meta name="medtrail-build" content="unfinished">"#;
const END: &str = "  </body>";

/// The files that Trunk made.
pub(crate) struct Parts {
    pub(crate) index: String,
    pub(crate) boot: String,
    pub(crate) glue: String,
    pub(crate) styles: String,
    pub(crate) wasm: Vec<u8>,
}

/// Finishes the page in a folder.
pub(crate) fn finish(folder: &Path, notices: &str) -> Outcome<()> {
    let parts = Parts::read(folder)?;
    parts.check_glue_stands_alone(folder)?;
    let build = parts.build();
    let notices = format!(
        "    <script type=\"text/plain\" id=\"medtrail-notices\">{}</script>\n{END}",
        checked_text("the notices", notices)?
    );
    let index = replace_once(&parts.index, END, &notices)?;
    let about = format!(r#"<meta name="medtrail-build" content="{build}">"#);
    let one_file = one_file::make(&replace_once(&index, UNFINISHED, &about)?, &parts)?;
    let about = format!(
        r#"<meta name="medtrail-build" content="{build}" data-one-file="./{ONE_FILE}" data-sha256="{}">"#,
        bytes::sha256(one_file.as_bytes())
    );
    fs::write(
        folder.join("index.html"),
        replace_once(&index, UNFINISHED, &about)?,
    )?;
    fs::write(folder.join(ONE_FILE), one_file)?;
    Ok(())
}

impl Parts {
    fn read(folder: &Path) -> Outcome<Self> {
        Ok(Self {
            index: fs::read_to_string(folder.join("index.html"))?,
            boot: fs::read_to_string(only(folder, "boot-", ".js")?)?,
            glue: fs::read_to_string(only(folder, "medtrail-", ".js")?)?,
            styles: fs::read_to_string(only(folder, "medtrail-", ".css")?)?,
            wasm: fs::read(only(folder, "medtrail-", ".wasm")?)?,
        })
    }

    /// The name of this build: the same for the hosted page and for the one file, another as soon as one byte of
    /// what runs is another.
    fn build(&self) -> String {
        let parts: [&[u8]; 4] = [
            self.boot.as_bytes(),
            self.glue.as_bytes(),
            self.styles.as_bytes(),
            &self.wasm,
        ];
        let hashes: Vec<String> = parts.iter().map(|part| bytes::sha256(part)).collect();
        bytes::sha256(hashes.join("\n").as_bytes())
    }

    /// Workers are made from the glue's text alone and cannot load anything more: a dependency that brings
    /// JavaScript of its own would break every one of them.
    fn check_glue_stands_alone(&self, folder: &Path) -> Outcome<()> {
        let is_import = |line: &&str| line.starts_with("import ") || line.contains("require(");
        if folder.join("snippets").exists() {
            return Err("A dependency brings JavaScript snippets; workers cannot load them.".into());
        }
        match self.glue.lines().find(is_import) {
            None => Ok(()),
            Some(line) => Err(format!("The glue loads more code, which workers cannot: {line}").into()),
        }
    }
}

/// The one file with such a name.
pub(crate) fn only(folder: &Path, start: &str, end: &str) -> Outcome<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(start) && name.ends_with(end) {
            found.push(path);
        }
    }
    match found.pop() {
        Some(path) if found.is_empty() => Ok(path),
        _ => Err(format!("The page should hold one file {start}…{end}.").into()),
    }
}

/// Replaces what must stand there once.
pub(crate) fn replace_once(text: &str, old: &str, new: &str) -> Outcome<String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("index.html should hold {old:?} once, but holds it {count} times.").into()),
    }
}

/// A text that can stand in a script or style element and is found there unchanged: a browser would end the
/// element early, or read a carriage return as a line feed, and the hash in the policy would not fit.
pub(crate) fn checked_text<'a>(what: &str, text: &'a str) -> Outcome<&'a str> {
    let lower = text.to_ascii_lowercase();
    match ["</script", "</style", "<!--", "\r"]
        .iter()
        .find(|part| lower.contains(**part))
    {
        None => Ok(text),
        Some(part) => Err(format!("{what}: {part:?} cannot stand in an element.").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_stand_once_is_not_replaced_twice_or_never() {
        assert_eq!(replace_once("a b", "b", "c").unwrap(), "a c");
        assert!(replace_once("a b b", "b", "c").is_err());
        assert!(replace_once("a", "b", "c").is_err());
    }

    #[test]
    fn a_text_that_would_end_its_element_is_refused() {
        assert!(checked_text("it", "a < b").is_ok());
        for text in ["'</Script>'", "<!-- x", "</STYLE", "a\r\nb"] {
            assert!(checked_text("it", text).is_err(), "{text}");
        }
    }
}
