//! What became of a file that brought no records, and why.

use super::file::Walked;
use crate::{
    base::{Problem, ProblemKind, Shape, problem::Problems},
    protocol::ledger::{FileReport, Outcome},
    source::sniff::Outer,
    trail::{envelope::Belonging, json::is_json, recognise::recognise_text},
};

/// A file of which nothing is read, by its first bytes.
pub(super) fn foreign(outer: Outer) -> FileReport {
    match outer {
        Outer::Empty => FileReport::skipped(Shape::Empty, Problem::new(ProblemKind::EmptyFile)),
        Outer::Binary(name) => binary(name),
        Outer::System(name) => FileReport::skipped(
            Shape::System,
            Problem::new(ProblemKind::SystemFile).with_detail(name),
        ),
        // Those are layers or content and never come here.
        Outer::Gzip | Outer::Zip | Outer::Tar | Outer::Text | Outer::Utf16 { .. } | Outer::Base64 => {
            binary("binary content")
        }
    }
}

/// A member that its archive does not give out.
pub(super) fn refused(problem: Problem) -> FileReport {
    match problem.kind {
        ProblemKind::MemberEncrypted | ProblemKind::MemberMethod => {
            FileReport::skipped(Shape::Unread, problem)
        }
        _ => FileReport::failed(Shape::Unread, problem),
    }
}

/// An archive whose directory is of no use.
pub(super) fn is_closed_archive(problems: &Problems) -> bool {
    let is_closed = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::ArchiveDamaged | ProblemKind::ArchiveOverlaps | ProblemKind::InnerArchiveTooLarge
        )
    };
    problems.0.iter().any(is_closed)
}

/// A file whose layers could not be opened to the end; `problems` say why.
pub(super) fn unopened(problems: &Problems) -> FileReport {
    let is_limit = |problem: &Problem| {
        matches!(
            problem.kind,
            ProblemKind::TooManyLayers | ProblemKind::InnerArchiveTooLarge
        )
    };
    let outcome = if problems.0.iter().any(is_limit) {
        Outcome::Skipped
    } else {
        Outcome::Failed
    };
    FileReport {
        shape: Shape::Unread,
        outcome,
        problems: Problems::default(),
    }
}

/// Length of a byte-order mark of UTF-8; text begins behind it.
const BOM_BYTES: u64 = 3;

/// A content that was walked without meeting a record or a list of them.
pub(super) fn without_records(
    content_len: u64,
    walked: &Walked,
    stranger: Option<Belonging>,
    num_malformed: u64,
    mut problems: Problems,
) -> FileReport {
    let text = recognise_text(&walked.head).filter(|_| walked.first_damage.is_some_and(|at| at <= BOM_BYTES));
    let known = match stranger {
        Some(other) => Some(FileReport::skipped(
            other.shape(),
            Problem::new(ProblemKind::Belongs).with_detail(words(other)),
        )),
        None => text.map(|name| not_yet(Shape::OtherRecords, name)),
    };
    if let Some(mut report) = known {
        problems.0.retain(|problem| is_of_compression(problem.kind));
        report.problems.extend(problems);
        return report;
    }
    if num_malformed > 0 || problems.0.iter().any(|problem| is_fatal(problem.kind)) {
        let shape = if content_len == 0 {
            Shape::Binary
        } else {
            Shape::Json
        };
        return FileReport {
            shape,
            outcome: Outcome::Failed,
            problems,
        };
    }
    if content_len == 0 {
        return FileReport::skipped(Shape::Empty, Problem::new(ProblemKind::EmptyContent));
    }
    if walked.is_blank {
        return FileReport::skipped(Shape::Text, Problem::new(ProblemKind::Blank));
    }
    // A word or a text alone is JSON too.
    let is_whole = content_len == walked.head.len() as u64;
    if walked.first_damage.is_some() && !(is_whole && is_json(&walked.head)) {
        return FileReport::skipped(Shape::Text, Problem::new(ProblemKind::NotJson));
    }
    if walked.is_open {
        problems.note(Problem::at(ProblemKind::ListNotClosed, content_len));
        return FileReport {
            shape: Shape::Json,
            outcome: Outcome::Failed,
            problems,
        };
    }
    FileReport::skipped(Shape::Json, Problem::new(ProblemKind::NoRecords))
}

/// Causes that explain why a list is not closed.
pub(super) fn ends_early(kind: ProblemKind) -> bool {
    is_fatal(kind) || kind == ProblemKind::RecordCut
}

fn is_of_compression(kind: ProblemKind) -> bool {
    is_fatal(kind)
        || matches!(
            kind,
            ProblemKind::GzipChecksum | ProblemKind::GzipTrailing | ProblemKind::GzipPadding
        )
}

/// Damage after which a file without records counts as failed.
fn is_fatal(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::GzipHeader
            | ProblemKind::GzipTruncated
            | ProblemKind::GzipDamaged
            | ProblemKind::InflateLimit
            | ProblemKind::InflateRatio
            | ProblemKind::MemberDamaged
            | ProblemKind::Unreadable
            | ProblemKind::GaveUp
    )
}

fn not_yet(shape: Shape, name: &str) -> FileReport {
    FileReport::skipped(
        shape,
        Problem::new(ProblemKind::ShapeNotReadYet).with_detail(name),
    )
}

fn binary(name: &str) -> FileReport {
    FileReport::skipped(
        Shape::Binary,
        Problem::new(ProblemKind::NotText).with_detail(name),
    )
}

fn words(belonging: Belonging) -> &'static str {
    match belonging {
        Belonging::DeliveryNotice => "a notice that a log file was delivered",
        // Named by what they prove, once that is read.
        Belonging::Digest | Belonging::LakeSign | Belonging::PublicKeys | Belonging::ObjectMetadata => {
            "a file that proves others"
        }
    }
}
