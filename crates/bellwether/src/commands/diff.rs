//! `bellwether diff`: what has changed from one release to another, and why.

use releases::{Cause, Difference, difference};
use store::Opening;

use crate::Outcome;
use crate::archive;
use crate::arguments::Diff;
use crate::input::count;
use crate::output::{Rows, tell};

pub(crate) fn run(arguments: &Diff) -> Outcome {
    let address = archive::address(&arguments.folder, arguments.store.as_deref());
    let (old, new) = (arguments.old, arguments.new);
    let (old, new) = archive::with(&address, Opening::Existing, async |store| {
        Ok((store.release(old).await?, store.release(new).await?))
    })?;
    let difference = difference(&old, &new);
    tell(archive::INTERNAL);
    rows(&difference).print(arguments.format)?;
    let unexplained =
        difference.restated.iter().filter(|restated| restated.causes.contains(&Cause::ToBeExplained)).count();
    if difference.is_empty() {
        tell("nothing has changed");
    } else if unexplained > 0 {
        tell(&format!(
            "{} to be explained: say why in the scorecard's changes",
            count(unexplained, "figure")
        ));
    }
    Ok(())
}

fn rows(difference: &Difference) -> Rows {
    let rows = difference.lines().into_iter().map(|line| {
        vec![
            line.kind.to_owned(),
            line.indicator,
            line.place,
            line.period,
            line.basis,
            line.breakdown,
            line.was,
            line.now,
            line.cause,
        ]
    });
    Rows {
        columns: &["change", "indicator", "place", "period", "basis", "breakdown", "was", "now", "why"],
        rows: rows.collect(),
    }
}
