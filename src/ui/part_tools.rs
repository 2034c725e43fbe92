//! What can be done with a part of a record: filter for it, filter it out, copy it. By the column that it is, else by
//! its place in the record.

use super::{
    dispatch::Dispatch,
    icon::{Icon, icon},
    value_tools::ValueTools,
    wording,
};
use crate::{
    base::{EpochMillis, Shared, hidden::plain},
    protocol::engine::RowDetail,
    query::{Field, Filter, Op, RecordPath, Test},
    record::{Kind, Tree},
    state::{Action, Cell, Column, QueryAction, ViewAction},
};
use yew::{AttrValue, Html, html};

/// Filter for and filter out where the part can be filtered by, and copy.
pub(super) fn part_tools(
    detail: &RowDetail,
    tree: &Shared<Tree>,
    place: usize,
    is_in_grid: bool,
    dispatch: &Dispatch,
) -> Html {
    let Some(node) = tree.nodes().get(place) else {
        return html! {};
    };
    if let Some((column, cell)) = column_of(detail, tree, place) {
        return html! { <ValueTools {column} {cell} {is_in_grid} /> };
    }
    let button = |action, title, drawing| tool(action, title, drawing, is_in_grid, dispatch);
    let add = |filter: &Filter, is_wanted, drawing| {
        let title = wording::filter_by(&plain(&tree.value(node)), is_wanted);
        let wish = QueryAction::Add(turned(filter.clone(), is_wanted));
        button(Action::Query(wish), title, drawing)
    };
    html! {
        <span class="value-tools">
            if let Some(filter) = record_filter(detail, tree, place) {
                { add(&filter, true, Icon::Plus) }{ add(&filter, false, Icon::Minus) }
            }
            { button(copy(&tree.value(node)), wording::COPY_PART.into(), Icon::Copy) }
        </span>
    }
}

/// One small button. A grid is one tab stop and has keys for the same.
pub(super) fn tool(
    action: Action,
    title: AttrValue,
    drawing: Icon,
    is_in_grid: bool,
    dispatch: &Dispatch,
) -> Html {
    html! {
        <button type="button" class="value-tools__button" tabindex={is_in_grid.then_some("-1")} title={title.clone()} aria-label={title}
            onclick={dispatch.on_click(action)}>{ icon(drawing) }</button>
    }
}

pub(super) fn copy(text: &str) -> Action {
    Action::View(ViewAction::Copy(text.into()))
}

pub(super) fn turned(filter: Filter, is_wanted: bool) -> Filter {
    if is_wanted {
        filter
    } else {
        Filter::Not(Box::new(filter))
    }
}

/// The column and the cell of the part at a place. A record of an export may have another shape than CloudTrail's own:
/// a leaf is a column only where the names agree and the table has the very value.
pub(super) fn column_of(detail: &RowDetail, tree: &Tree, place: usize) -> Option<(Column, Cell)> {
    let node = tree.nodes().get(place).filter(|node| node.is_leaf())?;
    let column = Column::from_key(&tree.path(place))?;
    let (_, cell) = detail.cells.iter().find(|(of, _)| *of == column)?;
    let value = tree.value(node);
    let is_same = match (node.kind, cell) {
        (Kind::Null, cell) => *cell == Cell::Null,
        (_, Cell::Text(text)) if column == Column::Time => {
            EpochMillis::parse(&value).is_some_and(|time| time.to_cell() == **text)
        }
        (_, Cell::Text(text)) => **text == *value,
        _ => false,
    };
    is_same.then(|| (column, cell.clone()))
}

/// Longer values are no filter that a person could read.
const MAX_VALUE_LEN: usize = 1000;

/// Records that have the same value at the place of a part, of a list in any element. None for an empty object or list,
/// which equals nothing; and none where the record on screen is not what is searched: an export of another shape, or
/// a key that stands twice, of which only the last one counts.
pub(super) fn record_filter(detail: &RowDetail, tree: &Tree, place: usize) -> Option<Filter> {
    let node = tree.nodes().get(place)?;
    let is_lossy = detail.cells.iter().any(|(_, cell)| *cell == Cell::NotInExport);
    if is_lossy || detail.has_duplicate_keys || node.span.len() > MAX_VALUE_LEN {
        return None;
    }
    let cell = match node.kind {
        Kind::Null => Cell::Null,
        Kind::Text | Kind::Literal => Cell::text(&*tree.value(node)),
        Kind::Object(_) | Kind::Array(_) => return None,
    };
    let keys = tree.keys(place);
    if keys.is_empty() {
        return None;
    }
    Some(Filter::Test(Test {
        field: Field::Record(RecordPath::new(keys.iter().map(|key| &**key))),
        op: Op::OneOf(vec![cell]),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RowId, query::language::print};

    fn detail(cells: &[(Column, Cell)]) -> RowDetail {
        RowDetail {
            id: RowId(0),
            index: None,
            cells: cells.to_vec(),
            places: Vec::new(),
            value_hash: (0, 0),
            is_error: false,
            is_conflict: false,
            has_duplicate_keys: false,
        }
    }

    #[test]
    fn a_leaf_is_a_column_where_name_and_value_agree() {
        let detail = detail(&[
            (Column::Time, Cell::text("2026-10-01 08:00:00")),
            (Column::Operation, Cell::text("DetectPHI")),
            (Column::ReadOnly, Cell::text("true")),
            (Column::RequestParameters, Cell::Null),
            (Column::Arn, Cell::text("a")),
            (Column::EventId, Cell::text("last")),
        ]);
        let tree = Tree::parse(
            r#"{"eventTime":"2026-10-01T08:00:00Z","eventName":"DetectPHI","readOnly":true,"requestParameters":null,
            "userIdentity":{"arn":"a","other":"DetectPHI"},"eventID":"first"}"#,
        )
        .expect("JSON");
        let columns: Vec<_> = (0..tree.nodes().len())
            .filter_map(|place| column_of(&detail, &tree, place))
            .map(|(column, _)| column)
            .collect();
        assert_eq!(
            columns,
            [
                Column::Time,
                Column::Operation,
                Column::ReadOnly,
                Column::RequestParameters,
                Column::Arn
            ]
        );
    }

    #[test]
    fn any_other_value_is_a_place_in_the_record() {
        let mut detail = detail(&[(Column::Region, Cell::text("us-east-1"))]);
        let tree = Tree::parse(r#"{"a":{"b":[{"c":"x"}],"d":null,"e":{},"f":1.50}}"#).expect("JSON");
        let filters = |detail: &RowDetail| -> Vec<String> {
            (0..tree.nodes().len())
                .filter_map(|place| record_filter(detail, &tree, place))
                .map(|filter| print(&filter))
                .collect()
        };
        assert_eq!(
            filters(&detail),
            ["record.a.b.c = x", "record.a.d null", "record.a.f = 1.50"]
        );
        detail.has_duplicate_keys = true;
        assert!(filters(&detail).is_empty());
        detail.has_duplicate_keys = false;
        detail.cells.push((Column::Mfa, Cell::NotInExport));
        assert!(filters(&detail).is_empty());
    }
}
