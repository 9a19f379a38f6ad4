//! The tidy tree: levels side by side down to the level of the lists.

use std::collections::BTreeSet;

use super::{BOX_WIDTH, BUS, Forest, GAP, LIST_GAP, Layout, STAFF_GAP, block};

const HALF: f64 = BOX_WIDTH / 2.0;

/// How far a subtree reaches to the left and right of its middle, from level to level; between two levels stands the
/// staff of the upper one.
type Outline = Vec<(f64, f64)>;

/// Units of level `cut` stand with everything below them as lists.
pub(super) fn layout(forest: &Forest<'_>, cut: usize) -> Layout {
    let shifts = shifts(forest, cut);
    let mut layout = Layout {
        boxes: vec![Default::default(); forest.items.len()],
        ..Layout::default()
    };
    let middles = middles(forest, cut, &shifts);
    let edges = edges(forest, cut);
    let edge = |level: usize| edges.get(level).copied().unwrap_or_default();
    let middle = |unit: usize| middles.get(unit).copied().unwrap_or(0.0);
    for unit in (0..forest.items.len()).filter(|unit| is_upper(forest, *unit, cut)) {
        let level = forest.level(unit);
        let (top, lowest) = edge(level);
        if level == cut {
            block::place(forest, &mut layout, unit, middle(unit) - HALF, top);
            continue;
        }
        layout.put(unit, middle(unit) - HALF, top);
        let joint = (middle(unit), top + forest.height(unit));
        place_staff(forest, &mut layout, unit, joint, lowest);
        let below = forest.line(unit).iter().map(|child| middle(*child));
        let below: Vec<f64> = below.collect();
        connect(forest, &mut layout, joint, &below, edge(level + 1).0);
    }
    size(forest, &mut layout);
    layout
}

/// On a level above the lists or the first of them, and not inside the staff of another unit.
fn is_upper(forest: &Forest<'_>, unit: usize, cut: usize) -> bool {
    forest.level(unit) <= cut && !forest.is_beside(unit)
}

/// How far each unit stands to the right of its parent's middle.
fn shifts(forest: &Forest<'_>, cut: usize) -> Vec<f64> {
    let mut shifts = vec![0.0; forest.items.len()];
    let mut outlines: Vec<Outline> = vec![Outline::new(); forest.items.len()];
    for unit in (0..forest.items.len()).rev() {
        let level = forest.level(unit);
        if !is_upper(forest, unit, cut) {
            continue;
        }
        let outline = if level == cut {
            vec![(-HALF, forest.block(unit).width - HALF)]
        } else {
            let below: Vec<Outline> = forest
                .line(unit)
                .iter()
                .filter_map(|child| outlines.get_mut(*child).map(std::mem::take))
                .collect();
            let (places, merged) = side_by_side(below);
            for (child, place) in forest.line(unit).iter().zip(places) {
                if let Some(slot) = shifts.get_mut(*child) {
                    *slot = place;
                }
            }
            let staff = (-GAP / 2.0, forest.band(unit).width);
            [(-HALF, HALF), staff].into_iter().chain(merged).collect()
        };
        if let Some(slot) = outlines.get_mut(unit) {
            *slot = outline;
        }
    }
    shifts
}

/// The middle of each subtree when they stand as near as they can, 0 being the middle of all; and their outline.
fn side_by_side(below: Vec<Outline>) -> (Vec<f64>, Outline) {
    let mut places = Vec::new();
    let mut merged = Outline::new();
    for outline in below {
        let touching = merged.iter().zip(&outline);
        let place = touching
            .map(|((_, right), (left, _))| right + GAP - left)
            .fold(f64::NEG_INFINITY, f64::max);
        let place = if places.is_empty() { 0.0 } else { place };
        for (level, (left, right)) in outline.into_iter().enumerate() {
            match merged.get_mut(level) {
                Some((_, most)) => *most = most.max(right + place),
                None => merged.push((left + place, right + place)),
            }
        }
        places.push(place);
    }
    let middle = (places.first().unwrap_or(&0.0) + places.last().unwrap_or(&0.0)) / 2.0;
    for (left, right) in &mut merged {
        *left -= middle;
        *right -= middle;
    }
    (places.iter().map(|place| place - middle).collect(), merged)
}

fn middles(forest: &Forest<'_>, cut: usize, shifts: &[f64]) -> Vec<f64> {
    let mut middles = vec![0.0; forest.items.len()];
    for (unit, item) in forest.items.iter().enumerate() {
        if !is_upper(forest, unit, cut) {
            continue;
        }
        let above = item.parent.and_then(|parent| middles.get(parent)).copied();
        let shift = shifts.get(unit).copied().unwrap_or(0.0);
        if let Some(slot) = middles.get_mut(unit) {
            *slot = above.unwrap_or(0.0) + shift;
        }
    }
    middles
}

/// The upper edge of each level's boxes, and the lower edge of the tallest, by level.
fn edges(forest: &Forest<'_>, cut: usize) -> Vec<(f64, f64)> {
    let mut heights = vec![(0.0_f64, 0.0_f64); cut + 1];
    for (unit, item) in forest.items.iter().enumerate() {
        let level = forest.level(unit);
        if let Some((height, band)) = heights.get_mut(level).filter(|_| !forest.is_beside(unit)) {
            *height = height.max(item.height);
            *band = band.max(forest.band(unit).height);
        }
    }
    let mut edges = vec![(0.0, 0.0)];
    let mut top = 0.0;
    for (height, band) in heights.iter().skip(1) {
        edges.push((top, top + height));
        top += height + band + forest.gap;
    }
    edges
}

/// Staff stands to the right of the line that goes down from its unit, below `from`.
pub(super) fn place_staff(
    forest: &Forest<'_>,
    layout: &mut Layout,
    unit: usize,
    (middle, bottom): (f64, f64),
    from: f64,
) {
    let mut next = from + 2.0 * LIST_GAP;
    let mut bottom = bottom;
    for staff in forest.staff(unit) {
        let at = next + forest.height(*staff) / 2.0;
        layout.line(&[(middle, bottom), (middle, at), (middle + STAFF_GAP, at)]);
        bottom = at;
        block::place(forest, layout, *staff, middle + STAFF_GAP, next);
        next += forest.block(*staff).height + LIST_GAP;
    }
}

/// From the lower edge of a unit down to a bus, along it, and down to each child.
pub(super) fn connect(
    forest: &Forest<'_>,
    layout: &mut Layout,
    (middle, bottom): (f64, f64),
    below: &[f64],
    below_top: f64,
) {
    let bus = below_top - forest.gap + BUS;
    let left = below.iter().copied().fold(middle, f64::min);
    let right = below.iter().copied().fold(middle, f64::max);
    if below.is_empty() {
        return;
    }
    layout.line(&[(middle, bottom), (middle, bus)]);
    layout.line(&[(left, bus), (right, bus)]);
    for child in below {
        layout.line(&[(*child, bus), (*child, below_top)]);
    }
}

/// Moves everything to 0, 0 and measures it.
pub(super) fn size(forest: &Forest<'_>, layout: &mut Layout) {
    let xs = || layout.boxes.iter().map(|point| point.x);
    let of_lines = || layout.lines.iter().flatten().map(|point| point.x);
    let left = xs().chain(of_lines()).fold(f64::INFINITY, f64::min);
    let right = xs()
        .map(|x| x + BOX_WIDTH)
        .chain(of_lines())
        .fold(f64::NEG_INFINITY, f64::max);
    let bottoms = layout.boxes.iter().enumerate();
    let bottoms = bottoms.map(|(unit, point)| point.y + forest.height(unit));
    layout.height = bottoms.fold(0.0, f64::max);
    layout.width = (right - left).max(0.0);
    let points = layout
        .boxes
        .iter_mut()
        .chain(layout.lines.iter_mut().flatten());
    points.for_each(|point| point.x -= left);
    layout.heads = heads(layout);
}

/// The units at whose upper edge a line ends, in the middle; and the first one.
fn heads(layout: &Layout) -> Vec<bool> {
    let at = |x: f64, y: f64| ((x * 10.0).round() as i64, (y * 10.0).round() as i64);
    let ends = layout.lines.iter().filter_map(|line| line.last());
    let ends: BTreeSet<(i64, i64)> = ends.map(|end| at(end.x, end.y)).collect();
    let boxes = layout.boxes.iter().enumerate();
    boxes
        .map(|(unit, corner)| unit == 0 || ends.contains(&at(corner.x + HALF, corner.y)))
        .collect()
}
