//! What people keep beside the figures: actions, the forward plan, queries about figures, contracts.
//!
//! Each kind has a list, a form to add to it, and a page for each entry with everything that was ever said of it. Who
//! may see and write what is decided in `store`; pages ask the same table only for what to offer.

pub(crate) mod action;
pub(crate) mod actions;
pub(crate) mod approval;
pub(crate) mod change;
pub(crate) mod contract;
pub(crate) mod contracts;
mod entry;
mod figures;
mod form;
pub(crate) mod item;
pub(crate) mod plan;
pub(crate) mod queries;
pub(crate) mod query;
pub(crate) mod returned;
pub(crate) mod returns;
pub(crate) mod rows;
pub(crate) mod summaries;
mod words;
pub(crate) mod workbook;

use permissions::{Action, allowed};
use serde::Deserialize;
use store::{EntryName, Register};

use crate::answers::Problem;
use crate::shell::capital;
use crate::visitor::Visitor;
use crate::work::AtWork;

/// A kind of entry that has pages.
pub(crate) trait Shown: Register {
    /// Where its list is.
    const LIST: &'static str;
    /// What its list is called.
    const TITLE: &'static str;

    /// What an entry is called.
    fn heading(work: &AtWork, name: EntryName<'_>) -> String {
        let word = capital(Self::WORD);
        match name.place {
            Some(place) => format!("{word} {}, {}", name.id, words::place(work, Some(place))),
            None => format!("{word} {}", name.id),
        }
    }

    /// Where the page of an entry is.
    fn path(name: EntryName<'_>) -> String {
        format!("{}/{}/{}", Self::LIST, name.place.unwrap_or(WHOLE), name.id)
    }

    /// What is said of an entry, as people read it, each with what it is called. What is not said is empty.
    fn said(content: &Self::Content, work: &AtWork) -> Vec<(&'static str, String)>;
}

/// What was done before a page was asked for.
#[derive(Default, Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

impl After {
    fn words(&self) -> Option<&'static str> {
        match self.done.as_deref()? {
            "added" => Some("It was added."),
            "rows" => Some("The figures wait for approval."),
            "changed" => Some("It was changed."),
            _ => None,
        }
    }
}

/// Stands in paths and forms for the council as a whole: no place is called so.
const WHOLE: &str = "_";

/// An entry that a path names.
fn named(place: &str, id: i64) -> EntryName<'_> {
    EntryName { place: (place != WHOLE).then_some(place), id }
}

/// Whether an action is offered to somebody with an entry. What they send is decided on in `store`.
fn offers<R: Register>(visitor: &Visitor, action: Action, place: Option<&str>, own_of: &[i64]) -> bool {
    let object = match place {
        Some(place) => R::RESOURCE.at(place),
        None => R::RESOURCE.into(),
    };
    allowed(&visitor.actor, action, object.of(own_of))
}

/// Refuses a form with which somebody could do nothing.
fn must_offer<R: Register>(visitor: &Visitor, place: Option<&str>) -> Result<(), Problem> {
    if offers::<R>(visitor, Action::Write, place, &[]) { Ok(()) } else { Err(Problem::NotAllowed) }
}
