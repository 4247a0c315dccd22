//! Files of other formats beside the pages of a site.

use publish::{Download, json, open_data, site, site_with_downloads};

use crate::{data_of, framework, request, states};

fn downloads() -> Vec<Download> {
    let data = data_of(&states());
    let mut downloads = open_data(&data).unwrap();
    downloads.push(json(&data).unwrap());
    downloads
}

#[test]
fn a_page_lists_every_download_and_every_page_links_to_it() {
    let framework = framework(&states());
    let downloads = downloads();
    let mut drawn = Vec::new();
    let site = site_with_downloads(&request(&framework), &downloads, &mut |page| drawn.push(page.to_owned()))
        .unwrap();
    assert!(drawn.contains(&"downloads.html".to_owned()));
    let page = |path: &str| {
        let file = site.files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.content.clone()).unwrap()
    };
    let list = page("downloads.html");
    assert_eq!(downloads.len(), 3);
    for download in &downloads {
        assert!(list.contains(&format!("href=\"{}\" download>{}<", download.file.path, download.title)));
        let file = site.files.iter().find(|file| file.path == download.file.path).unwrap();
        assert_eq!(*file, download.file);
    }
    assert!(list.contains("Internal copy"));
    assert!(page("index.html").contains("<a href=\"downloads.html\">Downloads</a>"));
    assert!(page("indicators/index.html").contains("<a href=\"../downloads.html\">Downloads</a>"));
}

#[test]
fn a_site_without_downloads_has_no_page_for_them() {
    let framework = framework(&states());
    let site = site(&request(&framework), &mut |_| {}).unwrap();
    assert!(site.files.iter().all(|file| file.path != "downloads.html"));
    let pages = site.files.iter().filter(|file| file.path.ends_with(".html"));
    assert!(pages.clone().count() > 10);
    for file in pages {
        assert!(!String::from_utf8_lossy(&file.content).contains("downloads.html"), "{}", file.path);
    }
}
