//! The command line as people use it.

mod commands;
mod person;
mod proportions;
mod published;
