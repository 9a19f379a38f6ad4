use super::*;

/// Kind and bytes of each record, as a reader walks through them.
fn records(bytes: &[u8]) -> Vec<(u32, &[u8])> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let (mut at, mut all) = (0, Vec::new());
    while at < bytes.len() {
        let size = word(at + 4) as usize;
        assert!(
            size >= 8 && size.is_multiple_of(4),
            "a record of {size} bytes"
        );
        all.push((word(at), &bytes[at + 8..at + size]));
        at += size;
    }
    all
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\" fill=\"#222\">\n<title>Not drawn</title>\n<g stroke=\"#52606d\" fill=\"none\"><path d=\"M1.0 2.0L3.0 4.0\"/><path d=\"M5 6H9v10\"/></g>\n<rect x=\"1\" y=\"2\" width=\"30\" height=\"40\" rx=\"4\" fill=\"#fff\"/>\n<text x=\"10\" y=\"20\" text-anchor=\"middle\">A &amp; Ö&lt;</text>\n<text transform=\"translate(24 50) rotate(-90)\">up</text></svg>";

#[test]
fn the_header_counts_what_follows() {
    let drawn = picture(SVG).unwrap();
    let all = records(&drawn.bytes);
    let head = all[0].1;
    let word = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap());
    assert_eq!((all[0].0, all.last().unwrap().0), (1, 14));
    assert_eq!(word(32), 0x464d_4520, "the signature");
    assert_eq!(word(40) as usize, drawn.bytes.len());
    assert_eq!(word(44) as usize, all.len());
    assert_eq!((drawn.width, drawn.height), (200.0, 100.0));
}

#[test]
fn each_shape_and_text_is_drawn_once_and_titles_are_not() {
    let drawn = picture(SVG).unwrap();
    let all = records(&drawn.bytes);
    let count = |kind: u32| all.iter().filter(|(own, _)| *own == kind).count();
    assert_eq!((count(4), count(44), count(84)), (2, 1, 2));
    let (_, text) = all.iter().find(|(kind, _)| *kind == 84).unwrap();
    let units: Vec<u16> = text[68..]
        .chunks_exact(2)
        .take(6)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), "A & Ö<");
}

#[test]
fn what_shines_through_is_mixed_with_the_paper() {
    let blue = Colour::read("#0000ff").unwrap();
    assert_eq!(blue.mixed(0.5), Colour::read("#8080ff").unwrap());
    assert_eq!(Colour::read("#fc0"), Colour::read("#ffcc00"));
    assert_eq!(Colour::read("none"), None);
}

#[test]
fn a_path_goes_absolute_and_relative() {
    assert_eq!(
        path::lines("M1 2L3 4M5 6H9v10"),
        [
            vec![(1.0, 2.0), (3.0, 4.0)],
            vec![(5.0, 6.0), (9.0, 6.0), (9.0, 16.0)]
        ]
    );
}
