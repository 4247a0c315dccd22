//! The command line as people use it.

mod commands;
mod demo;
mod known_errors;
mod person;
mod proportions;
mod public;
mod published;
mod records;
mod releases;
mod returns;
mod specimens;
