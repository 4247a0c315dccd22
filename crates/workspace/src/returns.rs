//! Figures that providers returned and somebody else approved, as a file of the framework: they are held against the same
//! rules as every other figure, and a release says that it comes from them.

use std::cmp::Reverse;

use figures::{Absence, Number};
use framework::{Folder, Framework, Rule, SeriesKey, Severity, compile};
use store::{EntryOf, ReturnAbout, ReturnContent, Returns, Stage};

/// The file in which the approved returns of a store stand. One of this path that lies in a folder is passed over where
/// a store is at work.
pub const RETURNS_FILE: &str = "figures/approved-returns.csv";

/// The returns that are approved, by what they are about. Where two are about the same, the later one stands.
#[must_use]
pub fn approved_returns(mut returns: Vec<EntryOf<Returns>>) -> Vec<EntryOf<Returns>> {
    returns.retain(|entry| entry.latest.content.stage == Stage::Approved);
    let about = |entry: &EntryOf<Returns>| {
        let ReturnAbout { provider, indicator, period } = entry.about.clone();
        (provider, indicator, period.chronological(), period)
    };
    returns.sort_by_key(|entry| (about(entry), Reverse(entry.id)));
    returns.dedup_by_key(|entry| about(entry));
    returns
}

/// Returns as a file of figures, each with where it comes from.
#[must_use]
pub fn returns_file(returns: &[EntryOf<Returns>]) -> String {
    written(returns.iter().map(|entry| {
        let source = format!("Return {}", entry.id);
        (&entry.about, &entry.latest.content, source)
    }))
}

fn written<'a>(rows: impl Iterator<Item = (&'a ReturnAbout, &'a ReturnContent, String)>) -> String {
    let mut text = "indicator,place,period,numerator,denominator,value,source\n".to_owned();
    for (about, content, source) in rows {
        let ReturnAbout { provider, indicator, period } = about;
        let [numerator, denominator, value] = [&content.numerator, &content.denominator, &content.value]
            .map(|number| number.as_ref().map(Number::exact).unwrap_or_default());
        text += &format!("{indicator},{provider},{period},{numerator},{denominator},{value},{source}\n");
    }
    text
}

/// Whether a framework waits for a figure: it knows what the figure is about, and no file of its folder says what it is.
pub(crate) fn is_awaited(framework: &Framework, about: &ReturnAbout) -> bool {
    let indicator = framework.find_indicator(&about.indicator);
    let Some((indicator, place)) = indicator.zip(framework.find_place(&about.provider)) else { return false };
    let series = framework.series(&SeriesKey::own(indicator, place));
    let known = series.and_then(|series| series.get(&about.period));
    framework.applies(indicator, place)
        && known.is_none_or(|figure| figure.reading.absence() == Some(Absence::ToBeSupplied))
}

/// What is wrong with figures that are to be returned, as the compiler says it: the place of each among them, and a
/// sentence without a full stop. That the folder has a figure of its own is not wrong.
#[must_use]
pub fn faults_of_returns(folder: &Folder, returns: &[(ReturnAbout, ReturnContent)]) -> Vec<(usize, String)> {
    let mut folder = folder.clone();
    let rows = returns.iter().map(|(about, content)| (about, content, String::new()));
    folder.put(RETURNS_FILE, written(rows));
    let faults = compile(&folder).1.into_iter().filter(|diagnostic| {
        diagnostic.severity() == Severity::Fault
            && diagnostic.rule != Rule::DuplicateFigure
            && folder.file(diagnostic.primary.0).path == RETURNS_FILE
    });
    let place = |line: usize| line.saturating_sub(FIRST_LINE);
    faults.map(|fault| (place(fault.primary.0.line_and_column(&folder).0), fault.message)).collect()
}

/// The line of a file of figures on which its first figure stands.
const FIRST_LINE: usize = 2;
