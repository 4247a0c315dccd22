//! The canonical form: one text for one release.

use std::collections::BTreeMap;

use framework::FigureStatus;
use jiff::Timestamp;
use releases::{
    Amount, DecodeError, Encoded, EncodedSheet, Figure, LAYOUT, SignOff, difference, fingerprint, seal,
};

use super::council::{council, period, said};

fn made() -> releases::Release {
    council()
        .measure("VISITS", "east", "2023-10", "1177/1385")
        .import("TALKS", "west", "2023-10", "no-cases")
        .release("2023-10")
}

#[test]
fn what_is_written_is_read_as_what_it_was() {
    let release = made();
    assert_eq!(release.encode().decode().unwrap(), release);
}

#[test]
fn the_same_edition_always_has_the_same_form() {
    assert_eq!(made().encode(), made().encode());
}

#[test]
fn the_fingerprint_is_that_of_the_lines_one_after_the_other() {
    let encoded = made().encode();
    let whole: String = std::iter::once(encoded.front.as_str())
        .chain(encoded.sheets.iter().map(|sheet| sheet.text.as_str()))
        .collect();
    assert_eq!(encoded.fingerprint(), fingerprint(&whole));
    assert!(
        whole.ends_with('\n') && whole.lines().all(|line| line.starts_with("{\"") && line.ends_with('}'))
    );
    // As `printf abc | sha256sum` says.
    assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn a_figure_is_a_line_that_can_be_read_alone() {
    let encoded = made().encode();
    let sheet = encoded
        .sheets
        .iter()
        .find(|sheet| sheet.series.indicator == "VISITS" && sheet.series.place == "east")
        .unwrap();
    let line = sheet.text.lines().find(|line| line.contains("\"2023-10\"")).unwrap();
    assert_eq!(
        line,
        "{\"row\":{\"period\":\"2023-10\",\"figure\":{\"value\":{\"exact\":\"23540/277\",\"numerator\":\"1177\",\
         \"denominator\":\"1385\"}},\"printed\":\"85.0%\",\"origin\":\"records\",\"target\":{\"target\":\"80\",\
         \"period\":\"FY2023-24\",\"floor\":\"75\"},\"rating\":{\"rating\":\"green\"},\"reason\":\"85.0% meets the \
         target of 80.0%.\",\"directions\":[{\"against\":\"2023-09\"}]}}"
    );
    assert_eq!(sheet.row(period("2023-10")).unwrap().unwrap().printed, "85.0%");
    assert_eq!(sheet.row(period("2022-10")).unwrap(), None);
}

#[test]
fn another_line_or_another_order_is_not_a_release() {
    let encoded = made().encode();
    let refused = |change: &dyn Fn(&mut releases::Encoded)| {
        let mut encoded = encoded.clone();
        change(&mut encoded);
        encoded.decode().unwrap_err()
    };
    let no_heading = refused(&|encoded| {
        encoded.front = encoded.front.lines().skip(1).map(|line| format!("{line}\n")).collect()
    });
    assert!(matches!(no_heading, DecodeError::Order { line: 1 }));
    let more = refused(&|encoded| encoded.front.push_str("{\"place\":{}}\n"));
    assert!(matches!(more, DecodeError::Line { .. }));
    let twice = refused(&|encoded| encoded.front = encoded.front.repeat(2));
    assert!(matches!(twice, DecodeError::Order { .. }));
    let other = refused(&|encoded| encoded.sheets[0].series.place.push('x'));
    assert!(matches!(other, DecodeError::Order { line: 1 }));
    let newer = refused(&|encoded| encoded.front = encoded.front.replacen("\"layout\":2", "\"layout\":3", 1));
    assert!(matches!(newer, DecodeError::Newer { layout: 3 }));
}

/// A release as a program of layout 1 wrote it.
const OF_LAYOUT_1: &str = include_str!("layout-1.jsonl");

/// A canonical form, cut before each series.
fn cut(text: &str) -> Encoded {
    let mut encoded = Encoded { front: String::new(), sheets: Vec::new() };
    for line in text.split_inclusive('\n') {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(series) = value.get("series") {
            let series = serde_json::from_value(series.clone()).unwrap();
            encoded.sheets.push(EncodedSheet { series, text: String::new() });
        }
        encoded.sheets.last_mut().map_or(&mut encoded.front, |sheet| &mut sheet.text).push_str(line);
    }
    encoded
}

#[test]
fn a_release_of_layout_1_is_read_and_written_again_as_it_stands() {
    let encoded = cut(OF_LAYOUT_1);
    // As `sha256sum layout-1.jsonl` says.
    assert_eq!(encoded.fingerprint(), "5c6b3364d3a0ad767d184edd3b4904de1ae979bd89db0991b29b6558481798b5");
    let release = encoded.decode().unwrap();
    assert_eq!((release.heading.layout, release.comparators.len()), (1, 0));
    let (_, row) = release.rows().find(|(_, row)| row.period == period("2023-10")).unwrap();
    assert_eq!((row.printed.as_str(), row.settled()), ("85.0%", FigureStatus::Provisional));
    assert_eq!(release.encode(), encoded);
}

#[test]
fn a_release_of_layout_1_is_compared_with_one_of_today() {
    let old = cut(OF_LAYOUT_1).decode().unwrap();
    let mut new = old.clone();
    new.heading.layout = LAYOUT;
    assert!(difference(&old, &new).is_empty());
    new.changes[0].place = Some("east".to_owned());
    let row = &mut new.sheets[0].rows[1];
    row.printed = "83.0%".to_owned();
    row.figure = Figure::Value(Amount { exact: 83.into(), numerator: None, denominator: None });
    let restated: Vec<String> = said(&difference(&old, &new));
    assert_eq!(restated, ["restated VISITS at east in 2023-09: 82.0% -> 83.0%: Visits by telephone count."]);
}

#[test]
fn a_seal_hangs_on_the_release_before_the_content_its_copies_and_who_signed_it_off() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let sign_off = |role: &str, text: &str| SignOff { role: role.to_owned(), at: at(text) };
    let one = [sign_off("Director", "2023-11-20T09:00:00Z")];
    let (none, copies) = (BTreeMap::new(), BTreeMap::from([("public".to_owned(), "f".to_owned())]));
    let sealed = seal(None, "c", &none, &one);
    // As `printf '…\n' | sha256sum` says of the line.
    let line = "{\"previous\":null,\"content\":\"c\",\"sign_offs\":[{\"role\":\"Director\",\
                \"at\":\"2023-11-20T09:00:00Z\"}]}\n";
    assert_eq!(sealed, fingerprint(line));
    let line = "{\"previous\":null,\"content\":\"c\",\"copies\":{\"public\":\"f\"},\"sign_offs\":[]}\n";
    assert_eq!(seal(None, "c", &copies, &[]), fingerprint(line));
    for other in [
        seal(Some("p"), "c", &none, &one),
        seal(None, "d", &none, &one),
        seal(None, "c", &copies, &one),
        seal(None, "c", &none, &[sign_off("Head", "2023-11-20T09:00:00Z")]),
        seal(None, "c", &none, &[sign_off("Director", "2023-11-20T09:00:01Z")]),
        seal(None, "c", &none, &[]),
    ] {
        assert_ne!(other, sealed);
    }
}
