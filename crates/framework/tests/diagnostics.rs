//! Every rule is documented, and every example of the documentation says what it promises.

mod examples;

use std::collections::BTreeSet;

use examples::{Example, base, check, checker, diagnose, pages};
use framework::{Folder, Rule, compile};

/// Rules that take a file that is no text, and are tested in `folder.rs`.
const OF_BYTES: [Rule; 4] = [Rule::UnreadableFile, Rule::WrongFormat, Rule::NotUtf8, Rule::FileTooLarge];

fn all_examples() -> Vec<Example> {
    pages().into_iter().flat_map(|page| page.examples).collect()
}

#[test]
fn examples_say_what_the_documentation_promises() {
    check(|section| checker(section) == "framework", |_| Vec::new());
}

#[test]
fn the_base_is_sound() {
    assert_eq!(diagnose(&Folder::from_texts(base()), |_| Vec::new()), "nothing to report\n");
}

#[test]
fn every_rule_has_one_section_and_every_section_is_a_rule() {
    let mut sections: Vec<String> = pages().into_iter().flat_map(|page| page.sections).collect();
    let mut rules: Vec<String> = Rule::ALL.iter().map(|rule| rule.token().to_owned()).collect();
    sections.sort();
    rules.sort();
    assert_eq!(sections, rules);
}

#[test]
fn the_table_of_rules_is_complete() {
    let pages = pages();
    let readme = pages.iter().find(|page| page.path.ends_with("README.md")).unwrap();
    let rows: Vec<&str> = readme.text.lines().filter(|line| line.starts_with("| [`")).collect();
    let expected: Vec<String> = Rule::ALL
        .iter()
        .map(|rule| {
            let token = rule.token();
            let page =
                pages.iter().find(|page| page.sections.iter().any(|section| section == token)).unwrap();
            let name = page.path.file_name().unwrap().to_str().unwrap();
            format!("| [`{token}`]({name}#{token}) | {} |", rule.severity().token())
        })
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn every_rule_of_texts_has_an_example() {
    let shown: BTreeSet<String> = all_examples().into_iter().map(|example| example.section).collect();
    let lacking: Vec<&str> = Rule::ALL
        .iter()
        .filter(|rule| !OF_BYTES.contains(rule))
        .map(|rule| rule.token())
        .filter(|token| !shown.contains(*token))
        .collect();
    assert!(lacking.is_empty(), "rules without an example: {lacking:?}");
}

/// The first example of a section shows its rule; later ones may show what is lawful.
#[test]
fn the_first_example_of_a_section_shows_its_rule_and_no_other() {
    let mut seen = BTreeSet::new();
    for example in all_examples() {
        let first = seen.insert(example.section.clone());
        if !first || example.section.is_empty() || checker(&example.section) != "framework" {
            continue;
        }
        let said = diagnose(&example.folder(), |_| Vec::new());
        let rules: BTreeSet<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix("fault[").or_else(|| line.strip_prefix("finding[")))
            .filter_map(|line| line.split_once(']').map(|(rule, _)| rule))
            .collect();
        assert_eq!(rules, BTreeSet::from([example.section.as_str()]), "line {}", example.line);
    }
}

#[test]
fn mistakes_in_several_files_are_all_reported_at_once() {
    let mut files = base();
    files.insert(
        "figures/more.csv".into(),
        "indicator,place,period,value\nCPP,eastvail,2023-13,\"1,204\"\n".into(),
    );
    files.insert("targets/more.csv".into(), "indicator,place,period\nREF,*,FY2022-23\n".into());
    files.insert("indicators/more.toml".into(), "[EHC]\ntitel = \"Early help cases\"\nunit = 3\n".into());
    files.insert("sources/more.toml".into(), "[cases\n".into());
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    assert!(framework.is_none());
    let rules: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule.token()).collect();
    let expected = [
        // figures/more.csv: three mistakes in one row
        "unknown-place",
        "bad-period",
        "bad-number",
        // indicators/more.toml
        "missing-key",
        "unknown-key",
        "wrong-type",
        // sources/more.toml
        "toml-syntax",
        // targets/more.csv
        "missing-column",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn a_mistake_in_one_part_of_a_file_hides_none_in_the_others() {
    let cases = [
        (
            "scorecards/children.toml",
            "titel = \"Children\"\n[sections.monthly]\ntitle = \"Monthly\"\nindicators = [\"CPQ\"]\nperiods = \"7 moons\"\ncolumns = [\"periods\"]\n[[pages]]\nid = \"county\"\ntitle = \"County\"\nplaces = [\"northshire\"]\nsections = [\"monthly\"]\n",
            ["unknown-key", "unknown-indicator", "bad-period"].as_slice(),
        ),
        (
            "framework.toml",
            "name = 3\norganisation = \"N\"\nlevels = [\"county\", \"district\", \"team\", \"team\"]\nrating = { scheme = \"points\" }\n[brand]\naccent = \"red\"\n[[editions]]\nscorecard = \"adults\"\ndata_month = \"2023-13\"\nstatus = \"final\"\n",
            ["wrong-type", "duplicate-id", "rating-keys", "bad-colour", "unknown-scorecard", "bad-period"]
                .as_slice(),
        ),
        (
            "figures/children.csv",
            "indicator,place,period,breakdown,value,status,as_at\nCPX,eastvail,2023-1,ladies,4O,missing,1.11.2023\n",
            [
                "unknown-indicator",
                "unknown-place",
                "bad-period",
                "unknown-breakdown",
                "bad-number",
                "unknown-word",
                "bad-date",
            ]
            .as_slice(),
        ),
        (
            "targets/children.csv",
            "indicator,place,period,target,floor,status\nREX,group:none,2023,2O,3O,perhaps\n",
            ["unknown-indicator", "unknown-group", "bad-period", "bad-number", "bad-number", "unknown-word"]
                .as_slice(),
        ),
    ];
    for (path, text, expected) in cases {
        let mut files = base();
        files.insert(path.to_owned(), text.to_owned());
        let (_, diagnostics) = compile(&Folder::from_texts(files));
        let rules: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule.token()).collect();
        assert_eq!(rules, expected, "{path}");
    }
}

/// One mistake in a file that others refer to is one diagnostic, not one for each reference.
#[test]
fn what_cannot_be_read_is_reported_once() {
    let one_mistake = [
        ("framework.toml", "levels = [\"county\", \"district\", \"team\"]\nname = 'x\n", "toml-syntax"),
        ("framework.toml", "", "empty-file"),
        ("framework.toml", "name = \"N\"\norganisation = \"N\"\nlevels = \"county\"\n", "wrong-type"),
        ("places.csv", "", "empty-file"),
        ("places.csv", "place;name;level\n", "csv-syntax"),
        ("places.csv", "place,nam,level\neastvale,Eastvale,district\n", "unknown-column"),
        ("breakdowns.toml", "[sex]\nmembers = \"girls\"\n", "wrong-type"),
        ("sources/sources.toml", "[cases\n", "toml-syntax"),
        ("sources/sources.toml", " \n", "empty-file"),
        ("indicators/children.toml", "[CPP]\n[CPP]\n", "toml-syntax"),
        ("comparators.toml", "[england]\nlabel = \"England\"\nkind = \"land\"\n", "unknown-word"),
        ("scorecards/children.toml", "title = 1\n[sections]\n[[pages]]\n", "wrong-type"),
    ];
    for (path, text, rule) in one_mistake {
        let mut files = base();
        files.insert(path.to_owned(), text.to_owned());
        files.insert(
            "figures/sexes.csv".into(),
            "indicator,place,period,breakdown,value\nCPP,eastvale,2023-10,girls,20\n".into(),
        );
        let folder = Folder::from_texts(files);
        let (_, diagnostics) = compile(&folder);
        let rules: BTreeSet<&str> = diagnostics
            .iter()
            .filter(|diagnostic| folder.file(diagnostic.primary.0).path != path)
            .map(|diagnostic| diagnostic.rule.token())
            .collect();
        assert_eq!(rules, BTreeSet::new(), "{path}: {text}");
        assert!(
            diagnostics.iter().any(|diagnostic| diagnostic.rule.token() == rule),
            "{path}: {diagnostics:?}"
        );
    }
}

/// Files in which one stretch is wrong, and what the caret should stand under.
#[test]
fn the_caret_stands_under_what_is_meant() {
    const INDICATOR: &str = "title = \"T\"\npolarity = \"high\"\nunit = \"count\"\nfrequency = \"month\"\n";
    let indicator = |rest: &str| format!("[EHC]\n{INDICATOR}{rest}");
    let figures = |row: &str| format!("indicator,place,period,breakdown,value,note\n{row}");
    let cases = [
        // CSV: quoted cells with their quotation marks, space around a cell left out, the last line without its end
        ("figures/more.csv", figures("CPP,\"eastvail\",2023-11,,40,\n"), "\"eastvail\""),
        ("figures/more.csv", figures("CPP, eastvail ,2023-11,,40,"), "eastvail"),
        ("figures/more.csv", figures("CPP,eastvale,2023-11,,forty,\"a \"\"b\"\", c\""), "forty"),
        (
            "figures/more.csv",
            figures("CPP,eastvale,2023-11,,40,\"two\nlines\"\nCPP,westmoor,2023-1,,40,"),
            "2023-1",
        ),
        (
            "figures/more.csv",
            figures("CPP,eastvale,2023-11,,40,é\r\nCPP,westmoor,2023-11,ladies,40,"),
            "ladies",
        ),
        ("figures/more.csv", figures("CPP,eastvale,2023-11,girls + ladies,40,"), "girls + ladies"),
        ("figures/more.csv", figures("CPP,eastvale,,,40,"), ""),
        ("figures/more.csv", figures("CPP,eastvale,2023-11,,40"), ""),
        ("figures/more.csv", figures("CPP,eastvale,2023-11,,40,,,"), ","),
        ("places.csv", "place,name,level,part_of\nwest moor,\"W, M\",county,".to_owned(), "west moor"),
        // TOML: items of lists, keys and values of tables within a line, dotted tables
        ("indicators/more.toml", indicator("basis = \"month\"\nplaces = [\"county\", \"hub\"]"), "\"hub\""),
        ("indicators/more.toml", indicator("basis = \"month\"\nplaces = [\"county\", 3]"), "3"),
        (
            "indicators/more.toml",
            indicator("basis = \"month\"\nalso = [\"year\", \"yr\"]\nplaces = [\"county\"]"),
            "\"yr\"",
        ),
        (
            "indicators/more.toml",
            indicator(
                "basis = \"month\"\nplaces = [\"county\"]\nrating = { scheme = \"points\", within = \"3%\" }",
            ),
            "\"3%\"",
        ),
        (
            "indicators/more.toml",
            indicator("basis = \"month\"\nplaces = [\"county\"]\n[EHC.by_level.hub]\ndecimals = 0"),
            "hub",
        ),
        (
            "indicators/more.toml",
            indicator(
                "basis = \"month\"\nplaces = [\"county\"]\n[[EHC.versions]]\nfrom = \"2021-4\"\nchange = \"C\"",
            ),
            "\"2021-4\"",
        ),
        (
            "indicators/more.toml",
            indicator(
                "basis = \"month\"\nplaces = [\"county\"]\nversions = [{ from = \"2021-04\", change = \"C\", titel = \"\" }]",
            ),
            "titel",
        ),
        ("breakdowns.toml", "[sex]\nmembers = [\"girls\", \"girls\"]".to_owned(), "\"girls\""),
        ("sources/more.toml", "[census]\ntitle = \"Zoë\"\nabout = 3".to_owned(), "3"),
    ];
    for (path, text, expected) in cases {
        let mut files = base();
        if path == "places.csv" || path == "breakdowns.toml" {
            files.retain(|other, _| other == "framework.toml" || other == "places.csv");
            files.insert(
                "framework.toml".into(),
                "name = \"N\"\norganisation = \"N\"\nlevels = [\"county\", \"district\", \"team\"]".into(),
            );
        }
        files.insert(path.to_owned(), text.clone());
        let folder = Folder::from_texts(files);
        let (_, diagnostics) = compile(&folder);
        let pointed: Vec<&str> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.primary.0)
            .map(|location| &folder.file(location).text[location.start as usize..location.end as usize])
            .collect();
        assert_eq!(pointed, [expected], "{path}: {text}\n{diagnostics:?}");
    }
}
