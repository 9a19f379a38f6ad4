//! The look of a house: pages in the frame of a theme are whole, and a theme that is not sound is refused.

use std::fs;

use tempfile::TempDir;

use crate::program::{fixture, kamready_in};

#[test]
fn the_example_dresses_every_page_and_drops_nothing() {
    let theme = fixture("themes/example");
    let file = fixture("organisations/domain.csv");
    let folder = TempDir::new().unwrap();
    let run = |out: &str, theme: &[&str]| {
        let arguments = [
            "assess",
            file.to_str().unwrap(),
            "-q",
            "--lang",
            "de",
            "-o",
            out,
        ];
        kamready_in(folder.path(), &[&arguments, theme].concat()).good();
    };
    run("html:plain/", &[]);
    run("html:dressed/", &["--theme", theme.to_str().unwrap()]);
    for page in ["index.html", "orgs/T01.html"] {
        let read = |look: &str| fs::read_to_string(folder.path().join(look).join(page)).unwrap();
        let (plain, dressed) = (read("plain"), read("dressed"));
        assert!(dressed.contains("Beratung Musterhaus") && dressed.contains("#5b2a86"));
        let main = |page: &str| {
            let start = page.find("<main").unwrap();
            page[start..page.find("</main>").unwrap()].to_owned()
        };
        assert_eq!(main(&plain), main(&dressed));
    }
}

#[test]
fn a_theme_that_reaches_outside_is_refused_before_anything_is_written() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("theme")).unwrap();
    fs::write(
        folder.path().join("theme/style.css"),
        "a{}\nb{background:url(//x)}\n",
    )
    .unwrap();
    fs::write(folder.path().join("theme/page.html"), "<script>1</script>").unwrap();
    fs::write(folder.path().join("in.json"), "{\"id\": \"a\"}").unwrap();
    let arguments = [
        "assess",
        "in.json",
        "-o",
        "html:out.html",
        "--theme",
        "theme",
    ];
    let ran = kamready_in(folder.path(), &arguments);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("theme/style.css:2"), "{}", ran.err);
    assert!(ran.err.contains("theme/page.html"), "{}", ran.err);
    assert!(!folder.path().join("out.html").exists());
}

#[test]
fn a_name_says_nothing_to_a_template() {
    let theme = fixture("themes/example");
    let folder = TempDir::new().unwrap();
    let name = "{{ foot }}{% for x in y %}<b>";
    let record = serde_json::json!({"id": "a", "name": name});
    fs::write(folder.path().join("in.json"), record.to_string()).unwrap();
    let theme = theme.to_str().unwrap();
    let page = kamready_in(
        folder.path(),
        &["assess", "in.json", "-q", "-o", "html", "--theme", theme],
    )
    .good();
    assert!(page.contains("<h1>{{ foot }}{% for x in y %}&lt;b&gt;</h1>"));
}
