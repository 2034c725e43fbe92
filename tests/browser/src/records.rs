//! What the page and its workers did: requests, console lines, refusals of the policy, dialogs.

use std::collections::HashSet;

use serde_json::Value;

use crate::Page;

/// A request that the page or one of its workers made, also one that the policy then refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, …, or `WebSocket`.
    pub method: String,
    /// Where to.
    pub url: String,
    /// Whether a worker made it.
    pub is_from_worker: bool,
}

impl Request {
    /// Whether it reads something that is not already in the page.
    fn needs_network(&self) -> bool {
        !self.url.starts_with("blob:") && !self.url.starts_with("data:")
    }
}

/// A dialog that stopped the page, such as the question before leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog {
    /// `beforeunload`, `alert`, `confirm` or `prompt`.
    pub kind: String,
    /// Its text, where the page gave it one.
    pub message: String,
}

impl Page<'_> {
    /// Every request since the tab was opened, of the page and of its workers, oldest first. Addresses
    /// inside the page (`blob:`, `data:`) are left out.
    pub fn requests(&self) -> Vec<Request> {
        let requests = self.pick(|event, is_from_worker| {
            let params = &event["params"];
            let (method, url) = match event["method"].as_str()? {
                "Network.requestWillBeSent" => {
                    (params["request"]["method"].as_str()?, &params["request"]["url"])
                }
                "Network.webSocketCreated" => ("WebSocket", &params["url"]),
                "Network.webTransportCreated" => ("WebTransport", &params["url"]),
                _ => return None,
            };
            Some(Request {
                method: method.to_owned(),
                url: url.as_str()?.to_owned(),
                is_from_worker,
            })
        });
        requests.into_iter().filter(Request::needs_network).collect()
    }

    /// Every console line, log entry and uncaught exception of the page and its workers, oldest first.
    pub fn console(&self) -> Vec<String> {
        self.pick(|event, _| {
            let params = &event["params"];
            match event["method"].as_str()? {
                "Runtime.consoleAPICalled" => {
                    Some(format!("{}: {}", params["type"], console_text(&params["args"])))
                }
                "Runtime.exceptionThrown" => Some(exception_text(&params["exceptionDetails"])),
                "Log.entryAdded" => Some(format!("{} {}", params["entry"]["text"], params["entry"]["url"])),
                _ => None,
            }
        })
    }

    /// Every refusal of the content security policy in the documents of this tab. What a worker is refused
    /// stands in [`Page::console`].
    pub fn violations(&self) -> Vec<String> {
        let noted = self.try_eval("globalThis.__violations ?? []").unwrap_or_default();
        let mut violations: Vec<String> = noted
            .as_array()
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect();
        violations.extend(self.pick(|event, _| {
            let issue = &event["params"]["issue"];
            let is_policy =
                event["method"] == "Audits.issueAdded" && issue["code"] == "ContentSecurityPolicyIssue";
            is_policy.then(|| issue["details"]["contentSecurityPolicyIssueDetails"].to_string())
        }));
        violations
    }

    /// Every dialog so far.
    pub fn dialogs(&self) -> Vec<Dialog> {
        self.pick(|event, _| {
            let params = &event["params"];
            (event["method"] == "Page.javascriptDialogOpening").then(|| Dialog {
                kind: params["type"].as_str().unwrap_or_default().to_owned(),
                message: params["message"].as_str().unwrap_or_default().to_owned(),
            })
        })
    }

    /// Fails if the console has a line or the policy refused anything.
    pub fn assert_quiet(&self) {
        let (console, violations) = (self.console(), self.violations());
        assert!(console.is_empty(), "the console should be empty: {console:#?}");
        assert!(
            violations.is_empty(),
            "the policy refused something: {violations:#?}"
        );
    }

    /// What `pick` takes of this tab's events; it is also told whether a worker sent the event.
    fn pick<T>(&self, mut pick: impl FnMut(&Value, bool) -> Option<T>) -> Vec<T> {
        let mut workers = HashSet::new();
        self.browser.connection.pick_events(0, |event| {
            let session = event["sessionId"].as_str()?;
            let is_from_worker = workers.contains(session);
            if session != self.session && !is_from_worker {
                return None;
            }
            if event["method"] == "Target.attachedToTarget" {
                workers.extend(event["params"]["sessionId"].as_str().map(str::to_owned));
            }
            pick(event, is_from_worker)
        })
    }
}

fn console_text(arguments: &Value) -> String {
    let texts = arguments.as_array().into_iter().flatten().map(|argument| {
        let text = argument["value"].as_str().or(argument["description"].as_str());
        text.map_or_else(|| argument["value"].to_string(), str::to_owned)
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn exception_text(details: &Value) -> String {
    let description = details["exception"]["description"].as_str().unwrap_or_default();
    format!("exception: {} {description}", details["text"])
}
