//! A framework folder at work: what the command line and the service both do with one.
//!
//! A folder is [`Compiled`], follows what earlier releases said, and becomes an [`Input`] with everything that is wrong
//! with it. A [`Drawing`] is an edition drawn for one audience in every format, and [`Output`] the folder that such
//! files take the place of. [`draft()`] freezes an edition in a store of releases with the copies that everybody gets of
//! it, or says why not. Where a store has texts, they stand in the place of the folder's; returns that are approved there
//! become figures, public summaries of contracts texts. [`records`] explains a measured figure down to the records behind
//! it.
//!
//! Nothing here prints, and nothing knows a terminal or a browser: what goes wrong is a typed error, and progress is
//! told to whoever draws.

mod compared;
mod copies;
mod draft;
mod draw;
mod filled_form;
mod input;
mod output;
pub mod records;
mod reported;
mod returns;
mod texts;

pub use compared::compare;
pub use copies::{content_type, copies};
pub use documents::workbook::{RETURN_COLUMNS, RETURN_SHEET};
pub use draft::{Draft, DraftError, draft};
pub use draw::{DrawError, Drawing, Drawn, Format, audience, disclosed, logo};
pub use filled_form::FilledForm;
pub use input::{Compiled, Input, NoFolder};
pub use output::{Output, OutputError};
pub use reported::{compares_with_reported, follow};
pub use returns::{RETURNS_FILE, approved_returns, faults_of_returns, returns_file};
pub use texts::{AwaitedText, awaited_texts, filed_texts, lay_over, lay_summaries, text_key, text_subject};
