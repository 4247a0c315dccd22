//! Every reason for absence has a token, words and a shorthand.

use figures::{Absence, Number, Symbol};

#[test]
fn each_reason_has_its_token_words_and_shorthand() {
    let table = [
        (Absence::NotAvailable, "not-available", "Not available", "[x]"),
        (Absence::ToBeSupplied, "to-be-supplied", "To be supplied", "[x]"),
        (Absence::NotApplicable, "not-applicable", "Not applicable at this place", "[z]"),
        (Absence::NotYetCollected, "not-yet-collected", "Not yet collected", "[x]"),
        (Absence::NoCases, "no-cases", "No cases", "[z]"),
        (Absence::NoLongerApplicable, "no-longer-applicable", "No longer applicable", "[z]"),
        (Absence::Suppressed, "suppressed", "Suppressed", "[c]"),
    ];
    assert_eq!(table.map(|(absence, ..)| absence), Absence::ALL);
    for (absence, token, words, shorthand) in table {
        assert_eq!(absence.to_string(), token);
        assert_eq!(token.parse(), Ok(absence));
        assert_eq!(absence.words(), words);
        assert_eq!(absence.shorthand().bracketed(), shorthand);
        assert_eq!(format!("[{}]", absence.shorthand().bare()), shorthand);
    }
}

#[test]
fn what_rounds_to_nought_and_is_not_nought_is_low() {
    for (number, decimals, expected) in [
        ("0", 1, None),
        ("0.04", 1, Some(Symbol::Low)),
        ("-0.04", 1, Some(Symbol::Low)),
        ("0.05", 1, None),
        ("0.4", 0, Some(Symbol::Low)),
    ] {
        let number = Number::parse(number).unwrap();
        assert_eq!(Symbol::of_number(&number, decimals), expected, "{number}");
    }
    assert_eq!((Symbol::Low.bare(), Symbol::Low.bracketed()), ("low", "[low]".to_owned()));
}

#[test]
fn other_words_are_refused_with_the_list() {
    for text in ["", "n/a", "Not available", "not available"] {
        assert_eq!(
            Absence::parse(text).unwrap_err().to_string(),
            format!(
                "`{text}` is no reason for an absence: write one of not-available, to-be-supplied, not-applicable, \
                 not-yet-collected, no-cases, no-longer-applicable, suppressed"
            )
        );
    }
}
