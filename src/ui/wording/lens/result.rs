//! What an error means and what usually causes it.

/// What an outcome of this kind means, by the words of the column "Kind of result".
pub fn outcome_words(class: &str) -> Option<&'static str> {
    Some(match class {
        "Denied" => "The caller was not allowed to do this. Nothing was done.",
        "Credentials refused" => "The credentials or the sign-in were refused, so that nothing was done.",
        "Throttled" => {
            "More was asked for than the quota allows. Nothing was done; programs usually try again."
        }
        "Invalid input" => "The service could not work with the request. Nothing was done.",
        "Not found" => "What was asked for is not there, or not in this Region or account.",
        "Service fault" => "The service itself failed. Programs usually try again.",
        "Other error" => "The call failed. The message of the service, where there is one, says more.",
        _ => return None,
    })
}

/// What an error code means and its usual cause. Codes: the service model of Comprehend Medical and the errors that
/// all AWS services share.
pub fn error_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "TextSizeLimitExceededException" => {
            "The text was longer than the operation takes. Usual cause: whole documents are sent without cutting them into parts."
        }
        "InvalidEncodingException" => {
            "The text was not valid UTF-8. Usual cause: files in another encoding are sent as they are."
        }
        "InvalidRequestException" => {
            "The request is not valid. Usual cause: an empty text, or a parameter that is missing or out of its range."
        }
        "ValidationException" => {
            "A value does not meet what the operation asks for. Usual cause: a filter of a list that the service does not take."
        }
        "TooManyRequestsException" | "ThrottlingException" => {
            "Too many calls in a short time. Usual cause: many texts are sent at once, without pauses."
        }
        "ResourceNotFoundException" => {
            "There is no such job. Usual cause: a wrong job ID, another Region, or a job the service no longer keeps."
        }
        "InternalServerException" | "InternalFailure" => {
            "An error within the service. Usual cause: a passing fault; the same call mostly works a little later."
        }
        "ServiceUnavailableException" | "ServiceUnavailable" => {
            "The service could not be reached for a while. Usual cause: a passing fault or maintenance."
        }
        "AccessDenied"
        | "AccessDeniedException"
        | "UnauthorizedOperation"
        | "Client.UnauthorizedOperation" => {
            "No policy allows the caller this operation, or one forbids it. Usual cause: a missing permission; many in a row may be somebody trying doors."
        }
        "VpceAccessDenied" => {
            "The policy of a VPC endpoint refused the call before the service saw it. Usual cause: the policy does not name this caller or operation."
        }
        "ExpiredToken" | "ExpiredTokenException" => {
            "The temporary credentials had run out. Usual cause: a program that runs longer than its session."
        }
        "UnrecognizedClientException" | "InvalidClientTokenId" => {
            "The access key is not known, or is switched off. Usual cause: a deleted key that is still in use somewhere."
        }
        "InvalidSignatureException" | "SignatureDoesNotMatch" | "IncompleteSignature" => {
            "The signature of the call was wrong. Usual cause: a mistyped secret key, or a clock that is off."
        }
        "MissingAuthenticationToken" | "MissingAuthenticationTokenException" => {
            "The call came without credentials. Usual cause: a program that is not set up, or somebody trying."
        }
        "RequestExpired" => "The call was signed too long ago. Usual cause: a clock that is off.",
        "OptInRequired" => "The account is not signed up for the service.",
        _ => return None,
    })
}

/// Beside a message that may hold what was sent.
pub const MESSAGE_MAY_QUOTE: &str =
    "The message may quote what the caller sent; treat it as clinical text until you have read it.";
