use crate::input::cell::Unit;

#[test]
fn the_name_of_a_unit_is_read_as_the_same_unit() {
    for text in [
        "%", "€", "T€", "TEUR", "Tsd.", "Mio. €", "Mrd. CHF", "k$", "Mio", "bn", "£", "Prozent",
    ] {
        let unit = Unit::of(text).unwrap();
        assert!(unit.is_general(), "{text}");
        assert_eq!(Unit::of(&unit.name()), Some(unit), "{text}");
    }
}
