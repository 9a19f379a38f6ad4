//! How far a long run is, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::model::{Lang, number};

/// Nothing is said before so much time has passed.
const FIRST: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(200);

/// A line on standard error that counts; nothing where no person looks on.
pub(super) struct Progress {
    lang: Lang,
    next: Option<Instant>,
    shown: bool,
}

impl Progress {
    pub(super) fn new(lang: Lang, quiet: bool) -> Self {
        let watched = !quiet && io::stderr().is_terminal();
        Self {
            lang,
            next: watched.then(|| now() + FIRST),
            shown: false,
        }
    }

    /// So many organisations are assessed.
    pub(super) fn at(&mut self, count: usize) {
        let Some(next) = self.next.filter(|next| now() >= *next) else {
            return;
        };
        self.next = Some(next + STEP);
        self.shown = true;
        let count = number::short(count as f64, 0, self.lang);
        let text = match self.lang {
            Lang::De => format!("\r{count} Organisationen bewertet …"),
            Lang::En => format!("\r{count} organisations assessed …"),
        };
        say(&text);
    }
}

impl Drop for Progress {
    /// Makes room for other messages.
    fn drop(&mut self) {
        if self.shown {
            say("\r\x1b[K");
        }
    }
}

fn say(text: &str) {
    let mut out = io::stderr().lock();
    // Nobody is left to be told that this failed.
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .ok();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time decides when to speak, not what a result says"
)]
fn now() -> Instant {
    Instant::now()
}
