//! A record put together from the fields that a shape holds.

use super::fidelity::FieldSet;
use crate::base::EpochMillis;

enum Part {
    /// A value's JSON.
    Json(Vec<u8>),
    Object(Vec<(String, Part)>),
}

/// A record being put together.
#[derive(Default)]
pub(super) struct Draft {
    members: Vec<(String, Part)>,
    fields: FieldSet,
}

impl Draft {
    /// Puts a value's JSON under a chain of keys.
    pub fn json(&mut self, path: &[&str], json: &[u8]) {
        // A struct that came as mere text tells nothing of the fields in it.
        let is_deep = json.first() != Some(&b'"');
        self.fields = self.fields.union(FieldSet::at_path(path, is_deep));
        insert(&mut self.members, path, json.to_vec());
    }

    /// Puts a text under a chain of keys.
    pub fn text(&mut self, path: &[&str], text: &str) {
        self.json(path, quoted(text).as_bytes());
    }

    /// The record's JSON, and the fields that were put into it.
    pub fn finish(self) -> (Vec<u8>, FieldSet) {
        let mut json = Vec::new();
        write(&mut json, &self.members);
        (json, self.fields)
    }
}

fn insert(members: &mut Vec<(String, Part)>, path: &[&str], json: Vec<u8>) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let place = members.iter().position(|(key, _)| key == first);
    match (rest.is_empty(), place) {
        (true, Some(place)) => members[place].1 = Part::Json(json),
        (true, None) => members.push(((*first).to_owned(), Part::Json(json))),
        (false, Some(place)) => match &mut members[place].1 {
            Part::Object(inner) => insert(inner, rest, json),
            // A value and keys below it: both are kept.
            Part::Json(_) => members.push((path.join("."), Part::Json(json))),
        },
        (false, None) => {
            let mut inner = Vec::new();
            insert(&mut inner, rest, json);
            members.push(((*first).to_owned(), Part::Object(inner)));
        }
    }
}

fn write(json: &mut Vec<u8>, members: &[(String, Part)]) {
    json.push(b'{');
    for (at, (key, part)) in members.iter().enumerate() {
        if at > 0 {
            json.push(b',');
        }
        json.extend_from_slice(quoted(key).as_bytes());
        json.push(b':');
        match part {
            Part::Json(value) => json.extend_from_slice(value),
            Part::Object(inner) => write(json, inner),
        }
    }
    json.push(b'}');
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A time as records write it. Numbers are seconds since 1970 or, when large, milliseconds; a time without a zone
/// is UTC. What is no time stays as it stands.
pub(super) fn record_time(text: &str) -> String {
    let trimmed = text.trim().trim_end_matches(" UTC");
    let parsed = match trimmed.parse::<f64>() {
        Ok(number) => epoch(number),
        Err(_) => {
            let joined = trimmed.replacen(' ', "T", 1);
            EpochMillis::parse(&joined).or_else(|| EpochMillis::parse(&format!("{joined}Z")))
        }
    };
    parsed.map_or_else(|| text.to_owned(), EpochMillis::to_rfc3339)
}

fn epoch(number: f64) -> Option<EpochMillis> {
    const LEAST_MILLIS: f64 = 1e11;
    const MOST_MILLIS: f64 = 253_402_300_799_999.0;
    let millis = if number.abs() >= LEAST_MILLIS {
        number
    } else {
        number * 1000.0
    };
    (millis.abs() <= MOST_MILLIS).then_some(EpochMillis(millis.round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_every_form_become_those_of_records() {
        for text in [
            "2026-08-01T09:00:00Z",
            "2026-08-01T09:00:00+00:00",
            "2026-08-01T11:00:00+02:00",
            "2026-08-01 09:00:00.000",
            "2026-08-01 09:00:00.000 UTC",
            "2026-08-01 09:00:00",
            "1785574800",
            "1785574800.0",
            "1.7855748E9",
            "1785574800000",
        ] {
            assert_eq!(record_time(text), "2026-08-01T09:00:00Z", "{text}");
        }
        for text in ["", "soon", "NaN", "inf", "1e300", "2026-08-01"] {
            assert_eq!(record_time(text), text);
        }
    }

    #[test]
    fn keys_below_a_value_do_not_drive_it_out() {
        let mut draft = Draft::default();
        draft.text(&["a"], "x\"y");
        draft.json(&["a", "b"], b"1");
        draft.json(&["c", "d", "e"], b"null");
        draft.json(&["c", "f"], b"[]");
        draft.json(&["c", "f"], b"{}");
        let (json, _) = draft.finish();
        assert_eq!(
            String::from_utf8_lossy(&json),
            r#"{"a":"x\"y","a.b":1,"c":{"d":{"e":null},"f":{}}}"#
        );
    }
}
