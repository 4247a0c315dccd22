//! What programs can ask, for those who tell them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::answers::{Problem, page as answer};
use crate::api::{ENDPOINTS, FIGURES, LARGEST_PAGE, OPENAPI, RELEASES, USUAL_PAGE};
use crate::app::App;
use crate::shell::Shell;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "programs.html")]
struct ProgramsPage {
    shell: Shell,
    addresses: Vec<Address>,
    parameters: Vec<Taken>,
    document: &'static str,
    releases: String,
    usual_page: u64,
    largest_page: u64,
}

struct Address {
    path: &'static str,
    about: &'static str,
}

/// A parameter.
struct Taken {
    name: &'static str,
    /// What it narrows down: `releases`, `figures`, or everything that has pages.
    of: &'static str,
    about: String,
}

/// What programs can ask.
pub(crate) async fn page(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let view = ProgramsPage {
        shell: Shell::new(&app, &visitor, "For programs", "/api"),
        addresses: ENDPOINTS
            .iter()
            .map(|endpoint| Address { path: endpoint.path, about: endpoint.about })
            .collect(),
        parameters: taken(),
        document: OPENAPI.path,
        releases: format!("{}{}", app.settings.url, RELEASES.path),
        usual_page: USUAL_PAGE,
        largest_page: LARGEST_PAGE,
    };
    answer(StatusCode::OK, &view)
}

/// Every parameter once.
fn taken() -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::new();
    for endpoint in [&FIGURES, &RELEASES] {
        let filters = endpoint.table().map_or(0, |table| table.filters.len());
        for (position, parameter) in endpoint.parameters().enumerate() {
            if taken.iter().all(|known| known.name != parameter.name) {
                let of = if position < filters { endpoint.name } else { "everything that has pages" };
                taken.push(Taken { name: parameter.name, of, about: parameter.about.replace('`', "") });
            }
        }
    }
    taken
}
