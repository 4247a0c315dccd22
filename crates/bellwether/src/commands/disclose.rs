//! `bellwether disclose`: what a public copy hides, why, what it costs, and what an outsider could still work out.

use std::collections::BTreeMap;
use std::path::Path;

use disclosure::{Attacked, Reason, Request};
use framework::{DisclosureMethod, FigureKey, Framework, ScorecardId};
use periods::Month;

use crate::Outcome;
use crate::arguments::{Disclose, Format};
use crate::output::{Failure, Rows, tell};
use crate::{input, kept};

/// How many lines a list for people has.
const LONGEST: usize = 20;
/// How many sums that do not hold are told of.
const FEW: usize = 5;

pub(crate) fn run(arguments: &Disclose) -> Outcome {
    let framework = input::read(&arguments.folder)?.sound()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let profile = framework.disclosure.as_ref().ok_or_else(|| {
        Failure::input(
            "the framework has no disclosure profile, so that nothing of it is public; add [disclosure] with an \
             owner to framework.toml",
        )
    })?;
    if let DisclosureMethod::AsPublished { reason } = &profile.method {
        tell(&format!("nothing is hidden: {reason} ({})", profile.owner));
        return Ok(());
    }
    let request = workspace::disclosed(&framework, scorecard, month)
        .ok_or_else(|| Failure::input("the disclosure profile hides nothing"))?;
    let outcome = disclosure::Outcome::of(request);
    tell_contradictions(&framework, &outcome);
    match arguments.format {
        Format::Text => print_text(&framework, &request, &outcome)?,
        format => rows(&framework, &outcome).print(format)?,
    }
    let given_away = outcome.given_away().count();
    if given_away > 0 {
        tell_given_away(&framework, &outcome);
        return Err(Failure::input(format!(
            "a public copy is refused: {} could be worked out from what would be shown",
            input::count(given_away, "hidden count")
        )));
    }
    if arguments.keep {
        keep(&framework, &request, &outcome, &arguments.folder, scorecard, month)?;
    }
    Ok(())
}

fn print_text(framework: &Framework, request: &Request<'_>, outcome: &disclosure::Outcome) -> Outcome {
    let limits = request.limits;
    let zeros = if limits.zeros_are_small { "nought is small too" } else { "nought is safe" };
    let rounded =
        limits.nearest.map_or(String::new(), |nearest| format!(" All are rounded to the nearest {nearest}."));
    crate::output::write(&format!(
        "Counts below {} are small, {zeros}; each must be able to be any of {} numbers at least.{rounded}\n\n",
        limits.threshold,
        u64::from(outcome.uncertainty) + 1
    ))?;
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in outcome.hidden.values() {
        *reasons.entry(reason.words()).or_default() += 1;
    }
    let rows = reasons.iter().map(|(words, figures)| vec![(*words).to_owned(), figures.to_string()]);
    if !outcome.hidden.is_empty() {
        Rows { columns: &["why", "hidden"], rows: rows.collect() }.print_table(&["hidden"])?;
        crate::output::write("\n")?;
        cost(outcome, "page", |key| framework.place(key.0.place).name.clone())?;
        cost(outcome, "indicator", |key| framework.indicator(key.0.indicator).id.clone())?;
    }
    let hidden = outcome.hidden.len();
    crate::output::write(&format!(
        "{hidden} of {} figures hidden ({}). {}\n",
        outcome.figures.len(),
        share(hidden, outcome.figures.len()),
        search(outcome)
    ))?;
    let checked = outcome.attacked.len();
    if checked > 0 && outcome.given_away().next().is_none() {
        crate::output::write(&format!(
            "Attacked as an outsider would: none of {} can be worked out more closely than the profile allows.\n",
            input::count(checked, "protected count")
        ))?;
    }
    if outcome.hides_everything() {
        tell("the profile hides every figure: there is nothing to publish");
    }
    Ok(())
}

fn search(outcome: &disclosure::Outcome) -> String {
    match (outcome.optimal_tables, outcome.large_tables) {
        (0, 0) => "No further figure had to be hidden to protect them.".to_owned(),
        (optimal, 0) => format!("{} protected by as few figures as can be.", input::count(optimal, "table")),
        (optimal, large) => format!(
            "{} protected by as few figures as can be; {large} too large for that, and protected count by count.",
            input::count(optimal, "table")
        ),
    }
}

/// The figures that each page loses, the worst first.
fn cost(outcome: &disclosure::Outcome, what: &'static str, of: impl Fn(&FigureKey) -> String) -> Outcome {
    let mut lost: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for key in &outcome.figures {
        lost.entry(of(key)).or_default().1 += 1;
    }
    for key in outcome.hidden.keys() {
        lost.entry(of(key)).or_default().0 += 1;
    }
    let mut lost: Vec<(String, (usize, usize))> =
        lost.into_iter().filter(|(_, (hidden, _))| *hidden > 0).collect();
    // As shares: what has lost the largest part first.
    lost.sort_by(|(_, one), (_, other)| (other.0 * one.1).cmp(&(one.0 * other.1)));
    let more = lost.len().saturating_sub(LONGEST);
    let row = |(name, (hidden, all)): (String, (usize, usize))| {
        vec![name, hidden.to_string(), all.to_string(), share(hidden, all)]
    };
    let columns: &[&str] = if what == "page" {
        &["page", "hidden", "figures", "share"]
    } else {
        &["indicator", "hidden", "figures", "share"]
    };
    Rows { columns, rows: lost.into_iter().take(LONGEST).map(row).collect() }
        .print_table(&["hidden", "figures", "share"])?;
    crate::output::write(&if more > 0 { format!("and {more} more\n\n") } else { "\n".to_owned() })
}

/// A part of a whole in per cent, rounded half up.
fn share(part: usize, whole: usize) -> String {
    let (part, whole) = (part as u64, (whole as u64).max(1));
    let tenths = (part * 2000 + whole) / (2 * whole);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Every hidden figure, for programs.
fn rows(framework: &Framework, outcome: &disclosure::Outcome) -> Rows {
    let mut closest: BTreeMap<FigureKey, &Attacked> = BTreeMap::new();
    for attacked in &outcome.attacked {
        let Some(figure) = attacked.figure else { continue };
        let known = closest.entry(figure).or_insert(attacked);
        if attacked.interval.width() < known.interval.width() {
            *known = attacked;
        }
    }
    let rows = outcome.hidden.iter().map(|(key, reason)| {
        let (series, period) = key;
        let rules = framework.rules(series.indicator, series.place, period);
        let other = match reason {
            Reason::Protects(other) | Reason::MadeOf(other) => name(framework, other),
            _ => String::new(),
        };
        let width = closest.get(key).map(|attacked| attacked.interval.width());
        vec![
            framework.indicator(series.indicator).id.clone(),
            framework.place(series.place).slug.clone(),
            period.to_string(),
            rules.bases.get(series.basis.index()).map_or_else(String::new, ToString::to_string),
            framework.breakdown(series.breakdown).label.clone(),
            if reason.is_primary() { "primary" } else { "secondary" }.to_owned(),
            reason.words().to_owned(),
            other,
            width.map_or_else(
                String::new,
                |width| if width.is_finite() { width.to_string() } else { String::new() },
            ),
        ]
    });
    Rows {
        columns: &[
            "indicator",
            "place",
            "period",
            "basis",
            "breakdown",
            "kind",
            "why",
            "other",
            "uncertainty",
        ],
        rows: rows.collect(),
    }
}

fn tell_contradictions(framework: &Framework, outcome: &disclosure::Outcome) {
    for contradiction in outcome.contradictions.iter().take(FEW) {
        let parts: Vec<String> = contradiction.parts.iter().map(|part| name(framework, part)).collect();
        tell(&format!(
            "{} of {} and its parts ({}) do not add up: the attack did without this sum",
            if contradiction.of_denominators { "the denominator" } else { "the count" },
            name(framework, &contradiction.whole),
            parts.join("; ")
        ));
    }
    if outcome.contradictions.len() > FEW {
        tell(&format!("and {} more sums", outcome.contradictions.len() - FEW));
    }
    if let Some(first) = outcome.contradicting_times.first() {
        tell(&format!(
            "{} do not add up over time, such as {}: the attack did without these sums",
            input::count(outcome.contradicting_times.len(), "figure"),
            name(framework, first)
        ));
    }
}

fn tell_given_away(framework: &Framework, outcome: &disclosure::Outcome) {
    for attacked in outcome.given_away().take(LONGEST) {
        let what =
            attacked.figure.map_or("a rest that is shown nowhere".to_owned(), |key| name(framework, &key));
        tell(&format!(
            "{what}: between {} and {}, as far as an outsider can work out",
            attacked.interval.least.ceil(),
            attacked.interval.most.floor()
        ));
    }
}

fn name(framework: &Framework, (series, period): &FigureKey) -> String {
    let breakdown = &framework.breakdown(series.breakdown).label;
    let breakdown = if breakdown.is_empty() { String::new() } else { format!(", {breakdown}") };
    format!(
        "{} at {} in {}{breakdown}",
        framework.indicator(series.indicator).id,
        framework.place(series.place).slug,
        period.words()
    )
}

/// Notes what is public from now on.
fn keep(
    framework: &Framework,
    request: &Request<'_>,
    outcome: &disclosure::Outcome,
    folder: &Path,
    scorecard: ScorecardId,
    month: Month,
) -> Outcome {
    let shown = disclosure::newly_shown(request, outcome);
    let table = kept::table(
        framework,
        shown.iter().map(|((series, period), reading)| (*series, *period, reading)),
        None,
    )?;
    let public = folder.join("public");
    let file = format!("{}-{month}.csv", framework.scorecard(scorecard).id);
    kept::put(&public, &file, &table)
        .map_err(|error| Failure::input(format!("{} cannot be written: {error}", public.display())))?;
    tell(&format!(
        "{} newly public, kept in {}; later copies reckon with them",
        input::count(shown.len(), "figure"),
        public.join(file).display()
    ));
    Ok(())
}
