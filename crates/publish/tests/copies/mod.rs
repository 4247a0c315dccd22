//! What is written beside figures, and who may see which.

mod audiences;
mod commentary;
mod exceptions;

use std::collections::BTreeMap;

use framework::Framework;
use publish::{Audience, Request, site};

use crate::{pages, request};

/// The copy for an audience that the framework declares.
fn draw_for(framework: &Framework, audience: &str) -> BTreeMap<String, String> {
    let audience = Audience::Declared(framework.find_audience(audience).expect("a declared audience"));
    let request = Request { audience, ..request(framework) };
    let site = site(&request, &mut |_| {}).expect("a site");
    let drawn = site.files.iter().filter(|file| file.path.ends_with(".html")).count();
    assert_eq!(drawn, publish::page_count(&request));
    pages(site)
}
