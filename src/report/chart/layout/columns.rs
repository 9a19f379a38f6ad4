//! Lists opened into columns, one after the other, as long as that helps the page.

use super::block::{self, Block};
use super::tidy::{connect, place_staff, size};
use super::{BOX_WIDTH, BUS, Forest, GAP, INDENT, Layout, Point, shrinks};

const HALF: f64 = BOX_WIDTH / 2.0;
/// So many columns are added at most.
const MOST_STEPS: usize = 150;

/// In how many columns the units below each one stand, 1 being a list; and how large each becomes.
struct Plan<'f> {
    forest: &'f Forest<'f>,
    columns: Vec<usize>,
    sizes: Vec<Block>,
}

/// Everything down to `hub` stands one above the other.
pub(super) fn layout(forest: &Forest<'_>, hub: usize) -> Layout {
    let mut plan = Plan {
        columns: vec![1; forest.items.len()],
        sizes: forest.blocks.clone(),
        forest,
    };
    plan.open_down_to(hub);
    let mut best = (plan.shrinks(), plan.columns.clone());
    for _ in 0..MOST_STEPS {
        let Some(next) = plan.best_next() else { break };
        plan.widen(next);
        // Of two that fit as well, the one with more columns looks more like a tree.
        if plan.shrinks() <= best.0 {
            best = (plan.shrinks(), plan.columns.clone());
        }
    }
    plan.columns = best.1;
    plan.measure();
    plan.placed()
}

impl Plan<'_> {
    fn columns(&self, unit: usize) -> usize {
        self.columns.get(unit).copied().unwrap_or(1)
    }

    fn size(&self, unit: usize) -> Block {
        self.sizes.get(unit).copied().unwrap_or_default()
    }

    fn shrinks(&self) -> f64 {
        let all = self.size(0);
        shrinks(all.width, all.height).max(1.0)
    }

    fn open_down_to(&mut self, hub: usize) {
        let mut here = Some(hub);
        while let Some(unit) = here {
            self.add_column(unit);
            here = self.forest.items.get(unit).and_then(|item| item.parent);
        }
        self.measure();
    }

    fn add_column(&mut self, unit: usize) {
        if let Some(slot) = self.columns.get_mut(unit) {
            *slot += 1;
        }
    }

    fn widen(&mut self, unit: usize) {
        self.add_column(unit);
        self.measure();
    }

    /// The unit whose next column makes the smallest picture.
    fn best_next(&mut self) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for unit in self.tall_units() {
            let columns = self.columns.clone();
            self.widen(unit);
            let all = self.size(0);
            // Of two that help as little, the smaller picture is the better one.
            let cost = self.shrinks() + all.width * all.height * 1e-12;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, unit));
            }
            self.columns = columns;
        }
        self.measure();
        best.map(|(_, unit)| unit)
    }

    /// The units that make their row as tall as it is, and can have one column more.
    fn tall_units(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = vec![0];
        while let Some(unit) = open.pop() {
            let below = self.forest.line(unit);
            if self.columns(unit) < below.len() {
                found.push(unit);
            }
            if self.columns(unit) > 1 {
                let height = |child: &usize| self.size(*child).height;
                let rows = below.chunks(self.columns(unit));
                let tallest = |row: &[usize]| {
                    let children = row.iter().copied();
                    children.max_by(|a, b| height(a).total_cmp(&height(b)))
                };
                open.extend(rows.filter_map(tallest));
            }
        }
        found
    }

    fn measure(&mut self) {
        for unit in (0..self.forest.items.len()).rev() {
            let size = if self.columns(unit) > 1 {
                self.open_size(unit)
            } else {
                self.forest.block(unit)
            };
            if let Some(slot) = self.sizes.get_mut(unit) {
                *slot = size;
            }
        }
    }

    fn open_size(&self, unit: usize) -> Block {
        let rows = self.forest.line(unit).chunks(self.columns(unit));
        let rail = if rows.len() > 1 { INDENT } else { 0.0 };
        let all = rows
            .map(|row| self.row_size(row))
            .fold(Block::default(), |all, row| Block {
                width: all.width.max(row.width),
                height: all.height + self.forest.gap + row.height,
            });
        let band = self.forest.band(unit);
        Block {
            // Staff stands to the right of the middle.
            width: (all.width + rail).max(BOX_WIDTH).max(2.0 * band.width),
            height: self.forest.height(unit) + band.height + all.height,
        }
    }

    fn row_size(&self, row: &[usize]) -> Block {
        let sizes = row.iter().map(|unit| self.size(*unit));
        let row = sizes.fold(Block::default(), |row, one| Block {
            width: row.width + one.width + GAP,
            height: row.height.max(one.height),
        });
        Block {
            width: row.width - GAP,
            ..row
        }
    }

    fn placed(&self) -> Layout {
        let mut layout = Layout {
            boxes: vec![Point::default(); self.forest.items.len()],
            ..Layout::default()
        };
        let mut open = vec![(0, Point::default())];
        while let Some((unit, corner)) = open.pop() {
            if self.columns(unit) > 1 {
                open.extend(self.place_open(&mut layout, unit, corner));
            } else {
                block::place(self.forest, &mut layout, unit, corner.x, corner.y);
            }
        }
        size(self.forest, &mut layout);
        layout
    }

    /// Puts a unit and its staff; gives those below it with their corners.
    fn place_open(&self, layout: &mut Layout, unit: usize, corner: Point) -> Vec<(usize, Point)> {
        let forest = self.forest;
        let all = self.size(unit).width;
        let middle = corner.x + all / 2.0;
        let joint = (middle, corner.y + forest.height(unit));
        layout.put(unit, middle - HALF, corner.y);
        place_staff(forest, layout, unit, joint, joint.1);
        let mut top = joint.1 + forest.band(unit).height + forest.gap;
        let first_bus = top - forest.gap + BUS;
        let rows = forest.line(unit).chunks(self.columns(unit));
        let (several, mut placed) = (rows.len() > 1, Vec::new());
        for (number, row) in rows.enumerate() {
            let size = self.row_size(row);
            let rail = if several { INDENT } else { 0.0 };
            // Full rows stand in the middle, the last one below the first column.
            let left = if several {
                corner.x + rail
            } else {
                corner.x + (all - size.width) / 2.0
            };
            let (children, joints) = self.dealt(row, left, top);
            if number == 0 {
                connect(forest, layout, joint, &joints, top);
            } else {
                let bus = top - forest.gap + BUS;
                let rail = corner.x;
                let last = joints.last().copied().unwrap_or(rail);
                layout.line(&[
                    (middle, first_bus),
                    (rail, first_bus),
                    (rail, bus),
                    (last, bus),
                ]);
                for child in joints {
                    layout.line(&[(child, bus), (child, top)]);
                }
            }
            placed.extend(children);
            top += size.height + forest.gap;
        }
        placed
    }

    /// The units of a row with their corners, and where their lines arrive.
    fn dealt(&self, row: &[usize], left: f64, top: f64) -> (Vec<(usize, Point)>, Vec<f64>) {
        let mut next = left;
        let (mut corners, mut joints) = (Vec::new(), Vec::new());
        for unit in row {
            let width = self.size(*unit).width;
            let joint = if self.columns(*unit) > 1 {
                width / 2.0
            } else {
                HALF
            };
            corners.push((*unit, Point { x: next, y: top }));
            joints.push(next + joint);
            next += width + GAP;
        }
        (corners, joints)
    }
}
