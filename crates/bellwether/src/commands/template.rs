//! `bellwether template`: the form on which a team or a provider returns figures.

use std::fs;

use crate::Outcome;
use crate::arguments::Template;
use crate::input;
use crate::output::{Failure, tell};

pub(crate) fn run(arguments: &Template) -> Outcome {
    let framework = input::read(&arguments.folder)?.sound()?;
    let place = framework
        .find_place(&arguments.place)
        .ok_or_else(|| Failure::Call(format!("there is no place `{}` in places.csv", arguments.place)))?;
    if arguments.to.exists() {
        return Err(Failure::Call(format!("{} exists already; give a new file", arguments.to.display())));
    }
    let form =
        documents::workbook::return_form(&framework, place, arguments.period).map_err(Failure::input)?;
    let form = form.ok_or_else(|| {
        Failure::input(format!(
            "nothing can be returned: no indicator of {} has figures for {} that are not measured from records",
            framework.place(place).name,
            arguments.period.words()
        ))
    })?;
    fs::write(&arguments.to, form)
        .map_err(|error| Failure::input(format!("{} cannot be written: {error}", arguments.to.display())))?;
    tell(&format!(
        "{} written; when it is filled in, `bellwether import {} {}` takes it in",
        arguments.to.display(),
        arguments.folder.display(),
        arguments.to.display()
    ));
    Ok(())
}
