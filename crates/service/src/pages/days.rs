//! The days of the month as a file for calendars, which remind people of them.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;
use chrono::{DateTime, Duration, NaiveDate};
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _};

use crate::answers::file;
use crate::app::App;
use crate::month::{Countdown, EditionKey, days_from, today};
use crate::work::AtWork;

/// How long before a day begins calendars tell of it: at nine in the morning of the day before.
const BEFORE: Duration = Duration::hours(15);

/// The days of the newest edition of each scorecard. A file that is taken again changes the days that it brought before:
/// they have the same names.
pub(crate) async fn file_of_days(State(app): State<App>) -> Response {
    let (work, today) = (app.work(), today(&app));
    let mut calendar = Calendar::new();
    calendar.name(&work.framework.name);
    for edition in EditionKey::newest(&work) {
        for day in days_from(&work, edition, today) {
            calendar.extend(event(&app, &work, edition, &day));
        }
    }
    let mut response = file("text/calendar; charset=utf-8", calendar.to_string().into_bytes());
    let name = HeaderValue::from_static("attachment; filename=\"the-month.ics\"");
    response.headers_mut().insert(CONTENT_DISPOSITION, name);
    response
}

fn event(app: &App, work: &AtWork, edition: EditionKey, day: &Countdown) -> Option<Event> {
    let on = NaiveDate::from_ymd_opt(
        day.on.year().into(),
        day.on.month().unsigned_abs().into(),
        day.on.day().unsigned_abs().into(),
    )?;
    let what = format!("{}: {}", day.name, edition.name(work));
    let (scorecard, month) = (edition.scorecard(work), edition.data_month);
    let host = app.settings.url.split_once("//").map_or("", |(_, host)| host);
    let uid = format!("{scorecard}-{month}-{}@{host}", day.name.to_lowercase().replace(' ', "-"));
    let at = DateTime::from_timestamp(app.now().as_second(), 0)?;
    let alarm = Alarm::display(&what, -BEFORE).timestamp(at).uid(&format!("reminder-{uid}")).done();
    let event = Event::new()
        .uid(&uid)
        .timestamp(at)
        .starts(on)
        .ends(on.succ_opt()?)
        .summary(&what)
        .url(&format!("{}{}", app.settings.url, edition.href(work)))
        .alarm(alarm)
        .done();
    Some(event)
}
