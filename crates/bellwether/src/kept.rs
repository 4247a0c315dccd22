//! Files that commands keep in a framework folder.

use std::fs;
use std::io;
use std::path::Path;

use figures::{Absence, Number, Reading, Value};
use framework::{Framework, SeriesKey};
use jiff::civil::Date;
use periods::Period;

use crate::output::Failure;

/// Figures as `figures/*.csv` has them, with the day on which their records were taken.
pub(crate) fn table<'a>(
    framework: &Framework,
    figures: impl Iterator<Item = (SeriesKey, Period, &'a Reading)>,
    taken: Option<Date>,
) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = [
        "indicator",
        "place",
        "period",
        "basis",
        "breakdown",
        "numerator",
        "denominator",
        "value",
        "status",
        "as_at",
    ];
    writer.write_record(columns).map_err(Failure::input)?;
    let taken = taken.map_or_else(String::new, |day| day.to_string());
    for (series, period, reading) in figures {
        let rules = framework.rules(series.indicator, series.place, &period);
        let value = reading.value();
        let amount = |number: Option<&Number>| number.map_or_else(String::new, Number::kept);
        let (above, below) = (value.and_then(Value::numerator), value.and_then(Value::denominator));
        // Numerator and denominator define the value; a rounded one beside them would only be checked.
        let alone = value.filter(|_| above.is_none() || below.is_none()).map(Value::number);
        let basis = rules.bases.get(series.basis.index()).filter(|_| series.basis.index() > 0);
        writer
            .write_record([
                &framework.indicator(series.indicator).id,
                &framework.place(series.place).slug,
                &period.to_string(),
                &basis.map_or_else(String::new, ToString::to_string),
                &framework.breakdown(series.breakdown).label,
                &amount(above),
                &amount(below),
                &amount(alone),
                &reading.absence().map_or("", Absence::token).to_owned(),
                &taken,
            ])
            .map_err(Failure::input)?;
    }
    writer.into_inner().map_err(Failure::input)
}

/// Puts a file into a folder; it is whole before it is there.
pub(crate) fn put(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let waiting = folder.join(format!(".{name}"));
    fs::write(&waiting, content)?;
    fs::rename(waiting, folder.join(name))
}
