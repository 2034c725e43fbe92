//! The side bar: values and their counts, to filter by. Sends query wishes.

mod facet;

use self::facet::Facet;
use super::{dispatch::use_dispatch, wording};
use crate::{
    browser::dom,
    state::{Action, FIRST_FACETS, FacetList, ViewAction},
};
use std::rc::Rc;
use yew::{Html, KeyboardEvent, Properties, component, html, use_effect_with, use_node_ref};

/// What the side bar shows.
#[derive(Clone, PartialEq, Properties)]
pub struct FacetsProps {
    /// The facets, in order.
    pub facets: Rc<[FacetList]>,
    /// The counts may still grow.
    #[prop_or_default]
    pub is_partial: bool,
    /// On narrow screens the bar is a drawer; this opens it.
    pub is_open: bool,
}

/// The side bar.
#[component]
pub fn Facets(props: &FacetsProps) -> Html {
    let dispatch = use_dispatch();
    let done = use_node_ref();
    use_effect_with(props.is_open, {
        let done = done.clone();
        move |is_open| {
            if *is_open {
                dom::focus(&done);
            }
        }
    });
    let onkeydown = {
        let (dispatch, is_open) = (dispatch.clone(), props.is_open);
        move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                dispatch.send(Action::View(ViewAction::OpenFacets(false)));
            }
        }
    };
    let close = dispatch.on_click(Action::View(ViewAction::OpenFacets(false)));
    let (first, others) = props.facets.split_at(FIRST_FACETS.len().min(props.facets.len()));
    let draw = |facet: &FacetList| html! { <Facet key={facet.column.key()} facet={facet.clone()} /> };
    html! {
        <aside class="facets" aria-label={wording::FACETS_LABEL} data-open={props.is_open.to_string()} {onkeydown}>
            <div class="facets__drawer-head">
                <b>{ wording::FACETS_LABEL }</b>
                <button type="button" data-kind="primary" ref={done} onclick={close}>{ wording::FACETS_CLOSE }</button>
            </div>
            <div class="facets__list">
                if props.is_partial { <p class="facets__so-far">{ wording::SO_FAR }</p> }
                { for first.iter().map(draw) }
                <details class="facets__others">
                    <summary>{ wording::FACETS_MORE }</summary>
                    { for others.iter().map(draw) }
                </details>
            </div>
        </aside>
    }
}
