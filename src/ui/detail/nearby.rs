//! Calls near the open one, each way with its count. Sends `ShowOnly`.

use crate::{
    state::{Action, Nearby, QueryAction},
    ui::{dispatch::use_dispatch, wording},
};
use std::rc::Rc;
use yew::{Html, Properties, component, html};

/// What is near.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct NearbyListProps {
    /// The ways of being near.
    pub list: Rc<[Nearby]>,
}

/// The list; a click makes one of them the filter.
#[component]
pub(super) fn NearbyList(props: &NearbyListProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <section class="detail__nearby">
            <h3 class="detail__heading">{ wording::NEARBY }</h3>
            <ul class="detail__nearby-list">
                { for props.list.iter().map(|nearby| {
                    let onclick = dispatch.on_click(Action::Query(QueryAction::ShowOnly(nearby.filter.clone())));
                    // The open call itself is one of them.
                    let is_alone = nearby.count.is_some_and(|count| count <= 1);
                    html! {
                        <li key={wording::nearby_label(nearby.kind)}>
                            <button type="button" class="detail__nearby-button" title={wording::NEARBY_TITLE} disabled={is_alone} {onclick}>
                                <span>{ wording::nearby_label(nearby.kind) }</span>
                                <span class="detail__nearby-count">{ wording::nearby_count(nearby.count) }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <p class="detail__hint">{ wording::NEARBY_HINT }</p>
        </section>
    }
}
