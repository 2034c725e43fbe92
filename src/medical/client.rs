//! The client behind a user agent: its name, version and kind.
//!
//! AWS's clients write themselves first or an inner SDK first, by age. The table says which names a person would
//! recognise and what kind of program each is; earlier rows win.

use super::{
    network::is_service_host,
    user_agent::{Word, bare, words},
};
use std::borrow::Cow;

/// What kind of program called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientKind {
    /// The AWS Management Console.
    Console,
    /// A command line.
    Cli,
    /// A program that uses an AWS SDK.
    Sdk,
    /// A tool that sets up infrastructure.
    Deployment,
    /// An AWS service.
    AwsService,
    /// AWS within itself.
    AwsInternal,
    /// A web browser.
    Browser,
    /// Anything else.
    Other,
}

use ClientKind::{AwsInternal, AwsService, Browser, Cli, Console, Deployment, Other, Sdk};

impl ClientKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Console,
        Cli,
        Sdk,
        Deployment,
        AwsService,
        AwsInternal,
        Browser,
        Other,
    ];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Console => "Console",
            Cli => "CLI",
            Sdk => "SDK",
            Deployment => "Deployment tool",
            AwsService => "AWS service",
            AwsInternal => "AWS internal",
            Browser => "Browser",
            Other => "Other program",
        }
    }
}

/// A client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client<'a> {
    /// What it is called.
    pub family: Cow<'a, str>,
    /// Its version, possibly nothing.
    pub version: &'a str,
    /// What kind of program it is.
    pub kind: ClientKind,
}

impl Client<'_> {
    /// Name and version, short enough for a table cell.
    pub fn label(&self) -> Cow<'_, str> {
        if self.version.is_empty() {
            return Cow::Borrowed(&self.family);
        }
        Cow::Owned(format!("{} {}", self.family, self.version))
    }
}

/// Names of words, without regard to case, what they are called, and their kind.
#[rustfmt::skip]
const CLIENTS: [(&str, &str, ClientKind); 38] = [
    ("aws-cli", "AWS CLI", Cli),
    ("awspowershell", "AWS Tools for PowerShell", Cli),
    ("awspowershell.netcore", "AWS Tools for PowerShell", Cli),
    ("awspowershell.common", "AWS Tools for PowerShell", Cli),
    ("aws-tools-powershell", "AWS Tools for PowerShell", Cli),
    ("aws-cdk", "AWS CDK", Deployment),
    ("terraform", "Terraform", Deployment),
    ("opentofu", "OpenTofu", Deployment),
    ("pulumi", "Pulumi", Deployment),
    ("ansible", "Ansible", Deployment),
    ("cloudformation", "CloudFormation", Deployment),
    ("terraform-provider-aws", "Terraform", Deployment),
    ("boto3", "Boto3", Sdk),
    ("aws-sdk-java", "AWS SDK for Java", Sdk),
    ("aws-sdk-js", "AWS SDK for JavaScript", Sdk),
    ("aws-sdk-nodejs", "AWS SDK for JavaScript", Sdk),
    ("aws-sdk-go", "AWS SDK for Go", Sdk),
    ("aws-sdk-go-v2", "AWS SDK for Go", Sdk),
    ("aws-sdk-dotnet", "AWS SDK for .NET", Sdk),
    ("aws-sdk-dotnet-coreclr", "AWS SDK for .NET", Sdk),
    ("aws-sdk-dotnet-core", "AWS SDK for .NET", Sdk),
    ("aws-sdk-dotnet-45", "AWS SDK for .NET", Sdk),
    ("aws-sdk-dotnet-35", "AWS SDK for .NET", Sdk),
    ("aws-sdk-net", "AWS SDK for .NET", Sdk),
    ("aws-sdk-ruby", "AWS SDK for Ruby", Sdk),
    ("aws-sdk-ruby2", "AWS SDK for Ruby", Sdk),
    ("aws-sdk-ruby3", "AWS SDK for Ruby", Sdk),
    ("aws-sdk-php", "AWS SDK for PHP", Sdk),
    ("aws-sdk-php2", "AWS SDK for PHP", Sdk),
    ("aws-sdk-rust", "AWS SDK for Rust", Sdk),
    ("aws-sdk-kotlin", "AWS SDK for Kotlin", Sdk),
    ("aws-sdk-swift", "AWS SDK for Swift", Sdk),
    ("aws-sdk-cpp", "AWS SDK for C++", Sdk),
    ("aws-sdk-ios", "AWS SDK for iOS", Sdk),
    ("aws-sdk-android", "AWS SDK for Android", Sdk),
    ("aws-sdk-unity", "AWS SDK for Unity", Sdk),
    ("botocore", "Botocore", Sdk),
    ("curl", "curl", Other),
];

/// The client behind `user_agent`.
pub fn client(user_agent: &str) -> Client<'_> {
    let agent = bare(user_agent);
    let named = |family: &'static str, kind| Client {
        family: family.into(),
        version: "",
        kind,
    };
    if is_console(agent) {
        return named("AWS console", Console);
    }
    if let Some((family, version, kind)) = known(agent) {
        // The console's shell has the CLI in it.
        let is_shell = kind == Cli
            && words(agent)
                .any(|word| word.name == "exec-env" && word.version.eq_ignore_ascii_case("CloudShell"));
        return Client {
            family: if is_shell { "AWS CloudShell" } else { family }.into(),
            version,
            kind,
        };
    }
    if is_internal(agent) {
        return named("AWS internal", AwsInternal);
    }
    if is_service_host(agent) {
        return Client {
            family: agent.into(),
            version: "",
            kind: AwsService,
        };
    }
    let first = words(agent).next().unwrap_or(Word {
        name: agent,
        version: "",
    });
    if first.name == "Mozilla" {
        return named("Browser", Browser);
    }
    Client {
        family: first.name.into(),
        version: first.version,
        kind: Other,
    }
}

/// The console calls through its own hosts and, in old records, by names of its own.
fn is_console(agent: &str) -> bool {
    const STARTS: [&str; 5] = [
        "console.amazonaws.com",
        "signin.amazonaws.com",
        "AWS Console",
        "AWSConsole",
        "console.aws.amazon.com",
    ];
    let is_start = |name: &str| {
        agent
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    STARTS.iter().any(|name| is_start(name))
        || words(agent).any(|word| word.name == "md" && word.version.eq_ignore_ascii_case("console"))
}

/// `AWS Internal`, or `aws-internal/3` with no SDK behind it.
fn is_internal(agent: &str) -> bool {
    ["aws internal", "aws-internal"].iter().any(|name| {
        agent
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    })
}

fn known(agent: &str) -> Option<(&'static str, &str, ClientKind)> {
    CLIENTS.iter().find_map(|(name, family, kind)| {
        let word = words(agent).find(|word| word.name.eq_ignore_ascii_case(name))?;
        Some((*family, word.version, *kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_named_by_the_word_a_person_knows() {
        for (agent, expected) in [
            (
                "aws-internal/3 aws-sdk-java/1.11.590 Linux/4.9.184-0.1.ac.235.83.329.metal1.x86_64 OpenJDK_64-Bit_Server_VM/25.212-b03 java/1.8.0_212 vendor/Oracle_Corporation",
                "SDK | AWS SDK for Java | 1.11.590",
            ),
            (
                "aws-sdk-java/2.25.11 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10 lang/java#17.0.10 md/vendor#Amazon.com_Inc. md/internal exec-env/AWS_Lambda_java17",
                "SDK | AWS SDK for Java | 2.25.11",
            ),
            (
                "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64 prompt/off command/comprehendmedical.detect-phi",
                "CLI | AWS CLI | 2.15.0",
            ),
            (
                "aws-cli/2.27.1 md/awscrt#0.25.4 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.13.2 exec-env/CloudShell md/prompt#off md/command#comprehendmedical.detect-phi",
                "CLI | AWS CloudShell | 2.27.1",
            ),
            (
                "[aws-cli/1.16.309 Python/3.7 Botocore/1.13.45]",
                "CLI | AWS CLI | 1.16.309",
            ),
            ("aws-cli/1.16.309, boto3/1.9.1", "CLI | AWS CLI | 1.16.309"),
            (
                "AWSPowerShell.NetCore/4.1.500 .NET_Core/8.0 OS/Microsoft_Windows_10 PowerShellCore/7.4 ClientAsync",
                "CLI | AWS Tools for PowerShell | 4.1.500",
            ),
            (
                "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#5.10 md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython m/b,Z cfg/retry-mode#standard Botocore/1.40.1",
                "SDK | Boto3 | 1.40.1",
            ),
            ("Botocore/1.12.1 Python/3.6", "SDK | Botocore | 1.12.1"),
            (
                "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21 md/GOOS#linux api/comprehendmedical#1.20.1",
                "SDK | AWS SDK for Go | 1.24.0",
            ),
            (
                "aws-sdk-go/1.44.1 (go1.19; linux; amd64)",
                "SDK | AWS SDK for Go | 1.44.1",
            ),
            (
                "aws-sdk-js/3.540.0 ua/2.0 os/linux#5.10 lang/js md/nodejs#20.11.1 api/comprehendmedical#3.540.0",
                "SDK | AWS SDK for JavaScript | 3.540.0",
            ),
            (
                "aws-sdk-nodejs/2.1.0 linux/v18 promise",
                "SDK | AWS SDK for JavaScript | 2.1.0",
            ),
            (
                "aws-sdk-dotnet-coreclr/3.7.103.5 aws-sdk-dotnet-core/3.7.104.2 .NET_Core/6.0.14 OS/Linux ClientAsync",
                "SDK | AWS SDK for .NET | 3.7.103.5",
            ),
            (
                "aws-sdk-ruby3/3.191.0 ua/2.0 api/comprehendmedical#1.50.0 os/linux md/x86_64 lang/ruby#3.2.3",
                "SDK | AWS SDK for Ruby | 3.191.0",
            ),
            (
                "aws-sdk-php/3.300.0 ua/2.0 OS/Linux#5.10 lang/php#8.3.1",
                "SDK | AWS SDK for PHP | 3.300.0",
            ),
            (
                "aws-sdk-rust/1.1.8 os/linux lang/rust/1.76.0",
                "SDK | AWS SDK for Rust | 1.1.8",
            ),
            (
                "aws-sdk-kotlin/1.0.60 ua/2.1 api/comprehendmedical#1.0.60 os/linux lang/kotlin#1.9.21",
                "SDK | AWS SDK for Kotlin | 1.0.60",
            ),
            (
                "APN/1.0 HashiCorp/1.0 Terraform/1.7.4 (+https://www.terraform.io) terraform-provider-aws/5.39.0 aws-sdk-go-v2/1.25.2",
                "Deployment tool | Terraform | 1.7.4",
            ),
            (
                "aws-cdk/2.130.0 aws-sdk-js/3.1",
                "Deployment tool | AWS CDK | 2.130.0",
            ),
            ("console.amazonaws.com", "Console | AWS console | "),
            ("signin.amazonaws.com", "Console | AWS console | "),
            (
                "AWS Console CloudTrail, aws-internal/3 aws-sdk-java/1.12.1",
                "Console | AWS console | ",
            ),
            (
                "comprehendmedical.amazonaws.com",
                "AWS service | comprehendmedical.amazonaws.com | ",
            ),
            ("AWS Internal", "AWS internal | AWS internal | "),
            ("aws-internal/3", "AWS internal | AWS internal | "),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
                "Browser | Browser | ",
            ),
            ("curl/8.5.0", "Other program | curl | 8.5.0"),
            ("my-tool/1.0 (contact)", "Other program | my-tool | 1.0"),
            (
                "python-requests/2.31.0",
                "Other program | python-requests | 2.31.0",
            ),
            ("(aws-cli/9.9)", "Other program | (aws-cli/9.9) | "),
            ("x aws-cli-wrapper/3 notboto3/1", "Other program | x | "),
            (
                "<script>alert(1)</script>",
                "Other program | <script>alert(1)< | script>",
            ),
            ("", "Other program |  | "),
        ] {
            let client = client(agent);
            let line = format!("{} | {} | {}", client.kind.label(), client.family, client.version);
            assert_eq!(line, expected, "{agent}");
        }
    }

    #[test]
    fn a_client_is_labelled_by_name_and_version() {
        assert_eq!(client("aws-cli/2.15.0").label(), "AWS CLI 2.15.0");
        assert_eq!(client("AWS Internal").label(), "AWS internal");
    }
}
