//! Lines from the notation of SVG: absolute moves and lines, across and down.

pub(super) type Point = (f64, f64);

/// The strokes of a path. It knows `M`, `L`, `H`, `V`, `h` and `v`, which are all that the drawings use.
pub(super) fn lines(path: &str) -> Vec<Vec<Point>> {
    let mut all: Vec<Vec<Point>> = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    for (command, numbers) in commands(path) {
        for pair in numbers.chunks(step(command)) {
            match (command, pair) {
                ('M' | 'L', [to_x, to_y]) => (x, y) = (*to_x, *to_y),
                ('H', [to]) => x = *to,
                ('V', [to]) => y = *to,
                ('h', [by]) => x += by,
                ('v', [by]) => y += by,
                _ => continue,
            }
            if command == 'M' {
                all.push(Vec::new());
            }
            if let Some(line) = all.last_mut() {
                line.push((x, y));
            }
        }
    }
    all
}

fn step(command: char) -> usize {
    match command {
        'M' | 'L' => 2,
        _ => 1,
    }
}

fn commands(path: &str) -> Vec<(char, Vec<f64>)> {
    let starts = path.char_indices().filter(|(_, c)| c.is_ascii_alphabetic());
    starts
        .map(|(at, command)| {
            let rest = path.get(at + 1..).unwrap_or_default();
            let end = rest
                .find(|c: char| c.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            (command, numbers(rest.get(..end).unwrap_or_default()))
        })
        .collect()
}

/// `1,2 3,4` as points.
pub(super) fn points(text: &str) -> Vec<Point> {
    let numbers = numbers(text);
    let pairs = numbers.chunks_exact(2);
    pairs
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .collect()
}

/// Where a text stands that is turned to run upwards: `translate(24 224) rotate(-90)`.
pub(super) fn turned(transform: &str) -> Option<Point> {
    let inside = transform
        .strip_prefix("translate(")?
        .split_once(") rotate(-90)")?
        .0;
    points(inside).first().copied()
}

fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split([' ', ',', '\n']);
    parts.filter_map(|part| part.parse().ok()).collect()
}
