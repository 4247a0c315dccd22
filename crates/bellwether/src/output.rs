//! What is printed, and how a command fails.

use std::error::Error;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use comfy_table::{CellAlignment, Table, presets};
use framework::Style;

use crate::arguments::Format;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is at fault: exit 1. What is wrong has been explained already, or is said here.
    Input(Option<String>),
    /// The command was called wrongly: exit 2.
    Call(String),
    /// The reader of our output has gone away: nothing more to say.
    Closed,
}

impl Failure {
    /// Says what went wrong and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Input(message) => {
                if let Some(message) = message {
                    tell(&format!("error: {message}"));
                }
                ExitCode::from(1)
            }
            Self::Call(message) => {
                tell(&format!("error: {message}"));
                ExitCode::from(2)
            }
            Self::Closed => ExitCode::SUCCESS,
        }
    }

    /// The input is at fault, and this is how.
    pub(crate) fn input(message: impl Display) -> Self {
        Self::Input(Some(message.to_string()))
    }

    /// The input is at fault: an error with all its causes.
    pub(crate) fn caused(error: &dyn Error) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text.push_str(&format!(": {error}"));
            cause = error.source();
        }
        Self::input(text)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::input(error) }
    }
}

/// Says something that isn't data.
pub(crate) fn tell(message: &str) {
    // Where nobody can be told, there is nobody to tell that.
    let _ = writeln!(io::stderr(), "{message}");
}

/// Writes data.
pub(crate) fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Colour, where data go to a terminal that wants it.
pub(crate) fn style() -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stdout().is_terminal() && !plain { Style::Coloured } else { Style::Plain }
}

/// One sort of row.
pub(crate) struct Rows {
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// Prints rows in a format.
    pub(crate) fn print(self, format: Format) -> Result<(), Failure> {
        match format {
            Format::Text => self.print_table(&[]),
            Format::Csv => self.print_csv(),
            Format::Json => self.print_json(),
        }
    }

    /// Prints a table for people, with some columns to the right.
    pub(crate) fn print_table(self, right: &[&str]) -> Result<(), Failure> {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(self.columns.iter().map(|column| column.replace('_', " ")));
        table.add_rows(self.rows);
        for (position, column) in self.columns.iter().enumerate() {
            if let Some(column_of_table) = table.column_mut(position)
                && right.contains(column)
            {
                column_of_table.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        write(&lines)
    }

    fn print_csv(self) -> Result<(), Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let wrote = |error: csv::Error| Failure::input(error);
        writer.write_record(self.columns).map_err(wrote)?;
        for row in self.rows {
            writer.write_record(row).map_err(wrote)?;
        }
        let bytes = writer.into_inner().map_err(Failure::input)?;
        write(&String::from_utf8_lossy(&bytes))
    }

    fn print_json(self) -> Result<(), Failure> {
        let objects: Vec<serde_json::Map<String, serde_json::Value>> = self
            .rows
            .into_iter()
            .map(|row| {
                let cells = row.into_iter().map(serde_json::Value::from);
                self.columns.iter().map(|column| (*column).to_owned()).zip(cells).collect()
            })
            .collect();
        let text = serde_json::to_string_pretty(&objects).map_err(Failure::input)?;
        write(&format!("{text}\n"))
    }
}
