//! `bellwether check`: everything that is wrong, at once.

use framework::{Diagnostic, Folder, render};
use workspace::Input;

use crate::Outcome;
use crate::arguments::{Check, Format};
use crate::input::{self, count};
use crate::output::{Failure, Rows, style, tell, write};

pub(crate) fn run(arguments: &Check) -> Outcome {
    let input = input::read(&arguments.folder)?.0;
    match arguments.format {
        Format::Text => print_text(&input, arguments.acknowledged)?,
        format => rows(&input, arguments.acknowledged).print(format)?,
    }
    tell(&summary(&input));
    let failed = !input.faults.is_empty() || (arguments.strict && !input.review.open.is_empty());
    if failed { Err(Failure::Input(None)) } else { Ok(()) }
}

fn print_text(input: &Input, acknowledged: bool) -> Outcome {
    for diagnostic in input.faults.iter().chain(&input.review.open) {
        write(&format!("{}\n\n", render(diagnostic, &input.folder, style())))?;
    }
    if acknowledged {
        for (diagnostic, reason) in &input.review.acknowledged {
            write(&format!(
                "{}\n  = acknowledged: {reason}\n\n",
                render(diagnostic, &input.folder, style())
            ))?;
        }
    }
    Ok(())
}

fn rows(input: &Input, acknowledged: bool) -> Rows {
    let open = input.faults.iter().chain(&input.review.open).map(|diagnostic| (diagnostic, ""));
    let known = input.review.acknowledged.iter().map(|(diagnostic, reason)| (diagnostic, reason.as_str()));
    let rows = open.chain(known.filter(|_| acknowledged));
    Rows {
        columns: &["severity", "rule", "file", "line", "column", "message", "hint", "acknowledged"],
        rows: rows.map(|(diagnostic, reason)| row(diagnostic, reason, &input.folder)).collect(),
    }
}

fn row(diagnostic: &Diagnostic, reason: &str, folder: &Folder) -> Vec<String> {
    let location = diagnostic.primary.0;
    let (line, column) = location.line_and_column(folder);
    vec![
        diagnostic.severity().token().to_owned(),
        diagnostic.rule.token().to_owned(),
        folder.file(location).path.clone(),
        line.to_string(),
        column.to_string(),
        diagnostic.message.clone(),
        diagnostic.hint.clone().unwrap_or_default(),
        reason.to_owned(),
    ]
}

fn summary(input: &Input) -> String {
    let path = input.folder.path.display();
    if let Some(framework) = &input.framework {
        let figures: usize = framework.figures.values().map(|series| series.figures().len()).sum();
        format!(
            "{path}: {}, {}, {}; {}, {} acknowledged",
            count(framework.indicators.len(), "indicator"),
            count(framework.places.len(), "place"),
            count(figures, "figure"),
            count(input.review.open.len(), "finding"),
            input.review.acknowledged.len()
        )
    } else {
        let findings = count(input.review.open.len(), "finding");
        format!(
            "{path}: {}, {findings}; mend the faults, and the data are looked through",
            count(input.faults.len(), "fault")
        )
    }
}
