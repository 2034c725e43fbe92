//! What a file proves others with, and its hash.

use super::FileReading;
use crate::{
    base::{Problem, ProblemKind, Shape, problem::Problems},
    integrity::{Evidence, read_evidence},
    protocol::{
        integrity::{Basis, Form, Seal, Sealed},
        ledger::FileReport,
    },
    source::Window,
};

impl FileReading<'_> {
    /// Hands over the hash of a content that is read to its end, and what stands in it when it proves others.
    pub(super) fn seal(&mut self, report: FileReport, form: Option<Form>, window: &Window) -> FileReport {
        let mut sealing = std::mem::take(&mut self.sealing);
        let Some(what) = what_proves(report.shape) else {
            if sealing.is_on {
                let mut sealed = self.sealed(Vec::new());
                let whole = sealing.whole(window).zip(form);
                if whole.is_some_and(|(content, form)| self.outbox.seal_whole(&sealed, form, content)) {
                    return report;
                }
                sealed.seal = form.map(|form| content_seal(form, sealing.finish(window)));
                self.reader.seals.push(sealed);
            }
            return report;
        };
        let evidence = sealing.whole(window).and_then(read_evidence).unwrap_or_default();
        let kind = if evidence.is_empty() {
            ProblemKind::ProvesNothing
        } else {
            ProblemKind::Proves
        };
        // A content that is too large to be held was not hashed from its first byte on, unless that was wished for.
        sealing.is_on |= sealing.whole(window).is_some();
        if sealing.is_on {
            let mut sealed = self.sealed(evidence);
            sealed.seal = form.map(|form| content_seal(form, sealing.finish(window)));
            self.reader.seals.push(sealed);
        }
        let mut problems = Problems(vec![Problem::new(kind).with_detail(what)]);
        problems.extend(Problems(
            report
                .problems
                .0
                .into_iter()
                .filter(|problem| problem.kind != ProblemKind::Belongs)
                .collect(),
        ));
        FileReport { problems, ..report }
    }

    fn sealed(&self, evidence: Vec<Evidence>) -> Sealed {
        Sealed {
            file: self.file.file,
            attempt: self.file.attempt,
            member: Sealed::number_of(self.member.as_ref()),
            seal: None,
            evidence,
        }
    }
}

fn content_seal(form: Form, sha256: crate::integrity::Sha256) -> Seal {
    Seal {
        basis: Basis::Content,
        sha256,
        form,
    }
}

/// What a file that proves others is called.
fn what_proves(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Digest => Some("a digest file of CloudTrail"),
        Shape::LakeSign => Some("the sign file of CloudTrail Lake query results"),
        Shape::PublicKeys => Some("public keys of CloudTrail"),
        Shape::ObjectMetadata => Some("the metadata of a digest file in its bucket"),
        _ => None,
    }
}
