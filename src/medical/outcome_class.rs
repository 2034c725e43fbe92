//! Kinds of outcomes: what a failed call means for a reviewer.
//!
//! Codes: the service model of Comprehend Medical, "Common errors" of the AWS APIs, and the spellings that other
//! services use for the same.

/// The kind of outcome a call had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeClass {
    /// It went well.
    Success,
    /// The caller may not do this.
    Denied,
    /// The credentials or the sign-in were refused.
    Credentials,
    /// Too many calls, or a quota is used up.
    Throttled,
    /// The request is not one the service can work with.
    InvalidInput,
    /// What was asked for is not there.
    NotFound,
    /// The service failed.
    ServiceFault,
    /// Any other error.
    Other,
}

use OutcomeClass::{Credentials, Denied, InvalidInput, NotFound, Other, ServiceFault, Success, Throttled};

/// Where in a code the tell-tale part must stand.
enum Part {
    Start(&'static str),
    End(&'static str),
    Within(&'static str),
}

use Part::{End, Start, Within};

/// Parts of codes, without "Exception" or "Error" at their end, and what they mean; the first that fits counts.
const PARTS: [(Part, OutcomeClass); 45] = [
    (Within("AccessDenied"), Denied),
    (Within("UnauthorizedOperation"), Denied),
    (Start("Unauthorized"), Denied),
    (Within("NotAuthorized"), Denied),
    (Start("Authorization"), Denied),
    (Start("Forbidden"), Denied),
    (Start("AllAccessDisabled"), Denied),
    (Start("ExpiredToken"), Credentials),
    (Start("InvalidClientTokenId"), Credentials),
    (Start("InvalidAccessKeyId"), Credentials),
    (Start("InvalidToken"), Credentials),
    (Start("InvalidSignature"), Credentials),
    (Start("UnrecognizedClient"), Credentials),
    (Start("SignatureDoesNotMatch"), Credentials),
    (Start("IncompleteSignature"), Credentials),
    (Start("MissingAuthenticationToken"), Credentials),
    (Start("AuthFailure"), Credentials),
    (Start("RequestExpired"), Credentials),
    (Start("RequestTimeTooSkewed"), Credentials),
    (Start("FailedAuthentication"), Credentials),
    (Start("TextSizeLimitExceeded"), InvalidInput),
    (Start("Throttl"), Throttled),
    (Start("TooManyRequests"), Throttled),
    (Start("RequestThrottled"), Throttled),
    (End("LimitExceeded"), Throttled),
    (End("ThroughputExceeded"), Throttled),
    (Start("SlowDown"), Throttled),
    (Start("PriorRequestNotComplete"), Throttled),
    (Within("NotFound"), NotFound),
    (Start("NoSuch"), NotFound),
    (Within("DoesNotExist"), NotFound),
    (Start("InternalServer"), ServiceFault),
    (Start("InternalService"), ServiceFault),
    (Start("InternalFailure"), ServiceFault),
    (Start("InternalError"), ServiceFault),
    (Start("Internal"), ServiceFault),
    (Start("ServiceUnavailable"), ServiceFault),
    (Start("ServiceFailure"), ServiceFault),
    (Start("Unavailable"), ServiceFault),
    (Start("Validation"), InvalidInput),
    (Start("Invalid"), InvalidInput),
    (Start("Malformed"), InvalidInput),
    (Start("Missing"), InvalidInput),
    (Start("Unsupported"), InvalidInput),
    (Start("EntityTooLarge"), InvalidInput),
];

impl OutcomeClass {
    /// All classes.
    pub const ALL: [Self; 8] = [
        Success,
        Denied,
        Credentials,
        Throttled,
        InvalidInput,
        NotFound,
        ServiceFault,
        Other,
    ];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Success => "Success",
            Denied => "Denied",
            Credentials => "Credentials refused",
            Throttled => "Throttled",
            InvalidInput => "Invalid input",
            NotFound => "Not found",
            ServiceFault => "Service fault",
            Other => "Other error",
        }
    }

    /// The class of an error code. Some services write `Client.` or `Server.` before it.
    pub fn of_error(code: &str) -> Self {
        let is_server = code.starts_with("Server.");
        let bare = code.trim_start_matches("Client.").trim_start_matches("Server.");
        let bare = ["Exception", "Error", "Fault"]
            .iter()
            .find_map(|ending| bare.strip_suffix(ending).filter(|start| !start.is_empty()))
            .unwrap_or(bare);
        let found = PARTS.iter().find(|(part, _)| match part {
            Start(text) => bare.starts_with(text),
            End(text) => bare.ends_with(text),
            Within(text) => bare.contains(text),
        });
        match found {
            Some((_, class)) => *class,
            None if is_server => ServiceFault,
            None => Other,
        }
    }

    /// The class of an error that has only a message, or none: sign-ins fail so.
    pub fn of_message(message: Option<&str>) -> Self {
        let is_sign_in = message.is_none_or(|message| {
            let message = message.to_ascii_lowercase();
            message.contains("authentication") || message.contains("username") || message.contains("mfa")
        });
        if is_sign_in { Credentials } else { Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_many_spellings_have_their_class() {
        for (codes, class) in [
            (
                "AccessDenied AccessDeniedException Client.UnauthorizedOperation UnauthorizedOperation VpceAccessDenied \
                 UnauthorizedException NotAuthorized NotAuthorizedException KMS.AccessDeniedException AuthorizationError",
                Denied,
            ),
            (
                "ExpiredToken ExpiredTokenException UnrecognizedClientException InvalidClientTokenId \
                 SignatureDoesNotMatch InvalidSignatureException MissingAuthenticationTokenException",
                Credentials,
            ),
            (
                "ThrottlingException Throttling ThrottledException TooManyRequestsException RequestLimitExceeded \
                 Client.RequestLimitExceeded LimitExceededException ProvisionedThroughputExceededException SlowDown",
                Throttled,
            ),
            (
                "InvalidRequestException ValidationException ValidationError InvalidEncodingException \
                 TextSizeLimitExceededException InvalidParameterValue MalformedPolicyDocument MissingParameter",
                InvalidInput,
            ),
            (
                "ResourceNotFoundException NoSuchEntity NoSuchBucket Client.InvalidInstanceID.NotFound \
                 QueueDoesNotExist",
                NotFound,
            ),
            (
                "InternalServerException InternalFailure InternalError ServiceUnavailableException \
                 ServiceUnavailable Server.Anything",
                ServiceFault,
            ),
            ("DryRunOperation Exception Client. accessdenied 500", Other),
        ] {
            for code in codes.split(' ').filter(|code| !code.is_empty()) {
                assert_eq!(OutcomeClass::of_error(code), class, "{code}");
            }
        }
    }

    #[test]
    fn an_error_without_a_code_is_a_refused_sign_in_or_unclear() {
        for (message, class) in [
            (Some("Failed authentication"), Credentials),
            (Some("No username found in supplied account"), Credentials),
            (None, Credentials),
            (Some("Something else"), Other),
        ] {
            assert_eq!(OutcomeClass::of_message(message), class, "{message:?}");
        }
    }
}
