//! Who may do what.
//!
//! One table ([`RULES`]) says for every action on every resource which roles may take it, where, and who may not
//! although they have the role. [`allowed`] answers from it for one thing, [`reach`] for a list of things, and
//! [`document()`] writes it down for those who answer for it. Whatever the table doesn't name is allowed to nobody.
//!
//! Nothing here does any input or output, or knows what time it is.

mod action;
mod actor;
mod answer;
mod document;
mod resource;
mod role;
mod rules;

pub use action::Action;
pub use actor::{Actor, Grant, Person, Places, Scope, Token, TokenScope};
pub use answer::{Object, Reach, allowed, allowed_somewhere, reach, role_for};
pub use document::{Line, document};
pub use resource::Resource;
pub use role::Role;
pub use rules::{Extent, Open, RULES, Rule, rule};
