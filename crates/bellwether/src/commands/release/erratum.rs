//! `bellwether release erratum`: what a correction corrects, to be printed beside it and to be approved.

use releases::{Line, Release, erratum};
use store::{Entry, Opening};

use crate::Outcome;
use crate::archive;
use crate::arguments::ReleaseErratum;
use crate::commands::store::address;
use crate::input::count;
use crate::output::{Failure, tell, write};

pub(crate) fn run(arguments: &ReleaseErratum) -> Outcome {
    let (old, new) = archive::with(&address(&arguments.kept), Opening::Existing, async |store| {
        let [old, new] = [arguments.old, arguments.new];
        let old = (store.entry(old).await?, store.release(old).await?);
        Ok((old, (store.entry(new).await?, store.release(new).await?)))
    })?;
    tell(archive::INTERNAL);
    write(&text(&old, &new)?)?;
    if old.0.published_at.is_none() {
        tell(&format!("{} was never published: readers need not be told", old.0.name()));
    }
    Ok(())
}

fn text((entry, old): &(Entry, Release), (by, new): &(Entry, Release)) -> Result<String, Failure> {
    let is_before = entry.number < by.number;
    if (&entry.scorecard, entry.data_month) != (&by.scorecard, by.data_month) || !is_before {
        return Err(Failure::Call(format!(
            "{} does not correct {}: that takes a later release of the same scorecard and month; `bellwether diff` \
             compares any two",
            by.name(),
            entry.name()
        )));
    }
    let found = erratum(old, new);
    let mut text = format!("# Erratum to {}\n\n{} corrects it.", entry.name(), by.name());
    if let Some(reason) = &new.heading.reason {
        text.push_str(&format!(" {reason}"));
    }
    text.push_str("\n\n");
    let lines = found.difference.lines();
    if lines.is_empty() {
        text.push_str("No figure, rating, target, definition or text is another.\n\n");
    } else {
        if found.difference.is_of_texts_alone() {
            text.push_str("No figure, rating, target or definition is another.\n\n");
        }
        text.push_str("| what | where | was | is | why |\n| --- | --- | --- | --- | --- |\n");
        lines.iter().for_each(|line| text.push_str(&row(line)));
        text.push('\n');
    }
    let roles: Vec<&str> = entry.sign_offs.iter().map(|sign_off| sign_off.role.as_str()).collect();
    let approved = match roles.as_slice() {
        [] => String::new(),
        roles => format!(", as approved by {}", roles.join(", ")),
    };
    let texts = match found.difference.texts.len() {
        0 => String::new(),
        texts => format!(", and {}", count(texts, "text")),
    };
    text.push_str(&format!(
        "{} unchanged{approved}; {} to be approved{texts}.\n",
        count(found.unchanged, "figure"),
        found.figures - found.unchanged
    ));
    Ok(text)
}

/// A change as a row of a table in Markdown.
fn row(line: &Line) -> String {
    let joined = |words: &[&String], between: &str| {
        let said: Vec<&str> =
            words.iter().map(|word| word.as_str()).filter(|word| !word.is_empty()).collect();
        said.join(between)
    };
    let what = format!("{} {}", line.kind, line.indicator);
    let place = joined(&[&line.place, &line.period, &line.basis, &line.breakdown], ", ");
    let cells = [what.trim(), &place, &line.was, &line.now, &line.cause];
    let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
    format!("| {} |\n", cells.join(" | "))
}
