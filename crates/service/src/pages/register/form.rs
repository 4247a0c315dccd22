//! Forms of entries.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::pages::register::Shown;
use crate::shell::{Choice, Field, Shell};
use crate::visitor::Visitor;

/// What is wrong with fields, by their names.
pub(super) type Faults = BTreeMap<&'static str, String>;

/// A form.
pub(super) struct Form {
    /// Where it is sent.
    pub action: String,
    /// Whether it asks for a page, and changes nothing.
    pub is_get: bool,
    /// The version of an entry that it began with.
    pub from: Option<u32>,
    /// What it carries beside.
    pub hidden: Vec<(&'static str, String)>,
    /// What it asks for.
    pub inputs: Vec<Input>,
    /// What it does.
    pub button: &'static str,
}

impl Form {
    /// A form that is sent somewhere, with what it does.
    pub(super) fn new(action: String, inputs: impl IntoIterator<Item = Input>, button: &'static str) -> Self {
        let inputs = inputs.into_iter().collect();
        Self { action, is_get: false, from: None, hidden: Vec::new(), inputs, button }
    }

    /// With the version of an entry that it begins with.
    pub(super) fn from(self, from: u32) -> Self {
        Self { from: Some(from), ..self }
    }

    /// With what is wrong with its fields.
    pub(super) fn with(mut self, faults: &Faults) -> Self {
        for input in &mut self.inputs {
            input.field.error = faults.get(input.field.id).cloned();
        }
        self
    }

    /// Whether it is sent as forms with a file are.
    pub(super) fn has_file(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input.shape, Shape::File(_)))
    }

    /// Its fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.inputs.iter().map(|input| &input.field)
    }
}

/// A field of a form, and how it is answered.
pub(crate) struct Input {
    pub field: Field,
    pub shape: Shape,
}

/// How a field is answered.
pub(crate) enum Shape {
    /// In a line.
    Line,
    /// In sentences.
    Text,
    /// By one of these.
    Choice(Vec<Choice>),
    /// By a file with this ending.
    File(&'static str),
}

impl Input {
    /// A field that is answered in a line.
    pub(super) fn line(id: &'static str, label: &'static str, value: &str) -> Self {
        Self { field: Field::text(id, label, "off").value(value), shape: Shape::Line }
    }

    /// A field that is answered in sentences.
    pub(super) fn text(id: &'static str, label: &'static str, value: &str) -> Self {
        Self { shape: Shape::Text, ..Self::line(id, label, value) }
    }

    /// A field that is answered by one of these.
    pub(super) fn choice(id: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self { shape: Shape::Choice(choices), ..Self::line(id, label, "") }
    }

    /// A field that is answered by a file with this ending.
    pub(super) fn file(id: &'static str, label: &'static str, ending: &'static str) -> Self {
        Self { shape: Shape::File(ending), ..Self::line(id, label, "") }
    }

    /// With how to answer.
    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { field: self.field.hint(hint), ..self }
    }

    /// The lines of what was answered, which a page keeps apart by more than line breaks.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.field.value.lines()
    }
}

/// As long as an answer in a line may be.
const LONGEST_LINE: usize = 200;

/// What is wrong with an answer in a line.
pub(super) fn line_fault(label: &str, answer: &str) -> Option<String> {
    let is_long = answer.chars().count() > LONGEST_LINE;
    is_long.then(|| format!("{label} must be {LONGEST_LINE} characters or fewer"))
}

/// What is asked for, where nothing was answered.
pub(super) fn unsaid(answer: &str, ask: &str) -> Option<String> {
    answer.is_empty().then(|| ask.to_owned())
}

/// What is wrong, where anything is.
pub(super) fn faults<const FIELDS: usize>(fields: [(&'static str, Option<String>); FIELDS]) -> Faults {
    fields.into_iter().filter_map(|(id, fault)| Some((id, fault?))).collect()
}

/// What was answered, without what browsers and people leave around it.
pub(super) fn clean(answer: &str) -> String {
    answer.replace("\r\n", "\n").trim().to_owned()
}

#[derive(Template)]
#[template(path = "register/form.html")]
struct FormPage {
    shell: Shell,
    /// The page that it belongs to.
    of: (String, String),
    lead: &'static str,
    form: Form,
}

/// Shows a form on a page of its own. What is wrong with its fields is told above it.
pub(super) fn show<R: Shown>(
    app: &App,
    visitor: &Visitor,
    heading: &str,
    of: (String, String),
    (lead, form): (&'static str, Form),
) -> Result<Response, Problem> {
    let shell = Shell::new(app, visitor, heading, R::LIST).errors(form.fields());
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer(status, &FormPage { shell, of, lead, form })
}
