//! The ways in of the month.

use permissions::{Action, Resource};

use super::{Route, get, post};
use crate::pages::{board, check, days, life, texts};

/// The ways in to texts of a kind, by the first part of their paths.
macro_rules! texts {
    ($segment:literal, $resource:ident, $about:literal) => {{
        const PATH: &str = concat!("/", $segment, "/{scorecard}/{month}");
        let resource = Resource::$resource;
        [
            get(PATH, (Action::See, resource), $about, texts::page),
            post(
                concat!("/", $segment, "/{scorecard}/{month}/write"),
                (Action::Write, resource),
                concat!("writing ", $about),
                texts::write,
            ),
            post(
                concat!("/", $segment, "/{scorecard}/{month}/comment"),
                (Action::Comment, resource),
                concat!("commenting on ", $about),
                texts::comment,
            ),
            post(
                concat!("/", $segment, "/{scorecard}/{month}/return"),
                (Action::Return, resource),
                concat!("returning ", $about),
                texts::give_back,
            ),
            post(
                concat!("/", $segment, "/{scorecard}/{month}/approve"),
                (Action::Approve, resource),
                concat!("approving ", $about),
                texts::approve,
            ),
            post(
                concat!("/", $segment, "/{scorecard}/{month}/remove"),
                (Action::Withdraw, resource),
                concat!("removing ", $about),
                texts::remove,
            ),
        ]
    }};
}

/// The ways in of the month: the board, texts, drafts and the life of releases.
pub(super) fn routes() -> Vec<Route> {
    let board = (Action::See, Resource::Board);
    let mut routes = vec![
        get("/board", board, "what the month asks of whom", board::board),
        get("/board/days.ics", board, "the days of the month as a file for calendars", days::file_of_days),
        get("/board/{scorecard}/{month}", board, "an edition on its way", board::edition),
        post(
            "/board/{scorecard}/{month}/draft",
            (Action::Write, Resource::DraftRelease),
            "drafting a release",
            board::draft,
        ),
        get("/check", (Action::See, Resource::Framework), "what is wrong with the framework", check::page),
        post(
            "/check/read",
            (Action::Write, Resource::Framework),
            "reading the framework again",
            check::read_again,
        ),
        get(
            "/life/{release}",
            (Action::See, Resource::PublishedRelease),
            "how far a release has come",
            life::page,
        ),
        post(
            "/life/{release}/ready",
            (Action::Approve, Resource::DraftRelease),
            "saying that a draft is checked",
            life::make_ready,
        ),
        post(
            "/life/{release}/sign-off",
            (Action::SignOff, Resource::WaitingRelease),
            "signing a release off",
            life::sign_off,
        ),
        post(
            "/life/{release}/publish",
            (Action::Publish, Resource::WaitingRelease),
            "publishing a release",
            life::publish,
        ),
        post(
            "/life/{release}/withdraw",
            (Action::Withdraw, Resource::PublishedRelease),
            "taking a release back",
            life::withdraw,
        ),
    ];
    routes.extend(texts!("commentary", Commentary, "commentary, summaries and data notes"));
    routes.extend(texts!("exceptions", ExceptionReport, "exception reports"));
    routes.extend(texts!("narratives", ContractNarrative, "narratives of providers"));
    routes.extend(texts!("meeting-notes", MeetingNotes, "notes of meetings"));
    routes
}
