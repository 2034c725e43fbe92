use super::*;

/// Everything found, one line each, with the content given in pieces of `piece` bytes.
fn split(content: &str, piece: usize) -> Vec<String> {
    let (mut splitter, mut window) = (Splitter::default(), Window::default());
    let mut rest = content.as_bytes();
    let mut lines = Vec::new();
    loop {
        match splitter.next(&window, rest.is_empty()) {
            Found::NeedMore => {
                let (now, later) = rest.split_at(piece.min(rest.len()));
                let (buffer, at) = window.make_room(splitter.keep_from(), now.len());
                buffer[at..at + now.len()].copy_from_slice(now);
                window.advance(now.len());
                rest = later;
            }
            Found::Object(object) => {
                let text = &window.bytes_from(object.at)[..object.len];
                lines.push(format!("{:?} {}", object.holder, String::from_utf8_lossy(text)));
            }
            Found::End { is_open } => {
                lines.push(format!("End {is_open}"));
                return lines;
            }
            other => lines.push(format!("{other:?}")),
        }
    }
}

fn assert_split(content: &str, expected: &[&str]) {
    for piece in [1, 2, 7, content.len().max(1)] {
        assert_eq!(split(content, piece), expected, "in pieces of {piece}: {content}");
    }
}

#[test]
fn takes_records_out_of_their_list_whatever_stands_around_it() {
    assert_split(
        r#"{"a":{"Records":[{"x":0}]},"Records": [ {"x":"}]"}, {} ,{"y":[{}]}],"b":"]","c":null}"#,
        &[
            r#"Records {"x":"}]"}"#,
            "Records {}",
            r#"Records {"y":[{}]}"#,
            "End false",
        ],
    );
    assert_split("\u{feff}{\"Records\":[]}", &["End false"]);
}

#[test]
fn takes_any_sequence_of_values() {
    assert_split(
        "{\"a\":1}\r\n{\"Records\":[{\"b\":2}]}[{\"c\":3}]{\"d\":4}{\"e\":5}\n",
        &[
            "Top {\"a\":1}",
            "Records {\"b\":2}",
            "Array {\"c\":3}",
            "Top {\"d\":4}",
            "Top {\"e\":5}",
            "End false",
        ],
    );
    assert_split("", &["End false"]);
    assert_split(" \n", &["End false"]);
}

#[test]
fn names_elements_that_are_no_objects() {
    assert_split(
        r#"{"Records":[null,{"a":1},"x",[{"b":2}],3]}"#,
        &[
            "NotObject { at: 12, holder: Records }",
            "Records {\"a\":1}",
            "NotObject { at: 25, holder: Records }",
            "NotObject { at: 29, holder: Records }",
            "NotObject { at: 39, holder: Records }",
            "End false",
        ],
    );
}

#[test]
fn a_cut_text_gives_its_whole_records_and_the_place_of_the_cut() {
    assert_split(
        r#"{"Records":[{"a":1},{"b":"#,
        &["Records {\"a\":1}", "Cut { at: 20 }", "End false"],
    );
    assert_split(r#"{"Records":[{"a":1},"#, &["Records {\"a\":1}", "End true"]);
    assert_split(r#"{"Records":[{"a":1}]"#, &["Records {\"a\":1}", "End true"]);
    assert_split(r#"{"Reco"#, &["Cut { at: 0 }", "End false"]);
}

#[test]
fn a_lost_quote_costs_one_record() {
    let good = r#"{"eventSource":"s3.amazonaws.com","n":1}"#;
    let bad = r#"{"eventSource":"s3.amazonaws.com,"n":2}"#;
    let content = format!("{{\"Records\":[{good},{bad},{good},{good}]}}");
    let (mut splitter, mut window) = (Splitter::default(), Window::default());
    let (buffer, at) = window.make_room(0, content.len());
    buffer[at..at + content.len()].copy_from_slice(content.as_bytes());
    window.advance(content.len());
    let (mut whole, mut bad) = (0, 0);
    loop {
        match splitter.next(&window, true) {
            Found::Object(object) if object.scan.is_suspect() => {
                bad += 1;
                splitter.reject(&object);
            }
            Found::Object(object) => {
                assert_eq!(&window.bytes_from(object.at)[..object.len], good.as_bytes());
                whole += 1;
            }
            Found::Damaged { num_records: 1, .. } => bad += 1,
            Found::End { .. } => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((whole, bad), (3, 1));
}

#[test]
fn text_that_is_no_json_is_damaged_from_its_start() {
    assert_split("hello world", &["Damaged { at: 0, num_records: 0 }", "End false"]);
    assert_split(
        "<html>{\"eventSource\":\"a\"}</html>",
        &[
            "Damaged { at: 0, num_records: 0 }",
            "Top {\"eventSource\":\"a\"}",
            "TextBehind { at: 25 }",
            "End false",
        ],
    );
}
