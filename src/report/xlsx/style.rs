//! How cells look.

use rust_xlsxwriter::{Chart, ChartFont, Color, Format, FormatAlign, FormatBorder};

use crate::model::Lang;

const INK: &str = "#1F2A37";
const PALE: &str = "#5B6673";
const LINE: &str = "#C9D1DA";
const HEAD: &str = "#1F4E79";
/// Bars and lines of charts.
pub(super) const ACCENT: Color = Color::RGB(0x0B_4F_8A);
/// Bars that carry a line.
pub(super) const PALE_ACCENT: Color = Color::RGB(0x4F_8F_C4);
pub(super) const RANGE: Color = Color::RGB(0x1F_2A_37);

pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) quiet: Format,
    pub(super) head: Format,
    /// Above numbers.
    pub(super) head_right: Format,
    pub(super) text: Format,
    pub(super) lead: Format,
    /// One decimal: points.
    pub(super) points: Format,
    /// Up to two decimals, thousands grouped.
    pub(super) number: Format,
    /// A share from 0 to 100 with its sign.
    pub(super) percent: Format,
    pub(super) value: Format,
    pub(super) date: Format,
}

impl Styles {
    pub(super) fn new(lang: Lang) -> Self {
        let base = || {
            Format::new()
                .set_font_color(INK)
                .set_align(FormatAlign::Top)
        };
        let cell = || {
            base()
                .set_border_bottom(FormatBorder::Hair)
                .set_border_color(LINE)
        };
        let head = || {
            base()
                .set_bold()
                .set_font_color("#FFFFFF")
                .set_background_color(HEAD)
                .set_text_wrap()
        };
        let date = match lang {
            Lang::De => "dd.mm.yyyy",
            Lang::En => "yyyy-mm-dd",
        };
        Self {
            title: base().set_bold().set_font_size(16),
            heading: base().set_bold().set_font_size(12),
            quiet: base().set_font_color(PALE),
            head: head().set_align(FormatAlign::Left).set_indent(1),
            head_right: head().set_align(FormatAlign::Right),
            text: cell()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_indent(1),
            lead: cell()
                .set_text_wrap()
                .set_bold()
                .set_align(FormatAlign::Left)
                .set_indent(1),
            points: cell().set_num_format("0.0"),
            number: cell().set_num_format("#,##0.##"),
            percent: cell().set_num_format("0\" %\""),
            value: cell()
                .set_num_format("#,##0.##")
                .set_align(FormatAlign::Left)
                .set_indent(1),
            date: cell().set_num_format(date).set_align(FormatAlign::Left),
        }
    }
}

/// Titles a chart, and says the same to those who do not see it.
pub(super) fn titled(chart: &mut Chart, title: &str) {
    let mut font = ChartFont::new();
    font.set_bold().set_size(12);
    // A title that looks like a reference would be read from a cell.
    let told = title.trim_start_matches('=');
    chart.title().set_name(told).set_font(&font);
    chart.set_alt_text(told);
}
