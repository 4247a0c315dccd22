//! What answers programs.

use std::cmp::Reverse;

use axum::extract;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;
use permissions::Resource;
use publish::json_path;
use serde::Serialize;
use store::{Entry, State, VisibleFile};

use super::answers::{Page, PartPage, ReleaseData, ReleaseInFull, ReleasesPage, tag};
use super::asked::Asked;
use super::call::Call;
use super::document::openapi_document;
use super::edition::{Edition, Row, edition};
use super::endpoints::{Answer, RELEASES};
use super::format::Format;
use super::tables::{self, Part};
use crate::answers::Problem;
use crate::app::App;
use crate::guard::Named;

/// The files of the editions that somebody may see, of the releases that are wanted.
async fn files(
    app: &App,
    call: &Call,
    is_wanted: &(dyn Fn(&Entry) -> bool + Sync),
) -> Result<Vec<VisibleFile>, Problem> {
    let readers = app.settings.readers_audience.as_deref();
    let wanted =
        |entry: &Entry, audience: &str| is_wanted(entry).then(|| json_path(&entry.scorecard, audience));
    Ok(app.store.visible_files(&call.actor, readers, &wanted, app.now()).await?)
}

async fn of_release(app: &App, call: &Call, release: i64) -> Result<VisibleFile, Problem> {
    let found = files(app, call, &|entry| entry.id == release).await?;
    found.into_iter().next().ok_or(Problem::NotFound)
}

/// The published release of the latest month. What was superseded or taken back is none, even where nothing else stands
/// in its place. Of two of a month the last is, from its time on, whether the store was told or not.
async fn of_latest(app: &App, call: &Call, scorecard: &str) -> Result<VisibleFile, Problem> {
    let now = app.now();
    let stands =
        |entry: &Entry| entry.resource(now) == Resource::PublishedRelease && entry.state != State::Superseded;
    let found = files(app, call, &|entry| entry.scorecard == scorecard && stands(entry)).await?;
    let latest = found.into_iter().max_by_key(|file| (file.entry.data_month, file.entry.number));
    latest.ok_or(Problem::NotFound)
}

/// The releases, the newest first.
pub(crate) async fn releases(
    extract::State(app): extract::State<App>,
    call: Call,
) -> Result<Response, Problem> {
    let mut files = files(&app, &call, &|_| true).await?;
    files.sort_by_key(|file| Reverse(file.entry.id));
    let mut rows: Vec<(u64, Row)> = Vec::new();
    for file in &files {
        let release = ReleaseData::of(&app, file);
        let value = serde_json::to_value(&release).map_err(|error| Problem::failed(&error))?;
        rows.push((release.release.unsigned_abs(), Row::of(&tables::RELEASES, &value)));
    }
    let after = call.asked.after().unwrap_or(u64::MAX);
    let rest = rows.iter().filter(|(number, _)| *number < after).map(|(number, row)| (*number, row));
    let page = Page::of(rest, &tables::RELEASES, &call.asked);
    let next =
        page.next.map(|next| format!("{}{}?{}", app.settings.url, RELEASES.path, call.asked.next(next)));
    let body = match call.format {
        Format::Json => page.json(&ReleasesPage::<()> { rows: Vec::new(), next: next.clone() })?,
        Format::Csv => page.csv(&tables::RELEASES, None)?,
    };
    let tag = tag(&[&String::from_utf8_lossy(&body), &call.asked.query(), call.format.token()]);
    call.tagged(&tag, async { Ok(call.answer(body, next.as_deref())) }).await
}

/// A release.
pub(crate) async fn release(
    extract::State(app): extract::State<App>,
    call: Call,
    Named(release): Named<i64>,
) -> Result<Response, Problem> {
    let found = of_release(&app, &call, release).await?;
    in_full(&app, &call, &found).await
}

/// The latest published release of a scorecard.
pub(crate) async fn latest(
    extract::State(app): extract::State<App>,
    call: Call,
    Named(scorecard): Named<String>,
) -> Result<Response, Problem> {
    let found = of_latest(&app, &call, &scorecard).await?;
    in_full(&app, &call, &found).await
}

/// A part of a release.
pub(crate) async fn rows(
    extract::State(app): extract::State<App>,
    call: Call,
    Named(release): Named<i64>,
) -> Result<Response, Problem> {
    let found = of_release(&app, &call, release).await?;
    part_of(&app, &call, &found).await
}

/// A part of the latest published release of a scorecard.
pub(crate) async fn latest_rows(
    extract::State(app): extract::State<App>,
    call: Call,
    Named(scorecard): Named<String>,
) -> Result<Response, Problem> {
    let found = of_latest(&app, &call, &scorecard).await?;
    part_of(&app, &call, &found).await
}

/// What programs can ask.
pub(crate) async fn openapi(call: Call) -> Result<Response, Problem> {
    let document = openapi_document();
    call.tagged(&tag(&[&document]), async { Ok(call.answer(document.clone().into_bytes(), None)) }).await
}

async fn in_full(app: &App, call: &Call, found: &VisibleFile) -> Result<Response, Problem> {
    let release = ReleaseData::of(app, found);
    let tag = tag(&[&found.sha256, &text(&release)?]);
    call.tagged(&tag, async {
        let about = edition(app, &call.actor, found).await?.about.clone();
        let body = text(&ReleaseInFull { release, about })?;
        Ok(call.answer(format!("{body}\n").into_bytes(), None))
    })
    .await
}

fn text(data: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(data).map_err(|error| Problem::failed(&error))
}

/// A page of a part. The next one is of the same release, whatever is the latest by then.
async fn part_of(app: &App, call: &Call, found: &VisibleFile) -> Result<Response, Problem> {
    let Answer::Part(part) = call.endpoint.answer else { return Err(Problem::NotFound) };
    let release = ReleaseData::of(app, found);
    let parts =
        [&found.sha256, &text(&release)?, part.table().name, &call.asked.query(), call.format.token()];
    call.tagged(&tag(&parts), async {
        let edition = edition(app, &call.actor, found).await?;
        let name = ReleaseData::file_name(found, part.table());
        let (asked, format) = (call.asked.clone(), call.format);
        let make = move || made(&edition, part, release, &asked, format);
        let made = tokio::task::spawn_blocking(make).await.map_err(|error| Problem::failed(&error))?;
        let (body, next) = made?;
        let mut response = call.answer(body, next.as_deref());
        let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
        if let (Format::Csv, Ok(name)) = (format, name) {
            response.headers_mut().insert(CONTENT_DISPOSITION, name);
        }
        Ok(response)
    })
    .await
}

/// A page of a part of an edition, with the address of the next.
fn made(
    edition: &Edition,
    part: Part,
    release: ReleaseData,
    asked: &Asked,
    format: Format,
) -> Result<(Vec<u8>, Option<String>), Problem> {
    let table = part.table();
    let after = asked.after().unwrap_or_default();
    let rows = (1..).zip(edition.rows(part)).filter(|(number, _)| *number > after);
    let page = Page::of(rows, table, asked);
    let next = page.next.map(|next| format!("{}/{}?{}", release.url, table.name, asked.next(next)));
    let statements = edition.about.statements.clone();
    let body = match format {
        Format::Json => {
            page.json(&PartPage::<()> { rows: Vec::new(), release, statements, next: next.clone() })?
        }
        Format::Csv => {
            let headings: Vec<&str> = statements.iter().map(|said| said.heading.as_str()).collect();
            page.csv(table, Some(&headings.join("; ")))?
        }
    };
    Ok((body, next))
}
