//! The pages.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod assets;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod check;
pub(crate) mod days;
pub(crate) mod front;
pub(crate) mod life;
pub(crate) mod programs;
pub(crate) mod provider;
pub(crate) mod records;
pub(crate) mod register;
pub(crate) mod releases;
pub(crate) mod state;
pub(crate) mod texts;
