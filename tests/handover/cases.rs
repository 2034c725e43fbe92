//! Records of every oddness that a query must survive, and filters that meet them.

use medtrail::{
    base::EpochMillis,
    query::{Field, Filter, Op, Pattern, Side, Test},
    store::{Cell, Column},
};
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

/// What an attacker would put into a log, and what trips quoting.
pub const HOSTILE: [&str; 22] = [
    "it's",
    "'; DROP TABLE calls; --",
    "say \"hi\"",
    "back\\slash",
    "\\",
    "\\'",
    "line\nbreak",
    "carriage\rreturn",
    "tab\there",
    "100%",
    "under_score",
    "semi;colon",
    "$(touch x) `id` ${HOME}",
    "\\(1+1)",
    "{{x}} <b>&amp;</b>",
    "/*/ // #",
    "Zoë",
    "ΑΣ",
    "null",
    "",
    " ",
    "=1+1",
];

const PLAIN: [&str; 12] = [
    "DetectPHI",
    "DetectEntitiesV2",
    "detectphi",
    "us-east-1",
    "eu-west-1",
    "AccessDenied",
    "Success",
    "Failure",
    "true",
    "5",
    "1e1",
    "2026-10",
];

const ADDRESSES: [&str; 10] = [
    "192.0.2.1",
    "192.0.2.77",
    "198.51.100.9",
    "::ffff:192.0.2.1",
    "2001:db8::1",
    "2001:DB8:0:0:0:0:0:2",
    "2001:db8:1::",
    "192.0.2.256",
    "192.0.2.01",
    "comprehendmedical.amazonaws.com",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(&PLAIN[..]).prop_map(str::to_owned),
        3 => select(&HOSTILE[..]).prop_map(str::to_owned),
        1 => select(&ADDRESSES[..]).prop_map(str::to_owned),
    ]
}

/// A value or `null`; absent as `None`.
fn field(values: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        8 => values.prop_map(|text| Some(Value::String(text))),
        1 => Just(Some(Value::Null)),
        1 => Just(None),
    ]
}

fn of(words: &'static [&'static str]) -> impl Strategy<Value = Option<Value>> {
    field(prop_oneof![4 => select(words).prop_map(str::to_owned), 1 => word()])
}

fn identity() -> impl Strategy<Value = Value> {
    let fields = (
        of(&[
            "IAMUser",
            "AssumedRole",
            "Role",
            "Root",
            "AWSService",
            "AWSAccount",
            "FederatedUser",
            "SAMLUser",
            "WebIdentityUser",
            "IdentityCenterUser",
        ]),
        of(&[
            "AIDACKCEVSQ6C2EXAMPLE",
            "AROACKCEVSQ6C2EXAMPLE:ana@example.com",
            "AROACKCEVSQ6C2EXAMPLE:",
        ]),
        of(&[
            "arn:aws:iam::111122223333:user/dept/ana",
            "arn:aws:sts::111122223333:assumed-role/ingest/i-0a1b",
            "arn:aws:iam::111122223333:root",
            "ends/",
        ]),
        of(&["111122223333", "123456789012"]),
        of(&["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", ""]),
        of(&["ana", "Mateo_Jackson"]),
        prop::option::weighted(0.1, of(&["comprehendmedical.amazonaws.com"])),
        prop::option::weighted(0.5, session()),
        prop::option::weighted(0.1, of(&["u-1"])),
        prop::option::weighted(0.1, of(&["123456789012"])),
    );
    fields.prop_map(
        |(kind, principal, arn, account, key, name, invoked, session, behalf, delegate)| {
            let mut identity = object([
                ("type", kind),
                ("principalId", principal),
                ("arn", arn),
                ("accountId", account),
                ("accessKeyId", key),
                ("userName", name),
                ("invokedBy", invoked.flatten()),
                ("sessionContext", session),
            ]);
            if let Some(user) = behalf {
                identity["onBehalfOf"] = object([("userId", user)]);
            }
            if let Some(account) = delegate {
                identity["invokedByDelegate"] = object([("accountId", account)]);
            }
            identity
        },
    )
}

fn session() -> impl Strategy<Value = Value> {
    let issuer = (of(&["ingest"]), of(&["arn:aws:iam::111122223333:role/ingest"]))
        .prop_map(|(name, arn)| object([("userName", name), ("arn", arn)]));
    let web = prop_oneof![
        Just(None),
        Just(Some(json!({}))),
        Just(Some(json!({"federatedProvider": "accounts.example.com"})))
    ];
    let mfa = prop_oneof![Just(Some(json!("true"))), Just(Some(json!(false))), Just(None)];
    (
        prop::option::of(issuer),
        web,
        prop::option::weighted(0.2, of(&["ana"])),
        prop::option::weighted(0.1, of(&["true"])),
        mfa,
    )
        .prop_map(|(issuer, web, source, root, mfa)| {
            object([
                ("sessionIssuer", issuer),
                ("webIdFederationData", web),
                ("sourceIdentity", source.flatten()),
                ("assumedRoot", root.flatten()),
                ("attributes", Some(object([("mfaAuthenticated", mfa)]))),
            ])
        })
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(fields.collect())
}

fn time() -> impl Strategy<Value = Option<Value>> {
    const DAY: i64 = 1_790_812_800_000;
    prop_oneof![
        8 => (0..40i64).prop_map(|second| Some(json!(EpochMillis(DAY + second * 5000).to_rfc3339()))),
        1 => (0..2000i64).prop_map(|millis| Some(json!(EpochMillis(DAY + millis * 250).to_rfc3339()))),
        1 => select(vec![None, Some(Value::Null), Some(json!("soon"))]),
    ]
}

/// A record of Amazon Comprehend Medical, but for its eventID.
fn record() -> impl Strategy<Value = Value> {
    let response = prop_oneof![
        4 => Just(Some(Value::Null)),
        1 => Just(None),
        1 => Just(Some(json!({}))),
        1 => select(&["jobId", "JobId"][..]).prop_map(|key| Some(json!({ key: "job-1" }))),
        1 => select(&["ConsoleLogin", "DetectPHI", "it's"][..]).prop_map(|key| Some(json!({ key: "Failure" }))),
    ];
    let request = prop_oneof![
        4 => Just(Some(Value::Null)),
        1 => Just(None),
        1 => Just(Some(json!({}))),
        1 => word().prop_map(|text| Some(json!({ "jobName": text }))),
        1 => word().prop_map(|text| Some(json!({ "jobId": text }))),
    ];
    let first = (
        identity(),
        time(),
        of(&["DetectPHI", "DetectEntitiesV2", "it's"]),
        of(&["us-east-1", "eu-west-1"]),
        field(select(&ADDRESSES[..]).prop_map(str::to_owned)),
        field(word()),
    );
    let second = (
        prop::option::weighted(0.4, of(&["AccessDenied", "Success", "ThrottlingException"])),
        prop::option::weighted(0.4, field(word())),
        request,
        response,
        field(word()),
        prop_oneof![
            Just(Some(json!(true))),
            Just(Some(json!(false))),
            Just(Some(json!("true"))),
            Just(None)
        ],
        of(&["111122223333", "123456789012"]),
        prop::option::of(of(&["TLSv1.3", "TLSv1.2"])),
    );
    (first, second).prop_map(
        |(
            (identity, time, name, region, address, agent),
            (code, message, request, response, request_id, read_only, recipient, tls),
        )| {
            let mut record = object([
                ("userIdentity", Some(identity)),
                ("eventTime", time),
                ("eventName", name),
                ("awsRegion", region),
                ("sourceIPAddress", address),
                ("userAgent", agent),
                ("errorCode", code.flatten()),
                ("errorMessage", message.flatten()),
                ("requestParameters", request),
                ("responseElements", response),
                ("requestID", request_id),
                ("readOnly", read_only),
                ("recipientAccountId", recipient),
                ("eventSource", Some(json!("comprehendmedical.amazonaws.com"))),
            ]);
            if let Some(tls) = tls {
                record["tlsDetails"] = object([("tlsVersion", tls)]);
            }
            record
        },
    )
}

/// `count` records with eventIDs of their own.
pub fn records(count: usize) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(record(), count).prop_map(|mut records| {
        for (number, record) in records.iter_mut().enumerate() {
            record["eventID"] = json!(format!("{number:08x}-1111-4111-8111-111111111111"));
        }
        records
    })
}

/// All columns but the client, which only the page works out, and the id, which the comparison is made by.
const COLUMNS: [Column; 24] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::CallerKind,
    Column::Credential,
    Column::SourceIp,
    Column::Region,
    Column::ErrorCode,
    Column::ErrorMessage,
    Column::UserAgent,
    Column::IdentityType,
    Column::UserName,
    Column::PrincipalId,
    Column::Arn,
    Column::AccountId,
    Column::AccessKeyId,
    Column::IssuerArn,
    Column::Mfa,
    Column::ReadOnly,
    Column::RequestParameters,
    Column::JobId,
    Column::RequestId,
    Column::TlsVersion,
];

fn cell() -> impl Strategy<Value = Cell> {
    const DERIVED: [&str; 14] = [
        "Root",
        "IAM user",
        "Role session",
        "Unknown",
        "AWS service",
        "Other account",
        "Long-term key",
        "Temporary · role",
        "Not recorded",
        "ana",
        "root",
        "ingest/i-0a1b",
        "{…}",
        "{}",
    ];
    prop_oneof![
        4 => word().prop_map(Cell::text),
        3 => select(&DERIVED[..]).prop_map(Cell::text),
        2 => select(&["AssumedRole", "IAMUser", "AKIAIOSFODNN7EXAMPLE", "111122223333", "job-1", "2026-10-01 00:00:05", "TLSv1.3"][..]).prop_map(Cell::text),
        1 => select(vec![Cell::Absent, Cell::Null, Cell::NotInExport]),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    let moment =
        || prop::option::of((0..800i64).prop_map(|quarter| EpochMillis(1_790_812_800_000 + quarter * 250)));
    let part = || prop_oneof![3 => word(), 2 => select(&["ana", "a", "e", "/", ":", "00:0", "EXAMPLE"][..]).prop_map(str::to_owned)];
    prop_oneof![
        4 => prop::collection::vec(cell(), 0..5).prop_map(Op::OneOf),
        2 => part().prop_map(Op::Contains),
        1 => part().prop_map(Op::StartsWith),
        1 => (moment(), moment()).prop_map(|(from, until)| Op::During(from, until)),
        2 => (select(&["", "^1", "PHI$", "[Dd]etect", r"\d{3}", r"^\w+$", r"'|%", r"a.b", r"\\", r"[\s;]", "^.*$", "\"", "/", r"\$\("][..]), any::<bool>())
            .prop_map(|(source, ignores_case)| Op::Matches(Pattern::new(source, ignores_case).expect("a pattern"))),
        1 => (select(&[Side::Below, Side::UpTo, Side::Above, Side::From][..]), part()).prop_map(|(side, than)| Op::Compare(side, than)),
        1 => select(&["192.0.2.0/24", "192.0.2.1/32", "198.51.100.8/29", "2001:db8::/64", "2001:db8::/32", "0.0.0.0/0", "::/0"][..])
            .prop_map(|network| Op::InNetwork(network.parse().expect("a network"))),
        1 => Just(Op::Exists),
    ]
}

/// Any filter; now and then of any shown field.
pub fn filter() -> impl Strategy<Value = Filter> {
    let field = prop_oneof![12 => select(&COLUMNS[..]).prop_map(Field::Column), 1 => Just(Field::AnyShown)];
    let timed =
        select(&[Op::During(Some(EpochMillis(1_790_812_830_000)), None), Op::Exists][..]).prop_map(|op| {
            Filter::Test(Test {
                field: Field::Column(Column::Time),
                op,
            })
        });
    let test =
        prop_oneof![12 => (field, op()).prop_map(|(field, op)| Filter::Test(Test { field, op })), 1 => timed];
    test.prop_recursive(3, 8, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..3).prop_map(Filter::All),
            prop::collection::vec(part.clone(), 0..3).prop_map(Filter::Any),
            part.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}
