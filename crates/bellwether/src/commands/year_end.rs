//! `bellwether year-end`: the targets of a year, carried into the next until they are approved, and where there are none.

use figures::Number;
use framework::{
    File, Folder, Framework, IndicatorId, PlaceSelector, Scheme, SeriesKey, Severity, Target, TargetStatus,
    render_all,
};
use periods::Period;

use crate::Outcome;
use crate::arguments::YearEnd;
use crate::input::{self, count};
use crate::kept;
use crate::output::{Failure, Rows, style, tell};

/// The columns of the file that is written, as `targets/*.csv` has them.
const COLUMNS: [&str; 11] = [
    "indicator",
    "place",
    "period",
    "basis",
    "breakdown",
    "target",
    "floor",
    "upper",
    "printed",
    "status",
    "note",
];

pub(crate) fn run(arguments: &YearEnd) -> Outcome {
    let year = arguments.year;
    let next = year.next().filter(|_| year.kind().is_year()).ok_or_else(|| {
        Failure::Call(format!("`{year}` is no year; give the one that ends, such as FY2023-24 or AY2022-23"))
    })?;
    let (folder, framework) = input::read(&arguments.folder)?.with_folder()?;
    let carried = carried(&framework, year);
    let missing = missing(&framework, year, next);
    let rows = carried.iter().map(Carried::printed).chain(missing.iter().map(Missing::printed));
    Rows {
        columns: &["indicator", "place", "period", "basis", "breakdown", "target", "status", "why"],
        rows: rows.collect(),
    }
    .print(arguments.format)?;
    tell(&format!(
        "{} of {} to carry into {next}, {} without one",
        count(carried.len(), "target"),
        year,
        count(missing.len(), "figure")
    ));
    if !arguments.keep {
        if !carried.is_empty() {
            tell("nothing was written; --keep writes them into targets/");
        }
        return Ok(());
    }
    if carried.is_empty() {
        return Ok(());
    }
    keep(arguments, folder, next, &carried)
}

/// Writes the targets into a file of their own, if the framework is sound with it.
fn keep(arguments: &YearEnd, mut folder: Folder, next: Period, carried: &[Carried]) -> Outcome {
    let file = format!("{next}-carried.csv");
    let path = format!("targets/{file}");
    if folder.find(&path).is_some() {
        return Err(Failure::Call(format!(
            "{path} is there already, and is not overwritten; move its rows to another file of targets, or take it out"
        )));
    }
    let content = table(carried)?;
    folder.files.push(File { path: path.clone(), text: content.clone(), readable: true });
    folder.files.sort_by(|one, other| one.path.cmp(&other.path));
    let compiled = framework::compile(&folder).1;
    let faults: Vec<_> =
        compiled.into_iter().filter(|diagnostic| diagnostic.severity() == Severity::Fault).collect();
    if !faults.is_empty() {
        tell(render_all(&faults, &folder, style()).trim_end());
        return Err(Failure::input(format!(
            "nothing was written: {} with {path}",
            count(faults.len(), "fault")
        )));
    }
    kept::put(&arguments.folder.join("targets"), &file, content.as_bytes())
        .map_err(|error| Failure::input(format!("{path} cannot be written: {error}")))?;
    tell(&format!(
        "{} written to {path}; whoever approves one changes it if need be and empties its `status`; to undo all of it, \
         take the file out",
        count(carried.len(), "target")
    ));
    Ok(())
}

fn table(carried: &[Carried]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(Failure::input)?;
    for row in carried {
        writer.write_record(&row.cells).map_err(Failure::input)?;
    }
    let bytes = writer.into_inner().map_err(Failure::input)?;
    String::from_utf8(bytes).map_err(Failure::input)
}

/// A target as it is written for the next year.
struct Carried {
    cells: [String; COLUMNS.len()],
    from: Period,
}

impl Carried {
    fn of(
        framework: &Framework,
        indicator: IndicatorId,
        from: Period,
        period: Period,
        target: &Target,
    ) -> Self {
        let number = |number: &Option<Number>| number.as_ref().map_or_else(String::new, Number::kept);
        let status = match target.status {
            TargetStatus::Set | TargetStatus::Carried => "carried",
            // That there is none is carried too: otherwise a wider target would hold where none was meant to.
            TargetStatus::Deliberate => "none",
            TargetStatus::NoLongerApplicable => "no-longer-applicable",
        };
        Self {
            cells: [
                framework.indicator(indicator).id.clone(),
                places(framework, &target.scope.places),
                period.to_string(),
                basis(framework, indicator, target),
                target.scope.breakdown.map_or_else(any, |id| framework.breakdown(id).label.clone()),
                number(&target.target),
                number(&target.floor),
                number(&target.upper),
                target.printed.clone().unwrap_or_default(),
                status.to_owned(),
                format!("carried from {from}"),
            ],
            from,
        }
    }

    fn printed(&self) -> Vec<String> {
        let [indicator, place, period, basis, breakdown, target, _, _, _, status, _] = self.cells.clone();
        vec![indicator, place, period, basis, breakdown, target, status, format!("that of {}", self.from)]
    }
}

/// How files say that a target is for every basis or breakdown.
fn any() -> String {
    "*".to_owned()
}

/// How files write the basis of a target: nothing for the indicator's own.
fn basis(framework: &Framework, indicator: IndicatorId, target: &Target) -> String {
    let Some(basis) = target.scope.basis else { return any() };
    let written = framework.indicator(indicator).eras().find_map(|rules| rules.bases.get(basis.index()));
    written.filter(|_| basis.index() > 0).map_or_else(String::new, ToString::to_string)
}

/// How files write the places of a target.
fn places(framework: &Framework, selector: &PlaceSelector) -> String {
    match selector {
        PlaceSelector::Everywhere => any(),
        PlaceSelector::Level(level) => {
            let name = framework.levels.get(level.index()).map_or("", |level| level.name.as_str());
            format!("level:{name}")
        }
        PlaceSelector::Group(group) => format!("group:{group}"),
        PlaceSelector::Place(place) => framework.place(*place).slug.clone(),
    }
}

/// The targets of a year and of the periods in it that the year after has none of yet, by indicator and place. What is
/// no longer measured then, and places that are gone by then, need none.
fn carried(framework: &Framework, year: Period) -> Vec<Carried> {
    let mut found: Vec<Carried> = framework
        .targets
        .iter()
        .filter(|(indicator, period, _)| {
            year.contains(period)
                && has_year(framework, *indicator, year)
                && !is_over(framework, *indicator, year)
        })
        .filter_map(|(indicator, period, targets)| Some((indicator, period, a_year_later(period)?, targets)))
        .flat_map(|(indicator, period, later, targets)| {
            let known = framework.targets.declared(indicator, later);
            let wanted = targets.iter().filter(move |target| {
                let is_known = known.iter().any(|known| known.scope == target.scope);
                let mut places = framework.select(&target.scope.places);
                !is_known && places.any(|place| framework.place(place).exists_in(&later))
            });
            wanted.map(move |target| Carried::of(framework, indicator, period, later, target))
        })
        .collect();
    found.sort_by(|one, other| one.cells.cmp(&other.cells));
    found
}

/// The same month, quarter, term or year of the year after.
fn a_year_later(period: Period) -> Option<Period> {
    std::iter::successors(period.next(), |later| later.next())
        .take(12)
        .find(|later| later.a_year_ago() == Some(period))
}

/// Whether the targets of an indicator are for years of this kind.
fn has_year(framework: &Framework, indicator: IndicatorId, year: Period) -> bool {
    framework.indicator(indicator).eras().any(|rules| rules.year.period_kind() == year.kind())
}

/// Whether an indicator is measured no longer when a year is over.
fn is_over(framework: &Framework, indicator: IndicatorId, year: Period) -> bool {
    framework.indicator(indicator).until.is_some_and(|until| until <= year.last_month())
}

/// A figure that needs a target and has none to carry, or all figures of a year.
struct Missing {
    indicator: String,
    place: String,
    period: Period,
    why: String,
}

impl Missing {
    fn printed(&self) -> Vec<String> {
        let empty = String::new;
        let (indicator, place, why) = (self.indicator.clone(), self.place.clone(), self.why.clone());
        vec![indicator, place, self.period.to_string(), empty(), empty(), empty(), "missing".to_owned(), why]
    }
}

/// Every indicator and place that is rated against a target, on its own basis and over the whole cohort, and will have
/// none in the year after: neither one that stands there already nor one to carry, of the year or of the figures in it.
/// Where only some figures have one, those without.
fn missing(framework: &Framework, year: Period, next: Period) -> Vec<Missing> {
    let mut missing = Vec::new();
    for id in framework.indicator_ids().filter(|id| !is_over(framework, *id, year)) {
        for place in framework.place_ids().filter(|place| framework.applies(id, *place)) {
            if framework.rules(id, place, &next).year.period_kind() != next.kind() {
                continue;
            }
            let without = without_target(framework, SeriesKey::own(id, place), next);
            missing.extend(without.into_iter().map(|(period, why)| Missing {
                indicator: framework.indicator(id).id.clone(),
                place: framework.place(place).slug.clone(),
                period,
                why,
            }));
        }
    }
    missing
}

/// The figures of a year to come that are due and will have no target, and why; the year itself where no figure in it
/// has a target of its own.
fn without_target(framework: &Framework, series: SeriesKey, next: Period) -> Vec<(Period, String)> {
    let of_year = coming(framework, series, next);
    let mut without = Vec::new();
    let mut has_own = false;
    for due in assess::due_in_year(framework, series, next) {
        let rules = framework.rules(series.indicator, series.place, &due);
        if matches!(rules.rating.scheme, Scheme::None | Scheme::Bands(_) | Scheme::Previous(_)) {
            continue;
        }
        let mut own = assess::written_under(rules, due).filter(|period| *period != next);
        let own = own.find_map(|period| coming(framework, series, period));
        has_own |= own.is_some();
        let found = own.or(of_year);
        if found.is_none_or(|(_, target)| target.target.is_none()) {
            without.push((due, why_none(due, next, found)));
        }
    }
    if has_own || without.is_empty() { without } else { vec![(next, why_none(next, next, of_year))] }
}

/// The target that a period will have, and the period that says so: its own, or that of a year before, which is carried
/// where it is for fewer places, bases or breakdowns.
fn coming(framework: &Framework, series: SeriesKey, period: Period) -> Option<(Period, &Target)> {
    let of = |period: Period| Some((period, assess::target_in(framework, series, period)?));
    let (own, before) = (of(period), period.a_year_ago().and_then(of));
    match (own, before) {
        (Some((_, new)), Some((_, old))) if new.scope.specificity() >= old.scope.specificity() => own,
        _ => before.or(own),
    }
}

/// Why a period of a year to come will have no target: what was found says that there is none, or nothing was.
fn why_none(period: Period, next: Period, found: Option<(Period, &Target)>) -> String {
    match (found, period.a_year_ago()) {
        (Some((known, _)), _) if next.contains(&known) => format!("there is deliberately none in {known}"),
        (Some((known, _)), _) => format!("there was deliberately none in {known}"),
        (None, Some(before)) => format!("there was none in {before} either"),
        (None, None) => format!("there is none in {period}"),
    }
}
