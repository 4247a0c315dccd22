//! Public documents tell nothing of what the disclosure profile hides: not in words, alternative texts, properties,
//! drawings or the parts of their files.

use documents::pdf::{self, Options};
use documents::{word, workbook};
use framework::Framework;
use publish::edition_data;

use crate::northshire::{CASES, DISTRICTS, northshire, outcome, public_request, says, telling_counts, twin};
use crate::support::{metadata, parts, text, tree};

/// The bytes of every document of the public copy.
fn documents(framework: &Framework) -> Vec<(String, Vec<u8>)> {
    let outcome = outcome(framework);
    let request = public_request(framework, Some(&outcome));
    let options = Options::default();
    let mut documents = vec![
        ("scorecard.pdf".to_owned(), pdf::scorecard(&request, &options).unwrap()),
        ("report.pdf".to_owned(), pdf::covering_report(&request, "cover", &options).unwrap()),
        ("scorecard.xlsx".to_owned(), workbook::workbook(&edition_data(&request).unwrap()).unwrap()),
    ];
    for place in DISTRICTS.iter().chain(&["northshire"]) {
        let sheet = pdf::place_sheet(&request, place, &options).unwrap();
        documents.push((format!("{place}.pdf"), sheet));
    }
    let words = word::documents(&request).unwrap();
    assert!(!words.is_empty());
    documents.extend(words.into_iter().map(|document| (format!("{}.docx", document.name), document.content)));
    documents
}

/// All that a program can read in a document: its text, its tags with alternative texts and summaries, its properties;
/// of a workbook or a Word document every part.
fn everything(name: &str, bytes: &[u8]) -> String {
    if name.ends_with(".pdf") {
        [text(bytes), tree(bytes), metadata(bytes)].join("\n")
    } else {
        parts(bytes, "").into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn no_document_holds_a_number_that_is_hidden() {
    let framework = northshire(&CASES);
    let texts: Vec<(String, String)> = documents(&framework)
        .into_iter()
        .map(|(name, bytes)| (name.clone(), everything(&name, &bytes)))
        .collect();
    for (count, is_hidden) in telling_counts(&framework, &outcome(&framework)) {
        let holders: Vec<&str> =
            texts.iter().filter(|(_, text)| says(text, count)).map(|(name, _)| name.as_str()).collect();
        assert_eq!(holders.is_empty(), is_hidden, "{count} stands in {holders:?}");
    }
}

/// Whether Eastvale has three or four cases, the documents are the same to the byte: so neither a compressed stream nor
/// the shape of a drawing can tell.
#[test]
fn documents_do_not_depend_on_what_is_hidden() {
    let framework = northshire(&CASES);
    let twin = twin(&framework, &outcome(&framework));
    for ((name, one), (_, other)) in documents(&framework).iter().zip(&documents(&twin)) {
        assert!(one == other, "{name} depends on what is hidden");
    }
}
