//! Where a call came from and by which way: the source's class, the VPC endpoint, the host that was called.
//!
//! Source: CloudTrail User Guide, "CloudTrail record contents" (`sourceIPAddress`, `vpcEndpointId`, `tlsDetails`);
//! private ranges: RFC 1918, RFC 4193, RFC 6598, RFC 3927, RFC 4291.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What `sourceIPAddress` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkClass {
    /// An address that may be reached from the internet.
    Public,
    /// An address of a private network: the call came by a VPC endpoint or from within AWS.
    Private,
    /// The name of an AWS service that called.
    AwsService,
    /// `AWS Internal`: a call that AWS made within itself.
    AwsInternal,
    /// Neither an address nor a name that AWS writes.
    Invalid,
}

impl NetworkClass {
    /// All classes.
    pub const ALL: [Self; 5] = [
        Self::Public,
        Self::Private,
        Self::AwsService,
        Self::AwsInternal,
        Self::Invalid,
    ];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Public => "Public address",
            Self::Private => "Private address",
            Self::AwsService => "AWS service",
            Self::AwsInternal => "AWS internal",
            Self::Invalid => "Not an address",
        }
    }

    /// The class of a source.
    pub fn of(source: &str) -> Self {
        let source = source.trim();
        if let Ok(address) = source.parse::<IpAddr>() {
            return if is_private(address) {
                Self::Private
            } else {
                Self::Public
            };
        }
        if is_internal(source) {
            Self::AwsInternal
        } else if is_service_host(source) {
            Self::AwsService
        } else {
            Self::Invalid
        }
    }
}

/// `AWS Internal`, also with a number behind it.
fn is_internal(text: &str) -> bool {
    text.get(..12)
        .is_some_and(|start| start.eq_ignore_ascii_case("AWS Internal"))
}

/// A host name of AWS, in any of its partitions.
pub(super) fn is_service_host(text: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    text.bytes().all(is_name)
        && [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"]
            .iter()
            .any(|ending| text.len() > ending.len() && text.ends_with(ending))
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_private_v4(mapped),
            None => is_private_v6(address),
        },
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || is_shared
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_loopback()
        || address.is_unspecified()
}

/// Whether a call came by a VPC endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// By a VPC endpoint.
    Vpc,
    /// None is recorded for a call from an address: the public endpoint of the service.
    NoneRecorded,
    /// AWS called, for itself or for the caller; then nothing can be said.
    NotApplicable,
}

impl Endpoint {
    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Vpc => "VPC endpoint",
            Self::NoneRecorded => "None recorded",
            Self::NotApplicable => "Not applicable",
        }
    }

    /// From `vpcEndpointId`, which may also be a word, the host that was called, and the source.
    pub fn of(endpoint_id: Option<&str>, host: Option<&str>, source: Option<NetworkClass>) -> Self {
        let is_vpc_host = host.is_some_and(is_of_endpoint);
        match (endpoint_id.filter(|id| !id.is_empty()), source) {
            (Some(id), _) if id.starts_with("vpce-") => Self::Vpc,
            _ if is_vpc_host => Self::Vpc,
            (Some(_), _) => Self::NotApplicable,
            (None, Some(NetworkClass::Public | NetworkClass::Private | NetworkClass::Invalid)) => {
                Self::NoneRecorded
            }
            (None, Some(NetworkClass::AwsService | NetworkClass::AwsInternal) | None) => Self::NotApplicable,
        }
    }
}

/// The host name that an interface endpoint has of its own.
fn is_of_endpoint(host: &str) -> bool {
    host.starts_with("vpce-") && host.contains(".vpce.amazonaws.com")
}

/// A FIPS endpoint of the service was called.
pub const FIPS: &str = "FIPS host";

/// Another host of AWS was called.
pub const NOT_FIPS: &str = "Other AWS host";

/// A host that AWS does not own, such as a proxy's.
pub const FOREIGN_HOST: &str = "Not an AWS host";

/// What `clientProvidedHostHeader` says of FIPS.
pub fn fips(host: &str) -> &'static str {
    let host = host.split(':').next().unwrap_or(host);
    match is_service_host(host) {
        true if host
            .split('.')
            .any(|part| part.ends_with("-fips") || part == "fips") =>
        {
            FIPS
        }
        true => NOT_FIPS,
        false => FOREIGN_HOST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_have_a_class_whatever_stands_there() {
        for (source, label) in [
            ("203.0.113.7", "Public address"),
            ("2001:db8::7", "Public address"),
            ("172.32.0.1", "Public address"),
            ("100.128.0.1", "Public address"),
            ("::ffff:203.0.113.7", "Public address"),
            ("10.0.0.5", "Private address"),
            ("172.16.0.9", "Private address"),
            ("192.168.1.1", "Private address"),
            ("100.64.0.1", "Private address"),
            ("169.254.169.254", "Private address"),
            ("127.0.0.1", "Private address"),
            ("fd00::1", "Private address"),
            ("fe80::1", "Private address"),
            ("::ffff:10.0.0.5", "Private address"),
            ("comprehendmedical.amazonaws.com", "AWS service"),
            ("s3.cn-north-1.amazonaws.com.cn", "AWS service"),
            ("AWS Internal", "AWS internal"),
            ("AWS Internal/5", "AWS internal"),
            ("702.21.198.166", "Not an address"),
            ("10.0.0.05", "Not an address"),
            ("evil.example/.amazonaws.com", "Not an address"),
            ("amazonaws.com.example", "Not an address"),
            (".amazonaws.com", "Not an address"),
            ("Käse", "Not an address"),
            ("", "Not an address"),
        ] {
            assert_eq!(NetworkClass::of(source).label(), label, "{source}");
        }
    }

    #[test]
    fn an_endpoint_that_is_not_recorded_means_something_only_of_calls_from_addresses() {
        let (public, service) = (Some(NetworkClass::Public), Some(NetworkClass::AwsService));
        let vpc_host = Some("vpce-1-a.comprehendmedical.us-east-1.vpce.amazonaws.com");
        for (id, host, source, expected) in [
            (Some("vpce-0a1b"), None, public, Endpoint::Vpc),
            (None, vpc_host, public, Endpoint::Vpc),
            (
                None,
                Some("comprehendmedical.us-east-1.amazonaws.com"),
                public,
                Endpoint::NoneRecorded,
            ),
            (
                None,
                Some("vpce-1.vpce.example"),
                Some(NetworkClass::Private),
                Endpoint::NoneRecorded,
            ),
            (None, None, Some(NetworkClass::Invalid), Endpoint::NoneRecorded),
            (None, None, service, Endpoint::NotApplicable),
            (None, None, None, Endpoint::NotApplicable),
            (Some("AWS Internal"), None, public, Endpoint::NotApplicable),
            (
                Some("comprehendmedical.amazonaws.com"),
                None,
                service,
                Endpoint::NotApplicable,
            ),
            (Some(""), None, public, Endpoint::NoneRecorded),
        ] {
            assert_eq!(Endpoint::of(id, host, source), expected, "{id:?} {host:?}");
        }
    }

    #[test]
    fn fips_endpoints_are_told_by_their_host() {
        for (host, expected) in [
            ("comprehendmedical-fips.us-east-1.amazonaws.com", FIPS),
            ("comprehendmedical-fips.us-gov-west-1.amazonaws.com:443", FIPS),
            (
                "vpce-1-a.comprehendmedical-fips.us-east-1.vpce.amazonaws.com",
                FIPS,
            ),
            ("comprehendmedical.us-east-1.amazonaws.com", NOT_FIPS),
            ("comprehendmedical-fips.example.com", FOREIGN_HOST),
            ("10.0.0.1", FOREIGN_HOST),
        ] {
            assert_eq!(fips(host), expected, "{host}");
        }
    }
}
