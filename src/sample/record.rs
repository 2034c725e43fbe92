//! Writes a call as a record, its keys in the order in which CloudTrail writes them.

use super::{
    calls::MEDICAL,
    draft::{Category, Draft},
    identity::user_identity,
    json::{Members, object},
    people::{ACCOUNT, Form},
    random::Random,
};
use crate::base::EpochMillis;

/// A record as it goes into files, with what is true of it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) json: String,
    pub(super) time: String,
    pub(super) event_id: String,
    pub(super) source: &'static str,
    pub(super) operation: String,
    /// `Success`, an error code, or what stands for one.
    pub(super) result: &'static str,
    pub(super) is_medical: bool,
}

/// The record of `draft`, which happened at `at` in `region`.
pub(super) fn write_record(draft: Draft, at: EpochMillis, region: &str, random: &mut Random) -> Written {
    let time = at.to_rfc3339();
    let event_id = random.guid();
    let json = object(|json| members(json, &draft, at, region, &event_id, random));
    let result = match &draft.failure {
        Some(failure) => failure.code.unwrap_or("Error without a code"),
        None => "Success",
    };
    let is_medical = draft.source == MEDICAL;
    Written {
        json,
        time,
        event_id,
        source: draft.source,
        operation: draft.operation,
        result,
        is_medical,
    }
}

fn members(
    json: &mut Members,
    draft: &Draft,
    at: EpochMillis,
    region: &str,
    event_id: &str,
    random: &mut Random,
) {
    let person = draft.person;
    // Sessions are made anew every hour.
    let session_start = EpochMillis(at.0 - at.0.rem_euclid(3_600_000)).to_rfc3339();
    json.text("eventVersion", if random.percent(85) { "1.11" } else { "1.10" });
    json.json("userIdentity", &user_identity(person, &session_start, random));
    json.text("eventTime", &at.to_rfc3339());
    json.text("eventSource", draft.source);
    json.text("eventName", &draft.operation);
    json.text("awsRegion", region);
    json.text("sourceIPAddress", random.pick::<&str>(person.addresses));
    let agent = *random.pick(person.agents);
    json.text(
        "userAgent",
        &if draft.source == "s3.amazonaws.com" {
            format!("[{agent}]")
        } else {
            agent.to_owned()
        },
    );
    if let Some(failure) = &draft.failure {
        if let Some(code) = failure.code {
            json.text("errorCode", code);
        }
        json.escaped("errorMessage", &failure.message);
    }
    json.json("requestParameters", &draft.request);
    json.json("responseElements", &draft.response);
    if let Some(additional) = &draft.additional {
        json.json("additionalEventData", additional);
    }
    json.text("requestID", &random.guid());
    json.text("eventID", event_id);
    json.bool("readOnly", draft.is_read_only);
    if let Some(resources) = &draft.resources {
        json.json("resources", resources);
    }
    let (event_type, category) = match draft.category {
        Category::Management => ("AwsApiCall", "Management"),
        Category::Data => ("AwsApiCall", "Data"),
        Category::NetworkActivity => ("AwsVpceEvents", "NetworkActivity"),
        Category::SignIn => ("AwsConsoleSignIn", "Management"),
    };
    json.text("eventType", event_type);
    json.bool("managementEvent", category == "Management");
    json.text("recipientAccountId", ACCOUNT);
    if person.is_in_vpc && draft.source == MEDICAL {
        let is_east = region == "us-east-1";
        json.text(
            "vpcEndpointId",
            if is_east {
                "vpce-0a1b2c3d4e5f60718"
            } else {
                "vpce-08f7e6d5c4b3a2910"
            },
        );
        json.text("vpcEndpointAccountId", ACCOUNT);
    }
    json.text("eventCategory", category);
    if !matches!(
        person.form,
        Form::RoleForwarded | Form::Service | Form::OtherAccount | Form::Unknown
    ) {
        json.object("tlsDetails", |json| tls(json, draft, region));
    }
    if person.form == Form::UserSession && draft.category == Category::Management {
        json.text("sessionCredentialFromConsole", "true");
    }
}

fn tls(json: &mut Members, draft: &Draft, region: &str) {
    let is_old = draft.person.form == Form::UserWithKey;
    json.text("tlsVersion", if is_old { "TLSv1.2" } else { "TLSv1.3" });
    json.text(
        "cipherSuite",
        if is_old {
            "ECDHE-RSA-AES128-GCM-SHA256"
        } else {
            "TLS_AES_128_GCM_SHA256"
        },
    );
    let service = draft.source.split('.').next().unwrap_or_default();
    json.text(
        "clientProvidedHostHeader",
        &format!("{service}.{region}.amazonaws.com"),
    );
    if !is_old && draft.source == MEDICAL {
        json.text("keyExchange", "x25519");
    }
}
