//! Where a call came from and by which way, in sentences.

/// What a source of this kind is, by the words of the column "Kind of source".
pub fn source_words(class: &str) -> Option<&'static str> {
    Some(match class {
        "Public address" => "An address of the internet.",
        "Private address" => {
            "An address of a private network: it is seen when a call comes through a VPC endpoint, or from within AWS."
        }
        "AWS service" => {
            "Not an address but the AWS service that called. Where the person was who set it off is in the record of that other call."
        }
        "AWS internal" => "AWS made the call within itself; there is no address.",
        "Not an address" => {
            "Neither an address nor a name that AWS writes. It is shown as it stands in the record."
        }
        _ => return None,
    })
}

/// By which way the call came, by the words of the column "Way in".
pub fn endpoint_words(endpoint: &str) -> Option<&'static str> {
    Some(match endpoint {
        "VPC endpoint" => "The call came through a VPC endpoint and not over the internet.",
        "None recorded" => "No VPC endpoint is recorded: the call went to the service’s public endpoint.",
        "Not applicable" => "That no VPC endpoint is recorded says nothing here: AWS called.",
        _ => return None,
    })
}

/// Which host was called, by the words of the column "FIPS endpoint".
pub fn fips_words(fips: &str) -> Option<&'static str> {
    Some(match fips {
        "FIPS host" => "The host that was called is a FIPS endpoint.",
        "Not an AWS host" => {
            "The host name that the client sent is none of AWS’s: a proxy, or a name of one’s own."
        }
        _ => return None,
    })
}

/// Of the TLS version.
pub fn tls_words(version: &str) -> Option<&'static str> {
    matches!(version, "TLSv1" | "TLSv1.0" | "TLSv1.1")
        .then_some("This version of TLS is out of date: AWS asks for 1.2 at least.")
}

/// Of the key exchange: the names with ML-KEM in them are hybrids of a classic and a post-quantum one.
pub fn key_exchange_words(name: &str) -> Option<&'static str> {
    name.contains("MLKEM").then_some(
        "The key exchange is post-quantum: what was sent is meant to stay unreadable for quantum computers, too.",
    )
}

/// No TLS details.
pub const NO_TLS: &str = "TLS details are not recorded. That is usual in older records, and when an AWS service or the console calls; it does not mean that TLS was not used.";

/// The Region is not on the list.
pub fn unlisted_region(as_of: &str) -> String {
    format!(
        "Amazon Comprehend Medical is not known to be offered in this Region (list of {as_of}). Either AWS has added it since, or the record was changed."
    )
}
