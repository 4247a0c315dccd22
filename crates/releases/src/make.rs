//! A release, made from a compiled framework.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use assess::Assessment;
use figures::Number;
use framework::{
    BandColour, EditionStatus, FigureStatus, Folder, Framework, IndicatorId, LevelId, Rules, Scheme,
    ScorecardId,
};
use periods::{Basis, Month};

use crate::comparators;
use crate::counting::{counting, population};
use crate::encoding::fingerprint;
use crate::release::{
    Amount, Change, Definition, Direction, Figure, Heading, LAYOUT, Origin, Place, Rating, Records, Release,
    Row, Series, Sheet, Target, Text, Version,
};

/// What to make a release of.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The files that the framework was compiled from, for their fingerprints.
    pub folder: &'a Folder,
    /// The compiled framework, with every figure.
    pub framework: &'a Framework,
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The month that the data run to.
    pub data_month: Month,
    /// Which release of that month it will be, from 1.
    pub number: u32,
    /// Why it is made, where another of the same month and status stands or a figure differs from that of another
    /// scorecard.
    pub reason: Option<String>,
}

/// Where measured figures are kept in a framework folder.
const MEASURED: &str = "measured/";

impl Release {
    /// The edition as it stands.
    #[must_use]
    pub fn of(request: &Request<'_>) -> Self {
        let framework = request.framework;
        let mut making = Making { request, imports: BTreeSet::new(), meant: BTreeSet::new() };
        let mut sheets: BTreeMap<Series, Vec<Row>> = BTreeMap::new();
        let mut assessments =
            assess::assess_edition(framework, request.scorecard, request.data_month).peekable();
        while let Some(first) = assessments.next() {
            let about = (first.series, basis(framework, &first));
            let is_same = |next: &Assessment<'_>| (next.series, basis(framework, next)) == about;
            let rows = sheets.entry(series(framework, &first)).or_default();
            rows.push(making.row(&first));
            while let Some(next) = assessments.next_if(is_same) {
                rows.push(making.row(&next));
            }
        }
        let Making { imports, meant, .. } = making;
        let scorecard = framework.scorecard(request.scorecard);
        let changes = scorecard.changes.iter().filter(|change| change.month <= request.data_month);
        let texts = framework
            .texts
            .iter()
            .filter(|text| text.scorecard == request.scorecard && text.month == request.data_month);
        Self {
            heading: heading(request, &imports),
            places: framework.place_ids().map(|id| place(framework, framework.place(id))).collect(),
            definitions: meant.into_iter().map(|meant| definition(request, meant)).collect(),
            comparators: comparators::shown(framework, request.scorecard, request.data_month),
            texts: texts.map(|text| of_text(framework, scorecard, text)).collect(),
            changes: changes
                .map(|change| Change {
                    month: change.month,
                    indicator: change.indicator.map(|id| framework.indicator(id).id.clone()),
                    place: change.place.map(|id| framework.place(id).slug.clone()),
                    period: change.period,
                    change: change.change.clone(),
                })
                .collect(),
            sheets: sheets.into_iter().map(sheet).collect(),
        }
    }
}

/// A basis may be known under several indices to the versions of an indicator: its rows are put in order here.
fn sheet((series, mut rows): (Series, Vec<Row>)) -> Sheet {
    rows.sort_by_key(|row| (row.period.chronological(), row.period));
    Sheet { series, rows }
}

/// An indicator at a level, in the era before (0) or after so many changes of meaning.
type Meant = (IndicatorId, LevelId, usize);

struct Making<'a> {
    request: &'a Request<'a>,
    /// The files that figures come from.
    imports: BTreeSet<String>,
    /// What definitions the figures need.
    meant: BTreeSet<Meant>,
}

impl Making<'_> {
    fn row(&mut self, assessment: &Assessment<'_>) -> Row {
        let framework = self.request.framework;
        let (key, period) = (assessment.series, assessment.period);
        let indicator = framework.indicator(key.indicator);
        let place = framework.place(key.place);
        let rules = framework.rules(key.indicator, key.place, &period);
        let era = indicator.versions.iter().take_while(|version| version.from <= period.last_month()).count();
        self.meant.insert((key.indicator, place.level, era));
        Row {
            period,
            figure: figure(assessment),
            printed: printed(rules, assessment),
            status: assessment
                .figure
                .filter(|figure| figure.status != FigureStatus::Settled)
                .map(|figure| figure.status.token().to_owned()),
            covers: assessment
                .figure
                .and_then(|figure| figure.covers)
                .map(|(first, last)| (first.to_string(), last.to_string())),
            origin: assessment.figure.map(|figure| self.origin(figure)),
            version: era
                .checked_sub(1)
                .and_then(|last| indicator.versions.get(last))
                .map(|version| version.from),
            target: assessment.target.as_ref().map(|applied| Target {
                target: applied.target.clone(),
                annual: applied.annual.clone(),
                period: applied.period,
                floor: applied.floor.clone(),
                upper: applied.upper.clone(),
                carried: applied.carried,
            }),
            rating: assessment.rating.as_ref().map(rating),
            reason: assessment.reason.clone(),
            directions: assessment
                .directions
                .iter()
                .map(|travel| Direction {
                    against: travel.compared_with,
                    direction: travel.direction.map(|direction| direction.token().to_owned()),
                })
                .collect(),
            cautions: assessment.cautions.iter().map(|caution| caution.words().to_owned()).collect(),
        }
    }

    fn origin(&mut self, figure: &framework::Figure) -> Origin {
        let path = &self.request.folder.file(figure.location).path;
        if path.starts_with(MEASURED) || path.is_empty() {
            return Origin::Records;
        }
        if !self.imports.contains(path) {
            self.imports.insert(path.clone());
        }
        Origin::Import(path.clone())
    }
}

/// The basis that a figure is filled by.
fn basis<'a>(framework: &'a Framework, assessment: &Assessment<'_>) -> Option<&'a Basis> {
    let series = assessment.series;
    let rules = framework.rules(series.indicator, series.place, &assessment.period);
    rules.bases.get(series.basis.index())
}

/// What a figure is about, by its texts.
fn series(framework: &Framework, assessment: &Assessment<'_>) -> Series {
    let key = assessment.series;
    Series {
        indicator: framework.indicator(key.indicator).id.clone(),
        place: framework.place(key.place).slug.clone(),
        basis: basis(framework, assessment).map_or_else(String::new, ToString::to_string),
        breakdown: framework.breakdown(key.breakdown).label.clone(),
    }
}

fn heading(request: &Request<'_>, imports: &BTreeSet<String>) -> Heading {
    let framework = request.framework;
    let scorecard = framework.scorecard(request.scorecard);
    let edition = framework
        .editions
        .iter()
        .find(|edition| edition.scorecard == request.scorecard && edition.data_month == request.data_month);
    let of_file = |path: &String| {
        let text = request.folder.find(path).map_or("", |(_, file)| file.text.as_str());
        (path.clone(), fingerprint(text))
    };
    Heading {
        layout: LAYOUT,
        organisation: framework.organisation.clone(),
        scorecard: scorecard.id.clone(),
        title: scorecard.title.clone(),
        data_month: request.data_month,
        number: request.number,
        status: edition.and_then(|edition| edition.status).map(|status| match status {
            EditionStatus::First => "first".to_owned(),
            EditionStatus::Final => "final".to_owned(),
        }),
        reason: request.reason.clone(),
        specimen: framework.specimen,
        framework: of_folder(request.folder),
        records: framework.origin.as_ref().map(|origin| Records {
            snapshot: origin.snapshot.clone(),
            fingerprint: origin.hash.clone(),
            history: origin.history.clone(),
        }),
        imports: imports.iter().map(of_file).collect(),
    }
}

/// The fingerprint of a framework's files: of a line for each, in the order of their paths, with the fingerprint of its
/// text, a space and its path.
fn of_folder(folder: &Folder) -> String {
    let lines: String =
        folder.files.iter().map(|file| format!("{} {}\n", fingerprint(&file.text), file.path)).collect();
    fingerprint(&lines)
}

fn place(framework: &Framework, place: &framework::Place) -> Place {
    let slug = |id: &framework::PlaceId| framework.place(*id).slug.clone();
    Place {
        place: place.slug.clone(),
        name: place.name.clone(),
        level: framework.levels.get(place.level.index()).map_or_else(String::new, |level| level.name.clone()),
        part_of: place.part_of.iter().map(slug).collect(),
        from: place.from,
        to: place.to,
        succeeds: place.succeeds.as_ref().map(slug),
    }
}

fn definition(request: &Request<'_>, (id, level, era): Meant) -> Definition {
    let framework = request.framework;
    let indicator = framework.indicator(id);
    let version = era.checked_sub(1).and_then(|last| indicator.versions.get(last));
    // The rules before the first change of meaning are those of the first month there is.
    let rules = indicator.rules(level, version.map_or(Month::FIRST, |version| version.from));
    let of_scorecard = || framework.scorecard(request.scorecard).minimum_denominator;
    let unrated = rules.rating.scheme == Scheme::None;
    let sources = rules.sources.iter().filter_map(|source| framework.sources.get(source.index()));
    let note = assess::inferred_note(&rules.rating.inferred).filter(|_| !unrated);
    let rule: Vec<String> =
        std::iter::once(assess::bandings(rules, None)).chain(note.map(str::to_owned)).collect();
    Definition {
        indicator: indicator.id.clone(),
        level: framework.levels.get(level.index()).map_or_else(String::new, |level| level.name.clone()),
        version: version.map(|version| Version {
            from: version.from,
            change: version.change.clone(),
            comparable: version.comparable,
        }),
        code: indicator.code.clone(),
        title: rules.title.clone(),
        polarity: rules.polarity.token().to_owned(),
        unit: rules.unit,
        decimals: rules.decimals,
        bases: rules.bases.iter().map(ToString::to_string).collect(),
        frequency: rules.frequency.to_string(),
        year: rules.year.to_string(),
        definition: rules.definition.clone(),
        sources: sources.map(|source| source.title.clone()).collect(),
        owner: rules.owner.clone(),
        rule: rule.join(" "),
        minimum_denominator: rules.minimum_denominator.or_else(of_scorecard).filter(|_| !unrated),
        counting: rules.measure.as_ref().map(|measure| counting(framework, measure)),
        population: rules.measure.as_ref().and_then(|measure| population(framework, measure)),
    }
}

fn of_text(framework: &Framework, scorecard: &framework::Scorecard, text: &framework::Text) -> Text {
    let subject = &text.subject;
    Text {
        kind: text.kind.token().to_owned(),
        page: subject.page.clone(),
        section: subject.section.map(|id| scorecard.section(id).id.clone()),
        indicator: subject.indicator.map(|id| framework.indicator(id).id.clone()),
        place: subject.place.map(|id| framework.place(id).slug.clone()),
        role: text.role.clone(),
        specimen: text.specimen,
        text: text.text.clone(),
    }
}

fn figure(assessment: &Assessment<'_>) -> Figure {
    match (assessment.reading.value(), assessment.reading.absence()) {
        (Some(value), _) => Figure::Value(Amount {
            exact: value.number().clone(),
            numerator: value.numerator().cloned(),
            denominator: value.denominator().cloned(),
        }),
        (None, absence) => Figure::Absent(absence.unwrap_or(figures::Absence::ToBeSupplied)),
    }
}

fn printed(rules: &Rules, assessment: &Assessment<'_>) -> String {
    let Some(value) = assessment.reading.value() else {
        return assessment.reading.absence().map_or("", figures::Absence::words).to_owned();
    };
    let number = value.number().rounded(rules.decimals);
    let plus = if rules.signed && number.signum() == Ordering::Greater { "+" } else { "" };
    format!("{plus}{}", rules.unit.with_unit(&Number::grouped(&number, rules.decimals)))
}

fn rating(rating: &assess::Rating) -> Rating {
    let counts_as = match rating {
        assess::Rating::Band { counts_as, .. } => *counts_as,
        _ => None,
    };
    Rating {
        rating: rating.token().to_owned(),
        counts_as: counts_as.map(|colour| match colour {
            BandColour::Green => "green".to_owned(),
            BandColour::Amber => "amber".to_owned(),
            BandColour::Red => "red".to_owned(),
        }),
    }
}
