//! The command line as people use it.

mod commands;
mod compared;
mod corrections;
mod demo;
mod known_errors;
mod person;
mod proportions;
mod public;
mod published;
mod records;
mod released_before;
mod releases;
mod returns;
mod serve;
mod serve_kills;
mod specimens;
mod year;
mod year_end;
