use super::super::vague::vague;
use super::pack;

fn found(text: &str) -> Vec<String> {
    let pack = pack();
    let list = &pack.goals.as_ref().unwrap().words.vague;
    vague(text, list).iter().map(ToString::to_string).collect()
}

#[test]
fn every_stem_and_every_word_of_the_list_is_found() {
    for word in [
        "verbessern",
        "optimiert",
        "Stärkung",
        "gestärkt",
        "steigern",
        "gesteigert",
        "Intensivierung",
        "Ausbau",
        "ausgebaut",
        "gesichert",
        "Sicherungen",
        "baldige",
        "zeitnahe",
        "sichern",
        "möglichst",
        "improve",
        "optimise",
        "optimize",
        "strengthen",
        "increasing",
        "intensify",
        "expanded",
        "secure",
        "soon",
        "as far as possible",
    ] {
        assert_eq!(
            found(&format!("Wir {word} alles")),
            [word.to_lowercase()],
            "{word}"
        );
    }
}

#[test]
fn a_stem_counts_only_where_a_word_begins_and_a_whole_word_only_whole() {
    for text in [
        "Versicherung",
        "Verstärkung",
        "versichern",
        "absichern",
        "sicherndes",
        "sooner",
        "möglich",
        "Unverbesserlich",
        "as far as we can",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(found("Umsatz-Steigerung"), ["steigerung"]);
    assert_eq!(found("Sta\u{308}rken und STÄRKEN"), ["stärken", "stärken"]);
}

#[test]
fn a_number_in_the_sentence_says_something() {
    for text in [
        "Wir steigern um 5 %.",
        "Wir steigern um 0,5 Punkte",
        "Wir steigern 3-fach",
        "Wir steigern auf 2100 Stück",
        "Wir steigern auf 1.950 Stück",
        "Wir steigern auf 2027,5",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn years_dates_quarters_and_names_are_no_numbers() {
    for when in [
        "bis 2027",
        "bis 1900",
        "bis 2099",
        "2026-2028",
        "2026–2028",
        "bis 2027-12-31",
        "bis 31.12.2027",
        "bis 31.12.27",
        "bis 31.12.",
        "bis 1.3.",
        "bis 12/2027",
        "bis Q1",
        "bis Q4/2027",
        "bis zum 1. Quartal",
        "bis zum 4. quartal 2027",
        "nach K26",
        "um fünf Prozent",
    ] {
        assert_eq!(
            found(&format!("Wir steigern {when} alles")),
            ["steigern"],
            "{when}"
        );
    }
    for number in [
        "1899",
        "2100",
        "20271",
        "5. Quartal",
        "13/2027",
        "32.1.",
        "31.13.2027",
        "2027-13-01",
        "24/7",
        "31. Dezember",
    ] {
        assert_eq!(
            found(&format!("Wir steigern {number} alles")),
            Vec::<String>::new(),
            "{number}"
        );
    }
}

#[test]
fn each_sentence_stands_for_itself() {
    assert_eq!(found("Wir wachsen um 5 %. Wir stärken uns."), ["stärken"]);
    for end in ["!", "?", ";", "\n"] {
        assert_eq!(
            found(&format!("Wir wachsen um 5 %{end} wir stärken uns")),
            ["stärken"],
            "{end}"
        );
    }
    // A full stop before a small letter, or inside a number, ends nothing.
    assert_eq!(
        found("Wir stärken u. a. den Umsatz um 5 %."),
        Vec::<String>::new()
    );
    assert_eq!(
        found("Wir stärken den Umsatz um 1.5 Punkte."),
        Vec::<String>::new()
    );
    // The full stop of a quarter is none; that of a date can be the end.
    assert_eq!(
        found("Wir stärken im 1. Quartal alles um 5 %."),
        Vec::<String>::new()
    );
    assert_eq!(
        found("Wir stärken alles bis 31.12. Der Umsatz wächst um 5 %."),
        ["stärken"]
    );
    assert_eq!(found(""), Vec::<String>::new());
}
