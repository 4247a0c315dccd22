//! What stands before the scorecard's own pages: the answer first, and how to read it.

use publish::Pages;
use publish::charts::on_paper;
use publish::view::{Entry, GuidancePage, OverviewPage, PlaceLine, Summary as SummaryView};

use super::told::told;
use crate::content::{
    Align, Block, Cell, Chapter, Column, Fact, Inline, LANDSCAPE, Row, Summary, SummaryLine, Table, Tone,
    plain, tag,
};

/// How wide a bar of shares is in a table, in ems.
const BAR: f64 = 9.0;

/// The first page: the scorecard in a few lines, and every page in one.
pub(crate) fn overview(pages: &Pages) -> Chapter {
    let (page, accent) = (&pages.overview, pages.accent.as_deref());
    let mut blocks = Vec::new();
    blocks.extend(page.about.iter().map(|about| Block::paragraph(Tone::Body, about)));
    if let Some(erratum) = &page.erratum {
        let pending = if erratum.is_pending { " (not published yet)" } else { "" };
        blocks.push(Block::heading(2, format!("Erratum{pending}")));
        blocks.push(Block::paragraph(Tone::Body, &erratum.lead));
        blocks.extend(told(&erratum.told));
        if erratum.told.is_empty() {
            let same = "No figure, rating, target or definition that is shown here is another.";
            blocks.push(Block::paragraph(Tone::Body, same));
        }
    }
    blocks.extend(page.empty.iter().map(|words| Block::paragraph(Tone::Empty, words)));
    if !page.place.is_empty() {
        blocks.push(Block::heading(2, &page.place));
        blocks.push(summary(&page.summary, accent));
    }
    if !page.places.is_empty() {
        blocks.push(Block::heading(2, "Pages and places"));
        blocks.extend(places(page, accent).fit(LANDSCAPE).into_iter().map(Block::Table));
    }
    if !page.summary.awaited_titles.is_empty() {
        blocks.push(Block::heading(2, format!("To be supplied for {}", page.place)));
        let titles = page.summary.awaited_titles.iter().map(|(title, _)| vec![plain(title)]);
        blocks.push(Block::List { items: titles.collect() });
    }
    Chapter { title: "Overview".to_owned(), subtitle: None, lead: Some(page.lead.clone()), blocks }
}

/// How many of each rating, what is below its floor, what moved most.
pub(crate) fn summary(view: &SummaryView, accent: Option<&str>) -> Block {
    let unrated = view.unrated.as_ref().map(|unrated| match &view.awaited {
        Some(awaited) => format!("{unrated}, of which {awaited}"),
        None => unrated.clone(),
    });
    let title = |title: &str, team: Option<&String>| match team {
        Some(team) => format!("{title}, {team}"),
        None => title.to_owned(),
    };
    let below = view.below.iter().map(|line| SummaryLine {
        sign: Inline::Shape(tag(&line.rating)),
        figure: line.figure.clone(),
        title: title(&line.title, line.team.as_ref()),
        why: line.reason.clone(),
    });
    let moved = view.moved.iter().map(|line| SummaryLine {
        sign: Inline::Arrow { way: line.direction.way.class() },
        figure: line.change.clone(),
        title: title(&line.title, line.team.as_ref()),
        why: format!("{}, now {}.", line.direction.word, line.now),
    });
    Block::Summary(Box::new(Summary {
        rated: view.rated.clone(),
        counts: view.counts.iter().map(|line| (line.count, tag(&line.rating))).collect(),
        bar: on_paper(&view.bar.svg(), accent),
        unrated,
        below: below.collect(),
        below_empty: if view.is_rated() { "Nothing is below its floor." } else { "Nothing is rated yet." },
        moved_since: view.moved_since.clone(),
        moved: moved.collect(),
    }))
}

fn places(page: &OverviewPage, accent: Option<&str>) -> Table {
    let mut columns = vec![Column::flexible(3), Column::fitted(Align::Left)];
    columns.extend(page.ratings.iter().map(|_| Column::fitted(Align::Right)));
    columns.extend([Column::fitted(Align::Right), Column::flexible(4)]);
    let mut head: Vec<Cell> = ["Place", "Shares of ratings"].map(text).into();
    head.extend(page.ratings.iter().map(|rating| text(&rating.word)));
    head.extend(["To be supplied", "Below the floor standard"].map(text));
    Table {
        summary: "How many figures of each page have which rating, and which are below the floor standard."
            .to_owned(),
        size: 0.0,
        columns,
        head: vec![head],
        rows: page.places.iter().map(|line| place_line(line, accent)).collect(),
        notes: Vec::new(),
    }
}

fn place_line(line: &PlaceLine, accent: Option<&str>) -> Row {
    let shares: Vec<String> = line
        .counts
        .iter()
        .map(|count| format!("{} {}", count.count, count.rating.word.to_lowercase()))
        .collect();
    let bar = Inline::Drawing {
        svg: on_paper(&line.bar.svg(), accent),
        alternative: format!("The bar has {}.", shares.join(", ")),
        width: BAR,
    };
    let is_rated = line.counts.iter().any(|count| count.count > 0);
    let mut cells = vec![
        Cell::heading(vec![plain(&line.title)]),
        Cell::new(vec![if is_rated { bar } else { plain("none rated") }]),
    ];
    cells.extend(line.counts.iter().map(|count| text(&count.count.to_string())));
    let below: Vec<&str> = line.below.iter().map(|(words, _, _)| words.as_str()).collect();
    cells.push(text(&line.awaited.to_string()));
    cells.push(text(&if below.is_empty() { "none".to_owned() } else { below.join(", ") }));
    Row::Cells { cells, is_whole: false }
}

fn text(words: &str) -> Cell {
    Cell::new(vec![plain(words)])
}

/// How to read the scorecard.
pub(crate) fn guidance(page: &GuidancePage) -> Chapter {
    let mut blocks = Vec::new();
    blocks.extend(page.about.iter().map(|about| Block::paragraph(Tone::Body, about)));
    blocks.push(Block::heading(2, "Ratings"));
    blocks.push(Block::paragraph(
        Tone::Body,
        "A figure is rated against the target for its own period, or for the year that holds it. Being exactly on the \
         target is green, and exactly on the floor is amber.",
    ));
    let ratings = page.ratings.iter().map(|entry| Fact {
        term: vec![Inline::Rating(tag(&entry.rating))],
        text: vec![plain(&entry.meaning)],
    });
    blocks.push(Block::Facts { entries: ratings.collect() });
    blocks.push(Block::paragraph(
        Tone::Body,
        "“Moved most” are the largest changes in proportion to the figure before; scores and gaps, which lie around \
         nought, are left out, and so are counts of a few and figures on few cases.",
    ));
    let titles = |titles: &[(String, String)]| {
        titles.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>().join("; ")
    };
    if !page.inferred.is_empty() {
        blocks.push(Block::heading(2, "Inferred floors"));
        blocks.push(Block::paragraph(
            Tone::Body,
            format!(
                "The council did not publish the floor standards of these indicators. The floors used here are \
                 inferred from the ratings that it published: {}.",
                titles(&page.inferred)
            ),
        ));
    }
    if !page.unknown.is_empty() {
        blocks.push(Block::heading(2, "No published floor"));
        blocks.push(Block::paragraph(
            Tone::Body,
            format!(
                "No floor was published for these indicators and none is inferred, so a missed target is amber and \
                 never red: {}.",
                titles(&page.unknown)
            ),
        ));
    }
    blocks.push(Block::heading(2, "Direction of travel"));
    let directions = page.directions.iter().map(|entry| Fact {
        term: vec![Inline::Direction { way: entry.way.class(), word: entry.word.clone(), since: None }],
        text: vec![plain(&entry.meaning)],
    });
    blocks.push(Block::Facts { entries: directions.collect() });
    let mut part = |heading: &str, lead: Option<&str>, entries: &[Entry]| {
        if !entries.is_empty() {
            blocks.push(Block::heading(2, heading));
            blocks.extend(lead.map(|lead| Block::paragraph(Tone::Body, lead)));
            blocks.push(facts(entries));
        }
    };
    part("Which way is better", None, &page.polarities);
    part("What a period covers", None, &page.bases);
    let dash =
        "A dash stands for a missing figure. The letter beside it leads to the reason, below the table.";
    part("When there is no figure", Some(dash), &page.absences);
    let letter =
        "A letter beside a figure leads to a note below the table that says what makes it less than settled.";
    part("Figures to read with care", Some(letter), &page.cautions);
    part("Abbreviations", None, &page.abbreviations);
    if !page.contacts.is_empty() {
        blocks.push(Block::heading(2, "Contacts"));
        let contacts = page.contacts.iter().map(|(about, mailbox)| match mailbox {
            Some(mailbox) => Fact::new(&about.term, format!("{} {mailbox}", about.meaning)),
            None => Fact::new(&about.term, &about.meaning),
        });
        blocks.push(Block::Facts { entries: contacts.collect() });
    }
    Chapter { title: "Guidance".to_owned(), subtitle: None, lead: None, blocks }
}

fn facts(entries: &[Entry]) -> Block {
    Block::Facts { entries: entries.iter().map(|entry| Fact::new(&entry.term, &entry.meaning)).collect() }
}
