//! What people keep beside the figures: who sees and writes what, and that nothing is lost.

mod actions;
mod approved;
mod contracts;
mod plan;
mod queries;

use permissions::Grant;

use crate::browser::{Answer, Browser};
use crate::made::{Made, made_of};

/// A county with two districts and two providers, of which figures are known.
const FILES: [(&str, &str); 5] = [
    (
        "framework.toml",
        r#"
name         = "Northshire children's scorecards"
organisation = "Northshire Council (specimen)"
specimen     = true
levels       = ["county", "district", "provider"]

[[editions]]
scorecard  = "children"
data_month = "2023-10"
"#,
    ),
    (
        "places.csv",
        "place,name,level,part_of\n\
         northshire,Northshire,county,\n\
         eastvale,Eastvale,district,northshire\n\
         westmoor,Westmoor,district,northshire\n\
         north-star,North Star,provider,\n\
         south-star,South Star,provider,\n",
    ),
    (
        "indicators/support.toml",
        r#"
[CASES]
title      = "Families taken on"
polarity   = "high"
unit       = "count"
basis      = "month"
frequency  = "month"
places     = ["provider"]
sums       = "no"
definition = "Families that family support took on in the month."
source     = "case-system"
rating     = { scheme = "unknown" }
profile    = "even"
"#,
    ),
    (
        "targets/support.csv",
        "indicator,place,period,target\nCASES,north-star,FY2023-24,1200\nCASES,south-star,FY2023-24,240\n",
    ),
    (
        "figures/support.csv",
        "indicator,place,period,value\n\
         CASES,north-star,FY2022-23,600\n\
         CASES,north-star,2023-04,101\n\
         CASES,north-star,2023-05,102\n\
         CASES,north-star,2023-06,103\n\
         CASES,south-star,2023-04,77\n",
    ),
];

/// A service for that county.
async fn with_providers() -> Made {
    made_of(&[], &FILES).await
}

/// Somebody with roles, who has opened a page with a form.
async fn at_a_form(made: &Made, name: &str, grants: &[Grant]) -> Browser {
    let mut browser = made.somebody(name, grants).await;
    browser.get("/account").await;
    browser
}

/// Sends a form whose entry is kept, and opens its page.
async fn kept(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = browser.post(path, fields).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.body);
    let page = browser.get(answer.location()).await;
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    page
}

const ATTACK: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

fn is_text(page: &Answer) {
    assert!(page.status < 500, "{}", page.body);
    for raw in ["<script>alert", "<img"] {
        assert!(!page.body.contains(raw), "{}", page.body);
    }
}
