//! The page of sources: one line for each level with a source of its own, what the latest data are, and how old.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod support;

/// The lines of the table of sources, cells parted by ` | `, of a framework with data to June 2021.
fn lines(indicator: &str, figures: &str) -> Vec<String> {
    let usual = "[I]\ntitle = \"Visits\"\npolarity = \"high\"\nunit = \"percent\"\nbasis = \"month\"\n\
        frequency = \"month\"\nplaces = [\"county\", \"district\", \"team\"]\n";
    let texts = [
        ("framework.toml", "name = \"N\"\norganisation = \"O\"\nlevels = [\"county\", \"district\", \"team\"]\n".to_owned()),
        ("places.csv", "place,name,level\nkent,Kent,county\nashford,Ashford,district\n".to_owned()),
        ("indicators/all.toml", format!("{usual}{indicator}")),
        ("sources/all.toml", "[dfe]\ntitle = \"Department\"\nabout = \"A.\"\n[ours]\ntitle = \"Ours\"\nabout = \"B.\"\n".to_owned()),
        ("figures/all.csv", format!("indicator,place,period,value,status,released\n{figures}")),
        (
            "scorecards/board.toml",
            "title = \"Board\"\n[sections.all]\ntitle = \"All\"\nindicators = [\"I\"]\nperiods = \"3 months\"\n\
             columns = [\"periods\"]\n[[pages]]\nid = \"all\"\ntitle = \"All\"\nplaces = [\"kent\"]\nsections = [\"all\"]\n"
                .to_owned(),
        ),
    ];
    let site = support::drawn(&support::compiled(texts), "board");
    let page = &site["sources.html"];
    let body =
        page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let words = |row: &str| {
        let cells = row.split("</td>").filter(|cell| cell.contains("<td"));
        let texts = cells.map(|cell| {
            let texts = cell.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        });
        texts.collect::<Vec<_>>().join(" | ")
    };
    body.split("</tr>").filter(|row| row.contains("<td")).map(words).collect()
}

const BY_LEVEL: &str = "source = \"dfe\"\n[I.by_level.district]\nsource = \"ours\"\n";

#[test]
fn one_source_for_all_levels_is_one_line() {
    let lines =
        lines("source = \"dfe\"\n", "I,kent,2021-06,80,,2021-07-20\nI,ashford,2021-06,81,,2021-07-23\n");
    assert_eq!(lines, ["I | Visits Department | June 2021 | 23 July 2021"]);
}

#[test]
fn levels_with_sources_of_their_own_have_lines_of_their_own() {
    let lines = lines(BY_LEVEL, "I,kent,2021-06,80,,2021-07-20\nI,ashford,2021-04,81,,\n");
    assert_eq!(
        lines,
        [
            "I | Visits County Department | June 2021 | 20 July 2021",
            "District Ours | April 2021 2 months before the data month | not stated",
        ]
    );
}

#[test]
fn a_figure_a_month_old_says_so_and_one_yet_to_come_is_not_the_latest() {
    let lines = lines(
        "source = \"dfe\"\n",
        "I,kent,2021-05,80,,\nI,kent,2021-06,,not-available,\nI,kent,2021-07,82,,\n",
    );
    assert_eq!(lines, ["I | Visits Department | May 2021 one month before the data month | not stated"]);
}

#[test]
fn what_nobody_said_is_to_be_supplied() {
    assert_eq!(lines("", ""), ["I | Visits To be supplied | To be supplied | not stated"]);
}
