//! What is new in one column: each value with its calls and when it was first seen. Sends `ShowOnly` and filters.

use crate::{
    base::{Shared, Zone},
    query::{Field, Filter, NewOfColumn, NewValue, Novelty, Op, Test},
    state::{Action, Cell, Column, QueryAction, ViewAction, copied_text},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        value::{cell_title, cell_value, text_value},
        wording,
    },
};
use std::rc::Rc;
use yew::{AttrValue, Html, Properties, component, html};

/// Which column of what was found.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct NewValuesProps {
    /// All that is new.
    pub found: Rc<Novelty>,
    /// The column.
    pub column: Column,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
}

/// A heading and a table.
#[component]
pub(super) fn NewValues(props: &NewValuesProps) -> Html {
    let dispatch = use_dispatch();
    let Some(new) = props.found.columns.iter().find(|new| new.column == props.column) else {
        return html! {};
    };
    let num_more = (new.num_new as usize).saturating_sub(new.values.len());
    html! {
        <section class="changes__column">
            <h2 class="changes__heading">
                { wording::new_heading(new.column) }
                <span class="changes__count">{ wording::new_count(new.num_new, new.num_later) }</span>
            </h2>
            if new.values.is_empty() {
                <p class="changes__none">{ wording::new_none(new) }</p>
            } else {
                { table(props, new, &dispatch) }
            }
            if num_more > 0 { <p class="changes__none">{ wording::new_more(num_more) }</p> }
        </section>
    }
}

fn table(props: &NewValuesProps, new: &NewOfColumn, dispatch: &Dispatch) -> Html {
    html! {
        <table class="changes__table">
            <thead>
                <tr>
                    <th scope="col">{ wording::column_label(new.column) }</th>
                    <th scope="col" data-kind="number">{ wording::NEW_CALLS }</th>
                    <th scope="col" data-kind="number">{ wording::NEW_ERRORS }</th>
                    <th scope="col">{ wording::zoned(wording::NEW_FIRST, &props.zone) }</th>
                </tr>
            </thead>
            <tbody>
                { for new.values.iter().enumerate().map(|(place, value)| row(props, place, value, dispatch)) }
            </tbody>
        </table>
    }
}

fn row(props: &NewValuesProps, place: usize, value: &NewValue, dispatch: &Dispatch) -> Html {
    let title = cell_title(&value.cell);
    let later = props.found.wish.later;
    let during = Filter::during(Some(later.from), Some(later.until));
    let is = filter_of(props.column, value);
    let behind = Filter::All(vec![is.clone(), during]);
    let button = |filter: Filter, title: AttrValue, drawing| {
        let onclick = dispatch.on_click(Action::Query(QueryAction::Add(filter)));
        html! {
            <button type="button" class="value-tools__button" title={title.clone()} aria-label={title} {onclick}>{ icon(drawing) }</button>
        }
    };
    html! {
        <tr key={place}>
            <td>
                <div class="changes__value">
                    <button type="button" class="changes__open" title={wording::group_open(&title)}
                        onclick={dispatch.on_click(Action::Query(QueryAction::ShowOnly(behind)))}>{ cell_value(&value.cell) }</button>
                    if let Cell::Text(principal) = &value.principal {
                        <span class="changes__principal">{ text_value(principal) }</span>
                    }
                    <span class="value-tools">
                        { button(is.clone(), wording::filter_by(&title, true), Icon::Plus) }
                        { button(Filter::Not(Box::new(is)), wording::filter_by(&title, false), Icon::Minus) }
                        if let Some(text) = copied_text(props.column, &value.cell) {
                            <button type="button" class="value-tools__button" title={wording::copy_value(&title)} aria-label={wording::copy_value(&title)}
                                onclick={dispatch.on_click(Action::View(ViewAction::Copy(text)))}>{ icon(Icon::Copy) }</button>
                        }
                    </span>
                </div>
            </td>
            <td data-kind="number">{ wording::count(u64::from(value.calls)) }</td>
            <td data-kind={if value.errors > 0 { "error" } else { "number" }}>{ wording::count(u64::from(value.errors)) }</td>
            <td data-kind="time">{ props.zone.cell(value.first) }</td>
        </tr>
    }
}

/// The calls with the value; of a caller those of the same principal.
fn filter_of(column: Column, value: &NewValue) -> Filter {
    let is = Filter::one_of(column, vec![value.cell.clone()]);
    match &value.principal {
        Cell::Text(principal) if column == Column::Caller => Filter::All(vec![
            is,
            Filter::Any(vec![
                Filter::one_of(Column::PrincipalId, vec![value.principal.clone()]),
                Filter::Test(Test {
                    field: Field::Column(Column::PrincipalId),
                    op: Op::StartsWith(format!("{principal}:")),
                }),
            ]),
        ]),
        state if column == Column::Caller => {
            Filter::All(vec![is, Filter::one_of(Column::PrincipalId, vec![state.clone()])])
        }
        _ => is,
    }
}
