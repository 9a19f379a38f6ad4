//! The HTML pages: whole without script, nothing from outside, nothing from a cell as markup.

use std::collections::BTreeSet;
use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::program::{assessed_case, fixture, kamready, kamready_in};

const LANGS: [&str; 2] = ["de", "en"];

fn case_page(lang: &str) -> String {
    assessed_case(lang, "html").good()
}

/// Tags in their order, those without an end left out; scripts and styles are opaque.
fn tags(page: &str) -> Vec<(bool, String)> {
    const EMPTY: [&str; 5] = ["meta", "link", "input", "br", "!doctype"];
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("every tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '\n', '/']).next().unwrap().to_owned();
        if !EMPTY.contains(&name.as_str()) && !tag.ends_with('/') {
            if !closes && (name == "script" || name == "style") {
                rest = &rest[rest.find(&format!("</{name}>")).unwrap()..];
            }
            tags.push((closes, name));
        }
    }
    tags
}

/// Every element is closed in its order.
pub(crate) fn assert_nested(page: &str) {
    let mut open = Vec::new();
    for (closes, name) in tags(page) {
        match closes {
            false => open.push(name),
            true => assert_eq!(open.pop().as_deref(), Some(name.as_str())),
        }
    }
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn a_page_is_well_nested_and_in_its_language() {
    for lang in LANGS {
        let page = case_page(lang);
        assert_nested(&page);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        assert_eq!(page.matches("<h1>").count(), 1);
    }
}

/// The case has every list that there is.
#[test]
fn a_page_is_light() {
    for lang in LANGS {
        let page = case_page(lang);
        assert!(page.len() <= 300_000, "{} bytes", page.len());
    }
}

#[test]
fn a_page_refers_to_nothing_outside() {
    for lang in LANGS {
        let page = case_page(lang);
        for (start, _) in page.match_indices("href=\"") {
            let target = &page[start + 6..];
            assert!(
                target.starts_with('#') || target.starts_with("data:,\""),
                "{}",
                &target[..40]
            );
        }
        assert!(!page.contains("src="));
        assert!(!page.contains("@import"));
        assert!(!page.contains("url("));
    }
}

#[test]
fn each_anchor_of_the_contents_is_there_once() {
    let page = case_page("de");
    let ids: Vec<&str> = page
        .match_indices(" id=\"")
        .map(|(start, found)| page[start + found.len()..].split('"').next().unwrap())
        .collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    for (start, found) in page.match_indices("href=\"#") {
        let target = page[start + found.len()..].split('"').next().unwrap();
        assert!(once.contains(target), "{target}");
    }
}

#[test]
fn headings_leave_out_no_level() {
    for lang in LANGS {
        let mut last = 0;
        for (closes, name) in tags(&case_page(lang)) {
            let level = name
                .strip_prefix('h')
                .and_then(|level| level.parse::<u32>().ok());
            if let (false, Some(level)) = (closes, level) {
                assert!(level <= last + 1, "h{level} after h{last}");
                last = level;
            }
        }
    }
}

#[test]
fn the_embedded_result_is_that_of_json() {
    let page = case_page("en");
    let start = page.find("id=\"result-json\">").unwrap() + 17;
    let data = page[start..].split("</script>").next().unwrap();
    let packed: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(packed["encoding"], "gzip+base64");
    let bytes = unbase64(packed["data"].as_str().unwrap());
    let embedded: serde_json::Value =
        serde_json::from_reader(flate2::read::GzDecoder::new(&*bytes)).unwrap();
    let case = fixture("case/en");
    let arguments = [
        "assess",
        case.to_str().unwrap(),
        "-q",
        "--as-of",
        "2026-11-25",
        "-o",
        "json",
    ];
    let mut whole = kamready(&arguments).json();
    whole.as_object_mut().unwrap().remove("texts");
    assert_eq!(embedded, whole);
}

fn unbase64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|letter| *letter != b'=').collect();
    let bits = letters.chunks(4).flat_map(|four| {
        let word = four
            .iter()
            .fold(0_u32, |word, one| word << 6 | u32::from(value(*one)));
        let word = word << (6 * (4 - four.len()));
        word.to_be_bytes()[1..four.len()].to_vec()
    });
    bits.collect()
}

#[test]
fn a_short_result_is_embedded_as_it_is() {
    let file = fixture("organisations/messtechnik.json");
    let page = kamready(&["assess", file.to_str().unwrap(), "-q", "-o", "html"]).good();
    let start = page.find("id=\"result-json\">").unwrap() + 17;
    let data = page[start..].split("</script>").next().unwrap();
    let embedded: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(embedded["organisations"].as_array().unwrap().len(), 1);
}

/// What a cell may try; none of it may become an element or an attribute.
const ATTACKS: [&str; 8] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!--",
    "]]><svg onload=alert(1)>",
    "&lt;script&gt;",
    "</title></style><base href=//evil>",
];

#[test]
fn no_attack_from_a_cell_becomes_markup() {
    let calm = record("calm", "Ruhig GmbH");
    let (calm, _) = written(&calm);
    let count = |page: &str| tags(page).len();
    for attack in ATTACKS {
        let (page, index) = written(&record("calm", attack));
        assert_nested(&page);
        assert_nested(&index);
        assert_eq!(count(&page), count(&calm), "{attack}");
        assert!(!page.contains("<img"), "{attack}");
    }
}

fn record(id: &str, text: &str) -> serde_json::Value {
    json!([
        {"id": id, "name": text, "industry": text, "executive_sponsor": "none",
         "accounts": [{"account_id": text, "name": text, "currency": "EUR", "revenue_y0": 10}], "total_revenue": 20,
         "active_customers": 9},
        {"id": "other", "name": "Andere AG"}
    ])
}

/// The page of the first organisation and the overview.
fn written(records: &serde_json::Value) -> (String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("in.json"), records.to_string()).unwrap();
    let ran = kamready_in(
        folder.path(),
        &["assess", "in.json", "-q", "-o", "html:out/"],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    (read("orgs/calm.html"), read("index.html"))
}

#[test]
fn the_overview_leads_to_a_page_of_each_organisation_and_back() {
    let folder = TempDir::new().unwrap();
    let file = fixture("organisations/domain.csv");
    let arguments = [
        "assess",
        file.to_str().unwrap(),
        "-q",
        "--lang",
        "de",
        "-o",
        "html:out/",
    ];
    assert_eq!(kamready_in(folder.path(), &arguments).code, Some(0));
    let index = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert_nested(&index);
    let links: BTreeSet<&str> = index
        .match_indices("href=\"orgs/")
        .map(|(start, _)| index[start + 6..].split('"').next().unwrap())
        .collect();
    assert_eq!(links.len(), 5);
    for link in links {
        let page = fs::read_to_string(folder.path().join("out").join(link)).unwrap();
        assert!(page.contains("href=\"../index.html\""));
    }
}

#[test]
fn several_organisations_need_a_folder() {
    let file = fixture("organisations/domain.csv");
    let ran = kamready(&["assess", file.to_str().unwrap(), "-q", "-o", "html"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("html:DIR/"), "{}", ran.err);
}

#[test]
fn the_pages_of_a_pack_of_another_kind_have_no_empty_parts() {
    let folder = crate::program::with_pack("tiny");
    fs::write(folder.path().join("in.json"), "{\"id\": \"a\"}").unwrap();
    let arguments = ["assess", "in.json", "-q", "--pack", "pack", "-o", "html"];
    let page = kamready_in(folder.path(), &arguments).good();
    assert_nested(&page);
    assert!(!page.contains("<ul>\n</ul>"));
    assert!(!page.contains("<dl>\n</dl>"));
}
