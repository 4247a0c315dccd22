//! The form on which a team or a provider returns figures: a workbook that says what is asked for, checks what is written
//! into it, and has the columns of `figures/*.csv`, row by row.

use framework::{Framework, PlaceId};
use periods::{Frequency, Period, PeriodKind};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::WorkbookError;
use super::sheet::{add_table, write_texts};

/// The sheet with the figures.
pub const RETURN_SHEET: &str = "Return";

/// Its columns: those of `figures/*.csv`, and what the indicator is called, for whoever fills it in.
pub const RETURN_COLUMNS: [&str; 11] = [
    "indicator",
    "title",
    "place",
    "period",
    "basis",
    "breakdown",
    "numerator",
    "denominator",
    "value",
    "status",
    "note",
];

/// The first of its columns to fill in.
pub const FIRST_TO_FILL: u16 = 6;
const STATUS: u16 = 9;
const NOTE: u16 = 10;
const STATUSES: [&str; 5] = ["provisional", "not-available", "to-be-supplied", "no-cases", "not-applicable"];

/// A form for the figures of a place in a period: a row for each indicator that has figures of such periods there. None
/// if there is no such indicator.
pub fn return_form(
    framework: &Framework,
    place: PlaceId,
    period: Period,
) -> Result<Option<Vec<u8>>, WorkbookError> {
    let rows = asked_for(framework, place, period);
    if rows.is_empty() {
        return Ok(None);
    }
    let name = &framework.place(place).name;
    let mut book = Workbook::new();
    let dated = ExcelDateTime::parse_from_str(&period.last_month().last_day().to_string())?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("Return of {name}, {}", period.words()))
            .set_author(&framework.organisation)
            .set_creation_datetime(&dated),
    );
    let lines = [
        format!("{}. {}.", framework.organisation, framework.name),
        format!(
            "The sheet {RETURN_SHEET} has a row for each figure. Write into the columns numerator, denominator, value, \
             status and note; the others say what is asked for and stay as they are."
        ),
        "A share or a rate has a numerator and a denominator, and its value may stay empty: it follows from them. A count has a \
         value alone."
            .to_owned(),
        "Where there is no figure, choose the reason in the column status. A row that is left empty is not returned.".to_owned(),
        "Do not write names or case references anywhere in this workbook.".to_owned(),
    ];
    write_texts(&mut book, "How to fill this in", &format!("Return of {name}, {}", period.words()), &lines)?;
    let sheet = book.add_worksheet().set_name(RETURN_SHEET)?;
    write_rows(sheet, &rows)?;
    check_what_is_written(sheet, u32::try_from(rows.len()).unwrap_or(u32::MAX))?;
    sheet.set_active(true);
    Ok(Some(book.save_to_buffer()?))
}

/// The fixed cells of each row.
fn asked_for(framework: &Framework, place: PlaceId, period: Period) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for indicator in framework.indicator_ids().filter(|&indicator| framework.applies(indicator, place)) {
        let rules = framework.rules(indicator, place, &period);
        let known = framework.indicator(indicator);
        let is_measured_then = known.from.is_none_or(|from| from <= period.last_month())
            && known.until.is_none_or(|until| until >= period.first_month());
        let is_of_kind = frequency(period) == Some(rules.frequency)
            && period.kind().year_kind().is_none_or(|year| year == rules.year);
        // A second showing has the figures of the first, and what is measured from records is not returned.
        if is_measured_then && is_of_kind && known.same_as.is_none() && rules.measure.is_none() {
            rows.push([
                known.id.clone(),
                rules.title.clone(),
                framework.place(place).slug.clone(),
                period.to_string(),
                String::new(),
                String::new(),
            ]);
        }
    }
    rows
}

fn frequency(period: Period) -> Option<Frequency> {
    match period.kind() {
        PeriodKind::Month => Some(Frequency::Month),
        PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => Some(Frequency::Quarter),
        PeriodKind::Term => Some(Frequency::Term),
        PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear => {
            Some(Frequency::Year)
        }
        PeriodKind::HalfTerm | PeriodKind::Run(_) => None,
    }
}

fn write_rows(sheet: &mut Worksheet, rows: &[[String; 6]]) -> Result<(), XlsxError> {
    let wrapping = Format::new().set_text_wrap();
    let open = Format::new().set_unlocked();
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, text, &wrapping)?;
        }
        for column in FIRST_TO_FILL..=NOTE {
            sheet.write_blank(row, column, &open)?;
        }
    }
    for (column, width) in [(0, 14.0), (1, 60.0), (2, 22.0), (3, 16.0), (NOTE, 50.0)] {
        sheet.set_column_width(column, width)?;
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    add_table(sheet, 0, last, &RETURN_COLUMNS, "return", "The figures that are asked for, a row each")?;
    sheet.set_freeze_panes(1, 0)?;
    // Without a password: it keeps slips out, and nobody who means it.
    sheet.protect();
    Ok(())
}

fn check_what_is_written(sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    let counts = DataValidation::new()
        .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        .set_error_title("A count is wanted")?
        .set_error_message("Write a number that is not below nought, or leave the cell empty.")?;
    sheet.add_data_validation(1, FIRST_TO_FILL, last, FIRST_TO_FILL + 1, &counts)?;
    let value = DataValidation::new()
        .allow_custom(Formula::new("=ISNUMBER(I2)"))
        .set_error_title("A number is wanted")?
        .set_error_message("Write a number, or leave the cell empty and choose a status.")?;
    sheet.add_data_validation(1, FIRST_TO_FILL + 2, last, FIRST_TO_FILL + 2, &value)?;
    let status = DataValidation::new()
        .allow_list_strings(&STATUSES)?
        .set_error_title("This is not a status")?
        .set_error_message("Choose one of the list, or leave the cell empty.")?;
    sheet.add_data_validation(1, STATUS, last, STATUS, &status)?;
    Ok(())
}
