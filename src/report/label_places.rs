//! Places for labels beside circles, so that they cover each other and the circles as little as can be.

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Frame {
    fn overlap(&self, other: &Self) -> f64 {
        let across =
            (self.left + self.width).min(other.left + other.width) - self.left.max(other.left);
        let down = (self.top + self.height).min(other.top + other.height) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }

    fn holds(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.top >= self.top
            && other.left + other.width <= self.left + self.width
            && other.top + other.height <= self.top + self.height
    }

    fn area(&self) -> f64 {
        self.width * self.height
    }
}

/// What a label belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
}

/// A label's place; `away` where a line must lead to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Label {
    pub(super) frame: Frame,
    pub(super) away: bool,
}

/// The part of a label that may be covered before it is left out.
const COVERED: f64 = 0.2;
/// Between circle and label: beside it, or further away at the end of a line.
const GAPS: [f64; 5] = [3.0, 22.0, 44.0, 70.0, 100.0];

/// What a label must keep clear of.
#[derive(Debug)]
pub(super) struct Places {
    field: Frame,
    taken: Vec<Frame>,
}

impl Places {
    pub(super) fn new(field: Frame, taken: Vec<Frame>) -> Self {
        Self { field, taken }
    }

    /// The place of a label of this size at a circle; none where it would be covered. `far` lets it stand
    /// away from the circle too.
    pub(super) fn place(&mut self, circle: Circle, size: (f64, f64), far: bool) -> Option<Label> {
        let gaps = if far { &GAPS[..] } else { &GAPS[..1] };
        for (ring, gap) in gaps.iter().enumerate() {
            if let Some(frame) = self.nearest(circle, size, *gap) {
                self.taken.push(frame);
                return Some(Label {
                    frame,
                    away: ring > 0,
                });
            }
        }
        None
    }

    /// The place at this distance that is covered least, if little of it is.
    fn nearest(&self, circle: Circle, size: (f64, f64), gap: f64) -> Option<Frame> {
        let covered = |frame: &Frame| -> f64 {
            self.taken
                .iter()
                .map(|taken| taken.overlap(frame))
                .sum::<f64>()
                / frame.area()
        };
        let mut best: Option<(f64, Frame)> = None;
        for frame in around(circle, size, gap) {
            let cost = covered(&frame);
            if self.field.holds(&frame) && best.is_none_or(|(least, _)| cost < least - 1e-9) {
                best = Some((cost, frame));
            }
        }
        best.filter(|(cost, _)| *cost <= COVERED)
            .map(|(_, frame)| frame)
    }
}

/// Right, left, above, below, then the corners.
fn around(circle: Circle, (width, height): (f64, f64), gap: f64) -> [Frame; 8] {
    let at = |left: f64, top: f64| Frame {
        left,
        top,
        width,
        height,
    };
    let Circle { x, y, radius } = circle;
    let (far, near) = (radius + gap, (radius + gap) * 0.75);
    let (middle, centre) = (y - height / 2.0, x - width / 2.0);
    [
        at(x + far, middle),
        at(x - far - width, middle),
        at(centre, y - far - height),
        at(centre, y + far),
        at(x + near, y - near - height),
        at(x + near, y + near),
        at(x - near - width, y - near - height),
        at(x - near - width, y + near),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field() -> Frame {
        Frame {
            left: 0.0,
            top: 0.0,
            width: 200.0,
            height: 200.0,
        }
    }

    #[test]
    fn labels_of_one_spot_take_different_places_until_there_is_none() {
        let circle = Circle {
            x: 100.0,
            y: 100.0,
            radius: 10.0,
        };
        let mut places = Places::new(field(), Vec::new());
        let near = std::iter::from_fn(|| places.place(circle, (60.0, 12.0), false));
        let mut frames: Vec<Frame> = near.take(50).map(|label| label.frame).collect();
        let away = places.place(circle, (60.0, 12.0), true);
        frames.extend(away.filter(|label| label.away).map(|label| label.frame));
        assert!((4..50).contains(&frames.len()), "{}", frames.len());
        for (index, one) in frames.iter().enumerate() {
            assert!(field().holds(one));
            for other in frames.iter().skip(index + 1) {
                assert!(one.overlap(other) <= COVERED * one.area());
            }
        }
    }

    #[test]
    fn a_label_at_the_edge_stays_inside() {
        let mut places = Places::new(field(), Vec::new());
        let circle = Circle {
            x: 195.0,
            y: 100.0,
            radius: 5.0,
        };
        let frame = places.place(circle, (60.0, 12.0), false).unwrap().frame;
        assert!(frame.left + frame.width <= 195.0);
    }
}
