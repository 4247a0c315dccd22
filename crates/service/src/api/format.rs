//! Formats, and which of them is wanted (RFC 9110, section 12.5.1).

/// A format that something is answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
}

impl Format {
    /// Both of them; the first where either is as welcome.
    pub(crate) const ALL: [Self; 2] = [Self::Json, Self::Csv];

    /// How it is asked for in an address.
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// What `Accept` headers call it.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }

    /// Its content type.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// The most welcome of those that can be made, if any is.
    pub(crate) fn wanted(accept: &str, made: &[Self]) -> Option<Self> {
        if accept.trim().is_empty() {
            return made.first().copied();
        }
        let mut best: Option<(u16, Self)> = None;
        for format in made {
            let welcome = welcome(accept, format.media_type());
            if welcome > best.map_or(0, |(welcome, _)| welcome) {
                best = Some((welcome, *format));
            }
        }
        best.map(|(_, format)| format)
    }
}

/// How welcome a media type is, in thousandths, by the range that names it most closely.
fn welcome(accept: &str, media_type: &str) -> u16 {
    let kind = media_type.split('/').next().unwrap_or_default();
    let mut closest = (0, 0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(|part| part.trim().to_ascii_lowercase());
        let closeness = match parts.next().unwrap_or_default() {
            range if range == media_type => 3,
            range if range == format!("{kind}/*") => 2,
            range if range == "*/*" => 1,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=").map(thousandths));
        if closeness > closest.0 {
            closest = (closeness, weight.unwrap_or(1000));
        }
    }
    closest.1
}

/// A weight from `0` to `1` with up to three decimals; what is no weight welcomes nothing.
fn thousandths(weight: &str) -> u16 {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    let is_plain = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if is_plain => 1000,
        "0" if is_plain => format!("{rest:0<3}").parse().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_welcome_format_is_made_and_json_where_either_is() {
        for (accept, expected) in [
            ("", Some(Format::Json)),
            ("*/*", Some(Format::Json)),
            ("application/json", Some(Format::Json)),
            ("text/csv", Some(Format::Csv)),
            ("TEXT/CSV; charset=utf-8", Some(Format::Csv)),
            ("text/*", Some(Format::Csv)),
            ("text/csv, application/json", Some(Format::Json)),
            ("text/csv, */*;q=0.5", Some(Format::Csv)),
            ("text/csv;q=0.5, application/json;q=0.499", Some(Format::Csv)),
            ("application/json;q=0, */*", Some(Format::Csv)),
            ("*/*, application/json;q=0, text/csv;q=0", None),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Format::Json)),
            ("text/html", None),
            ("text/csv;q=two", None),
            ("text/csv;q=2", None),
            ("text/csv;q=0.5000", None),
        ] {
            assert_eq!(Format::wanted(accept, &Format::ALL), expected, "{accept}");
        }
        assert_eq!(Format::wanted("text/csv", &[Format::Json]), None);
    }
}
