//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

const INK: &str = "#1F2A37";
const PALE: &str = "#6B7280";
const LINE: &str = "#C9D1DA";

pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    /// The band of a group; two tones take turns.
    pub(super) bands: [Format; 2],
    pub(super) required: Format,
    pub(super) optional: Format,
    pub(super) id: Format,
    pub(super) bold: Format,
    pub(super) bold_on_dark: Format,
    pub(super) plain: Format,
    pub(super) plain_on_dark: Format,
    pub(super) as_text: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = || {
            Format::new()
                .set_font_color(INK)
                .set_align(FormatAlign::Top)
        };
        let wrapped = || base().set_text_wrap();
        let band = |fill: &str| base().set_bold().set_background_color(fill);
        let question = |fill: &str| {
            wrapped()
                .set_background_color(fill)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_right(FormatBorder::Thin)
                .set_border_color(LINE)
        };
        Self {
            title: base().set_bold().set_font_size(16),
            heading: base().set_bold().set_font_size(12),
            text: wrapped(),
            bands: [band("#DCE6F0"), band("#EFE9DC")],
            required: question("#1F4E79").set_font_color("#FFFFFF"),
            optional: question("#F4F6F8"),
            id: base()
                .set_font_color(PALE)
                .set_font_size(8)
                .set_border_bottom(FormatBorder::Medium),
            bold: Format::new().set_bold().set_font_color(INK),
            bold_on_dark: Format::new().set_bold().set_font_color("#FFFFFF"),
            plain: Format::new().set_font_color(INK),
            plain_on_dark: Format::new().set_font_color("#FFFFFF"),
            as_text: Format::new().set_num_format("@"),
        }
    }
}
