//! The filter as text: examples, errors at their places, and that text and filter are two faces of one thing.

use medtrail::{
    base::EpochMillis,
    query::{
        Field, Filter, Op, Pattern, RecordPath, Side, Test,
        language::{Expected, MAX_DEPTH, MAX_LEN, ParseError, ParseErrorKind, parse, print},
    },
    store::{Cell, Column},
};
use proptest::{prelude::*, sample::select};

fn test(column: Column, op: Op) -> Filter {
    Filter::Test(Test {
        field: Field::Column(column),
        op,
    })
}

/// A test of what the keys lead to in the record.
fn in_record(keys: &[&str], op: Op) -> Filter {
    Filter::Test(Test {
        field: Field::Record(RecordPath::new(keys.iter().copied())),
        op,
    })
}

fn is(column: Column, value: &str) -> Filter {
    Filter::one_of(column, vec![Cell::text(value)])
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

fn at(text: &str) -> Option<EpochMillis> {
    Some(EpochMillis::parse(text).expect(text))
}

fn network(text: &str) -> Filter {
    test(Column::SourceIp, Op::InNetwork(text.parse().expect(text)))
}

#[test]
fn examples_mean_what_they_say() {
    let pattern = |source, ignores_case| Op::Matches(Pattern::new(source, ignores_case).expect("a pattern"));
    let detect = || is(Column::Operation, "DetectPHI");
    let examples = [
        ("", Filter::everything()),
        ("operation = DetectPHI", detect()),
        ("EVENTNAME=DetectPHI", detect()),
        ("eventName != \"DetectPHI\"", not(detect())),
        (
            "caller : Mateo",
            test(Column::Caller, Op::Contains("Mateo".into())),
        ),
        (
            "caller !: Mateo",
            not(test(Column::Caller, Op::Contains("Mateo".into()))),
        ),
        (
            "arn ^ arn:aws:iam::111122223333:",
            test(Column::Arn, Op::StartsWith("arn:aws:iam::111122223333:".into())),
        ),
        ("arn !^ x", not(test(Column::Arn, Op::StartsWith("x".into())))),
        (
            "operation ~ /^Detect(PHI|Entities)/",
            test(Column::Operation, pattern("^Detect(PHI|Entities)", false)),
        ),
        (
            "userAgent ~ /boto3\\/1/i",
            test(Column::UserAgent, pattern("boto3/1", true)),
        ),
        (
            "userAgent !~ /boto/",
            not(test(Column::UserAgent, pattern("boto", false))),
        ),
        (
            "eventVersion >= 1.08",
            test(Column::EventVersion, Op::Compare(Side::From, "1.08".into())),
        ),
        ("mfa exists", test(Column::Mfa, Op::Exists)),
        ("mfa absent", Filter::one_of(Column::Mfa, vec![Cell::Absent])),
        (
            "requestParameters null",
            Filter::one_of(Column::RequestParameters, vec![Cell::Null]),
        ),
        ("not error exists", not(test(Column::ErrorCode, Op::Exists))),
        (
            "region in (us-east-1, eu-west-1, absent, \"absent\")",
            Filter::one_of(
                Column::Region,
                vec![
                    Cell::text("us-east-1"),
                    Cell::text("eu-west-1"),
                    Cell::Absent,
                    Cell::text("absent"),
                ],
            ),
        ),
        ("ip in 10.0.0.0/8", network("10.0.0.0/8")),
        ("ip = 2001:db8::/32", network("2001:db8::/32")),
        ("ip = \"10.0.0.0/8\"", is(Column::SourceIp, "10.0.0.0/8")),
        (
            "ip in (192.0.2.1, 10.0.0.0/8)",
            Filter::Any(vec![is(Column::SourceIp, "192.0.2.1"), network("10.0.0.0/8")]),
        ),
        ("not ip in 10.0.0.0/8", not(network("10.0.0.0/8"))),
        (
            "time = 2026-10-01",
            Filter::during(at("2026-10-01T00:00:00Z"), at("2026-10-02T00:00:00Z")),
        ),
        (
            "time >= 2026-10-01T08:00",
            Filter::during(at("2026-10-01T08:00:00Z"), None),
        ),
        (
            "time > 2026-10-01",
            Filter::during(at("2026-10-02T00:00:00Z"), None),
        ),
        (
            "time <= 2026-10-01",
            Filter::during(None, at("2026-10-02T00:00:00Z")),
        ),
        (
            "time < \"2026-10-01 08:00:30\"",
            Filter::during(None, at("2026-10-01T08:00:30Z")),
        ),
        (
            "time in 2026-10-01..2026-10-03",
            Filter::during(at("2026-10-01T00:00:00Z"), at("2026-10-03T00:00:00Z")),
        ),
        ("DetectPHI", Filter::free_text("DetectPHI")),
        (
            "\"in quotes, \\\"and\\\" all\"",
            Filter::free_text("in quotes, \"and\" all"),
        ),
        (
            "arn:aws:iam::111122223333:user/x",
            Filter::free_text("arn:aws:iam::111122223333:user/x"),
        ),
        ("192.0.2.1:443", Filter::free_text("192.0.2.1:443")),
        (
            "any ^ Detect",
            Filter::Test(Test {
                field: Field::AnyShown,
                op: Op::StartsWith("Detect".into()),
            }),
        ),
        (
            "operation = DetectPHI AND NOT region = x",
            Filter::All(vec![detect(), not(is(Column::Region, "x"))]),
        ),
        (
            "Mateo region = x",
            Filter::All(vec![Filter::free_text("Mateo"), is(Column::Region, "x")]),
        ),
        (
            "a or b and c",
            Filter::Any(vec![
                Filter::free_text("a"),
                Filter::All(vec![Filter::free_text("b"), Filter::free_text("c")]),
            ]),
        ),
        (
            "(a or b) and not (c or d)",
            Filter::All(vec![
                Filter::Any(vec![Filter::free_text("a"), Filter::free_text("b")]),
                not(Filter::Any(vec![Filter::free_text("c"), Filter::free_text("d")])),
            ]),
        ),
        (
            "requestParameters.inputDataConfig.s3Bucket = notes",
            in_record(
                &["requestParameters", "inputDataConfig", "s3Bucket"],
                Op::OneOf(vec![Cell::text("notes")]),
            ),
        ),
        (
            "RESOURCES[0].arn : s3",
            in_record(&["RESOURCES", "0", "arn"], Op::Contains("s3".into())),
        ),
        ("resources exists", in_record(&["resources"], Op::Exists)),
        (
            "responseElements.x in (a, null, absent)",
            in_record(
                &["responseElements", "x"],
                Op::OneOf(vec![Cell::text("a"), Cell::Null, Cell::Absent]),
            ),
        ),
        (
            "record !: notes",
            not(in_record(&[], Op::Contains("notes".into()))),
        ),
        (
            "record in 10.0.0.0/8",
            in_record(&[], Op::InNetwork("10.0.0.0/8".parse().expect("a network"))),
        ),
        (
            "record.\"odd key\".\"\" empty",
            in_record(&["odd key", ""], Op::OneOf(vec![Cell::text("")])),
        ),
        // The column holds only whether there is something.
        (
            "requestParameters : notes",
            in_record(&["requestParameters"], Op::Contains("notes".into())),
        ),
        ("requestParameters = \"{}\"", is(Column::RequestParameters, "{}")),
        // A name that a column has is the column.
        ("userIdentity.type = Root", is(Column::IdentityType, "Root")),
        ("resources", Filter::free_text("resources")),
        ("host.example.com:443", Filter::free_text("host.example.com:443")),
        (
            "caller = \"adm\\u{202e}nimda\"",
            is(Column::Caller, "adm\u{202e}nimda"),
        ),
        ("error", Filter::free_text("error")),
        ("ΑΣ", Filter::free_text("ΑΣ")),
    ];
    for (text, filter) in examples {
        assert_eq!(parse(text).as_ref(), Ok(&filter), "{text}");
        assert_eq!(parse(&print(&filter)), Ok(filter), "{text}");
    }
}

#[test]
fn errors_point_at_their_place() {
    use ParseErrorKind::{BadPattern, BadTime, OpenPattern, OpenQuote, TooDeep, TooLong, UnknownField};
    let expected = ParseErrorKind::Expected;
    let deep = "(".repeat(MAX_DEPTH as usize + 1);
    let long = "a".repeat(MAX_LEN + 1);
    let examples: [(&str, &str, ParseErrorKind); 19] = [
        ("requestParamters.x = y", "requestParamters.x", UnknownField),
        ("a resources[0]..ARN = y", "resources[0]..ARN", UnknownField),
        ("resources.ARN in b", "b", expected(Expected::List)),
        ("regoin = x", "regoin", UnknownField),
        ("a and regoin in_ = x", "in_", UnknownField),
        ("region =", "", expected(Expected::Value)),
        ("region in us", "us", expected(Expected::List)),
        ("region in (a b)", "b", expected(Expected::CommaOrClose)),
        ("region in (", "", expected(Expected::Value)),
        ("(a or b", "", expected(Expected::Close)),
        ("a) b", ")", expected(Expected::NoClose)),
        ("a and", "", expected(Expected::Test)),
        ("not", "", expected(Expected::Test)),
        ("caller = \"open", "\"open", OpenQuote),
        ("caller ~ /open", "/open", OpenPattern),
        ("time > yesterday", "yesterday", BadTime),
        ("time in a..b", "a..b", BadTime),
        (&deep, "(", TooDeep),
        (&long, "a", TooLong),
    ];
    for (text, place, kind) in examples {
        let ParseError { at, kind: found } = parse(text).expect_err(text);
        assert_eq!((&text[at], found), (place, kind), "{text}");
    }
    let bad = parse("caller ~ /(/").expect_err("no pattern");
    assert!(matches!(bad.kind, BadPattern(words) if !words.is_empty()));
    assert_eq!(bad.at, 9..12);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["DetectPHI", "and", "NOT", "absent", "", "a b", "10.0.0.0/8", "\"", "\\", "!", "arn:aws:x", "2026-10-01", "exists", "/x/", "ü", "(", "in"]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z \\\\\"/!=~,()]{0,8}",
    ]
}

fn any_column() -> impl Strategy<Value = Column> {
    select(Column::ALL)
}

fn any_op() -> impl Strategy<Value = Op> {
    let cell = || {
        prop_oneof![
            3 => any_text().prop_map(Cell::text),
            1 => select(vec![Cell::Absent, Cell::Null, Cell::NotInExport]),
        ]
    };
    let pattern = (
        select(vec!["a", "a/b", "a\\/b", "^x$", "\\\\", "[/]", "\\d+", "é"]),
        any::<bool>(),
    )
        .prop_filter_map("a pattern", |(source, case)| {
            Pattern::new(source.replace("\\/", "/"), case).ok()
        });
    let net = select(vec!["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "::/0"]);
    let side = select(vec![Side::Below, Side::UpTo, Side::Above, Side::From]);
    prop_oneof![
        prop::collection::vec(cell(), 1..4).prop_map(Op::OneOf),
        any_text().prop_map(Op::Contains),
        any_text().prop_map(Op::StartsWith),
        pattern.prop_map(Op::Matches),
        (side, any_text()).prop_map(|(side, text)| Op::Compare(side, text)),
        net.prop_map(|net| Op::InNetwork(net.parse().expect("a network"))),
        Just(Op::Exists),
    ]
}

/// Keys as records have them, words of the language, and anything else.
fn any_path() -> impl Strategy<Value = RecordPath> {
    let key = prop_oneof![
        4 => select(vec!["requestParameters", "s3Bucket", "resources", "ARN", "0", "record", "any", "not", "time", "userIdentity", "type"])
            .prop_map(str::to_owned),
        1 => any_text(),
        1 => "[a-z.\"\\\\\\[0-9 ]{0,6}",
    ];
    prop::collection::vec(key, 0..4).prop_map(|keys| RecordPath::new(keys.iter().map(String::as_str)))
}

fn any_test() -> impl Strategy<Value = Filter> {
    let moment = || prop::option::of((0..4_000_000_000_000i64).prop_map(EpochMillis));
    let tests = (any_column(), any_op()).prop_filter("read as another field", |(column, op)| match column {
        // Times are asked for by a range.
        Column::Time => matches!(
            op,
            Op::Contains(_) | Op::StartsWith(_) | Op::Matches(_) | Op::Exists
        ),
        // What is in them is asked of the record.
        Column::RequestParameters => matches!(op, Op::Exists),
        _ => true,
    });
    prop_oneof![
        6 => tests.prop_map(|(column, op)| test(column, op)),
        4 => (any_path(), any_op()).prop_map(|(path, op)| Filter::Test(Test { field: Field::Record(path), op })),
        1 => (moment(), moment()).prop_map(|(first, after)| Filter::during(first, after)),
        1 => any_text().prop_map(Filter::free_text),
    ]
}

fn any_filter() -> impl Strategy<Value = Filter> {
    any_test().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::Any),
            inner.prop_map(not),
            Just(Filter::everything()),
        ]
    })
}

#[test]
fn every_example_of_the_help_and_of_the_documentation_is_a_filter() {
    for (example, _) in medtrail::ui::wording::FILTER_EXAMPLES {
        assert!(parse(example).is_ok(), "{example}: {:?}", parse(example));
    }
    let page = include_str!("../docs/filter-language.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let mut num_examples = 0;
    for cell in rows.filter_map(|line| line.split(" | ").next()) {
        // Within a table a bar is escaped.
        let cell = cell.replace("\\|", "|");
        for example in cell.split('`').skip(1).step_by(2) {
            assert!(parse(example).is_ok(), "{example}: {:?}", parse(example));
            num_examples += 1;
        }
    }
    let block = page.split("```").nth(1).expect("an example");
    assert!(parse(block).is_ok(), "{:?}", parse(block));
    assert!(num_examples > 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn what_is_printed_is_read_as_the_same_filter(filter in any_filter()) {
        let text = print(&filter);
        let read = parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&filter), "{}", text);
        prop_assert_eq!(read.map(|read| print(&read)), Ok(text));
    }

    #[test]
    fn any_text_is_a_filter_or_an_error_within_it(text in prop_oneof![
        any::<String>(),
        "(time|ip|region|any|record|resources|\\[0\\]|not|and|or|in|exists|absent|[a-z(),=!:^~<>/\"\\\\. ]){0,12}",
        "[ ()a=\"/,!~.]{0,24}",
    ]) {
        match parse(&text) {
            Ok(filter) => prop_assert_eq!(parse(&print(&filter)), Ok(filter)),
            Err(ParseError { at, .. }) => prop_assert!(text.get(at).is_some()),
        }
    }
}
