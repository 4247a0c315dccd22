//! The table, written down for those who answer for it.

use std::fmt::Write as _;

use crate::rules::{Extent, Open, RULES, Rule};
use crate::{Action, Resource, Role};

/// A way into the service, and what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Its path; what varies is in braces.
    pub path: &'a str,
    /// What is done.
    pub action: Action,
    /// What it is done with.
    pub resource: Resource,
    /// What it is for, in a few words.
    pub about: &'a str,
}

const HEAD: &str = "# Who may do what

Written by `cargo xtask generate` from the table that the service asks; nothing else decides. Whatever is not in the \
table, nobody may do.

Everybody has an account of their own and any number of roles. A role is held everywhere, or at places; the places that \
lie in a place are held with it. Whoever has several roles may do what any of them may.
";

const READING: &str = "
| cell | meaning |
| --- | --- |
| yes | wherever the role is held; it is not about one place |
| at its places | only for what is about a place where the role is held, or a place in it |
| everywhere | only if the role is held everywhere: it is about the council as a whole |
| – | no |

“Not one’s own” means that the role is not enough for what somebody wrote, made or is themselves: who edited a text does \
not approve it, who drafted a release neither checks it nor signs it off, and nobody gives themselves a role.

A program has a token of somebody’s account. It only reads, it may never do what they may not, and the last column says \
which scope its token needs. A release is read by those who may see both the release in its state and the copy: a \
reader sees the readers’ copy of a published release, and for a reader a release before its publication does not exist.

Having one of the roles is needed, not always enough: a record that is restricted is in no list, whoever asks.
";

/// The document: roles, the table, and every way into the service.
#[must_use]
pub fn document(lines: &[Line<'_>]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n## The roles\n\n| role | what for |\n| --- | --- |\n");
    for role in Role::ALL {
        put(&mut text, format_args!("| {role} | {} |\n", role.about()));
    }
    text.push_str("\n## The table\n");
    text.push_str(READING);
    text.push_str("\n| resource | action | not signed in |");
    for role in Role::ALL {
        put(&mut text, format_args!(" {role} |"));
    }
    text.push_str(" not one’s own | token |\n| --- | --- | --- |");
    text.push_str(&" --- |".repeat(Role::ALL.len()));
    text.push_str(" --- | --- |\n");
    for resource in Resource::ALL {
        for rule in RULES.iter().filter(|rule| rule.resource == resource) {
            row(&mut text, rule);
        }
    }
    text.push_str("\n## The resources\n\n| resource | what it is |\n| --- | --- |\n");
    for resource in Resource::ALL {
        put(&mut text, format_args!("| {} | {} |\n", resource.words(), resource.about()));
    }
    text.push_str(
        "\n## Every way in\n\nA request is answered by one of these or not at all. Who may not know that a thing exists is told that \
         it doesn’t.\n\n| | path | asks for | what it is for |\n| --- | --- | --- | --- |\n",
    );
    for line in lines {
        put(
            &mut text,
            format_args!(
                "| {} | `{}` | {} {} | {} |\n",
                line.method,
                line.path,
                line.action.words(),
                line.resource.words(),
                line.about
            ),
        );
    }
    text
}

fn row(text: &mut String, rule: &Rule) {
    let nobody = match rule.open {
        Open::Everybody => "yes",
        Open::Operator => "who runs the server",
        Open::Accounts | Open::Roles(_) => "–",
    };
    put(text, format_args!("| {} | {} | {nobody} |", rule.resource.words(), rule.action.words()));
    for role in Role::ALL {
        put(text, format_args!(" {} |", cell(rule, role)));
    }
    let not_own = if rule.not_own { "yes" } else { "" };
    let token = rule.token.map_or("–", crate::TokenScope::token);
    put(text, format_args!(" {not_own} | {token} |\n"));
}

fn cell(rule: &Rule, role: Role) -> &'static str {
    match (rule.open, rule.extent) {
        (Open::Everybody | Open::Accounts, _) => "yes",
        (Open::Operator, _) => "–",
        (Open::Roles(roles), _) if !roles.contains(&role) => "–",
        (Open::Roles(_), Extent::Anywhere) => "yes",
        (Open::Roles(_), Extent::AtPlace) => "at its places",
        (Open::Roles(_), Extent::Everywhere) => "everywhere",
    }
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = text.write_fmt(what);
}
