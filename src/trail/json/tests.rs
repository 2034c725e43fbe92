//! The tokens against `serde_json`, and what they forgive.

use super::*;
use proptest::prelude::*;

fn check(bytes: &[u8]) -> Result<usize, JsonError> {
    let mut tokens = Tokens::new(bytes);
    let mut count = 0;
    while tokens.next_token()?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[test]
fn text_is_decoded_with_marks_for_what_is_no_text() {
    let decode = |raw: &'static [u8]| JsonStr::new(raw, raw.contains(&b'\\')).decode();
    assert_eq!(decode(b"a\\u003db"), ("a=b".into(), false));
    assert_eq!(decode(b"\\ud83d\\ude00"), ("\u{1f600}".into(), false));
    assert_eq!(decode(b"x\\ud800y"), ("x\u{fffd}y".into(), true));
    assert_eq!(decode(b"x\xffy"), ("x\u{fffd}y".into(), true));
    assert_eq!(decode(b"x\xff\\n"), ("x\u{fffd}\n".into(), true));
}

#[test]
fn says_why_and_where_a_text_is_not_json() {
    for (text, kind, at) in [
        ("", JsonErrorKind::Ended, 0),
        ("{\"a\":}", JsonErrorKind::Unexpected, 5),
        ("{\"a\":1,}", JsonErrorKind::Unexpected, 7),
        ("[1 2]", JsonErrorKind::Unexpected, 3),
        ("\"abc", JsonErrorKind::Ended, 4),
        ("01", JsonErrorKind::Unexpected, 1),
        ("[1}", JsonErrorKind::Unexpected, 2),
        ("tru", JsonErrorKind::Unexpected, 0),
        ("\"\\x\"", JsonErrorKind::Unexpected, 1),
    ] {
        assert_eq!(check(text.as_bytes()), Err(JsonError { kind, at }), "{text}");
    }
    let deep = [b'['; 100_000];
    assert_eq!(
        check(&deep).map_err(|error| error.kind),
        Err(JsonErrorKind::TooDeep)
    );
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::btree_map(".*", inner, 0..8)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn accepts_what_serde_json_writes(value in json(), is_pretty: bool) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        prop_assert!(check(text.expect("a value").as_bytes()).is_ok());
    }

    #[test]
    fn agrees_with_serde_json_on_mangled_json(value in json(), cut in 0usize..200, byte: u8, at in 0usize..200) {
        let mut text = serde_json::to_vec(&value).expect("a value");
        text.truncate(text.len().max(1).saturating_sub(cut % 3));
        if !text.is_empty() { let at = at % text.len(); text[at] = byte; }
        let ours = check(&text).is_ok();
        let theirs = serde_json::from_slice::<serde::de::IgnoredAny>(&text).is_ok();
        // We also take bytes that are not UTF-8; `IgnoredAny` does the same.
        prop_assert_eq!(ours, theirs, "{:?}", String::from_utf8_lossy(&text));
    }
}
