//! The one list of ways in.

mod month;
mod register;

use axum::Router;
use axum::handler::Handler;
use axum::http::{Method, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use permissions::{Action, Line, Resource};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::answers::Problem;
use crate::api::{self, Refusal};
use crate::app::App;
use crate::guard::{self, Needs};
use crate::pages::{account, accounts, assets, audit, front, programs, provider, records, releases, state};
use crate::{headers, logs, visitor};

/// A way in: what it is called by, what it takes to be allowed, and what answers.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// Its path; what varies is in braces.
    pub path: &'static str,
    /// What is done.
    pub action: Action,
    /// What it is done with.
    pub resource: Resource,
    /// What it is for, in a few words.
    pub about: &'static str,
    handler: MethodRouter<App>,
}

/// What it takes.
type Need = (Action, Resource);

fn get<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    (action, resource): Need,
    about: &'static str,
    handler: H,
) -> Route {
    Route { method: Method::GET, path, action, resource, about, handler: on(MethodFilter::GET, handler) }
}

fn post<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    (action, resource): Need,
    about: &'static str,
    handler: H,
) -> Route {
    Route { method: Method::POST, path, action, resource, about, handler: on(MethodFilter::POST, handler) }
}

/// Every way in.
#[must_use]
pub fn routes() -> Vec<Route> {
    let enter = (Action::See, Resource::FrontDoor);
    let knock = (Action::Write, Resource::FrontDoor);
    let own = (Action::See, Resource::OwnAccount);
    let change_own = (Action::Write, Resource::OwnAccount);
    let others = (Action::See, Resource::Accounts);
    let change_others = (Action::Write, Resource::Accounts);
    let read = (Action::See, Resource::PublishedRelease);
    let look = (Action::See, Resource::Records);
    let take_out = (Action::Export, Resource::Records);
    let mut routes = vec![
        get("/", read, "the releases that somebody may see", releases::list),
        get("/releases/{release}", read, "the way to the first page of a release", releases::to_first_page),
        get("/releases/{release}/", read, "the first page of a release", releases::first_page),
        get("/releases/{release}/{*path}", read, "a file of a release", releases::file),
        get("/records", look, "the figures whose records somebody may look at", records::list),
        get(
            "/records/{indicator}/{place}/{period}",
            look,
            "the form that asks why somebody looks at the records behind a figure",
            records::ask,
        ),
        post(
            "/records/{indicator}/{place}/{period}",
            look,
            "looking at the records behind a figure",
            records::look,
        ),
        post(
            "/records/{indicator}/{place}/{period}/export",
            take_out,
            "taking the records behind a figure out as a file",
            records::export,
        ),
        get("/api", read, "what programs can ask", programs::page),
        get(api::OPENAPI.path, read, api::OPENAPI.about, api::openapi),
        get(api::RELEASES.path, read, api::RELEASES.about, api::releases),
        get(api::RELEASE.path, read, api::RELEASE.about, api::release),
        get(api::INDICATORS.path, read, api::INDICATORS.about, api::rows),
        get(api::PLACES.path, read, api::PLACES.about, api::rows),
        get(api::FIGURES.path, read, api::FIGURES.about, api::rows),
        get(api::LATEST.path, read, api::LATEST.about, api::latest),
        get(api::LATEST_INDICATORS.path, read, api::LATEST_INDICATORS.about, api::latest_rows),
        get(api::LATEST_PLACES.path, read, api::LATEST_PLACES.about, api::latest_rows),
        get(api::LATEST_FIGURES.path, read, api::LATEST_FIGURES.about, api::latest_rows),
        get("/sign-in", enter, "the form to sign in", front::sign_in_page),
        post("/sign-in", knock, "signing in", front::sign_in),
        get("/sign-in/provider", enter, "the way to the council’s identity provider", provider::begin),
        get("/sign-in/return", enter, "the way back from it", provider::come_back),
        get("/first/{secret}", enter, "the form for the first administrator", front::first_page),
        post("/first/{secret}", knock, "making the first administrator", front::first),
        get("/invitation/{secret}", enter, "the form to set a password", front::invitation_page),
        post("/invitation/{secret}", knock, "setting a password", front::accept_invitation),
        get("/account", own, "one’s own account", account::page),
        post("/sign-out", change_own, "signing out", account::sign_out),
        get("/account/password", change_own, "the form to change one’s password", account::password_page),
        post("/account/password", change_own, "changing one’s password", account::change_password),
        post("/account/sessions/end", change_own, "ending one of one’s sessions", account::end_session),
        post("/account/tokens", change_own, "making a token", account::add_token),
        post("/account/tokens/{token}/end", change_own, "ending a token", account::end_token),
        get("/accounts", others, "all accounts", accounts::page),
        post("/accounts", change_others, "adding an account", accounts::add),
        get("/accounts/{account}", others, "an account and its roles", accounts::one),
        post("/accounts/{account}/roles", change_others, "giving a role", accounts::give_role),
        post("/accounts/{account}/roles/take", change_others, "taking a role", accounts::take_role),
        post(
            "/accounts/{account}/invitation",
            change_others,
            "letting somebody set a password",
            accounts::invite,
        ),
        post("/accounts/{account}/disable", change_others, "disabling an account", accounts::disable),
        post(
            "/accounts/{account}/enable",
            change_others,
            "letting an account be used again",
            accounts::enable,
        ),
        get("/audit", (Action::See, Resource::AuditLog), "the audit log", audit::page),
        get("/assets/{file}", enter, "styles and scripts", assets::file),
        get("/health", enter, "whether the service runs", state::health),
        get("/ready", enter, "whether it can answer", state::ready),
        get("/metrics", (Action::See, Resource::Metrics), "how it is doing, in numbers", state::metrics),
    ];
    routes.extend(month::routes());
    routes.extend(register::routes());
    routes
}

/// The list, as the document of permissions has it.
#[must_use]
pub fn lines(routes: &[Route]) -> Vec<Line<'_>> {
    let line = |route: &'_ Route| Line {
        method: if route.method == Method::GET { "GET" } else { "POST" },
        path: route.path,
        action: route.action,
        resource: route.resource,
        about: route.about,
    };
    routes.iter().map(line).collect()
}

/// Programs are told that there is something to read; to browsers a way in is a method and a path.
async fn no_such_method(uri: Uri) -> Response {
    let problem = if api::is_within(uri.path()) { Refusal::Method.into() } else { Problem::NotFound };
    problem.into_response()
}

/// The service, made from the list.
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let needs = Needs { action: route.action, resource: route.resource };
        let guarded = route.handler.route_layer(from_fn_with_state(needs, guard::check));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(async || Problem::NotFound.into_response())
        .method_not_allowed_fallback(no_such_method)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Problem::Failed("a handler panicked".to_owned()).into_response()
        }))
        .layer(
            CsrfLayer::new().with_rejection_response(|_: ProtectionError| Problem::OtherSite.into_response()),
        )
        .layer(from_fn_with_state(app.clone(), visitor::identify))
        .layer(from_fn_with_state(app.clone(), headers::add))
        .layer(from_fn_with_state(app.clone(), logs::answered))
        .with_state(app.clone())
}
