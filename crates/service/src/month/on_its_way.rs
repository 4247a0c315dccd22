//! An edition on its way: its days, its texts, its releases.

use std::sync::Arc;

use framework::TextSubject;
use jiff::civil::Date;
use permissions::Action;
use store::{Entry, KeptText};
use workspace::{AwaitedText, awaited_texts, text_subject};

use super::{AboutText, Countdown, EditionKey, about, days_from};
use crate::answers::Problem;
use crate::app::App;
use crate::visitor::Visitor;
use crate::work::AtWork;

/// An edition on its way, as far as somebody may know of it.
pub(crate) struct OnItsWay {
    pub days: Vec<Countdown>,
    /// The texts that it needs.
    pub texts: Vec<(AboutText, AwaitedText)>,
    /// Those that somebody wrote beside: narratives, notes of meetings, summaries.
    pub further: Vec<(AboutText, KeptText)>,
    pub releases: Vec<Entry>,
}

/// How far an edition has come.
pub(crate) async fn on_its_way(
    app: &App,
    visitor: &Visitor,
    work: &Arc<AtWork>,
    edition: EditionKey,
    today: Date,
) -> Result<OnItsWay, Problem> {
    let required = work.required(edition).await?;
    let scorecard = edition.scorecard(work);
    let kept = app.store.visible_texts(&visitor.actor, scorecard, edition.data_month).await?;
    let further = kept.iter().filter(|text| text.key.may(&visitor.actor, Action::See)).filter_map(|text| {
        let (kind, subject) = text_subject(&work.framework, edition.scorecard, &text.key)?;
        let about = about(work, edition, kind, &subject, &required);
        (!about.is_required).then(|| (about, text.clone()))
    });
    let further = further.collect();
    let awaited = awaited_texts(&work.framework, edition.scorecard, edition.data_month, &required, &kept);
    let seen = awaited.into_iter().filter(|text| text.key.may(&visitor.actor, Action::See));
    let with_words = seen.map(|text| {
        let subject = TextSubject {
            indicator: Some(text.required.indicator),
            place: Some(text.required.place),
            ..TextSubject::default()
        };
        (about(work, edition, text.required.kind, &subject, &required), text)
    });
    let texts = with_words.collect();
    let readers = app.settings.readers_audience.as_deref();
    let visible = app.store.visible_releases(&visitor.actor, readers, app.now()).await?;
    let releases = visible
        .into_iter()
        .map(|visible| visible.entry)
        .filter(|entry| entry.scorecard == scorecard && entry.data_month == edition.data_month)
        .collect();
    Ok(OnItsWay { days: days_from(work, edition, today), texts, further, releases })
}
