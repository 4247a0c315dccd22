//! All that Typst may see: the templates of this crate, the data of one document, and fonts.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};
use typst_kit::fonts::{self, FontStore};

/// The templates, each by its path.
const TEMPLATES: [(&str, &str); 9] = [
    ("/blocks.typ", include_str!("templates/blocks.typ")),
    ("/inlines.typ", include_str!("templates/inlines.typ")),
    ("/page.typ", include_str!("templates/page.typ")),
    ("/report.typ", include_str!("templates/report.typ")),
    ("/scorecard.typ", include_str!("templates/scorecard.typ")),
    ("/sheet.typ", include_str!("templates/sheet.typ")),
    ("/tables.typ", include_str!("templates/tables.typ")),
    ("/texts.typ", include_str!("templates/texts.typ")),
    ("/tokens.typ", include_str!("templates/tokens.typ")),
];

/// The sans serif family of all documents, then what Typst itself ships, for letters and signs that it lacks.
static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    let family = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
    for data in family {
        store.extend(Font::iter(Bytes::new(data)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    store.extend(fonts::embedded());
    store
});

/// Whether any font of documents has a letter. Letters that are never drawn count as had.
pub(super) fn has_letter(letter: char) -> bool {
    let is_invisible = matches!(letter, '\n' | '\r' | '\t' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let mut fonts = (0..).map_while(|index| FONTS.book().info(index));
    is_invisible || fonts.any(|info| info.coverage.contains(u32::from(letter)))
}

/// What one document is compiled from.
pub(super) struct World {
    library: LazyHash<Library>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    data: (FileId, Bytes),
}

impl World {
    /// The world of a document that begins with a template and has data in JSON.
    pub(super) fn new(template: &str, data: Vec<u8>) -> Result<Self, String> {
        let mut sources = HashMap::with_capacity(TEMPLATES.len());
        for (path, text) in TEMPLATES {
            let id = file(path)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            main: file(template)?,
            sources,
            data: (file("/data.json")?, Bytes::new(data)),
        })
    }
}

fn file(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    /// No document knows what day it is.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
