//! The chart as an indented tree of text.

use super::sheet::Sheet;

/// Deeper units stand no further to the right, but name their level.
const DEEPEST: usize = 40;

pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let mut out = format!("{}\n\n", sheet.title());
    let mut open = vec![(0, 0, String::new(), true)];
    while let Some((unit, depth, stem, last)) = open.pop() {
        out.push_str(&line(sheet, unit, depth, &stem, last));
        let below = sheet.children(unit);
        let stem = next_stem(depth, &stem, last);
        let children = below.iter().enumerate().rev();
        open.extend(
            children.map(|(number, child)| {
                (*child, depth + 1, stem.clone(), number + 1 == below.len())
            }),
        );
    }
    let remarks = sheet.remarks();
    if !remarks.is_empty() {
        out.push('\n');
    }
    for remark in remarks {
        out.push_str(&remark);
        out.push('\n');
    }
    out
}

fn next_stem(depth: usize, stem: &str, last: bool) -> String {
    match depth {
        0 => String::new(),
        DEEPEST.. => stem.to_owned(),
        _ => format!("{stem}{}", if last { "   " } else { "│  " }),
    }
}

fn line(sheet: &Sheet<'_>, unit: usize, depth: usize, stem: &str, last: bool) -> String {
    let Some(drawn) = sheet.drawing.unit(unit) else {
        return String::new();
    };
    let branch = match (depth, last) {
        (0, _) => String::new(),
        (DEEPEST.., _) => format!("… {} ", depth + 1),
        (_, true) => "└─ ".to_owned(),
        (_, false) => "├─ ".to_owned(),
    };
    let mark = if drawn.kam { "▶ " } else { "" };
    let tags = sheet.tags(drawn).join(", ");
    let tags = if tags.is_empty() {
        tags
    } else {
        format!(" [{tags}]")
    };
    let dotted: String = sheet
        .dotted_from(unit)
        .map(|line| {
            let word = if line.new {
                sheet.labels.new_dotted
            } else {
                sheet.labels.dotted
            };
            format!(" ┄▸ {} ({word})", sheet.unit(line.to))
        })
        .collect();
    format!("{stem}{branch}{mark}{}{tags}{dotted}\n", sheet.unit(unit))
}
