//! Writing rows into the files of an extract: what had been entered by the day it was taken, and a few mistakes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::SpecimenError;
use crate::calendar::{Calendar, Day};
use crate::random::Random;
use crate::tables::{ALL, Table};

/// The number of a record of a county, with the letters that stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) &'static str, pub(crate) u32);

/// What stands in a column of a row.
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// A date, blank where there is none and, if it comes later, on the day of the extract.
    Date(Option<Day>),
    /// What is known from a day on, if that day came.
    From(Option<Day>, &'a str),
    Id(Id),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Cell::from(number.to_string())
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::from(if flag { "Y" } else { "N" })
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Cell::Date(Some(day))
    }
}

impl From<Option<Day>> for Cell<'_> {
    fn from(day: Option<Day>) -> Self {
        Cell::Date(day)
    }
}

impl From<Id> for Cell<'_> {
    fn from(id: Id) -> Self {
        Cell::Id(id)
    }
}

impl From<Option<Id>> for Cell<'_> {
    fn from(id: Option<Id>) -> Self {
        id.map_or(Cell::from(""), Cell::Id)
    }
}

impl<'a> From<(Option<Day>, &'a str)> for Cell<'a> {
    fn from((day, text): (Option<Day>, &'a str)) -> Cell<'a> {
        Cell::From(day, text)
    }
}

/// A row of cells.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { &[$($crate::output::Cell::from($cell)),*] };
}
pub(crate) use row;

/// How many counties' records have numbers of their own.
const NUMBERS_OF_COUNTY: u64 = 10_000_000;
/// Of a thousand rows, those that stand beside a copy with a mistake in it.
const MISTAKES: u32 = 2;

struct File_ {
    writer: csv::Writer<BufWriter<File>>,
    faults: Vec<(usize, char)>,
    key: usize,
    first_date: usize,
    mistakes: Random,
    rows: u32,
    path: PathBuf,
    is_empty: bool,
}

/// The files of an extract.
pub(crate) struct Output<'a> {
    pub(crate) calendar: &'a Calendar,
    taken: Day,
    /// Which of the counties is being written, from 0.
    pub(crate) county: u32,
    files: BTreeMap<&'static str, File_>,
    fields: Vec<String>,
}

impl<'a> Output<'a> {
    pub(crate) fn create(
        folder: &Path,
        calendar: &'a Calendar,
        taken: Day,
        seed: u64,
    ) -> Result<Output<'a>, SpecimenError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| SpecimenError::Write { path: folder.to_path_buf(), source })?;
        let mut files = BTreeMap::new();
        for (index, table) in ALL.iter().enumerate() {
            let path = folder.join(format!("{}.csv", table.name));
            let file =
                File::create(&path).map_err(|source| SpecimenError::Write { path: path.clone(), source })?;
            let mut writer = csv::Writer::from_writer(BufWriter::new(file));
            let marks = ['*', '@', '<', '#', '=', '>'];
            let columns: Vec<&str> = table.layout.split(' ').collect();
            writer.write_record(columns.iter().map(|column| column.trim_end_matches(marks)))?;
            let faults: Vec<(usize, char)> = columns
                .iter()
                .enumerate()
                .filter_map(|(at, column)| {
                    Some((at, column.chars().last().filter(|last| marks.contains(last))?))
                })
                .collect();
            let find = |mark: char| faults.iter().find(|fault| fault.1 == mark).map_or(0, |fault| fault.0);
            let (key, first_date) = (find('*'), find('@'));
            let mistakes = Random::new(seed, u32::MAX, index as u32);
            files.insert(
                table.name,
                File_ { writer, faults, key, first_date, mistakes, rows: 0, path, is_empty: true },
            );
        }
        Ok(Output { calendar, taken, county: 0, files, fields: Vec::new() })
    }

    /// Writes a row that was entered on a day, unless that came after the extract. Now and then a spoilt copy of it
    /// with a key of its own follows, which a contract refuses.
    pub(crate) fn write(
        &mut self,
        table: &Table,
        entered: Day,
        cells: &[Cell<'_>],
    ) -> Result<(), SpecimenError> {
        let Some(file) = self.files.get_mut(table.name) else { return Ok(()) };
        file.rows += 1;
        // Chance is asked for every row, so that a later extract has the same mistakes and more.
        let mistake = file.mistakes.chance(MISTAKES);
        let fault =
            if mistake && !file.faults.is_empty() { Some(file.mistakes.pick(&file.faults)) } else { None };
        if entered > self.taken {
            return Ok(());
        }
        self.fields.clear();
        let past = |day: &Option<Day>| day.filter(|&day| day <= self.taken);
        for cell in cells {
            let field = match cell {
                Cell::Text(text) => text.to_string(),
                Cell::Date(day) => past(day).map_or(String::new(), |day| self.calendar.text(day).to_owned()),
                Cell::From(day, text) => past(day).map_or(String::new(), |_| (*text).to_owned()),
                Cell::Id(Id(prefix, number)) => {
                    format!("{prefix}{:09}", u64::from(self.county) * NUMBERS_OF_COUNTY + u64::from(*number))
                }
            };
            self.fields.push(field);
        }
        file.writer.write_record(&self.fields)?;
        file.is_empty = false;
        let Some((column, kind)) = fault else { return Ok(()) };
        let key = format!("{}-X", self.fields[file.key]);
        self.fields[file.key] = key;
        self.fields[column] = match kind {
            '@' => "2023-02-30".to_owned(),
            '<' => earlier(&self.fields[file.first_date]),
            '#' => "a dozen".to_owned(),
            '=' => "something else".to_owned(),
            '>' => "NOBODY".to_owned(),
            _ => String::new(),
        };
        file.writer.write_record(&self.fields)?;
        Ok(())
    }

    /// A number that no other row of the table in this county has.
    pub(crate) fn next(&self, table: &Table) -> u32 {
        self.files.get(table.name).map_or(0, |file| file.rows)
    }

    /// Begins the next county, whose records are numbered from 0 again.
    pub(crate) fn begin(&mut self, county: u32) {
        self.county = county;
        for file in self.files.values_mut() {
            file.rows = 0;
        }
    }

    /// Finishes all files, and takes those without a row away: nothing is known of their subjects.
    pub(crate) fn finish(self) -> Result<(), SpecimenError> {
        for mut file in self.files.into_values() {
            file.writer.flush().map_err(csv::Error::from)?;
            if file.is_empty {
                let path = file.path;
                drop(file.writer);
                std::fs::remove_file(&path).map_err(|source| SpecimenError::Write { path, source })?;
            }
        }
        Ok(())
    }
}

/// A date ten years before another in the form year-month-day.
fn earlier(date: &str) -> String {
    let (year, rest) = date.split_once('-').unwrap_or(("2013", "01-01"));
    let year = year.parse::<u32>().unwrap_or(2013) - 10;
    format!("{year}-{}", rest.replace("02-29", "02-28"))
}
