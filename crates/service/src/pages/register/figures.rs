//! Figures beside which entries stand: as the framework folder at work has them, before they are in a release.

use std::collections::BTreeSet;

use assess::assess;
use figures::Number;
use framework::{Framework, IndicatorId, PlaceId, Rules, SeriesKey};
use periods::{Basis, Period};
use permissions::{Action, Actor, Resource, allowed};
use publish::view::RatingView;
use publish::with_unit;
use store::Contracts;

use crate::answers::Problem;
use crate::app::App;
use crate::pages::register::words::code_and_title;
use crate::work::AtWork;

/// The places whose figures somebody may see before they are in a release: those that they work with, and of the
/// others those whose contracts and returns they see.
pub(super) async fn seen_places(app: &App, actor: &Actor) -> Result<BTreeSet<String>, Problem> {
    let contracts = app.store.registered::<Contracts>(actor).await?;
    let mut seen: BTreeSet<String> = contracts.into_iter().map(|contract| contract.about.provider).collect();
    seen.retain(|provider| allowed(actor, Action::See, Resource::ContractReturn.at(provider)));
    let work = app.work();
    let works_with = |slug: &&str| allowed(actor, Action::See, Resource::WorkingFigures.at(slug));
    seen.extend(work.places.slugs().filter(works_with).map(str::to_owned));
    Ok(seen)
}

/// The periods of which a place has a figure of an indicator, the newest first, with what is printed.
pub(super) fn known(framework: &Framework, indicator: IndicatorId, place: PlaceId) -> Vec<(Period, String)> {
    let key = SeriesKey::own(indicator, place);
    let figures = framework.series(&key).map_or(&[][..], |series| series.figures());
    let newest_first = figures.iter().rev();
    newest_first.filter_map(|figure| Some((figure.period, printed(framework, key, figure.period)?))).collect()
}

/// A figure as it is printed, if there is one.
pub(super) fn printed(framework: &Framework, key: SeriesKey, period: Period) -> Option<String> {
    let assessment = assess(framework, None, key, period);
    let rules = framework.rules(key.indicator, key.place, &period);
    Some(with_unit(rules, assessment.reading.value()?.number(), rules.decimals))
}

/// A figure of a contract beside what was agreed.
pub(super) struct ContractFigure {
    pub id: String,
    pub title: String,
    pub period: String,
    pub printed: String,
    /// The target of the period.
    pub target: Option<String>,
    /// Its rating.
    pub rating: Option<RatingView>,
    /// What came together since the year began, and the target until then.
    pub to_date: Option<(String, String)>,
}

/// The newest figure of each indicator that a provider has figures of.
pub(super) fn of_provider(work: &AtWork, place: PlaceId) -> Vec<ContractFigure> {
    let framework = &work.framework;
    framework.indicator_ids().filter_map(|indicator| newest(framework, indicator, place)).collect()
}

fn newest(framework: &Framework, indicator: IndicatorId, place: PlaceId) -> Option<ContractFigure> {
    let key = SeriesKey::own(indicator, place);
    let (period, printed) = known(framework, indicator, place).into_iter().next()?;
    let rules = framework.rules(indicator, place, &period);
    let assessment = assess(framework, None, key, period);
    let target = assessment.target.as_ref().map(|applied| edge(rules, &applied.target));
    Some(ContractFigure {
        id: framework.indicator(indicator).id.clone(),
        title: code_and_title(framework, indicator),
        period: period.words(),
        printed,
        target,
        rating: assessment.rating.as_ref().map(RatingView::new),
        to_date: to_date(framework, key, period)
            .map(|(figure, target)| (with_unit(rules, &figure, rules.decimals), edge(rules, &target))),
    })
}

/// A target with as many decimals as it needs, as scorecards have it.
fn edge(rules: &Rules, target: &Number) -> String {
    with_unit(rules, target, target.decimals_needed(rules.decimals, 6))
}

/// What came together since the year began, and the target until then: of counts whose annual target is spread over
/// the year, where no month is missing.
fn to_date(framework: &Framework, key: SeriesKey, period: Period) -> Option<(Number, Number)> {
    let rules = framework.rules(key.indicator, key.place, &period);
    rules.profile.as_ref()?;
    let parts = match rules.basis() {
        Basis::YearToDate => vec![period],
        Basis::Month => {
            let months = Period::run(period.year(rules.year)?.first_month(), period.last_month())?;
            months.months().map(Period::month).collect()
        }
        _ => return None,
    };
    let mut sums = (Number::zero(), Number::zero());
    for part in parts {
        let assessment = assess(framework, None, key, part);
        sums.0 = &sums.0 + assessment.reading.value()?.number();
        sums.1 = &sums.1 + &assessment.target?.target;
    }
    Some(sums)
}

/// What one of those that an indicator counts costs in its last whole year: the yearly value over that year's outturn.
/// With the figure and the year.
pub(super) fn unit_cost(
    framework: &Framework,
    key: SeriesKey,
    yearly_value: &Number,
) -> Option<(Number, String, Period)> {
    let (newest, _) = known(framework, key.indicator, key.place).into_iter().next()?;
    let rules = framework.rules(key.indicator, key.place, &newest);
    let this = newest.year(rules.year)?;
    // The year that has just ended is whole.
    let is_whole = this.last_month() == newest.last_month();
    let year = if is_whole { Some(this) } else { this.previous() }?;
    let outturn = assess(framework, None, key, year);
    let counted = outturn.reading.value()?.number().clone();
    let cost = yearly_value.checked_div(&counted)?;
    Some((cost, printed(framework, key, year)?, year))
}
