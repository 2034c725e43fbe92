//! The client behind a user agent, in a few words.
//!
//! AWS clients write `name/version` tokens, the outermost program first or an inner SDK first, by age. The table
//! below says which token names the client a person would recognise; earlier rows win.

use std::borrow::Cow;

/// Token names, without regard to case, and what they are called.
const CLIENTS: [(&str, &str); 30] = [
    ("aws-cli", "AWS CLI"),
    ("aws-cdk", "AWS CDK"),
    ("terraform", "Terraform"),
    ("cloudformation", "CloudFormation"),
    ("boto3", "Boto3"),
    ("aws-sdk-java", "AWS SDK for Java"),
    ("aws-sdk-js", "AWS SDK for JavaScript"),
    ("aws-sdk-nodejs", "AWS SDK for JavaScript"),
    ("aws-sdk-go", "AWS SDK for Go"),
    ("aws-sdk-go-v2", "AWS SDK for Go"),
    ("aws-sdk-dotnet", "AWS SDK for .NET"),
    ("aws-sdk-dotnet-coreclr", "AWS SDK for .NET"),
    ("aws-sdk-dotnet-core", "AWS SDK for .NET"),
    ("aws-sdk-dotnet-45", "AWS SDK for .NET"),
    ("aws-sdk-dotnet-35", "AWS SDK for .NET"),
    ("aws-sdk-ruby", "AWS SDK for Ruby"),
    ("aws-sdk-ruby2", "AWS SDK for Ruby"),
    ("aws-sdk-ruby3", "AWS SDK for Ruby"),
    ("aws-sdk-php", "AWS SDK for PHP"),
    ("aws-sdk-rust", "AWS SDK for Rust"),
    ("aws-sdk-kotlin", "AWS SDK for Kotlin"),
    ("aws-sdk-swift", "AWS SDK for Swift"),
    ("aws-sdk-cpp", "AWS SDK for C++"),
    ("aws-sdk-ios", "AWS SDK for iOS"),
    ("aws-sdk-android", "AWS SDK for Android"),
    ("aws-sdk-unity", "AWS SDK for Unity"),
    ("botocore", "Botocore"),
    ("awspowershell", "AWS Tools for PowerShell"),
    ("awspowershell.netcore", "AWS Tools for PowerShell"),
    ("curl", "curl"),
];

/// The client behind `user_agent`, short enough for a table cell.
pub fn client(user_agent: &str) -> Cow<'_, str> {
    // Some services write the agent in brackets.
    let agent = user_agent.trim().trim_start_matches('[').trim_end_matches(']');
    if is_console(agent) {
        return "AWS console".into();
    }
    if let Some((words, version)) = named_client(agent) {
        let version = version.trim_end_matches([',', ';', ']']);
        return if version.is_empty() {
            words.into()
        } else {
            format!("{words} {version}").into()
        };
    }
    if agent.starts_with("Mozilla/") {
        return "Browser".into();
    }
    if agent.to_ascii_lowercase().starts_with("aws internal") || agent == "aws-internal" {
        return "AWS internal".into();
    }
    if agent.ends_with(".amazonaws.com") {
        return Cow::Borrowed(agent);
    }
    Cow::Borrowed(agent.split_whitespace().next().unwrap_or(agent))
}

/// The console calls through its own hosts and, in old records, by names of its own.
fn is_console(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    [
        "console.amazonaws.com",
        "signin.amazonaws.com",
        "aws console",
        "console.aws.amazon.com",
    ]
    .iter()
    .any(|name| agent.starts_with(name))
        || agent.contains("md/console")
        || agent.contains("exec-env/cloudshell")
}

fn named_client(agent: &str) -> Option<(&'static str, &str)> {
    CLIENTS.iter().find_map(|(name, words)| {
        let token = agent.split_whitespace().find(|token| {
            let token_name = token.split_once('/').map_or(*token, |(name, _)| name);
            token_name.eq_ignore_ascii_case(name)
        })?;
        Some((*words, token.split_once('/').map_or("", |(_, version)| version)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_named_by_the_token_a_person_knows() {
        for (agent, expected) in [
            (
                "aws-internal/3 aws-sdk-java/1.11.590 Linux/4.9.184 OpenJDK_64-Bit_Server_VM/25.212-b03 java/1.8.0_212",
                "AWS SDK for Java 1.11.590",
            ),
            (
                "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64 prompt/off command/comprehendmedical.detect-phi",
                "AWS CLI 2.15.0",
            ),
            (
                "[aws-cli/1.16.309 Python/3.7 Botocore/1.13.45]",
                "AWS CLI 1.16.309",
            ),
            ("Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux", "Boto3 1.40.1"),
            (
                "aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21",
                "AWS SDK for Go 1.24.0",
            ),
            ("console.amazonaws.com", "AWS console"),
            (
                "comprehendmedical.amazonaws.com",
                "comprehendmedical.amazonaws.com",
            ),
            ("AWS Internal", "AWS internal"),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "Browser"),
            ("my-tool/1.0 (contact)", "my-tool/1.0"),
            ("", ""),
        ] {
            assert_eq!(client(agent), expected, "{agent}");
        }
    }
}
