//! What the parts of the compiler share: the names declared so far, and the readers of values that report what is
//! wrong with them.

use std::collections::BTreeMap;
use std::fmt::Display;

use figures::{Number, Unit};
use jiff::civil::Date;
use periods::{Basis, Month, Period};

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::unknown_word;
use crate::folder::Folder;
use crate::model::{
    BasisIndex, Breakdown, BreakdownId, ComparatorId, FactsId, Indicator, IndicatorId, LevelId, MemberId,
    PlaceId, PlaceSelector, ScorecardId, SourceId,
};
use crate::table::{Cell, View};

use super::names::Register;

/// The state of a compilation.
pub(super) struct Context<'a> {
    pub folder: &'a Folder,
    pub diagnostics: Vec<Diagnostic>,
    pub levels: Register<LevelId>,
    pub places: Register<PlaceId>,
    pub groups: Vec<String>,
    /// Whether `places.csv` could not be read whole, and may name more groups.
    pub groups_lost: bool,
    pub dimensions: Register<usize>,
    pub members: Register<MemberId>,
    /// The names of the members of each dimension.
    pub dimension_members: Vec<Vec<String>>,
    pub member_dimensions: Vec<usize>,
    pub breakdowns: Vec<Breakdown>,
    pub indicators: Register<IndicatorId>,
    /// The indicators of each mark, in the order of their files.
    pub marks: BTreeMap<String, Vec<IndicatorId>>,
    /// Whether an indicator could not be read, and may have further marks.
    pub marks_lost: bool,
    pub comparators: Register<ComparatorId>,
    pub sources: Register<SourceId>,
    pub facts: Register<FactsId>,
    pub scorecards: Register<ScorecardId>,
}

impl<'a> Context<'a> {
    pub(super) fn new(folder: &'a Folder) -> Self {
        Self {
            folder,
            diagnostics: Vec::new(),
            levels: Register::new(Rule::UnknownLevel, "level", "levels are declared in framework.toml"),
            places: Register::new(Rule::UnknownPlace, "place", "places are declared in places.csv"),
            groups: Vec::new(),
            groups_lost: false,
            dimensions: Register::new(
                Rule::UnknownBreakdown,
                "dimension",
                "dimensions are declared in breakdowns.toml",
            ),
            dimension_members: Vec::new(),
            members: Register::new(
                Rule::UnknownBreakdown,
                "breakdown",
                "members of breakdowns are declared in breakdowns.toml",
            ),
            member_dimensions: Vec::new(),
            breakdowns: vec![Breakdown::default()],
            indicators: Register::new(
                Rule::UnknownIndicator,
                "indicator",
                "indicators are declared in indicators/*.toml",
            ),
            marks: BTreeMap::new(),
            marks_lost: false,
            comparators: Register::new(
                Rule::UnknownComparator,
                "comparator",
                "comparators are declared in comparators.toml",
            ),
            sources: Register::new(Rule::UnknownSource, "source", "sources are declared in sources/*.toml"),
            facts: Register::new(Rule::UnknownFacts, "facts", "facts are queries: facts/NAME.sql"),
            scorecards: Register::new(
                Rule::UnknownScorecard,
                "scorecard",
                "a scorecard is a file of scorecards/, and its name is its id",
            ),
        }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn duplicate(&mut self, what: &str, name: &str, location: Location, earlier: Location) {
        self.report(
            Diagnostic::new(Rule::DuplicateId, location, format!("there are two {what} `{name}`"))
                .also(earlier, "the first")
                .hint("rename or remove one of them"),
        );
    }

    /// Reports an id that cannot be a file name and an address, which ids become.
    pub(super) fn address(&mut self, location: Location, what: &str, id: &str, otherwise: &str) {
        let sound = !id.is_empty()
            && !id.starts_with('.')
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if !sound {
            self.report(
                Diagnostic::new(Rule::BadId, location, format!("`{id}` cannot be the id of {what}"))
                    .hint(format!("ids have letters, digits, hyphens, dots and underscores; {otherwise}")),
            );
        }
    }

    fn parsed<T, E: Display>(
        &mut self,
        rule: Rule,
        location: Location,
        text: &str,
        result: Result<T, E>,
    ) -> Option<T> {
        result.map_err(|error| self.report(explained(rule, location, text, &error.to_string()))).ok()
    }

    pub(super) fn number(&mut self, location: Location, text: &str) -> Option<Number> {
        self.parsed(Rule::BadNumber, location, text, Number::parse(text))
    }

    pub(super) fn month(&mut self, location: Location, text: &str) -> Option<Month> {
        self.parsed(Rule::BadPeriod, location, text, Month::parse(text))
    }

    pub(super) fn period(&mut self, location: Location, text: &str) -> Option<Period> {
        self.parsed(Rule::BadPeriod, location, text, Period::parse(text))
    }

    pub(super) fn basis(&mut self, location: Location, text: &str) -> Option<Basis> {
        self.parsed(Rule::BadBasis, location, text, Basis::parse(text))
    }

    pub(super) fn unit(&mut self, location: Location, text: &str) -> Option<Unit> {
        self.parsed(Rule::BadUnit, location, text, text.parse::<Unit>())
    }

    /// A date of the years that periods can be in.
    pub(super) fn date(&mut self, location: Location, text: &str) -> Option<Date> {
        let written = text.parse().ok().filter(|date: &Date| date.to_string() == text);
        let Some(date) = written else {
            let meant = ["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y"]
                .iter()
                .find_map(|format| Date::strptime(format, text).ok());
            let hint = match meant {
                Some(date) => format!("dates are written year-month-day; did you mean {date}?"),
                None => "dates are written year-month-day: 2023-10-31".to_owned(),
            };
            self.report(
                Diagnostic::new(Rule::BadDate, location, format!("`{text}` is not a date")).hint(hint),
            );
            return None;
        };
        if Month::containing(date).is_none() {
            self.report(
                Diagnostic::new(Rule::BadDate, location, format!("`{text}` is too early or too late"))
                    .hint(format!("dates lie between {} and {}", Month::FIRST, Month::LAST)),
            );
            return None;
        }
        Some(date)
    }

    pub(super) fn word<T: Copy>(&mut self, cell: &Cell, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == cell.text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.report(unknown_word(cell.location, &cell.text, &known));
        }
        found
    }

    /// A cell that must be filled.
    pub(super) fn needed(&mut self, row: View<'_, '_>, column: &str) -> Option<Cell> {
        let filled = row.filled(column);
        if filled.is_none() {
            let location = row.cell(column).location;
            self.report(
                Diagnostic::new(
                    Rule::MissingCell,
                    location,
                    format!("the column `{column}` is empty in this row"),
                )
                .hint("fill it in, or take the row out"),
            );
        }
        filled
    }

    pub(super) fn number_cell(&mut self, row: View<'_, '_>, column: &str) -> Option<Number> {
        row.filled(column).and_then(|cell| self.number(cell.location, &cell.text))
    }

    pub(super) fn date_cell(&mut self, row: View<'_, '_>, column: &str) -> Option<Date> {
        row.filled(column).and_then(|cell| self.date(cell.location, &cell.text))
    }

    pub(super) fn period_cell(&mut self, row: View<'_, '_>, column: &str) -> Option<Period> {
        self.needed(row, column).and_then(|cell| self.period(cell.location, &cell.text))
    }

    pub(super) fn place_cell(&mut self, row: View<'_, '_>, column: &str) -> Option<PlaceId> {
        self.needed(row, column).and_then(|cell| self.place(cell.location, &cell.text))
    }

    pub(super) fn indicator_cell(&mut self, row: View<'_, '_>, column: &str) -> Option<IndicatorId> {
        self.needed(row, column).and_then(|cell| self.indicator(cell.location, &cell.text))
    }

    pub(super) fn place(&mut self, location: Location, name: &str) -> Option<PlaceId> {
        self.places.resolve(location, name, &mut self.diagnostics)
    }

    pub(super) fn level(&mut self, location: Location, name: &str) -> Option<LevelId> {
        self.levels.resolve(location, name, &mut self.diagnostics)
    }

    /// The levels of a list of names.
    pub(super) fn levels_of(&mut self, names: &[String], at: impl Fn(usize) -> Location) -> Vec<LevelId> {
        names.iter().enumerate().filter_map(|(position, name)| self.level(at(position), name)).collect()
    }

    pub(super) fn indicator(&mut self, location: Location, name: &str) -> Option<IndicatorId> {
        self.indicators.resolve(location, name, &mut self.diagnostics)
    }

    pub(super) fn dimension(&mut self, location: Location, name: &str) -> Option<usize> {
        self.dimensions.resolve(location, name, &mut self.diagnostics)
    }

    pub(super) fn comparator(&mut self, location: Location, name: &str) -> Option<ComparatorId> {
        self.comparators.resolve(location, name, &mut self.diagnostics)
    }

    pub(super) fn source(&mut self, location: Location, name: &str) -> Option<SourceId> {
        self.sources.resolve(location, name, &mut self.diagnostics)
    }

    pub(super) fn scorecard(&mut self, location: Location, name: &str) -> Option<ScorecardId> {
        self.scorecards.resolve(location, name, &mut self.diagnostics)
    }

    /// A place, `group:NAME`, `level:NAME` or `*`.
    pub(super) fn selector(&mut self, location: Location, text: &str) -> Option<PlaceSelector> {
        if text == "*" {
            return Some(PlaceSelector::Everywhere);
        }
        if let Some(name) = text.strip_prefix("level:") {
            return self.level(location, name).map(PlaceSelector::Level);
        }
        if let Some(name) = text.strip_prefix("group:") {
            if self.groups.iter().any(|group| group == name) {
                return Some(PlaceSelector::Group(name.to_owned()));
            }
            if self.groups_lost {
                return None;
            }
            let hint = suggest(name, self.groups.iter().map(String::as_str))
                .unwrap_or_else(|| "groups are named in places.csv".to_owned());
            self.report(
                Diagnostic::new(Rule::UnknownGroup, location, format!("no place is in the group `{name}`"))
                    .hint(hint),
            );
            return None;
        }
        self.place(location, text).map(PlaceSelector::Place)
    }

    /// The breakdown of a cell; an empty one is the whole cohort.
    pub(super) fn breakdown_cell(&mut self, row: View<'_, '_>) -> Option<BreakdownId> {
        let Some(cell) = row.filled("breakdown") else { return Some(BreakdownId::WHOLE) };
        self.breakdown(cell.location, &cell.text)
    }

    /// The breakdown of a text: members of different dimensions joined by ` + `.
    pub(super) fn breakdown(&mut self, location: Location, text: &str) -> Option<BreakdownId> {
        let mut members = Vec::new();
        for name in text.split(" + ").map(str::trim) {
            members.push(self.members.resolve(location, name, &mut self.diagnostics)?);
        }
        members.sort_by_key(|member| self.member_dimensions[member.index()]);
        let same_dimension = members
            .windows(2)
            .any(|pair| self.member_dimensions[pair[0].index()] == self.member_dimensions[pair[1].index()]);
        if same_dimension {
            self.report(
                Diagnostic::new(
                    Rule::UnknownBreakdown,
                    location,
                    "two members of one dimension cannot be combined",
                )
                .hint("join members of different dimensions with ` + `"),
            );
            return None;
        }
        let found = self.breakdowns.iter().position(|breakdown| breakdown.members == members);
        Some(BreakdownId::new(found.unwrap_or_else(|| {
            self.breakdowns.push(Breakdown { members, label: text.to_owned() });
            self.breakdowns.len() - 1
        })))
    }

    /// The basis of a cell; an empty one is the indicator's own, others must be listed in `also`.
    pub(super) fn basis_cell(&mut self, row: View<'_, '_>, indicator: &Indicator) -> Option<BasisIndex> {
        let Some(cell) = row.filled("basis") else { return Some(BasisIndex::OWN) };
        let basis = self.basis(cell.location, &cell.text)?;
        let eras = indicator.rules.iter().flatten();
        let found = eras.filter_map(|rules| rules.bases.iter().position(|known| *known == basis)).next();
        if found.is_none() {
            self.report(
                Diagnostic::new(
                    Rule::UnlistedBasis,
                    cell.location,
                    format!("`{}` doesn't list the basis `{basis}`", indicator.id),
                )
                .also(indicator.location, "declared here")
                .hint(format!(
                    "leave the cell empty for its own basis, or add `also = [\"{basis}\"]` to the indicator"
                )),
            );
        }
        found.map(BasisIndex::new)
    }
}

/// What the crates `figures` and `periods` say of a text that they cannot read: what is wrong and, after a colon, the
/// way out.
fn explained(rule: Rule, location: Location, text: &str, error: &str) -> Diagnostic {
    let quoted = format!("`{text:.40}`");
    // A colon inside the text itself parts nothing.
    let from = error.strip_prefix(quoted.as_str()).map_or(0, |rest| error.len() - rest.len());
    let from = if error[from..].starts_with(": ") { from + 2 } else { from };
    match error[from..].split_once(": ") {
        Some((wrong, way_out)) => {
            let bare = !way_out.starts_with(|letter: char| letter.is_lowercase());
            let hint = if bare { format!("write {way_out}") } else { way_out.to_owned() };
            Diagnostic::new(rule, location, format!("{}{wrong}", &error[..from])).hint(hint)
        }
        None => Diagnostic::new(rule, location, error).hint(match rule {
            Rule::BadPeriod => "write a month (2021-06), a year (FY2021-22, AY2021-22) or a part of one (FY2021-22-Q1, AY2021-22-T1)",
            _ => "docs/framework.md shows how it is written",
        }),
    }
}
