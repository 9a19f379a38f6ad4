//! The colours of a page, by day and by night. Every pair that carries text has a contrast of at least 4.5 to 1.

/// Colours by what they are for, as `#rrggbb`.
#[derive(Debug)]
struct Scheme {
    paper: &'static str,
    card: &'static str,
    line: &'static str,
    ink: &'static str,
    muted: &'static str,
    accent: &'static str,
    good: &'static str,
    fair: &'static str,
    poor: &'static str,
}

const DAY: Scheme = Scheme {
    paper: "#ffffff",
    card: "#f4f6f8",
    line: "#c3ccd5",
    ink: "#1b1f24",
    muted: "#4f5b67",
    accent: "#0b4f8a",
    good: "#1a6b3a",
    fair: "#7a5200",
    poor: "#a31919",
};

const NIGHT: Scheme = Scheme {
    paper: "#14181d",
    card: "#1e242b",
    line: "#46515c",
    ink: "#e9edf1",
    muted: "#b0bac4",
    accent: "#8fbcf5",
    good: "#7fd6a0",
    fair: "#f0c36a",
    poor: "#ff9f96",
};

impl Scheme {
    fn named(&self) -> [(&'static str, &'static str); 9] {
        [
            ("paper", self.paper),
            ("card", self.card),
            ("line", self.line),
            ("ink", self.ink),
            ("muted", self.muted),
            ("accent", self.accent),
            ("good", self.good),
            ("fair", self.fair),
            ("poor", self.poor),
        ]
    }

    fn css(&self) -> String {
        let rules = self
            .named()
            .map(|(name, colour)| format!("--{name}:{colour}"));
        format!(":root{{{}}}", rules.join(";"))
    }
}

/// The colours as custom properties; paper is always printed by day.
pub(super) fn css() -> String {
    format!(
        ":root{{color-scheme:light dark}}{}@media screen and (prefers-color-scheme:dark){{{}}}",
        DAY.css(),
        NIGHT.css()
    )
}

/// A drawing of bars with the colours of the day in place of the classes of a page.
pub(in crate::report) fn by_day(svg: &str) -> String {
    let filled = |class: &str, colour: &str| {
        (
            format!("class=\"bar-{class}\""),
            format!("fill=\"{colour}\""),
        )
    };
    let mut painted = svg.to_owned();
    for (class, attributes) in [
        filled("good", DAY.good),
        filled("fair", DAY.fair),
        filled("poor", DAY.poor),
        filled("plain", DAY.accent),
        (
            "class=\"bar-text\"".to_owned(),
            format!("fill=\"{}\" font-size=\"13\"", DAY.ink),
        ),
        (
            "class=\"bar-quiet\"".to_owned(),
            format!("fill=\"{}\" font-size=\"12\"", DAY.muted),
        ),
        (
            "class=\"bar-ground\"".to_owned(),
            format!("fill=\"{}\" stroke=\"{}\"", DAY.card, DAY.line),
        ),
        (
            "class=\"bar-range\"".to_owned(),
            format!("fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"", DAY.ink),
        ),
        (
            "class=\"bar-target\"".to_owned(),
            format!("fill=\"{0}\" stroke=\"{0}\" stroke-width=\"1.5\"", DAY.ink),
        ),
    ] {
        painted = painted.replace(&class, &attributes);
    }
    painted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let byte = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let part = f64::from(byte) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_stands_out_from_both_grounds() {
        for scheme in [DAY, NIGHT] {
            let texts = [
                scheme.ink,
                scheme.muted,
                scheme.accent,
                scheme.good,
                scheme.fair,
                scheme.poor,
            ];
            for (text, ground) in texts
                .iter()
                .flat_map(|text| [(*text, scheme.paper), (*text, scheme.card)])
            {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
            }
        }
    }

    #[test]
    fn bars_stand_out_from_the_paper() {
        for scheme in [DAY, NIGHT] {
            for bar in [scheme.good, scheme.fair, scheme.poor, scheme.accent] {
                assert!(contrast(bar, scheme.paper) >= 3.0, "{bar}");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 1e-3);
    }
}
