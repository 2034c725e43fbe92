//! The filter in force in the words of another engine.

use super::{Engine, Send};
use crate::{
    handover::target::{Wish, guess_place, hand_over},
    protocol::{
        elsewhere::{Elsewhere, ElsewhereWish},
        engine::FromEngine,
    },
    query::Filter,
};

/// `eventSource` of the service.
const MEDICAL: &str = "comprehendmedical.amazonaws.com";

impl Engine {
    pub(super) fn tell_elsewhere(&self, generation: u32, wish: ElsewhereWish, send: Send<'_>) {
        let elsewhere = self.elsewhere(wish);
        send(
            FromEngine::Elsewhere {
                generation,
                elsewhere,
            },
            None,
        );
    }

    fn elsewhere(&self, wish: ElsewhereWish) -> Elsewhere {
        let place = wish.place.unwrap_or_else(|| match &self.redactor {
            Some(_) => Default::default(),
            None => guess_place(self.ledger.paths()),
        });
        // A query needs the values themselves.
        if self.redactor.is_some() {
            return Elsewhere {
                target: wish.target,
                place,
                statements: [].into(),
                left_out: [].into(),
            };
        }
        let handed = hand_over(
            wish.target,
            &Wish {
                filter: Filter::All(self.query.filters().cloned().collect()),
                source: wish.only_medical.then(|| MEDICAL.to_owned()),
                place: place.clone(),
            },
        );
        let statements = handed.statements.into_iter();
        let left_out = handed.left_out.into_iter();
        Elsewhere {
            target: wish.target,
            place,
            statements: statements.map(|one| (one.purpose, one.text.into())).collect(),
            left_out: left_out
                .map(|left| (left.test.into(), left.why.to_string().into()))
                .collect(),
        }
    }
}
