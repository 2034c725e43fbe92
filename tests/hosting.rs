//! The recipes for hosts agree with the page and with each other.

#![expect(clippy::disallowed_methods, reason = "reads the recipes it judges")]

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the recipe is there")
}

fn nginx() -> BTreeMap<String, String> {
    let recipe = read("hosting/nginx-headers.conf");
    let header = |line: &str| {
        let (name, value) = line.strip_prefix("add_header ")?.split_once(' ')?;
        let value = value.strip_prefix('"')?.strip_suffix("\" always;")?;
        Some((name.to_owned(), value.to_owned()))
    };
    recipe.lines().filter_map(header).collect()
}

#[test]
fn every_header_of_the_recipe_goes_with_errors_too() {
    let recipe = read("hosting/nginx-headers.conf");
    let num_lines = recipe
        .lines()
        .filter(|line| line.starts_with("add_header"))
        .count();
    assert_eq!(
        nginx().len(),
        num_lines,
        "each line is add_header NAME \"VALUE\" always;"
    );
    assert!(num_lines >= 9);
}

#[test]
fn the_pages_own_policy_is_the_headers_without_what_only_a_header_can_say() {
    let page = read("index.html");
    let (_, rest) = page
        .split_once(r#"<meta http-equiv="Content-Security-Policy" content=""#)
        .unwrap();
    let (policy, _) = rest.split_once(r#"">"#).unwrap();
    let header = &nginx()["Content-Security-Policy"];
    assert_eq!(policy, header.replace(" frame-ancestors 'none';", ""));
    // Before it stands nothing that loads.
    let (before, _) = page.split_once("Content-Security-Policy").unwrap();
    assert!(!before.contains("href") && !before.contains("src="), "{before}");
}

#[test]
fn no_policy_allows_what_none_may() {
    let boot = read("src/boot.js");
    let page = read("index.html");
    for policy in [&boot, &page, &nginx()["Content-Security-Policy"]] {
        assert!(policy.contains("default-src 'none'"));
        for never in [
            "'unsafe-inline'",
            "'unsafe-eval'",
            "https:",
            " *",
            "worker-src 'self'",
        ] {
            let (_, from) = policy.split_once("default-src").unwrap();
            let (directives, _) = from
                .split_once("\";")
                .or_else(|| from.split_once('"'))
                .unwrap_or((from, ""));
            assert!(!directives.contains(never), "{never} in {directives}");
        }
    }
    assert!(boot.contains("connect-src 'none'"));
}

#[test]
fn cloudfront_sends_what_nginx_sends() {
    let policy: Value = serde_json::from_str(&read("hosting/cloudfront-headers.json")).unwrap();
    let security = &policy["SecurityHeadersConfig"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut headers = BTreeMap::from([
        (
            "Content-Security-Policy".to_owned(),
            text(&security["ContentSecurityPolicy"]["ContentSecurityPolicy"]),
        ),
        ("X-Content-Type-Options".to_owned(), "nosniff".to_owned()),
        (
            "X-Frame-Options".to_owned(),
            text(&security["FrameOptions"]["FrameOption"]),
        ),
        (
            "Referrer-Policy".to_owned(),
            text(&security["ReferrerPolicy"]["ReferrerPolicy"]),
        ),
    ]);
    assert_eq!(security["ContentTypeOptions"]["Override"], true);
    let custom = policy["CustomHeadersConfig"]["Items"].as_array().unwrap();
    assert_eq!(policy["CustomHeadersConfig"]["Quantity"], custom.len());
    headers.extend(
        custom
            .iter()
            .map(|header| (text(&header["Header"]), text(&header["Value"]))),
    );
    assert_eq!(headers, nginx());
}
