//! The page as one file that opens from a disk: everything inside, nothing beside.

use crate::{
    Outcome, bytes,
    page::{Parts, checked_text, replace_once},
};

/// Makes it from the finished page.
pub(crate) fn make(index: &str, parts: &Parts) -> Outcome<String> {
    let boot = checked_text("the boot script", &parts.boot)?;
    let glue = checked_text("the glue", &parts.glue)?;
    let styles = checked_text("the styles", &parts.styles)?;
    let mut page = index.to_owned();
    for (start, end, new) in [
        (
            r#"<meta http-equiv="Content-Security-Policy" content=""#,
            r#"">"#,
            format!(
                r#"<meta http-equiv="Content-Security-Policy" content="{}">"#,
                policy(&[boot, glue], styles)
            ),
        ),
        (
            r#"<link rel="stylesheet" "#,
            ">",
            format!("<style>{styles}</style>"),
        ),
        (r#"<link rel="preload" "#, ">", String::new()),
        // A name without parts tells the boot script that they are inside.
        (
            r#"<meta name="medtrail-parts" "#,
            ">",
            r#"<meta name="medtrail-parts">"#.to_owned(),
        ),
        (
            r#"<script src=""#,
            "</script>",
            format!("<script>{boot}</script>"),
        ),
    ] {
        page = replace_element(&page, start, end, &new)?;
    }
    let wasm = bytes::base64(&bytes::gzip(&parts.wasm)?);
    // The program is plain text, which no browser runs, and so needs no place in the policy.
    let rest = format!(
        "    <script id=\"medtrail-glue\">{glue}</script>\n    \
         <script type=\"text/plain\" id=\"medtrail-wasm\">{wasm}</script>\n  </body>"
    );
    replace_once(&page, "  </body>", &rest)
}

/// Only these two scripts and this style sheet; no address at all.
fn policy(scripts: &[&str], styles: &str) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| bytes::policy_hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; \
         connect-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types default",
        scripts.join(" "),
        bytes::policy_hash(styles)
    )
}

/// Replaces the one element that begins so.
fn replace_element(page: &str, start: &str, end: &str, new: &str) -> Outcome<String> {
    let element = page
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(inside, _)| format!("{start}{inside}{end}"))
        .ok_or_else(|| format!("index.html holds no {start}"))?;
    replace_once(page, &element, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"<head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
    <link rel="stylesheet" href="./medtrail-1.css" integrity="sha384-x"/>
    <link rel="preload" href="./medtrail-1_bg.wasm"><meta name="medtrail-parts" data-glue="./medtrail-1.js" data-wasm="./medtrail-1_bg.wasm">
    <script src="./boot-1.js" integrity="sha384-x"></script>
  </head>
  <body>
  </body>
"#;

    fn parts(boot: &str) -> Parts {
        Parts {
            index: String::new(),
            boot: boot.to_owned(),
            glue: "let glue;".to_owned(),
            styles: "b {}".to_owned(),
            wasm: vec![0, 97, 115, 109],
        }
    }

    #[test]
    fn everything_is_inside() {
        let page = make(INDEX, &parts("start();")).unwrap();
        for outside in ["href=", "src=\"", "data-glue", "'self'"] {
            assert!(!page.contains(outside), "{outside} in {page}");
        }
        for inside in [
            "<script>start();</script>",
            ">let glue;</script>",
            "<style>b {}</style>",
        ] {
            assert!(page.contains(inside), "{inside} not in {page}");
        }
        // Python: base64.b64encode(hashlib.sha256(b"b {}").digest())
        assert!(page.contains("style-src 'sha256-"), "{page}");
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        assert!(make(INDEX, &parts("'</script>'")).is_err());
    }
}
