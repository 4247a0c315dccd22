//! `bellwether purge`: removes snapshots past their retention.

use jiff::Zoned;
use periods::day_in_words;

use crate::Outcome;
use crate::arguments::Purge;
use crate::input;
use crate::output::{Failure, Rows, tell};

pub(crate) fn run(arguments: &Purge) -> Outcome {
    let (_, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let today = arguments.today.unwrap_or_else(|| Zoned::now().date());
    let store = workspace::records::folder(&arguments.folder);
    let expired = extracts::purge(&store, &contracts, today, !arguments.remove).map_err(Failure::input)?;
    if expired.is_empty() {
        tell("no snapshot is past its retention");
        return Ok(());
    }
    let rows = expired.iter().map(|snapshot| {
        let fate = match (snapshot.current, arguments.remove) {
            (true, _) => "stays, since it is in use",
            (false, true) => "removed",
            (false, false) => "would go",
        };
        vec![
            snapshot.id.clone(),
            day_in_words(snapshot.taken),
            day_in_words(snapshot.due),
            snapshot.table.clone(),
            fate.to_owned(),
        ]
    });
    Rows {
        columns: &["snapshot", "taken", "to_be_gone_by", "because_of", "what_becomes_of_it"],
        rows: rows.collect(),
    }
    .print(crate::arguments::Format::Text)?;
    if !arguments.remove {
        tell("nothing was removed; `--remove` removes them, and it cannot be undone");
    }
    Ok(())
}
