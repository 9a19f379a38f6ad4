use super::*;

fn theme(name: &str, text: &str) -> Result<Theme, Vec<String>> {
    let made = Theme::new(&[(name.to_owned(), text.to_owned())]);
    made.map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

const SOUND: &str = "<header><h1>{{ title }}</h1></header><main id=\"main\">{% for section in sections %}<section id=\"{{ section.anchor }}\">{{ section.markup }}</section>{% endfor %}</main>";

fn shown<'p>(title: &'p str, markup: &'p str) -> Shown<'p> {
    Shown {
        lang: "de",
        title,
        subtitle: "",
        skip: "",
        back: None,
        contents: "",
        sections: vec![Framed {
            anchor: "result",
            title,
            markup,
        }],
        foot: "",
    }
}

#[test]
fn a_name_stays_text_and_a_section_stays_markup() {
    let theme = theme("page.html", SOUND).unwrap();
    let body = theme
        .body(&shown("<b>{{ 7*7 }}</b>", "<p>0</p>"))
        .unwrap()
        .unwrap();
    assert!(
        body.contains("<h1>&lt;b&gt;{{ 7*7 }}&lt;&#x2f;b&gt;</h1>"),
        "{body}"
    );
    assert!(body.contains("<section id=\"result\"><p>0</p></section>"));
}

#[test]
fn what_could_run_or_fetch_or_leave_is_refused() {
    let bodies = [
        "<script>alert(1)</script>",
        "<{{ 'script' }}>x",
        "<img src=\"x\">",
        "<a href=\"https://example.org\">x</a>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<p onclick=\"x\">x</p>",
        "<p class=x>x</p>",
        "<iframe></iframe>",
        "<link rel=\"stylesheet\" href=\"#\">",
        "<!-- x -->",
        "<p style=\"background:url(x)\">x</p>",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{{ title|safe }}",
        "{{ tilte }}",
        "{% include 'other.html' %}",
        "{% for i in range(100000000) %}{% endfor %}",
        "{% if %}",
        "{{ sections[0].nothing }}",
    ];
    for body in bodies {
        let faults = theme("page.html", &format!("{SOUND}{body}")).unwrap_err();
        assert!(!faults.is_empty(), "{body}");
        assert!(
            faults.iter().all(|fault| fault.starts_with("page.html")),
            "{faults:?}"
        );
    }
    for css in [
        "@import 'x'",
        "a{background:URL(x)}",
        "</style>",
        "a{b:\\75rl(x)}",
        "@font-face{}",
    ] {
        assert!(theme("style.css", css).is_err(), "{css}");
    }
}

#[test]
fn a_section_that_is_left_out_or_told_twice_is_a_fault() {
    let once = "{{ section.markup }}";
    for body in [
        SOUND.replace(once, ""),
        SOUND.replace(once, &once.repeat(2)),
    ] {
        let faults = theme("page.html", &body).unwrap_err();
        assert!(faults[0].contains("must be shown once"), "{faults:?}");
    }
}

#[test]
fn all_faults_are_told_with_their_places() {
    let files = [
        (
            "style.css".to_owned(),
            "a{}\nb{background:url(x)}\n".to_owned(),
        ),
        ("logo.png".to_owned(), String::new()),
        ("page.html".to_owned(), "{{ titel }}".to_owned()),
    ];
    let told: Vec<String> = Theme::new(&files)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("style.css:2"), "{told:?}");
    assert!(told[1].contains("page.html") && told[1].contains("style.css"));
    assert!(told[2].contains("`title`"), "{told:?}");
}
