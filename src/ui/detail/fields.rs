//! The columns of the open call, in sections.

use crate::{
    base::Zone,
    protocol::engine::RowDetail,
    state::{Cell, Column},
    ui::{
        value::{cell_value, text_value},
        value_tools::ValueTools,
        wording::{self, ALL_FIELDS, HOW, RESULT, WHAT, WHEN, WHERE_FROM, WHO},
    },
};
use yew::{Html, html};

/// The sections that answer a reviewer's questions; what the record does not have is left to "All fields".
const SECTIONS: [(&str, &[Column]); 6] = [
    (
        WHO,
        &[
            Column::Caller,
            Column::AccountId,
            Column::Arn,
            Column::PrincipalId,
            Column::IssuerArn,
            Column::SourceIdentity,
            Column::OnBehalfOfUserId,
            Column::DelegateAccountId,
        ],
    ),
    (WHEN, &[Column::Time, Column::SessionCreated]),
    (
        WHERE_FROM,
        &[Column::SourceIp, Column::Region, Column::VpcEndpointId],
    ),
    (
        HOW,
        &[
            Column::Credential,
            Column::AccessKeyId,
            Column::Mfa,
            Column::InvokedBy,
            Column::FromConsole,
            Column::Client,
            Column::UserAgent,
            Column::TlsVersion,
            Column::KeyExchange,
            Column::HostHeader,
        ],
    ),
    (
        WHAT,
        &[
            Column::Operation,
            Column::EventSource,
            Column::RequestParameters,
            Column::ReadOnly,
            Column::JobId,
            Column::JobName,
            Column::JobStatus,
            Column::InputBucket,
            Column::InputKey,
            Column::OutputBucket,
            Column::OutputKey,
            Column::DataAccessRole,
            Column::KmsKey,
        ],
    ),
    (
        RESULT,
        &[
            Column::Result,
            Column::ErrorCode,
            Column::ErrorMessage,
            Column::RequestId,
            Column::EventId,
        ],
    ),
];

/// Said to be missing where a reviewer would look for it.
const SHOWN_WHEN_ABSENT: [Column; 6] = [
    Column::Caller,
    Column::Time,
    Column::SourceIp,
    Column::VpcEndpointId,
    Column::TlsVersion,
    Column::Result,
];

/// Of calls that have to do with it; elsewhere not even its absence is worth a line.
const SHOWN_WITH_TEXT: [Column; 10] = [
    Column::JobName,
    Column::JobStatus,
    Column::InputBucket,
    Column::InputKey,
    Column::OutputBucket,
    Column::OutputKey,
    Column::DataAccessRole,
    Column::KmsKey,
    Column::OnBehalfOfUserId,
    Column::DelegateAccountId,
];

/// The cell of a column.
pub(super) fn cell(detail: &RowDetail, column: Column) -> Option<&Cell> {
    detail
        .cells
        .iter()
        .find(|(of, _)| *of == column)
        .map(|(_, cell)| cell)
}

/// All sections and, folded, all fields.
pub(super) fn sections(detail: &RowDetail, zone: &Zone) -> Html {
    html! {
        <div class="detail__sections">
            <div class="detail__grid">
            { for SECTIONS.iter().map(|(title, columns)| html! {
                <section key={*title}>
                    <h3 class="detail__heading">{ *title }</h3>
                    { list(detail, zone, columns.iter().copied().filter(|column| is_shown(detail, *column))) }
                    { super::lens::explanation(title, detail) }
                    if *title == WHAT { <p class="detail__hint">{ wording::NO_CONTENT }</p> }
                </section>
            }) }
            </div>
            <details class="detail__all">
                <summary class="detail__heading">{ ALL_FIELDS }</summary>
                { list(detail, zone, Column::ALL.iter().copied()) }
            </details>
        </div>
    }
}

fn is_shown(detail: &RowDetail, column: Column) -> bool {
    let cell = cell(detail, column);
    if SHOWN_WITH_TEXT.contains(&column) {
        return cell.is_some_and(|cell| cell.as_text().is_some());
    }
    SHOWN_WHEN_ABSENT.contains(&column) || cell.is_some_and(|cell| *cell != Cell::Absent)
}

fn list(detail: &RowDetail, zone: &Zone, columns: impl Iterator<Item = Column>) -> Html {
    let fields = columns.filter_map(|column| Some((column, cell(detail, column)?)));
    html! {
        <dl class="detail__fields">
            { for fields.map(|(column, cell)| html! {
                <div class="detail__field" key={column.key()} data-column={column.key()}>
                    <dt>{ wording::column_label(column) }</dt>
                    <dd>
                        <span class="detail__value">{ value(detail, column, cell, zone) }</span>
                        <ValueTools {column} cell={cell.clone()} />
                    </dd>
                </div>
            }) }
        </dl>
    }
}

fn value(detail: &RowDetail, column: Column, cell: &Cell, zone: &Zone) -> Html {
    match wording::time_full(column, cell, zone) {
        Some(time) => text_value(&time),
        None if column == Column::Caller => super::caller(detail, cell),
        None => cell_value(cell),
    }
}
