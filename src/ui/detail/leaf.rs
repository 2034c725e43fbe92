//! Which column of the table a leaf of the record is, when it is one.

use crate::{
    base::EpochMillis,
    protocol::engine::RowDetail,
    record::{Kind, Tree},
    state::{Cell, Column},
};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RowId;

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
}
