//! What a text claims of a figure in words.

use std::cmp::Ordering;
use std::ops::Range;

use framework::{BandColour, Direction};

use super::words::{Word, Words};
use super::{Remark, Subject, WordingRule};

/// Words of another time, or of something that is only meant or possible.
const ELSEWHEN: &str = "was were had been previously formerly earlier once before until would will should could might \
     can expect expects expected aim aims aiming plan planned forecast likely if when unless towards \
     whether";

/// Words of other places or children than the figure's.
const ELSEWHERE: &str = "district districts team teams area areas school schools centre centres england national \
     nationally neighbour neighbours region regional authorities other others each every boys girls";

/// Words that deny what follows.
const DENIALS: &str = "not no never neither nor without rather";

/// Words after a movement that is the figure's: `the improved process` and `improving the offer` are of something else.
const AFTER_MOVING: &str = "again and at by compared during for from further in markedly on over significantly since \
     slightly slowly steadily this to with yet";

/// Words before a colour that is a rating.
const BEFORE_RATING: &str =
    "rated is are remains remain stays stay still now currently as turned became becomes";

/// Words before a name.
const TITLES: [&str; 7] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof"];

/// Claims that a figure is on the other side of its target.
pub(super) fn against_target(words: &Words<'_>, subject: &Subject) -> Vec<Remark> {
    let Some((side, target)) = &subject.target else { return Vec::new() };
    let claims = claims(words, |clause, position| {
        let (said, rest) = side_said(&clause[position..])?;
        // What it is, and not what it is of: `the target`, `our target`.
        let fillers = rest.iter().take_while(|word| word.is_among("the its our their this")).count();
        let (aim, after) = rest[fillers..].split_first()?;
        let is_target = aim.is("target") && !after.first().is_some_and(|next| next.is_among("range band"));
        is_target.then_some((said, aim.end()))
    });
    let figure = subject.printed.as_deref().unwrap_or_default();
    let place = match side {
        Ordering::Less => format!("below the target of {target}"),
        Ordering::Equal => format!("on the target of {target} exactly"),
        Ordering::Greater => format!("above the target of {target}"),
    };
    contradicted(
        claims,
        WordingRule::Target,
        |said| said != side,
        &format!("The figure is {figure}, {place}."),
    )
}

/// Which side of something the first words say, and what follows them.
fn side_said<'c, 't>(clause: &'c [Word<'t>]) -> Option<(Ordering, &'c [Word<'t>])> {
    let (first, rest) = clause.split_first()?;
    let side = if first.is_among("above over higher greater more") {
        Ordering::Greater
    } else if first.is_among("below under lower less fewer") {
        Ordering::Less
    } else {
        return None;
    };
    let compares = first.is_among("higher greater more lower less fewer");
    match rest.split_first() {
        Some((than, rest)) if compares => than.is("than").then_some((side, rest)),
        _ => (!compares).then_some((side, rest)),
    }
}

/// Claims that a figure moved the other way.
pub(super) fn against_direction(words: &Words<'_>, subject: &Subject) -> Vec<Remark> {
    let judged: Vec<Direction> = subject
        .directions
        .iter()
        .copied()
        .filter(|way| matches!(way, Direction::Improved | Direction::Worsened | Direction::Same))
        .collect();
    if judged.is_empty() {
        return Vec::new();
    }
    let claims = claims(words, |clause, position| {
        let word = clause[position];
        let said = if word.is_among("improved improving") {
            Direction::Improved
        } else if word.is_among("worsened worsening deteriorated deteriorating") {
            Direction::Worsened
        } else {
            return None;
        };
        let is_of_figure = clause.get(position + 1).is_none_or(|next| next.is_among(AFTER_MOVING));
        is_of_figure.then_some((said, word.end()))
    });
    let said: Vec<&str> = judged.iter().map(|way| way.token()).collect();
    let advice = format!("The direction of travel is: {}.", said.join(", "));
    contradicted(claims, WordingRule::Direction, |claimed| !judged.contains(claimed), &advice)
}

/// Claims of another rating.
pub(super) fn against_rating(words: &Words<'_>, subject: &Subject) -> Vec<Remark> {
    let Some(rating) = subject.rating else { return Vec::new() };
    let opening = words.clauses.first().and_then(|clause| clause.first());
    let claims = claims(words, |clause, position| {
        let word = clause[position];
        let (said, _) = COLOURS.into_iter().find(|(_, name)| word.is(name))?;
        let is_shouted =
            opening == Some(&word) && word.text.bytes().all(|letter| letter.is_ascii_uppercase());
        let is_said = position.checked_sub(1).is_some_and(|before| clause[before].is_among(BEFORE_RATING));
        let is_named = clause.get(position + 1).is_some_and(|next| next.is_among("rating rated"));
        (is_shouted || is_said || is_named).then_some((said, word.end()))
    });
    let is = COLOURS.into_iter().find(|(colour, _)| *colour == rating).map_or("", |(_, name)| name);
    contradicted(claims, WordingRule::Rating, |said| *said != rating, &format!("The figure is rated {is}."))
}

const COLOURS: [(BandColour, &str); 3] =
    [(BandColour::Green, "green"), (BandColour::Amber, "amber"), (BandColour::Red, "red")];

/// The claims of a text that can be of a figure now. `claimed` is what the words from a position on claim, and where the
/// claim ends.
fn claims<Said>(
    words: &Words<'_>,
    claimed: impl Fn(&[Word<'_>], usize) -> Option<(Said, usize)>,
) -> Vec<(Said, Range<usize>)> {
    let mut claims = Vec::new();
    for clause in &words.clauses {
        // In May something is, and something may be.
        let is_other =
            |word: &Word<'_>| word.is_among(ELSEWHEN) || word.is_among(ELSEWHERE) || word.text == "may";
        if clause.iter().any(is_other) {
            continue;
        }
        for (position, word) in clause.iter().enumerate() {
            let is_denied = clause[..position].iter().any(|word| {
                word.is_among(DENIALS) || word.text.ends_with("n't") || word.text.ends_with("n\u{2019}t")
            });
            if is_denied {
                continue;
            }
            if let Some((said, end)) = claimed(clause, position) {
                claims.push((said, word.start..end));
            }
        }
    }
    claims
}

/// The claims that a figure contradicts. A text that claims one thing and another tells of several figures.
fn contradicted<Said: PartialEq>(
    claims: Vec<(Said, Range<usize>)>,
    rule: WordingRule,
    is_wrong: impl Fn(&Said) -> bool,
    figure: &str,
) -> Vec<Remark> {
    let says_one_thing = claims.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let advice = || format!("{figure} Correct the text, or say which other time or place it tells of.");
    let wrong = claims.into_iter().filter(|(said, _)| says_one_thing && is_wrong(said));
    wrong.map(|(_, span)| Remark { span, rule, advice: advice() }).collect()
}

/// A title and the capitalised word after it.
pub(super) fn names(words: &Words<'_>) -> Vec<Range<usize>> {
    let all: Vec<Word<'_>> = words.clauses.iter().flatten().copied().collect();
    all.windows(2)
        .filter(|pair| {
            // `Mr. Smith` is a name too, though the point ends a clause.
            let is_next = pair[1].start <= pair[0].end() + 2;
            TITLES.contains(&pair[0].text) && is_next && pair[1].text.starts_with(char::is_uppercase)
        })
        .map(|pair| pair[0].start..pair[1].end())
        .collect()
}
