//! Where the boxes of a chart stand.
//!
//! The upper levels form a tidy tree: subtrees of one parent stand as near to each other as their outlines allow
//! (Reingold and Tilford 1981, with boxes of their own width). From a certain level on, units stand in lists below their
//! parent, as otherwise a large chart gets wider than any page; long lists are opened into columns. Staff stands beside the line from its parent.

mod block;
mod columns;
mod tidy;

use block::Block;

pub(super) const BOX_WIDTH: f64 = 152.0;
/// Between neighbours of one level.
const GAP: f64 = 16.0;
/// Between two levels, without lanes for dotted lines.
const LEVEL_GAP: f64 = 32.0;
/// From the lower edge of a level to the line that joins the next one.
const BUS: f64 = 14.0;
/// A tidy tree may be so much larger than the page before lists replace its lowest level.
const TIDY_LIMIT: f64 = 1.1;
/// Between the units of a list, and how far a list is set in.
const LIST_GAP: f64 = 9.0;
const INDENT: f64 = 18.0;
/// From the line of a parent to its staff.
const STAFF_GAP: f64 = 14.0;

/// A page on which the letters are still easy to read: A4, seen from its long side.
const PAGE: (f64, f64) = (1500.0, 1060.0);

/// Deeper levels are never side by side.
const MOST_LEVELS: usize = 24;

/// What the layout has to know about one unit. Parents come before their children.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) parent: Option<usize>,
    pub(super) staff: bool,
    pub(super) height: f64,
}

/// Upper left corner of a box.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A finished layout; its upper left corner is 0, 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) boxes: Vec<Point>,
    /// Lines between units, each a run of points with right angles.
    pub(super) lines: Vec<Vec<Point>>,
    /// Units whose line comes from above; the others stand in lists or beside a line.
    pub(super) heads: Vec<bool>,
}

impl Layout {
    fn shrinks(&self) -> f64 {
        shrinks(self.width, self.height)
    }

    fn line(&mut self, points: &[(f64, f64)]) {
        let points = points.iter().map(|(x, y)| Point { x: *x, y: *y });
        self.lines.push(points.collect());
    }

    fn put(&mut self, unit: usize, x: f64, y: f64) {
        if let Some(slot) = self.boxes.get_mut(unit) {
            *slot = Point { x, y };
        }
    }
}

/// How much a picture must shrink to fit the page, lying or standing; 1 or less fits.
fn shrinks(width: f64, height: f64) -> f64 {
    let fit = |across: f64, down: f64| (width / across).max(height / down);
    fit(PAGE.0, PAGE.1).min(fit(PAGE.1, PAGE.0))
}

/// The tree of the units, and the size of each one's list.
struct Forest<'a> {
    items: &'a [Item],
    /// Between two levels.
    gap: f64,
    line: Vec<Vec<usize>>,
    staff: Vec<Vec<usize>>,
    levels: Vec<usize>,
    /// Staff, and what stands below staff.
    beside: Vec<bool>,
    blocks: Vec<Block>,
}

/// Lays the units out: as tidy as the page allows. `lanes` is the room above each level for dotted lines, in pixels.
pub(super) fn layout(items: &[Item], lanes: f64) -> Layout {
    let forest = Forest::of(items, LEVEL_GAP + lanes);
    let hub = forest.hub();
    let lowest = forest.level(hub) + 1;
    let deepest = forest
        .levels
        .iter()
        .copied()
        .max()
        .unwrap_or(1)
        .min(MOST_LEVELS);
    let mut best: Option<Layout> = None;
    for cut in (lowest..=deepest).rev() {
        let tidy = tidy::layout(&forest, cut);
        if tidy.shrinks() <= TIDY_LIMIT {
            return tidy;
        }
        keep_better(&mut best, tidy);
    }
    keep_better(&mut best, columns::layout(&forest, hub));
    best.unwrap_or_default()
}

fn keep_better(best: &mut Option<Layout>, other: Layout) {
    let better = best
        .as_ref()
        .is_none_or(|best| other.shrinks() < best.shrinks());
    if better {
        *best = Some(other);
    }
}

impl<'a> Forest<'a> {
    fn of(items: &'a [Item], gap: f64) -> Self {
        let mut forest = Self {
            items,
            gap,
            line: vec![Vec::new(); items.len()],
            staff: vec![Vec::new(); items.len()],
            levels: vec![1; items.len()],
            beside: vec![false; items.len()],
            blocks: Vec::new(),
        };
        for (unit, item) in items.iter().enumerate() {
            let Some(parent) = item.parent else { continue };
            let level = forest.level(parent) + 1;
            let beside = item.staff || forest.is_beside(parent);
            if let (Some(own), Some(slot)) =
                (forest.levels.get_mut(unit), forest.beside.get_mut(unit))
            {
                (*own, *slot) = (level, beside);
            }
            let below = if item.staff {
                &mut forest.staff
            } else {
                &mut forest.line
            };
            if let Some(below) = below.get_mut(parent) {
                below.push(unit);
            }
        }
        forest.blocks = block::all(&forest);
        forest
    }

    fn level(&self, unit: usize) -> usize {
        self.levels.get(unit).copied().unwrap_or(1)
    }

    fn is_beside(&self, unit: usize) -> bool {
        self.beside.get(unit) == Some(&true)
    }

    fn height(&self, unit: usize) -> f64 {
        self.items.get(unit).map_or(0.0, |item| item.height)
    }

    fn line(&self, unit: usize) -> &[usize] {
        self.line.get(unit).map_or(&[], Vec::as_slice)
    }

    fn staff(&self, unit: usize) -> &[usize] {
        self.staff.get(unit).map_or(&[], Vec::as_slice)
    }

    fn block(&self, unit: usize) -> Block {
        self.blocks.get(unit).copied().unwrap_or_default()
    }

    /// The first unit from the top with more than one line unit below it.
    fn hub(&self) -> usize {
        let mut hub = 0;
        while let [only] = self.line(hub) {
            hub = *only;
        }
        hub
    }

    /// Size of the staff that stands beside the line of a unit, with the gap before it.
    fn band(&self, unit: usize) -> Block {
        let staff = self.staff(unit).iter().map(|staff| self.block(*staff));
        let size = staff.fold(Block::default(), |size, block| Block {
            width: size.width.max(block.width),
            height: size.height + LIST_GAP + block.height,
        });
        if self.staff(unit).is_empty() {
            return size;
        }
        Block {
            width: size.width + STAFF_GAP,
            height: size.height + LIST_GAP,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parents of units 1, 2, …; `s` before a parent makes staff.
    fn items(parents: &str) -> Vec<Item> {
        let root = Item {
            parent: None,
            staff: false,
            height: 40.0,
        };
        let below = parents.split_whitespace().map(|parent| Item {
            parent: parent.trim_start_matches('s').parse().ok(),
            staff: parent.starts_with('s'),
            height: 40.0,
        });
        std::iter::once(root).chain(below).collect()
    }

    fn overlaps(items: &[Item], layout: &Layout) -> Option<(usize, usize)> {
        let boxes: Vec<_> = layout.boxes.iter().zip(items).collect();
        for (a, (one, one_item)) in boxes.iter().enumerate() {
            for (b, (other, other_item)) in boxes.iter().enumerate().skip(a + 1) {
                let beside = (one.x - other.x).abs() >= BOX_WIDTH - 0.01;
                let apart = one.y + one_item.height <= other.y + 0.01
                    || other.y + other_item.height <= one.y + 0.01;
                if !beside && !apart {
                    return Some((a, b));
                }
            }
        }
        None
    }

    fn wild(seed: u64, size: usize) -> Vec<Item> {
        let mut state = seed;
        let mut below = |limit: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % limit as u64) as usize
        };
        let mut parents = vec![None];
        for unit in 1..size {
            let near = below(3) == 0;
            parents.push(Some(if near {
                below(unit.min(6))
            } else {
                below(unit)
            }));
        }
        let items = parents.into_iter().map(|parent| Item {
            parent,
            staff: parent.is_some() && below(6) == 0,
            height: 30.0 + below(4) as f64 * 15.0,
        });
        items.collect()
    }

    #[test]
    fn a_parent_stands_in_the_middle_above_its_children() {
        let layout = layout(&items("0 0 0 1 1"), 0.0);
        assert!((layout.boxes[0].x - (layout.boxes[1].x + layout.boxes[3].x) / 2.0).abs() < 0.01);
        assert!(layout.boxes[1].y > layout.boxes[0].y + 40.0);
        assert!((layout.boxes[4].y - layout.boxes[5].y).abs() < 0.01);
    }

    #[test]
    fn subtrees_stand_as_near_as_their_outlines_allow() {
        let deep = layout(&items("0 0 1 1 1"), 0.0);
        // The second child has nothing below it: it stands beside the first, not beside its children.
        assert!((deep.boxes[2].x - deep.boxes[1].x - BOX_WIDTH - GAP).abs() < 0.01);
    }

    #[test]
    fn boxes_of_charts_of_any_shape_do_not_overlap_and_lie_inside() {
        for seed in 0..120 {
            let items = wild(seed, 1 + (seed as usize * 7) % 220);
            let layout = layout(&items, 0.0);
            assert_eq!(overlaps(&items, &layout), None, "seed {seed}");
            for (point, item) in layout.boxes.iter().zip(&items) {
                assert!(
                    point.x >= -0.01 && point.x + BOX_WIDTH <= layout.width + 0.01,
                    "seed {seed}"
                );
                assert!(
                    point.y >= -0.01 && point.y + item.height <= layout.height + 0.01,
                    "seed {seed}"
                );
            }
        }
    }

    #[test]
    fn two_hundred_units_stay_on_a_page_that_can_be_read() {
        for children in [5, 8, 14] {
            let parents = (1..200).map(|unit: usize| ((unit - 1) / children).to_string());
            let layout = layout(&items(&parents.collect::<Vec<_>>().join(" ")), 0.0);
            assert!(layout.shrinks() < 1.6, "{children}: {}", layout.shrinks());
        }
        let flat = layout(&items(&"0 ".repeat(199)), 0.0);
        assert!(flat.shrinks() < 1.8, "{}", flat.shrinks());
    }

    #[test]
    fn a_chain_of_many_thousand_units_is_laid_out() {
        let parents: Vec<String> = (0..20_000).map(|unit| unit.to_string()).collect();
        assert_eq!(layout(&items(&parents.join(" ")), 0.0).boxes.len(), 20_001);
    }
}
