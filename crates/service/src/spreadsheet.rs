//! Texts in files that are opened in spreadsheets.

/// A cell that no spreadsheet takes for a formula (<https://owasp.org/www-community/attacks/CSV_Injection>): an apostrophe
/// says that it is a text. Numbers stay numbers.
pub(crate) fn harmless(cell: &str) -> String {
    let may_be_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if may_be_formula && !is_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Whether a cell is digits, with a sign before them or a point among them.
fn is_number(cell: &str) -> bool {
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, "0"));
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_plain(whole.strip_prefix(['-', '+']).unwrap_or(whole)) && is_plain(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_work_out_is_a_text_and_a_number_stays_one() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("@SUM(1)", "'@SUM(1)"),
            ("+44 x", "'+44 x"),
            ("-x", "'-x"),
            ("-", "'-"),
            ("-1.", "'-1."),
            ("-1.2.3", "'-1.2.3"),
            ("--1", "'--1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-1.5", "-1.5"),
            ("+0.5", "+0.5"),
            ("-12", "-12"),
            ("12", "12"),
            ("Total", "Total"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected, "{cell}");
        }
    }
}
