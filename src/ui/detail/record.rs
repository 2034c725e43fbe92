//! The record of the open call, read again from its file, and where it stands. Sends `CopyRecord`, `ShowRecordAs`.

use super::{
    find::Find,
    marked::{self, MAX_HITS, Part},
    places::places,
    tree::{Drawn, RecordTree},
};
use crate::{
    base::Shared,
    browser::dom,
    protocol::engine::RowDetail,
    record::{Kind, Tree, find},
    state::{Action, DetailAction, RecordForm, RecordText},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        raw_json::{Piece, PieceKind, pieces, plain_pieces},
        wording,
    },
};
use std::ops::Range;
use yew::{
    AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_force_update, use_memo,
    use_mut_ref, use_state_eq,
};

/// Longer records are shown as text only, and are not searched: the page must never stand still.
const MAX_TREE_LEN: usize = 1 << 20;

/// The record.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RecordProps {
    /// For the places.
    pub detail: Shared<RowDetail>,
    /// Its text, or why there is none.
    pub record: RecordText,
    /// It is on the clipboard.
    pub is_copied: bool,
    /// As a tree, as in the file, or indented.
    pub form: RecordForm,
}

/// What is drawn of a record.
#[derive(PartialEq)]
enum Body {
    /// There is no text.
    None,
    /// A text in parts.
    Text(Vec<Part>),
    /// A tree.
    Tree(Shared<Tree>, Shared<Drawn>),
}

/// What is drawn, and the part that each hit is in; 0 in a text.
struct Shown {
    body: Body,
    hits: Vec<usize>,
    is_cut: bool,
    has_marks: bool,
}

/// The record and its places.
#[component]
pub(super) fn Record(props: &RecordProps) -> Html {
    let dispatch = use_dispatch();
    let wanted = use_state_eq(AttrValue::default);
    // Keys may come faster than the record is drawn.
    let current = use_mut_ref(|| 0usize);
    let draw_again = use_force_update();
    let tree = use_memo(props.record.clone(), |record| match record {
        RecordText::Text(text) if text.len() <= MAX_TREE_LEN => Tree::parse(text).map(Shared::new),
        _ => None,
    });
    let shown = use_memo(
        (props.record.clone(), props.form, (*wanted).clone()),
        |(record, form, wanted)| match record {
            RecordText::Text(text) => shown(text, tree.as_ref().as_ref(), *form, wanted),
            _ => Shown {
                body: Body::None,
                hits: Vec::new(),
                is_cut: false,
                has_marks: false,
            },
        },
    );
    let at = (*current.borrow()).min(shown.hits.len().saturating_sub(1));
    let place = shown.hits.get(at).copied();
    use_effect_with((at, wanted.len(), place), |(_, _, place)| {
        if place.is_some() {
            dom::reveal_across(marked::CURRENT_ID);
        }
    });
    let on_want = {
        let (wanted, current) = (wanted.clone(), current.clone());
        Callback::from(move |text| {
            *current.borrow_mut() = 0;
            wanted.set(text);
        })
    };
    let on_go = {
        let num_hits = shown.hits.len();
        Callback::from(move |is_forward: bool| {
            let step = if is_forward { 1 } else { num_hits.saturating_sub(1) };
            let hit = current.borrow().min(num_hits.saturating_sub(1));
            *current.borrow_mut() = (hit + step) % num_hits.max(1);
            draw_again.force_update();
        })
    };
    let text_len = match &props.record {
        RecordText::Text(text) => Some(text.len()),
        _ => None,
    };
    html! {
        <section class="detail__record">
            <div class="detail__record-head">
                <h3 class="detail__heading">{ wording::RECORD }</h3>
                if text_len.is_some() { { buttons(props, tree.is_some(), &dispatch) } }
            </div>
            { places(&props.detail.places) }
            if text_len.is_some_and(|len| len <= MAX_TREE_LEN) {
                <Find wanted={(*wanted).clone()} num_hits={shown.hits.len()} is_cut={shown.is_cut} current={at} {on_want} {on_go} />
            }
            { match (&props.record, &shown.body) {
                (RecordText::Loading, _) => html! { <p class="detail__loading">{ wording::RECORD_LOADING }</p> },
                (RecordText::Failed(problem), _) => html! { <p class="detail__note">{ wording::fetch_problem(*problem) }</p> },
                (_, Body::Tree(tree, drawn)) => html! {
                    <RecordTree detail={props.detail.clone()} tree={tree.clone()} drawn={drawn.clone()}
                        current={place.map(|place| (at, place))} />
                },
                (_, Body::Text(parts)) => html! {
                    <pre class="detail__json" role="region" tabindex="0" aria-label={wording::RECORD} dir="ltr">
                        { marked::draw(parts, 0, place.map(|_| at)) }
                    </pre>
                },
                (_, Body::None) => html! {},
            } }
            if shown.has_marks { <p class="detail__hint">{ wording::RECORD_MARKED }</p> }
        </section>
    }
}

fn shown(text: &str, tree: Option<&Shared<Tree>>, form: RecordForm, wanted: &str) -> Shown {
    let has_mark = |pieces: &[Piece]| pieces.iter().any(|piece| piece.kind == PieceKind::Mark);
    // What is looked for is compared with what is shown: hidden characters stand as marks in both.
    let wanted = crate::base::hidden::mark_hidden(wanted);
    if let (RecordForm::Tree, Some(tree)) = (form, tree) {
        return shown_tree(tree, &wanted);
    }
    let drawn = pieces(text, form == RecordForm::Indented);
    let mut hits = if text.len() <= MAX_TREE_LEN {
        let whole: String = drawn.iter().map(|piece| piece.text.as_str()).collect();
        find(&whole, &wanted)
    } else {
        Vec::new()
    };
    let is_cut = hits.len() > MAX_HITS;
    hits.truncate(MAX_HITS);
    Shown {
        body: Body::Text(marked::parts(&drawn, &hits)),
        hits: vec![0; hits.len()],
        is_cut,
        has_marks: has_mark(&drawn),
    }
}

fn shown_tree(tree: &Shared<Tree>, wanted: &str) -> Shown {
    let (mut hits, mut has_marks, mut is_cut) = (Vec::new(), false, false);
    let mut column = |place: usize, text: &str, kind| {
        let drawn = plain_pieces(text, kind);
        has_marks |= drawn.iter().any(|piece| piece.kind == PieceKind::Mark);
        let first = hits.len();
        let whole: String = drawn.iter().map(|piece| piece.text.as_str()).collect();
        let mut found: Vec<Range<usize>> = find(&whole, wanted);
        is_cut |= found.len() > MAX_HITS - first;
        found.truncate(MAX_HITS - first);
        hits.extend(found.iter().map(|_| place));
        (first, marked::parts(&drawn, &found))
    };
    let rows = tree.nodes().iter().enumerate().map(|(place, node)| {
        let name = column(place, &tree.name(node), PieceKind::Key);
        let value = match node.kind {
            Kind::Text if tree.raw(node) == "\"\"" => column(place, "\"\"", PieceKind::Plain),
            Kind::Text => column(place, &tree.value(node), PieceKind::Plain),
            _ if node.is_leaf() => column(place, tree.raw(node), PieceKind::Literal),
            _ => (0, Vec::new()),
        };
        [name, value]
    });
    let rows = rows.collect();
    Shown {
        body: Body::Tree(tree.clone(), Shared::new(Drawn { rows })),
        hits,
        is_cut,
        has_marks,
    }
}

fn buttons(props: &RecordProps, has_tree: bool, dispatch: &Dispatch) -> Html {
    let switch = |this: RecordForm, label: &'static str| {
        let onclick = dispatch.on_click(Action::Detail(DetailAction::ShowRecordAs(this)));
        html! { <button type="button" aria-pressed={(props.form == this).to_string()} {onclick}>{ label }</button> }
    };
    html! {
        <div class="detail__record-buttons">
            <div class="detail__forms" role="group" aria-label={wording::RECORD_FORM}>
                if has_tree { { switch(RecordForm::Tree, wording::RECORD_TREE) } }
                { switch(RecordForm::AsInFile, wording::RECORD_AS_IN_FILE) }
                { switch(RecordForm::Indented, wording::RECORD_INDENTED) }
            </div>
            <button type="button" class="detail__copy"
                onclick={dispatch.on_click(Action::Detail(DetailAction::CopyRecord))}>{ if props.is_copied { wording::COPIED } else { wording::COPY_RECORD } }</button>
        </div>
    }
}
