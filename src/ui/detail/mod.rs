//! The panel of the open call: who, when, where from, what, result, and its record. Sends detail wishes.

mod fields;
mod find;
pub mod lens;
mod marked;
mod nearby;
mod places;
mod record;
mod tree;

use self::{nearby::NearbyList, record::Record};
use super::{
    call_table::badge,
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    value::cell_value,
    wording,
};
use crate::{
    base::{Shared, Zone},
    browser::dom,
    protocol::engine::RowDetail,
    state::{Action, Cell, Column, DetailAction, Dock, Nearby, RecordForm, RecordText},
};
use std::rc::Rc;
use yew::{Callback, Html, KeyboardEvent, NodeRef, Properties, component, html};

/// What the panel shows.
#[derive(Clone, PartialEq, Properties)]
pub struct DetailProps {
    /// The call; none until the engine has answered.
    pub detail: Option<Shared<RowDetail>>,
    /// Its record.
    pub record: RecordText,
    /// The record is on the clipboard.
    pub is_copied: bool,
    /// How the record is shown.
    pub form: RecordForm,
    /// Calls near it.
    pub nearby: Rc<[Nearby]>,
    /// Where the panel stands.
    pub dock: Dock,
    /// There is a call above.
    pub has_previous: bool,
    /// There is a call below.
    pub has_next: bool,
    /// Whose clock times are shown by, beside UTC.
    pub zone: Shared<Zone>,
    /// The panel, so that the focus can go to it.
    pub panel: NodeRef,
}

/// The panel.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let dispatch = use_dispatch();
    let onkeydown = keys(&dispatch);
    html! {
        <section class="detail" ref={props.panel.clone()} tabindex="-1" aria-label={wording::DETAIL_LABEL} {onkeydown}>
            <div class="detail__head">
                <h2 class="detail__title">{ title(props.detail.as_deref()) }</h2>
                { buttons(props, &dispatch) }
            </div>
            if let Some(detail) = &props.detail {
                { notes(detail) }
                { fields::sections(detail, &props.zone) }
                { lens::about_record(detail) }
                <NearbyList list={props.nearby.clone()} />
                <Record detail={detail.clone()} record={props.record.clone()} is_copied={props.is_copied}
                    form={props.form} />
            } else {
                <p class="detail__loading">{ wording::DETAIL_LOADING }</p>
            }
        </section>
    }
}

/// Keys while the focus is in the panel.
fn keys(dispatch: &Dispatch) -> Callback<KeyboardEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        if dom::is_typing(&event) && event.key() != "Escape" {
            return;
        }
        let wish = match event.key().as_str() {
            "Escape" => DetailAction::Close,
            "j" => DetailAction::Next,
            "k" => DetailAction::Previous,
            _ => return,
        };
        event.prevent_default();
        dispatch.send(Action::Detail(wish));
    })
}

fn title(detail: Option<&RowDetail>) -> Html {
    let Some(detail) = detail else {
        return html! { { wording::DETAIL_LABEL } };
    };
    let operation = fields::cell(detail, Column::Operation);
    let result = fields::cell(detail, Column::Result);
    html! {
        <>
            { operation.map(cell_value) }{ " " }
            <span class="detail__result" data-error={detail.is_error.then_some("true")}>{ result.map(cell_value) }</span>
        </>
    }
}

fn buttons(props: &DetailProps, dispatch: &Dispatch) -> Html {
    let button = |wish, drawing, label: &'static str, is_possible: bool| {
        let onclick = dispatch.on_click(Action::Detail(wish));
        html! {
            <button type="button" data-kind="icon" title={label} aria-label={label} disabled={!is_possible} {onclick}>
                { icon(drawing) }
            </button>
        }
    };
    let (to_other, other_label) = match props.dock {
        Dock::Side => (Icon::DockBottom, wording::DOCK_BOTTOM),
        Dock::Bottom => (Icon::DockSide, wording::DOCK_SIDE),
    };
    html! {
        <div class="detail__buttons">
            { button(DetailAction::Previous, Icon::Up, wording::DETAIL_PREVIOUS, props.has_previous) }
            { button(DetailAction::Next, Icon::Down, wording::DETAIL_NEXT, props.has_next) }
            <span class="detail__dock">{ button(DetailAction::Dock(props.dock.other()), to_other, other_label, true) }</span>
            { button(DetailAction::Close, Icon::Close, wording::DETAIL_CLOSE, true) }
        </div>
    }
}

fn notes(detail: &RowDetail) -> Html {
    let message = fields::cell(detail, Column::ErrorMessage).filter(|cell| matches!(cell, Cell::Text(_)));
    html! {
        <div class="detail__notes">
            if let Some(message) = message.filter(|_| detail.is_error) {
                <p class="detail__error">{ cell_value(message) }</p>
            }
            if detail.is_conflict { <p class="detail__note">{ icon(Icon::Warning) }{ wording::CONFLICT }</p> }
            if detail.has_duplicate_keys { <p class="detail__note">{ icon(Icon::Warning) }{ wording::DUPLICATE_KEYS }</p> }
        </div>
    }
}

/// The caller with the kind of caller beside it.
fn caller(detail: &RowDetail, caller: &Cell) -> Html {
    html! {
        <>{ cell_value(caller) }{ " " }{ fields::cell(detail, Column::CallerKind).map(badge) }</>
    }
}
