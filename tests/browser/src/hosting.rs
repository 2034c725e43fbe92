//! What the recipes in `hosting/` say.

use std::fs;

use crate::root;

/// The headers of `hosting/nginx-headers.conf`, in its order.
pub fn headers() -> Vec<(String, String)> {
    let recipe = fs::read_to_string(root().join("hosting/nginx-headers.conf")).expect("the recipe is there");
    let header = |line: &str| {
        let (name, value) = line.strip_prefix("add_header ")?.split_once(' ')?;
        let value = value.strip_prefix('"')?.strip_suffix("\" always;")?;
        Some((name.to_owned(), value.to_owned()))
    };
    let headers: Vec<_> = recipe.lines().filter_map(header).collect();
    assert!(!headers.is_empty(), "the recipe holds headers");
    headers
}
