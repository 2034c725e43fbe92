//! The operations of the service, what each touches, and what its errors mean, for the help. Draws only.

use super::wording::lens as words;
use crate::medical::operations::{Group, OPERATIONS, Operation};
use std::collections::BTreeSet;
use yew::{Html, html};

/// The list.
pub(super) fn operations_list() -> Html {
    html! {
        <details class="operations-list">
            <summary class="help__heading">{ words::HELP_OPERATIONS }</summary>
            <p class="help__lead">{ words::help_operations_lead() }</p>
            <div class="operations-list__frame" role="region" aria-label={words::HELP_OPERATIONS} tabindex="0">
                <table>
                    <thead>
                        <tr>
                            { for words::HELP_OPERATIONS_HEADINGS.iter().map(|heading| html! {
                                <th scope="col" key={*heading}>{ *heading }</th>
                            }) }
                        </tr>
                    </thead>
                    { for Group::ALL.iter().map(group) }
                </table>
            </div>
            <h4 class="operations-list__heading">{ words::OPERATION_ERRORS }</h4>
            <dl class="help__examples">
                { for errors().into_iter().map(|code| html! {
                    <div class="help__example" key={code}><dt><code>{ code }</code></dt><dd>{ words::error_words(code) }</dd></div>
                }) }
            </dl>
        </details>
    }
}

fn group(group: &Group) -> Html {
    let operations = OPERATIONS.iter().filter(|operation| operation.group == *group);
    html! {
        <tbody key={group.label()}>
            <tr><th scope="rowgroup" colspan="4">{ words::group_words(*group) }</th></tr>
            { for operations.map(row) }
        </tbody>
    }
}

fn row(operation: &Operation) -> Html {
    html! {
        <tr key={operation.name}>
            <th scope="row">{ operation.name }</th>
            <td>{ operation.iam_level() }</td>
            <td>{ operation.requests_per_second() }</td>
            <td>{ words::largest_input(operation) }</td>
        </tr>
    }
}

/// Every error that an operation names, each once.
fn errors() -> BTreeSet<&'static str> {
    OPERATIONS
        .iter()
        .flat_map(|operation| operation.errors().iter().copied())
        .collect()
}
