//! What a load did, for people.

use std::fmt::Write as _;

use framework::RowRule;
use jiff::civil::Date;

use crate::fault::{Fault, Finding};

/// What a load did: what was taken in, what was refused and why, and what looks wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the extract came from.
    pub source: String,
    /// The day on which it was taken.
    pub taken: Date,
    /// Whether its records are made up.
    pub specimen: bool,
    /// Its tables, in the order of the contracts.
    pub tables: Vec<TableReport>,
    /// What looks wrong.
    pub findings: Vec<Finding>,
    /// What stopped the load; nothing if it went through.
    pub stops: Vec<Fault>,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableReport {
    /// Its name.
    pub table: String,
    /// What it is called.
    pub title: String,
    /// Rows that were stored.
    pub rows: u64,
    /// Rows that were refused. A row that breaks several rules counts under the first.
    pub refused: Vec<RuleCount>,
}

impl TableReport {
    /// How many rows were refused.
    #[must_use]
    pub fn refused_rows(&self) -> u64 {
        self.refused.iter().map(|count| count.rows).sum()
    }
}

/// How many rows of a table broke a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: RowRule,
    /// How many rows.
    pub rows: u64,
    /// The first few of them.
    pub examples: Vec<Example>,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its line in the file, or its number in the table.
    pub line: u64,
    /// Everything that is wrong with it.
    pub reason: String,
}

impl Report {
    /// How many rows were stored.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// How many rows were refused.
    #[must_use]
    pub fn refused_rows(&self) -> u64 {
        self.tables.iter().map(TableReport::refused_rows).sum()
    }

    /// The report as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "# Extract taken on {}\n", self.taken)?;
        if self.specimen {
            writeln!(text, "**Specimen: every record is made up.**\n")?;
        }
        writeln!(
            text,
            "From {}. {} rows stored, {} refused.",
            self.source,
            self.rows(),
            self.refused_rows()
        )?;
        if !self.stops.is_empty() {
            writeln!(text, "\n## Why nothing was stored\n")?;
            for stop in &self.stops {
                writeln!(text, "- `{}`: {}. {}.", stop.at, stop.message, capital(&stop.hint))?;
            }
        }
        if !self.findings.is_empty() {
            writeln!(text, "\n## What looks wrong\n")?;
            for finding in &self.findings {
                writeln!(text, "- `{}` {}: {}", finding.table, finding.rule.token(), finding.message)?;
            }
        }
        writeln!(text, "\n## Tables\n\n| table | title | rows | refused |\n| --- | --- | ---: | ---: |")?;
        for table in &self.tables {
            writeln!(
                text,
                "| {} | {} | {} | {} |",
                table.table,
                table.title,
                table.rows,
                table.refused_rows()
            )?;
        }
        for table in self.tables.iter().filter(|table| !table.refused.is_empty()) {
            writeln!(text, "\n## Refused of {}\n", table.table)?;
            for count in &table.refused {
                writeln!(text, "- `{}`: {}", count.rule.token(), rows(count.rows))?;
                for example in &count.examples {
                    writeln!(text, "  - line {}: {}", example.line, plain(&example.reason))?;
                }
            }
            writeln!(text, "\nAll of them are in `refused/{}.csv`.", table.table)?;
        }
        Ok(())
    }
}

/// A reason quotes cells, which may hold anything.
fn plain(reason: &str) -> String {
    reason
        .chars()
        .map(
            |letter| {
                if letter.is_control() || matches!(letter, '<' | '>' | '[' | ']' | '`') {
                    ' '
                } else {
                    letter
                }
            },
        )
        .collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 row`, `2 rows`.
pub(crate) fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}
