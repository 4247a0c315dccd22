//! One module per command.

pub(crate) mod assess;
pub(crate) mod check;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod disclose;
pub(crate) mod explain;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod load;
pub(crate) mod measure;
pub(crate) mod new;
pub(crate) mod publish;
pub(crate) mod purge;
pub(crate) mod release;
pub(crate) mod serve;
pub(crate) mod store;
pub(crate) mod template;
pub(crate) mod year_end;
