//! The one list of ways in.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::routing::{MethodFilter, MethodRouter, on};
use permissions::{Action, Line, Resource};
use store::{Returns, Summaries};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{self, Needs};
use crate::pages::register::{
    action, actions, approval, contract, contracts, item, plan, queries, query, returned, returns, rows,
    summaries,
};
use crate::pages::{account, accounts, assets, audit, front, provider, releases, state};
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
    let (see_actions, act) = ((Action::See, Resource::ActionPlan), (Action::Write, Resource::ActionPlan));
    let (see_plan, plan_ahead) =
        ((Action::See, Resource::ForwardPlan), (Action::Write, Resource::ForwardPlan));
    let (see_queries, ask) = ((Action::See, Resource::FigureQuery), (Action::Write, Resource::FigureQuery));
    let settle = (Action::Approve, Resource::FigureQuery);
    let (see_contracts, agree) = ((Action::See, Resource::Contract), (Action::Write, Resource::Contract));
    let (see_returns, return_figure) =
        ((Action::See, Resource::ContractReturn), (Action::Write, Resource::ContractReturn));
    let (see_summaries, summarise) =
        ((Action::See, Resource::ContractSummary), (Action::Write, Resource::ContractSummary));
    vec![
        get("/", read, "the releases that somebody may see", releases::list),
        get("/releases/{release}", read, "the way to the first page of a release", releases::to_first_page),
        get("/releases/{release}/", read, "the first page of a release", releases::first_page),
        get("/releases/{release}/{*path}", read, "a file of a release", releases::file),
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
        get("/actions", see_actions, "the actions", actions::list),
        get("/actions/new", act, "the form for an action", actions::new),
        post("/actions", act, "adding an action", actions::add),
        get("/actions/{place}/{number}", see_actions, "an action", action::page),
        get("/actions/{place}/{number}/change", act, "the form to change an action", action::change_page),
        post("/actions/{place}/{number}/change", act, "changing an action", action::change),
        post("/actions/{place}/{number}/status", act, "saying how an action stands", action::stand),
        get("/plan", see_plan, "what goes to which meeting", plan::list),
        get("/plan/new", plan_ahead, "the form to add to the plan", plan::new),
        post("/plan", plan_ahead, "adding to the plan", plan::add),
        get("/plan/{number}", see_plan, "an item of the plan", item::page),
        get("/plan/{number}/change", plan_ahead, "the form to move or change an item", item::change_page),
        post("/plan/{number}/change", plan_ahead, "moving or changing an item", item::change),
        get("/queries", see_queries, "the queries about figures", queries::list),
        get("/queries/new", ask, "the form to ask about a figure", queries::new),
        post("/queries", ask, "asking about a figure", queries::add),
        get("/queries/{place}/{number}", see_queries, "a query", query::page),
        get("/queries/{place}/{number}/change", ask, "the form to ask in other words", query::change_page),
        post("/queries/{place}/{number}/change", ask, "asking in other words", query::change),
        post("/queries/{place}/{number}/outcome", settle, "saying what came of a query", query::settle),
        get("/contracts", see_contracts, "the contracts", contracts::list),
        get("/contracts/new", agree, "the form for a contract", contracts::new),
        post("/contracts", agree, "adding a contract", contracts::add),
        get("/contracts/{place}/{number}", see_contracts, "a contract", contract::page),
        get(
            "/contracts/{place}/{number}/change",
            agree,
            "the form to change a contract",
            contract::change_page,
        ),
        post("/contracts/{place}/{number}/change", agree, "changing a contract", contract::change),
        get("/returns", see_returns, "the figures that providers return", returns::list),
        get("/returns/new", return_figure, "the form to return a figure", returns::new),
        get("/returns/figures.csv", see_returns, "approved returns as a file of figures", returns::figures),
        get("/returns/rows/new", return_figure, "the form for rows of a workbook", rows::new),
        post("/returns/rows", return_figure, "returning the figures of a workbook", rows::add),
        post("/returns", return_figure, "returning a figure", returns::add),
        get("/returns/{place}/{number}", see_returns, "a return", approval::page::<Returns>),
        get(
            "/returns/{place}/{number}/change",
            return_figure,
            "the form to change a return",
            returned::change_page,
        ),
        post("/returns/{place}/{number}/change", return_figure, "changing a return", returned::change),
        post(
            "/returns/{place}/{number}/approve",
            (Action::Approve, Resource::ContractReturn),
            "approving a return",
            approval::approve::<Returns>,
        ),
        post(
            "/returns/{place}/{number}/give-back",
            (Action::Return, Resource::ContractReturn),
            "giving a return back",
            approval::give_back::<Returns>,
        ),
        get("/summaries", see_summaries, "the public summaries of contracts", summaries::list),
        get("/summaries/new", summarise, "the form for a public summary", summaries::new),
        post("/summaries", summarise, "adding a public summary", summaries::add),
        get("/summaries/{place}/{number}", see_summaries, "a public summary", approval::page::<Summaries>),
        get(
            "/summaries/{place}/{number}/change",
            summarise,
            "the form to change a summary",
            summaries::change_page,
        ),
        post("/summaries/{place}/{number}/change", summarise, "changing a summary", summaries::change),
        post(
            "/summaries/{place}/{number}/approve",
            (Action::Approve, Resource::ContractSummary),
            "approving a summary",
            approval::approve::<Summaries>,
        ),
        post(
            "/summaries/{place}/{number}/give-back",
            (Action::Return, Resource::ContractSummary),
            "giving a summary back",
            approval::give_back::<Summaries>,
        ),
        get("/audit", (Action::See, Resource::AuditLog), "the audit log", audit::page),
        get("/assets/{file}", enter, "styles and scripts", assets::file),
        get("/health", enter, "whether the service runs", state::health),
        get("/ready", enter, "whether it can answer", state::ready),
        get("/metrics", (Action::See, Resource::Metrics), "how it is doing, in numbers", state::metrics),
    ]
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
        .method_not_allowed_fallback(async || Problem::NotFound.into_response())
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
