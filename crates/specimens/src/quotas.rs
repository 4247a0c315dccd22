//! What is planned: the numerators and denominators of October 2023, and the published figures of the months before.

use crate::SpecimenError;
use crate::calendar::LAST_MONTH;

/// The planned figures. Numerators and denominators are kept in tenths, as full-time equivalents have a decimal.
pub(crate) struct Quotas {
    rows: Vec<Quota>,
    anchors: Vec<Anchor>,
}

struct Quota {
    indicator: String,
    place: String,
    numerator: i64,
    denominator: i64,
}

struct Anchor {
    indicator: String,
    place: String,
    month: usize,
    value: i64,
}

/// Two whole numbers of a planned figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) numerator: u32,
    pub(crate) denominator: u32,
}

impl Quotas {
    pub(crate) fn read() -> Result<Quotas, SpecimenError> {
        let mut quotas = Quotas { rows: Vec::new(), anchors: Vec::new() };
        for row in csv::Reader::from_reader(include_str!("../data/quota.csv").as_bytes()).records() {
            let row = row?;
            let field = |index: usize| row.get(index).unwrap_or_default();
            quotas.rows.push(Quota {
                indicator: field(0).to_owned(),
                place: field(1).to_owned(),
                numerator: tenths(field(2)),
                denominator: tenths(field(3)),
            });
        }
        for row in csv::Reader::from_reader(include_str!("../data/anchors.csv").as_bytes()).records() {
            let row = row?;
            let field = |index: usize| row.get(index).unwrap_or_default();
            let month_of_2023 = field(2).rsplit('-').next().and_then(|month| month.parse::<usize>().ok());
            let Some(month_of_2023) = month_of_2023.filter(|month| (1..=10).contains(month)) else {
                continue;
            };
            quotas.anchors.push(Anchor {
                indicator: field(0).to_owned(),
                place: field(1).to_owned(),
                month: LAST_MONTH + month_of_2023 - 10,
                value: tenths(field(3)),
            });
        }
        Ok(quotas)
    }

    /// The numerator and the denominator planned for a place in October 2023, in tenths.
    pub(crate) fn tenths(&self, indicator: &str, place: &str) -> (i64, i64) {
        self.rows
            .iter()
            .find(|row| row.indicator == indicator && row.place == place)
            .map_or((0, 0), |row| (row.numerator, row.denominator))
    }

    /// The same in whole numbers.
    pub(crate) fn pair(&self, indicator: &str, place: &str) -> Pair {
        let (numerator, denominator) = self.tenths(indicator, place);
        Pair { numerator: (numerator / 10) as u32, denominator: (denominator / 10) as u32 }
    }

    pub(crate) fn county(&self, indicator: &str) -> Pair {
        self.pair(indicator, "kent")
    }

    /// The count planned for the county.
    pub(crate) fn count(&self, indicator: &str) -> u32 {
        self.county(indicator).numerator
    }

    /// The published figures of earlier months, in tenths.
    pub(crate) fn anchors(&self, indicator: &str, place: &str) -> Vec<(usize, i64)> {
        let anchors = self.anchors.iter().filter(|row| row.indicator == indicator && row.place == place);
        anchors.map(|row| (row.month, row.value)).collect()
    }
}

/// A number with at most one decimal, in tenths; 0 for anything else.
fn tenths(text: &str) -> i64 {
    let (whole, decimal) = text.split_once('.').unwrap_or((text, "0"));
    let whole: i64 = whole.parse().unwrap_or(0);
    whole * 10 + decimal.parse::<i64>().unwrap_or(0)
}
