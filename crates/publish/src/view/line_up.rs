//! Lines the columns of a page's tables up with each other.

use super::table::{Heading, Section};

/// Spans headings of narrower sections over the columns of the widest, so that the same columns stand below each
/// other. A section with columns that the widest has no room for keeps its own.
pub(super) fn line_up(sections: &mut [Section]) {
    let Some(widest) = sections.iter().max_by_key(|section| section.headings.len()) else { return };
    let slots: Vec<&'static str> = widest.headings.iter().map(|heading| heading.kind).collect();
    let is_wide = sections.iter().any(|section| section.is_wide);
    for section in sections.iter_mut() {
        if let Some((title_span, spans)) = spans(&slots, &section.headings) {
            section.is_wide = is_wide;
            section.columns.clone_from(&slots);
            section.title_span = title_span;
            for (heading, span) in section.headings.iter_mut().zip(spans) {
                heading.span = span;
            }
            spread(section);
        }
    }
}

/// Gives earlier periods two columns each where the title has taken more than it needs: years are long headings.
fn spread(section: &mut Section) {
    let earlier = section.headings.iter_mut().filter(|heading| heading.kind == "period" && heading.span == 1);
    for heading in earlier {
        if section.title_span > 1 {
            section.title_span -= 1;
            heading.span = 2;
        }
    }
}

/// How many slots the title and each heading take, from right to left: a heading takes the nearest slot of its kind;
/// one without such a slot takes one of those left free; what stays free goes to the heading before it.
fn spans(slots: &[&'static str], headings: &[Heading]) -> Option<(usize, Vec<usize>)> {
    let mut starts = vec![0; headings.len()];
    let mut end = slots.len();
    for (position, heading) in headings.iter().enumerate().rev() {
        // Every heading before this one needs a slot, too.
        let own = (position..end).rfind(|slot| slots[*slot] == heading.kind);
        let later_kinds = || headings[..position].iter().any(|earlier| slots[..end].contains(&earlier.kind));
        let start = match own {
            Some(slot) => slot,
            None if later_kinds() => {
                let before = headings[..position]
                    .iter()
                    .rev()
                    .find_map(|earlier| slots[..end].iter().rposition(|kind| *kind == earlier.kind))?;
                before + 1
            }
            None => end.checked_sub(1)?,
        };
        if start >= end || start < position {
            return None;
        }
        starts[position] = start;
        end = start;
    }
    let ends = starts.iter().skip(1).copied().chain([slots.len()]);
    let spans = starts.iter().zip(ends).map(|(start, end)| end - start).collect();
    Some((1 + end, spans))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(kinds: &[&'static str]) -> Vec<Heading> {
        let heading = |kind: &&'static str| Heading {
            kind,
            first: String::new(),
            second: String::new(),
            in_full: String::new(),
            span: 1,
        };
        kinds.iter().map(heading).collect()
    }

    #[test]
    fn columns_of_one_kind_stand_below_each_other() {
        let slots = [
            "period",
            "period",
            "period latest",
            "trend",
            "target",
            "rating",
            "outturn",
            "outturn",
            "earlier",
            "comparator",
        ];
        type Case<'c> = (&'c [&'static str], Option<(usize, Vec<usize>)>);
        let table: &[Case<'_>] = &[
            (&slots, Some((1, vec![1; 10]))),
            (
                &[
                    "period",
                    "period latest",
                    "trend",
                    "target",
                    "rating",
                    "outturn",
                    "outturn",
                    "earlier",
                    "comparator",
                ],
                Some((2, vec![1; 9])),
            ),
            // A column without a slot of its kind takes what is free between its neighbours.
            (&["period latest", "trend", "rating", "cases", "comparator"], Some((3, vec![1, 2, 1, 3, 1]))),
            // What has no slot between its neighbours cannot line up.
            (&["period", "cases", "period latest"], None),
        ];
        for (kinds, expected) in table {
            assert_eq!(&spans(&slots, &headings(kinds)), expected, "{kinds:?}");
        }
    }
}
