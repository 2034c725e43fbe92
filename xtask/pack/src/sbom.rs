//! The list of parts, as CycloneDX 1.5 writes it (<https://cyclonedx.org/docs/1.5/json/>).
//!
//! Without a serial number and a time, which the form allows to leave out: the same sources give the same bytes.

use serde_json::{Value, json};

use crate::{Outcome, crates::Crate};

pub(crate) fn text(crates: &[Crate]) -> Outcome<String> {
    let page = crates.iter().find(|item| item.is_page());
    let page = page.ok_or("The page's own crate is not among its crates.")?;
    let parts: Vec<Value> = crates
        .iter()
        .filter(|item| !item.is_page())
        .map(component)
        .collect();
    let graph: Vec<Value> = crates
        .iter()
        .map(|item| {
            let uses: Vec<String> = item
                .uses
                .iter()
                .map(|(name, version)| purl(name, version))
                .collect();
            json!({ "ref": purl(&item.name, &item.version), "dependsOn": uses })
        })
        .collect();
    let all = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(page) },
        "components": parts,
        "dependencies": graph,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&all)?))
}

fn component(item: &Crate) -> Value {
    let name = purl(&item.name, &item.version);
    let mut component = json!({
        "type": if item.is_page() { "application" } else { "library" },
        "bom-ref": name,
        "purl": name,
        "name": item.name,
        "version": item.version,
        "licenses": [{ "expression": expression(&item.license) }],
    });
    if let Some(checksum) = &item.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &item.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// <https://github.com/package-url/purl-spec>
fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// Older packages write the choice between licences with a stroke.
fn expression(license: &str) -> String {
    let choices: Vec<&str> = license.split('/').map(str::trim).collect();
    choices.join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, uses: &[(&str, &str)]) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: "MIT/Apache-2.0".to_owned(),
            repository: None,
            checksum: (name != "medtrail").then(|| "ab".repeat(32)),
            uses: uses
                .iter()
                .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
                .collect(),
            folder: "".into(),
        }
    }

    #[test]
    fn every_part_is_listed_with_what_it_uses() {
        let crates = [part("medtrail", &[("tar", "1.0.0")]), part("tar", &[])];
        let list: Value = serde_json::from_str(&text(&crates).unwrap()).unwrap();
        assert_eq!(list["metadata"]["component"]["name"], "medtrail");
        assert_eq!(list["components"].as_array().map(Vec::len), Some(1));
        assert_eq!(
            list["components"][0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
        assert_eq!(list["components"][0]["hashes"][0]["alg"], "SHA-256");
        assert_eq!(list["dependencies"][0]["dependsOn"][0], "pkg:cargo/tar@1.0.0");
    }

    #[test]
    fn without_the_page_there_is_no_list() {
        assert!(text(&[part("tar", &[])]).is_err());
    }
}
