//! View models: what is shown, in words, for one audience.
//!
//! Each page has a plain structure. A printed value has the exact one beside it, an absence its reason, a rating its
//! word. Templates lay these out; they decide nothing about figures.

mod cells;
mod changes;
mod commentary;
mod downloads;
mod exceptions;
mod facts;
mod figure;
mod guidance;
mod indicator;
mod indicator_charts;
mod indicators;
mod line_up;
mod marks;
mod matrix;
mod overview;
mod panels;
mod place;
mod place_table;
mod places;
mod report;
mod rewritten;
mod shell;
mod sources;
mod summary;
mod table;
mod tiles;
mod told;
mod versions;

pub use cells::Cell;
pub use changes::{ChangeGroup, ChangeLine, ChangesPage, SinceRelease};
pub use commentary::{CommentaryEntry, NoteField, PlaceNotes, TextView};
pub use downloads::{DownloadEntry, DownloadsPage};
pub use exceptions::{ExceptionLine, ExceptionPage, ExceptionRow, ExceptionsPage};
pub use figure::{DirectionView, Printed, RatingView, Shade, Shown, Standing, TargetView, Way, key};
pub use guidance::{DirectionEntry, Entry, GuidancePage, RatingEntry};
pub use indicator::{Fact, FigureRow, FigureTable, IndicatorPage, TargetRow, VersionView};
pub use indicators::{IndicatorGroup, IndicatorLine, IndicatorsPage};
pub use marks::Mark;
pub use matrix::{Matrix, MatrixCell, MatrixFigure, MatrixRow};
pub use overview::{Erratum, OverviewPage, PlaceLine};
pub use panels::{Panel, PanelRow, PanelTable, Picture};
pub use place::{Item, PlacePage};
pub use place_table::{PlaceTable, PlaceTableGroup, PlaceTableHead, PlaceTableRow};
pub use places::{PlaceColumn, PlacesCell, PlacesGroup, PlacesPage, PlacesRow, PlacesTable};
pub use report::{PartView, ReportPage, ReportParagraph, SentenceChanged, ToldFrom};
pub use shell::{Band, Brandmark, NavigationItem, Shell};
pub use sources::{DefinitionsPage, LevelSource, SourceGroup, SourceLine, SourceText, SourcesPage};
pub use summary::{BelowLine, CountLine, MovedLine, Summary};
pub use table::{Block, Heading, Row, Section};
pub use tiles::{Tile, TileBody, TileNumber, TileTrend, Tiles};
pub use told::{MovedGroup, MovedOf, MovedPart, MovedRow, Named, Redefined, RestatedFor, Told};
pub use versions::Difference;

pub(crate) use cells::{Line, target};
pub(crate) use changes::changes;
pub(crate) use commentary::{commentary_needed, find};
pub(crate) use downloads::downloads;
pub(crate) use exceptions::{exception, exceptions, supplier};
pub(crate) use figure::shown_with_remarks;
pub(crate) use guidance::guidance;
pub(crate) use indicator::{bandings, indicator};
pub(crate) use indicators::indicators;
pub(crate) use overview::overview;
pub(crate) use place::place;
pub(crate) use places::places;
pub(crate) use report::report;
pub(crate) use shell::{SUPERSEDED, bands, superseded_by};
pub(crate) use sources::{definitions, place_of, rules_of, source_words, sources};
