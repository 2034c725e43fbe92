//! The result in words: the headline, the lines of the AWS CLI, what else is to be said, and the chains.

use crate::{
    protocol::integrity::{Finding, IntegrityAnswer, IntegrityBrief, NOT_COMPLETE},
    ui::{
        icon::{Icon, icon},
        value::text_value,
        wording,
    },
};
use yew::{Html, html};

/// The result.
pub(super) fn result(brief: &IntegrityBrief, answer: &IntegrityAnswer) -> Html {
    let (headline, verdict) = answer.summary.headline(brief.num_proofs > 0);
    html! {
        <>
            <section class="integrity__part" aria-label={wording::INTEGRITY_RESULT} aria-busy={(!brief.is_settled).to_string()}>
                <h2 class="integrity__headline" data-verdict={wording::verdict_name(verdict)}>
                    { icon(if verdict == crate::protocol::integrity::Verdict::Valid { Icon::Lock } else { Icon::Warning }) }
                    <span>{ headline }</span>
                </h2>
                if brief.num_proofs > 0 {
                    <pre class="integrity__cli" tabindex="0">{ answer.summary.text().join("\n") }</pre>
                    <p class="integrity__note">{ NOT_COMPLETE }</p>
                }
                <ul class="integrity__facts">
                    { for wording::integrity_facts(brief, answer).into_iter().map(|fact| html! { <li>{ text_value(&fact) }</li> }) }
                </ul>
            </section>
            if brief.num_proofs > 0 {
                <section class="integrity__part" aria-label={wording::INTEGRITY_FINDINGS}>
                    <h3 class="integrity__title">{ wording::INTEGRITY_FINDINGS }</h3>
                    if answer.findings.is_empty() {
                        <p class="integrity__note">{ wording::INTEGRITY_NO_FINDINGS }</p>
                    }
                    <ul class="integrity__findings">{ for answer.findings.iter().map(finding) }</ul>
                    if answer.num_findings as usize > answer.findings.len() {
                        <p class="integrity__note">{ wording::and_more(answer.num_findings as usize - answer.findings.len()) }</p>
                    }
                </section>
            }
        </>
    }
}

fn finding(finding: &Finding) -> Html {
    html! {
        <li class="integrity__finding">
            { text_value(&finding.words()) }
            if let Some(text) = finding.text() { <code class="integrity__said">{ text }</code> }
        </li>
    }
}
