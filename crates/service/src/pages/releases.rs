//! Releases to read.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::tz::TimeZone;
use permissions::{Action, Actor, Resource, allowed};
use publish::Superseded;
use store::{CopyFile, Entry, ShownFile, Visible};

use crate::answers::{self, Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::Named;
use crate::shell::{Shell, time};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "releases.html")]
struct ReleasesPage {
    shell: Shell,
    releases: Vec<Line>,
    is_nobody: bool,
}

struct Line {
    title: String,
    /// Where its first page is, if something was drawn for whoever asks.
    href: Option<String>,
    state: &'static str,
    /// When it was published, or is to be.
    at: Option<String>,
}

/// The releases that somebody may see, the newest month first.
pub(crate) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let works = allowed(&visitor.actor, Action::See, Resource::InternalCopy);
    let readers = app.settings.readers_audience.as_deref();
    let mut visible = app.store.visible_releases(&visitor.actor, readers, app.now()).await?;
    // What was not drawn for somebody is not there for them, unless they work on it.
    visible.retain(|visible| visible.audience.is_some() || works);
    visible.sort_by_key(|Visible { entry, .. }| std::cmp::Reverse((entry.data_month, entry.link, entry.id)));
    let view = ReleasesPage {
        shell: Shell::new(&app, &visitor, "Releases", "/"),
        releases: visible.iter().map(|visible| line(&visible.entry, visible.audience.is_some())).collect(),
        is_nobody: visitor.actor == Actor::Nobody,
    };
    answer(StatusCode::OK, &view)
}

fn line(entry: &Entry, is_drawn: bool) -> Line {
    Line {
        title: entry.name(),
        href: is_drawn.then(|| format!("/releases/{}/", entry.id)),
        state: entry.state.words(),
        at: entry.published_at.or(entry.publish_at).map(time),
    }
}

/// Sends a browser on to the first page, from which the other addresses go on. That says nothing of whether it is there.
pub(crate) async fn to_first_page(Named(release): Named<i64>) -> Response {
    see_other(&format!("/releases/{release}/"))
}

/// The first page of a release.
pub(crate) async fn first_page(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Named(release): Named<i64>,
) -> Result<Response, Problem> {
    show(&app, &visitor, &headers, release, "").await
}

/// A file of a release.
pub(crate) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Named((release, path)): Named<(i64, String)>,
) -> Result<Response, Problem> {
    show(&app, &visitor, &headers, release, &path).await
}

/// A file of the fullest copy that somebody may see. What they may not see is not there, and takes no other answer.
async fn show(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    release: i64,
    path: &str,
) -> Result<Response, Problem> {
    let is_folder = path.is_empty() || path.ends_with('/');
    let path = if is_folder { format!("{path}index.html") } else { path.to_owned() };
    let readers = app.settings.readers_audience.as_deref();
    let found = app.store.visible_file(&visitor.actor, readers, release, &path, app.now()).await?;
    let ShownFile { mut file, sha256, standing } = found;
    let tag = match &standing {
        Some(standing) => format!("\"{sha256}-{}\"", standing.id),
        None => format!("\"{sha256}\""),
    };
    if let Some(standing) = &standing {
        file = with_standing(file, standing);
    }
    // What everybody may read may be kept if it is asked for again first; everything else is kept nowhere.
    if visitor.actor != Actor::Nobody {
        return Ok(answers::file(&file.content_type, file.content));
    }
    let has_it = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answers::file(&file.content_type, file.content)
    };
    let said = response.headers_mut();
    said.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        said.insert(ETAG, tag);
    }
    Ok(response)
}

/// A page of a release that is superseded says what stands in its place. Other files are as they were drawn.
fn with_standing(file: CopyFile, standing: &Entry) -> CopyFile {
    if !file.content_type.starts_with("text/html") {
        return file;
    }
    let superseded = Superseded {
        by: standing.number,
        published_on: standing.published_at.map(|at| at.to_zoned(TimeZone::system()).date()),
        href: Some(format!("/releases/{}/", standing.id)),
    };
    match String::from_utf8(file.content) {
        Ok(page) => CopyFile { content: superseded.written_on(&page).into_bytes(), ..file },
        Err(other) => CopyFile { content: other.into_bytes(), ..file },
    }
}
