//! The ways in of what is kept beside the figures: actions, the forward plan, queries, contracts and what goes with them.

use permissions::{Action, Resource};
use store::{Actions, Contracts, Queries, Returns, Summaries};

use super::{Route, get, post};
use crate::pages::register::{
    action, actions, approval, change, contract, contracts, item, plan, queries, query, returns, rows,
    summaries, workbook,
};

/// The ways in of the register.
pub(super) fn routes() -> Vec<Route> {
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
        get("/actions", see_actions, "the actions", actions::list),
        get("/actions/new", act, "the form for an action", actions::new),
        post("/actions", act, "adding an action", actions::add),
        get("/actions/{place}/{number}", see_actions, "an action", action::page),
        get("/actions/{place}/{number}/change", act, "the form to change an action", change::page::<Actions>),
        post("/actions/{place}/{number}/change", act, "changing an action", change::change::<Actions>),
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
        get(
            "/queries/{place}/{number}/change",
            ask,
            "the form to ask in other words",
            change::page::<Queries>,
        ),
        post("/queries/{place}/{number}/change", ask, "asking in other words", change::change::<Queries>),
        post("/queries/{place}/{number}/outcome", settle, "saying what came of a query", query::settle),
        get("/contracts", see_contracts, "the contracts", contracts::list),
        get("/contracts/new", agree, "the form for a contract", contracts::new),
        post("/contracts", agree, "adding a contract", contracts::add),
        get("/contracts/{place}/{number}", see_contracts, "a contract", contract::page),
        get(
            "/contracts/{place}/{number}/change",
            agree,
            "the form to change a contract",
            change::page::<Contracts>,
        ),
        post("/contracts/{place}/{number}/change", agree, "changing a contract", change::change::<Contracts>),
        get("/returns", see_returns, "the figures that providers return", returns::list),
        get("/returns/new", return_figure, "the form to return a figure", returns::new),
        get("/returns/figures.csv", see_returns, "approved returns as a file of figures", returns::figures),
        get("/returns/rows/new", return_figure, "the form for rows of a workbook", rows::new),
        post("/returns/rows", return_figure, "returning the rows of a workbook", rows::add),
        get("/returns/workbook/new", return_figure, "the form for a workbook", workbook::new),
        post("/returns/workbook", return_figure, "returning the figures of a workbook", workbook::add),
        post("/returns", return_figure, "returning a figure", returns::add),
        get("/returns/{place}/{number}", see_returns, "a return", approval::page::<Returns>),
        get(
            "/returns/{place}/{number}/change",
            return_figure,
            "the form to change a return",
            change::page::<Returns>,
        ),
        post(
            "/returns/{place}/{number}/change",
            return_figure,
            "changing a return",
            change::change::<Returns>,
        ),
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
            change::page::<Summaries>,
        ),
        post(
            "/summaries/{place}/{number}/change",
            summarise,
            "changing a summary",
            change::change::<Summaries>,
        ),
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
    ]
}
