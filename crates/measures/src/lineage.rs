//! Where a column of facts stands in the tables that they are asked of.

use std::collections::BTreeSet;

use datafusion::common::JoinType;
use datafusion::logical_expr::{Distinct, Expr, LogicalPlan};

/// A column of a declared table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableColumn {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
}

/// The columns of tables whose values a column of facts has as they stand: of several rows at most the least or the
/// greatest. None if it is worked out, even in part: whoever looks a value up by it could find another.
pub(crate) fn taken_from(plan: &LogicalPlan, column: &str) -> BTreeSet<TableColumn> {
    let mut found = BTreeSet::new();
    let position = plan.schema().fields().iter().position(|field| field.name() == column);
    match position {
        Some(position) if follow(plan, position, &mut found) => found,
        _ => BTreeSet::new(),
    }
}

/// Follows a column down to its tables; whether it is taken from there as it stands.
fn follow(plan: &LogicalPlan, position: usize, found: &mut BTreeSet<TableColumn>) -> bool {
    match plan {
        LogicalPlan::TableScan(scan) => {
            let column = scan.projected_schema.field(position).name().clone();
            found.insert(TableColumn { table: scan.table_name.table().to_owned(), column });
            true
        }
        LogicalPlan::Projection(projection) => {
            projection.expr.get(position).is_some_and(|asked| within(&projection.input, asked, found))
        }
        LogicalPlan::Aggregate(aggregate) => {
            let asked = aggregate.group_expr.iter().chain(&aggregate.aggr_expr).nth(position);
            asked.is_some_and(|asked| within(&aggregate.input, asked, found))
        }
        LogicalPlan::Window(window) => {
            position < window.input.schema().fields().len() && follow(&window.input, position, found)
        }
        LogicalPlan::Join(join) => {
            let left = join.left.schema().fields().len();
            match join.join_type {
                JoinType::Inner | JoinType::Left | JoinType::Right | JoinType::Full if position < left => {
                    follow(&join.left, position, found)
                }
                JoinType::Inner | JoinType::Left | JoinType::Right | JoinType::Full => {
                    follow(&join.right, position - left, found)
                }
                _ => false,
            }
        }
        LogicalPlan::Union(union) => union.inputs.iter().all(|input| follow(input, position, found)),
        LogicalPlan::SubqueryAlias(alias) => follow(&alias.input, position, found),
        LogicalPlan::Filter(filter) => follow(&filter.input, position, found),
        LogicalPlan::Sort(sort) => follow(&sort.input, position, found),
        LogicalPlan::Limit(limit) => follow(&limit.input, position, found),
        LogicalPlan::Distinct(Distinct::All(input)) => follow(input, position, found),
        _ => false,
    }
}

/// Follows what is asked of a plan.
fn within(input: &LogicalPlan, asked: &Expr, found: &mut BTreeSet<TableColumn>) -> bool {
    match asked {
        Expr::Alias(alias) => within(input, &alias.expr, found),
        Expr::Column(column) => input
            .schema()
            .maybe_index_of_column(column)
            .is_some_and(|position| follow(input, position, found)),
        Expr::AggregateFunction(function) if matches!(function.func.name(), "min" | "max") => {
            function.params.args.first().is_some_and(|argument| within(input, argument, found))
        }
        _ => false,
    }
}
