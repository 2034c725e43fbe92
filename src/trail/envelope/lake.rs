//! Rows of query results: CloudTrail Lake (`[{"eventID":"…"},{"eventName":"…"}]`) and CloudWatch Logs Insights
//! (`[{"field":"eventID","value":"…"}]`).

use super::{
    FieldSet, Holding,
    draft::{Draft, record_time},
    slot::{Kind, Members, Slot},
};
use crate::{
    base::Shape,
    trail::json::{Token, Tokens},
};
use std::borrow::Cow;

/// Columns that hold the whole record, in lower case.
const WHOLE: [&str; 2] = ["eventjson", "@message"];

/// Columns of a record's top level whose values are objects or lists. Result files write all names in lower case.
const STRUCTS: [&str; 12] = [
    "userIdentity",
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "resources",
    "serviceEventDetails",
    "addendum",
    "edgeDeviceDetails",
    "tlsDetails",
    "insightDetails",
    "eventContext",
    "annotation",
];

/// The other columns of a record's top level.
const SCALARS: [&str; 23] = [
    "eventVersion",
    "eventTime",
    "eventSource",
    "eventName",
    "eventCategory",
    "eventType",
    "eventID",
    "awsRegion",
    "sourceIPAddress",
    "userAgent",
    "errorCode",
    "errorMessage",
    "requestID",
    "apiVersion",
    "managementEvent",
    "readOnly",
    "recipientAccountId",
    "sharedEventID",
    "vpcEndpointId",
    "vpcEndpointAccountId",
    "sessionCredentialFromConsole",
    "eventJsonChecksum",
    "eventJson",
];

/// Keys below `userIdentity` and `tlsDetails` that are not written in lower case.
const INNER: [&str; 31] = [
    "principalId",
    "accountId",
    "accessKeyId",
    "userName",
    "sessionContext",
    "sessionIssuer",
    "creationDate",
    "mfaAuthenticated",
    "webIdFederationData",
    "federatedProvider",
    "sourceIdentity",
    "assumedRoot",
    "ec2RoleDelivery",
    "ec2IssuedInVpc",
    "signInSessionArn",
    "invokedBy",
    "invokedByDelegate",
    "identityProvider",
    "credentialId",
    "onBehalfOf",
    "userId",
    "identityStoreArn",
    "inScopeOf",
    "sourceArn",
    "sourceAccount",
    "issuerType",
    "credentialsIssuedTo",
    "tlsVersion",
    "cipherSuite",
    "clientProvidedHostHeader",
    "keyExchange",
];

/// What stands in one cell.
#[derive(Clone, Debug)]
pub enum Cell<'a> {
    /// A text, as result files and APIs give every value.
    Text(Cow<'a, str>),
    /// Any other JSON value.
    Json(&'a [u8]),
}

/// Opens an array that is a row of cells; `None` when it is anything else.
pub(super) fn open_row<'a>(slot: Slot<'a>, elements: &[Slot<'a>], layers: u8) -> Option<Holding<'a>> {
    let objects: Vec<_> = elements.iter().map(Slot::members).collect::<Option<_>>()?;
    let (shape, cells) = if objects.iter().all(|object| object.has("field")) {
        let cells = objects.iter().filter_map(insights_cell).collect::<Vec<_>>();
        (Shape::LogsInsights, cells)
    } else {
        let cells = objects.iter().map(lake_cell).collect::<Option<Vec<_>>>()?;
        (Shape::LakeResult, cells)
    };
    let is_whole = |name: &str| WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(name));
    for (_, whole) in cells.iter().filter(|(name, _)| is_whole(name)) {
        if let Some(holding) = Holding::of(shape, *whole, layers) {
            return Some(holding);
        }
    }
    let columns = cells.iter().map(|(name, value)| {
        let cell = match value.text() {
            Some(text) => Cell::Text(text),
            None => Cell::Json(value.bytes),
        };
        (name.as_ref(), cell)
    });
    Some(Holding::built(shape, slot, record_of_columns(columns)?))
}

fn insights_cell<'a>(object: &Members<'a>) -> Option<(Cow<'a, str>, Slot<'a>)> {
    Some((object.text("field")?, object.get("value")?))
}

fn lake_cell<'a>(object: &Members<'a>) -> Option<(Cow<'a, str>, Slot<'a>)> {
    match object.0.as_slice() {
        [(name, value)] => Some((name.decode().0, *value)),
        _ => None,
    }
}

/// Puts a record together from columns, their names in any case, and says which fields the columns hold. `None`
/// when they do not name an event. A name with dots leads below; unknown columns stay as they are.
pub fn record_of_columns<'a>(
    columns: impl Iterator<Item = (&'a str, Cell<'a>)>,
) -> Option<(Vec<u8>, FieldSet)> {
    let mut draft = Draft::default();
    let (mut has_id, mut has_name, mut has_time) = (false, false, false);
    for (name, cell) in columns {
        let path = record_path(name);
        let path: Vec<_> = path.iter().map(AsRef::as_ref).collect();
        let is_filled = !matches!(&cell, Cell::Text(text) if text.is_empty() || text == "null");
        has_id |= path == ["eventID"] && is_filled;
        has_name |= path == ["eventName"] && is_filled;
        has_time |= path == ["eventTime"] && is_filled;
        put(&mut draft, &path, &cell);
    }
    (has_id || has_name && has_time).then(|| draft.finish())
}

fn put(draft: &mut Draft, path: &[&str], cell: &Cell<'_>) {
    let text = match cell {
        Cell::Json(json) if path == ["eventTime"] => String::from_utf8_lossy(json),
        Cell::Json(json) => return draft.json(path, json),
        Cell::Text(text) => Cow::Borrowed(text.as_ref()),
    };
    match (path, text.as_ref()) {
        // That is how nothing is written; a text of this value would make every call a failed one.
        (_, "null") => draft.json(path, b"null"),
        (["eventTime"], time) => draft.text(path, &record_time(time)),
        (["readOnly" | "managementEvent"], "true" | "false") => draft.json(path, text.as_bytes()),
        ([name @ ("userIdentity" | "tlsDetails")], json) if is_container(json) => {
            draft.json(&[name], &with_record_keys(json));
        }
        ([name], json) if STRUCTS.contains(name) && is_container(json) => {
            draft.json(&[name], json.as_bytes());
        }
        _ => draft.text(path, &text),
    }
}

fn is_container(text: &str) -> bool {
    Slot::root(text.as_bytes()).is_some_and(|slot| match slot.kind {
        Kind::Object => slot.members().is_some(),
        Kind::Array => slot.elements().is_some(),
        _ => false,
    })
}

/// The chain of keys that a column's name stands for.
pub(super) fn record_path(name: &str) -> Vec<Cow<'_, str>> {
    let known = |names: &[&'static str], key: &str| {
        let known = names.iter().find(|known| known.eq_ignore_ascii_case(key));
        known.map(|known| Cow::Borrowed(*known))
    };
    let mut keys = name.split('.');
    let first = keys.next().unwrap_or_default();
    let Some(first) = known(&STRUCTS, first).or_else(|| known(&SCALARS, first)) else {
        return vec![name.into()];
    };
    let has_known_keys = matches!(first.as_ref(), "userIdentity" | "tlsDetails");
    let inner = keys.map(|key| {
        let known = known(&INNER, key).filter(|_| has_known_keys);
        known.unwrap_or(Cow::Borrowed(key))
    });
    std::iter::once(first).chain(inner).collect()
}

/// The same JSON with its keys written as records write them.
fn with_record_keys(json: &str) -> Vec<u8> {
    let bytes = json.as_bytes();
    let mut tokens = Tokens::new(bytes);
    let (mut written, mut copied) = (Vec::with_capacity(bytes.len()), 0);
    let mut before = 0;
    while let Ok(Some(token)) = tokens.next_token() {
        if let Token::Key(key) = token
            && let Some(known) = INNER
                .iter()
                .find(|known| known.as_bytes().eq_ignore_ascii_case(key.raw()))
            && let Some(quote) = bytes[before..].iter().position(|&byte| byte == b'"')
        {
            let start = before + quote + 1;
            written.extend_from_slice(&bytes[copied..start]);
            written.extend_from_slice(known.as_bytes());
            copied = start + key.raw().len();
        }
        before = tokens.at();
    }
    written.extend_from_slice(&bytes[copied..]);
    written
}
