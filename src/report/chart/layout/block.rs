//! Units in a list below their parent, each set in by a step.

use super::{BOX_WIDTH, Forest, INDENT, LIST_GAP, Layout};

/// Size of a unit with everything below it as a list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The size of each unit's list.
pub(super) fn all(forest: &Forest<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::default(); forest.items.len()];
    for (unit, item) in forest.items.iter().enumerate().rev() {
        let below = below(forest, unit).filter_map(|child| blocks.get(child));
        let block = below.fold(
            Block {
                width: BOX_WIDTH,
                height: item.height,
            },
            |size, child| Block {
                width: size.width.max(INDENT + child.width),
                height: size.height + LIST_GAP + child.height,
            },
        );
        if let Some(slot) = blocks.get_mut(unit) {
            *slot = block;
        }
    }
    blocks
}

/// Staff first, then the line.
fn below<'f>(forest: &'f Forest<'_>, unit: usize) -> impl Iterator<Item = usize> + 'f {
    let staff = forest.staff(unit).iter();
    staff.chain(forest.line(unit)).copied()
}

/// Puts a unit at this place and its list below it.
pub(super) fn place(forest: &Forest<'_>, layout: &mut Layout, unit: usize, x: f64, y: f64) {
    let mut open = vec![(unit, x, y)];
    while let Some((unit, x, y)) = open.pop() {
        layout.put(unit, x, y);
        let bottom = y + forest.height(unit);
        let rail = x + INDENT / 2.0;
        let mut next = bottom + LIST_GAP;
        let mut from = bottom;
        for child in below(forest, unit) {
            let middle = next + forest.height(child) / 2.0;
            layout.line(&[(rail, from), (rail, middle), (x + INDENT, middle)]);
            from = middle;
            open.push((child, x + INDENT, next));
            next += forest.block(child).height + LIST_GAP;
        }
    }
}
