//! How wide the letters of Arial are, so that a drawing looks the same whoever shows it.

/// Widths of the signs from blank to tilde, in thousandths of the height.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Bold letters are wider by about so much.
const BOLD: f64 = 1.07;

/// The width of a sign at this height.
pub(super) fn width(c: char, size: f64, bold: bool) -> f64 {
    let thousandths = match c {
        'Ä' | 'À' | 'Á' | 'Â' => 667.0,
        'Ö' | 'Ó' | 'Ô' => 778.0,
        'Ü' | 'Ú' => 722.0,
        'ß' => 611.0,
        '–' | 'ä' | 'ö' | 'ü' | 'à' | 'á' | 'â' | 'é' | 'è' | 'ê' | 'ó' | 'ô' | 'ú' => {
            556.0
        }
        '…' | '—' | '→' => 1000.0,
        '„' | '“' | '”' | '·' => 333.0,
        c if (c as u32) >= 0x1100 => 1000.0,
        c => {
            let place = (c as usize).wrapping_sub(0x20);
            ASCII.get(place).map_or(556.0, |width| f64::from(*width))
        }
    };
    let wider = if bold { BOLD } else { 1.0 };
    thousandths / 1000.0 * size * wider
}
