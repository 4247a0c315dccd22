//! Facts: what their queries may ask, and whether measures name columns that they have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::DFSchema;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::ExprSchemable as _;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::sqlparser::ast::{Statement as SqlStatement, visit_relations};
use framework::{
    Condition, Diagnostic, FactColumn, Facts, Framework, Location, Quantity, Rule, Tally, When, nearest,
};

use crate::calendars::Calendars;
use crate::lineage::{TableColumn, taken_from};
use crate::places::{History, PlaceMap};
use crate::queries::view;
use crate::session::{Input, Resources, Table, UNSTEADY, only_questions, session, with_engine_functions};
use crate::time::Axis;

/// Facts that a session knows.
pub(crate) struct FactsState {
    /// The tables that were not loaded.
    pub missing: Vec<String>,
    /// The columns.
    pub columns: Arc<Schema>,
    /// The columns of tables that the ids of their records stand in; none if they are worked out.
    pub ids: BTreeSet<TableColumn>,
}

impl FactsState {
    pub(crate) fn is_loaded(&self) -> bool {
        self.missing.is_empty()
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.field_with_name(column).is_ok()
    }
}

/// Lets a session know facts.
pub(crate) async fn register(context: &SessionContext, facts: &Facts, input: &Input) -> Result<FactsState> {
    let tables = tables_of(&facts.query)?;
    let is_missing = |name: &&String| input.tables.get(*name).is_none_or(|table| table.rows.is_none());
    let missing = tables.iter().filter(is_missing).cloned().collect();
    let frame = context.sql_with_options(&facts.query, only_questions()).await?;
    let columns = Arc::new(frame.schema().as_arrow().clone());
    let ids = taken_from(frame.logical_plan(), "record");
    context.register_table(view(&facts.name), frame.into_view())?;
    Ok(FactsState { missing, columns, ids })
}

/// The one question that a text asks; anything else is refused.
fn question(text: &str) -> Result<SqlStatement, Refusal> {
    let statements = DFParser::parse_sql(text).map_err(|error| Refusal::of(&error, text))?;
    let mut statements = statements.into_iter();
    match (statements.next(), statements.next()) {
        (Some(Statement::Statement(statement)), None) if matches!(*statement, SqlStatement::Query(_)) => {
            Ok(*statement)
        }
        (None, _) => Err(Refusal::new("this file asks nothing", "write one SELECT")),
        (_, Some(_)) => Err(Refusal::new(
            "this file asks more than one question",
            "write one SELECT, and other facts in files of their own",
        )),
        _ => Err(Refusal::new("facts only ask: nothing may be made, changed or copied", "write one SELECT")),
    }
}

/// Why a query cannot be used, and the way out.
struct Refusal {
    message: String,
    hint: String,
    /// The line and the column, from 1, where they are known.
    at: Option<(usize, usize)>,
}

impl Refusal {
    fn new(message: &str, hint: &str) -> Self {
        Self { message: message.to_owned(), hint: hint.to_owned(), at: None }
    }

    /// What the engine says of a mistake in a text, in our words and with its place.
    fn of(error: &DataFusionError, text: &str) -> Self {
        let root = error.find_root().strip_backtrace().split_whitespace().collect::<Vec<_>>().join(" ");
        let words = root.split_once(" error: ").map_or(root.as_str(), |(_, words)| words);
        let words = words.trim_start_matches("Error during planning: ").trim_start_matches("ParserError(\"");
        if let Some(unsteady) =
            UNSTEADY.iter().find(|name| words.starts_with(&format!("Invalid function '{name}'")))
        {
            return Self {
                message: format!("`{unsteady}` gives another answer another time, and figures must not"),
                hint: "write the day down, or let the measure ask for `as_at`, the day of its snapshot"
                    .to_owned(),
                at: place_of(text, unsteady),
            };
        }
        let (words, at) = match words.rsplit_once(" at Line: ") {
            Some((words, place)) => {
                let mut numbers =
                    place.split(|letter: char| !letter.is_ascii_digit()).filter_map(|n| n.parse().ok());
                (words, numbers.next().zip(numbers.next()))
            }
            None => (words, None),
        };
        let (words, hint) = match words.split_once(" Did you mean ") {
            Some((words, meant)) => {
                let meant = meant.split('?').next().unwrap_or_default().trim_matches('\'');
                (words, format!("did you mean `{}`?", meant.rsplit('.').next().unwrap_or(meant)))
            }
            None => match words.split_once(" Valid fields are ") {
                Some((words, known)) => (words, format!("there is {}", known.trim_end_matches('.'))),
                None => (words, "docs/measures.md shows what facts may ask".to_owned()),
            },
        };
        let words = words.trim_end_matches("\")").trim_end_matches('.');
        let named = words.strip_prefix("No field named ").map(|name| name.rsplit('.').next().unwrap_or(name));
        let (message, at) = match named {
            Some(name) => (format!("there is no column `{name}`"), at.or_else(|| place_of(text, name))),
            None => (in_lower(words), at),
        };
        Self { message, hint, at }
    }

    fn report(&self, location: Location, text: &str) -> Diagnostic {
        let start = self.at.and_then(|(line, column)| {
            let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
            let line = text.get(before..)?;
            let within: usize = line.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
            Some((
                before + within,
                line[within..]
                    .chars()
                    .take_while(|letter| !letter.is_whitespace())
                    .map(char::len_utf8)
                    .sum::<usize>(),
            ))
        });
        let location = match start {
            Some((start, length)) => Location::new(location.file as usize, start..start + length.max(1)),
            None => location,
        };
        Diagnostic::new(Rule::FactQuery, location, self.message.clone()).hint(self.hint.clone())
    }
}

fn in_lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The tables that a query reads.
fn tables_of(text: &str) -> Result<Vec<String>> {
    let statement = question(text).map_err(|refusal| DataFusionError::Plan(refusal.message))?;
    let mut tables = Vec::new();
    let named = named_in_with(&statement);
    let _ = visit_relations(&statement, |relation| {
        let name = relation.to_string().replace('"', "");
        if !tables.contains(&name) && !named.contains(&name) {
            tables.push(name);
        }
        ControlFlow::<()>::Continue(())
    });
    Ok(tables)
}

/// The names that a query gives to its own parts with WITH.
fn named_in_with(statement: &SqlStatement) -> Vec<String> {
    struct Names(Vec<String>);
    impl datafusion::sql::sqlparser::ast::Visitor for Names {
        type Break = ();
        fn pre_visit_query(&mut self, query: &datafusion::sql::sqlparser::ast::Query) -> ControlFlow<()> {
            let parts = query.with.iter().flat_map(|with| &with.cte_tables);
            self.0.extend(parts.map(|part| part.alias.name.value.clone()));
            ControlFlow::Continue(())
        }
    }
    let mut names = Names(Vec::new());
    let _ = datafusion::sql::sqlparser::ast::Visit::visit(statement, &mut names);
    names.0
}

/// Holds the facts and measures of a framework against the declared tables.
#[must_use]
pub fn check(framework: &Framework, declared: &BTreeMap<String, Arc<Schema>>) -> Vec<Diagnostic> {
    let work = async {
        let mut diagnostics = Vec::new();
        let empty = |columns: &Arc<Schema>| Table { columns: Arc::clone(columns), rows: None };
        let input =
            Input { tables: declared.iter().map(|(name, columns)| (name.clone(), empty(columns))).collect() };
        let month =
            periods::Month::FIRST.max(periods::Month::LAST.plus(-2400).unwrap_or(periods::Month::FIRST));
        let month = periods::Month::parse("2020-01").unwrap_or(month);
        let axis = Axis::new(month, month, month.last_day()).map_err(crate::MeasureError::Months)?;
        let calendars = Calendars::of(framework).map_err(crate::MeasureError::Calendar)?;
        let resources = Resources { partitions: 1, memory: None };
        let context = session(&input, &calendars, resources).await.map_err(crate::MeasureError::Records)?;
        let places = Arc::new(PlaceMap::of(framework, History::AsThen));
        with_engine_functions(&context, &places, &axis);
        let mut columns = Vec::new();
        for facts in &framework.facts {
            columns.push(match check_query(&context, facts, declared).await {
                Ok(columns) => Some(columns),
                Err(refusal) => {
                    diagnostics.push(refusal.report(facts.location, &facts.query));
                    None
                }
            });
        }
        for indicator in &framework.indicators {
            for measure in indicator.eras().filter_map(|rules| rules.measure.as_ref()) {
                for tally in measure.formula.tallies() {
                    let Some(columns) = &columns[tally.facts.index()] else { continue };
                    let facts = &framework.facts[tally.facts.index()];
                    check_tally(&context, tally, (facts, columns), measure.location, &mut diagnostics);
                }
            }
        }
        diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.0, diagnostic.rule));
        diagnostics.dedup();
        Ok(diagnostics)
    };
    crate::engine::run(Resources { partitions: 1, memory: None }, work).unwrap_or_default()
}

async fn check_query(
    context: &SessionContext,
    facts: &Facts,
    declared: &BTreeMap<String, Arc<Schema>>,
) -> Result<DFSchema, Refusal> {
    question(&facts.query)?;
    let refuse = |error: DataFusionError| Refusal::of(&error, &facts.query);
    for table in tables_of(&facts.query).map_err(refuse)? {
        if !declared.contains_key(&table) {
            let at = place_of(&facts.query, table.trim_matches('\''));
            let hint = match nearest(&table, declared.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "tables are declared in sources/*.toml, or ship with the program: docs/records.md"
                    .to_owned(),
            };
            return Err(Refusal { message: format!("no contract declares the table `{table}`"), hint, at });
        }
    }
    let frame = context.sql_with_options(&facts.query, only_questions()).await;
    let frame = frame.map_err(refuse)?;
    let schema = frame.schema().clone();
    if schema.field_with_unqualified_name("record").is_err() {
        return Err(Refusal::new(
            "these facts have no column `record`",
            "name the id of the record that each fact stands for, so that a figure can be explained: `referral_id AS record`",
        ));
    }
    context.register_table(view(&facts.name), frame.into_view()).map_err(refuse)?;
    Ok(schema)
}

/// The line and the column of a word.
fn place_of(text: &str, word: &str) -> Option<(usize, usize)> {
    let at = text.find(word)?;
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Some((before.matches('\n').count() + 1, before[line_start..].chars().count() + 1))
}

fn check_tally(
    context: &SessionContext,
    tally: &Tally,
    (facts, columns): (&Facts, &DFSchema),
    location: Location,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut column = |column: &FactColumn, what: &str, fits: &dyn Fn(&DataType) -> bool| {
        let wrong = match columns.field_with_unqualified_name(&column.0) {
            Ok(field) if fits(field.data_type()) => return,
            Ok(field) => (
                format!(
                    "the column `{}` of facts/{}.sql is {}",
                    column.0,
                    facts.name,
                    kind_in_words(field.data_type())
                ),
                format!("it should be {what}"),
            ),
            Err(_) => {
                let names = columns.fields().iter().map(|field| field.name().as_str());
                let hint = nearest(&column.0, names.clone()).map_or_else(
                    || format!("there is {}", names.collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                (format!("facts/{}.sql has no column `{}`", facts.name, column.0), hint)
            }
        };
        diagnostics.push(Diagnostic::new(Rule::MeasureColumn, location, wrong.0).hint(wrong.1));
    };
    let is_text = |kind: &DataType| kind.is_string();
    let is_date = |kind: &DataType| *kind == DataType::Date32;
    let is_exact = |kind: &DataType| kind.is_integer() || matches!(kind, DataType::Decimal128(..));
    column(&tally.place, "the id of a place", &is_text);
    match &tally.when {
        When::Event(date) => column(date, "a date", &is_date),
        When::Open { start, end } => {
            column(start, "a date", &is_date);
            column(end, "a date", &is_date);
        }
        When::Year(year) => column(year, "a year, as a whole number", &DataType::is_integer),
    }
    match &tally.quantity {
        Quantity::Count => {}
        Quantity::Sum(amount) | Quantity::Values(amount) => {
            column(amount, "a whole number or a decimal", &is_exact)
        }
        Quantity::Distinct(name) => column(name, "something that can be counted", &|_| true),
    }
    for (_, name) in &tally.breakdowns {
        column(name, "the name of a member", &is_text);
    }
    for condition in &tally.conditions {
        diagnostics.extend(refusal_of(context, condition, columns, &facts.name));
    }
}

fn kind_in_words(kind: &DataType) -> String {
    match kind {
        DataType::Date32 => "a date".to_owned(),
        DataType::Boolean => "yes or no".to_owned(),
        kind if kind.is_string() => "text".to_owned(),
        kind if kind.is_integer() => "a whole number".to_owned(),
        DataType::Decimal128(..) => "a decimal".to_owned(),
        DataType::Timestamp(..) => "a time, not a date".to_owned(),
        kind if kind.is_floating() => "an inexact number".to_owned(),
        other => format!("{other}"),
    }
}

/// Why a condition cannot be asked of facts, if it cannot.
fn refusal_of(
    context: &SessionContext,
    condition: &Condition,
    columns: &DFSchema,
    facts_name: &str,
) -> Option<Diagnostic> {
    let report = |message: String, hint: String| {
        Some(Diagnostic::new(Rule::MeasureColumn, condition.location, message).hint(hint))
    };
    match type_of(context, condition, columns) {
        Ok(DataType::Boolean | DataType::Null) => None,
        Ok(kind) => report(
            format!("this is {}, not a condition", kind_in_words(&kind)),
            "a condition answers yes or no, such as `days <= 30`".to_owned(),
        ),
        Err(error) => {
            let refusal = Refusal::of(&error, &condition.sql);
            report(
                format!("this cannot be asked of facts/{facts_name}.sql: {}", refusal.message),
                refusal.hint,
            )
        }
    }
}

/// The type of what a condition gives.
fn type_of(context: &SessionContext, condition: &Condition, columns: &DFSchema) -> Result<DataType> {
    let as_at = Arc::new(Field::new("as_at", DataType::Date32, false));
    let fields: Vec<Arc<Field>> = columns.fields().iter().cloned().chain([as_at]).collect();
    let schema = DFSchema::try_from(Schema::new(fields))?;
    context.parse_sql_expr(&condition.sql, &schema)?.get_type(&schema)
}
