//! Tables of any length: read, worked on and handed on in parts, in the order of the rows. Each thread takes the next
//! part, so that none waits for another to read; few parts are under way at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{broken, threads};
use crate::error::{Error, Faults};
use crate::input::table::{Part, Piece, Tables};
use crate::model::Fields;
use crate::rules::STACK;

/// So many parts a thread may be done before one that is handed on first.
const AHEAD: usize = 4;

/// Tables on their way through `work`; `jobs` threads, each with a state of its own from `start`.
pub struct Pipe<'f, Start, Work> {
    pub fields: &'f Fields,
    pub jobs: Option<usize>,
    pub start: Start,
    pub work: Work,
}

impl<Start, Work> std::fmt::Debug for Pipe<'_, Start, Work> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipe").finish_non_exhaustive()
    }
}

/// Parts with their number, cut one after the other.
struct Entrance {
    tables: Tables,
    next: usize,
}

/// Parts that are done, until all before them are.
struct Exit<T, Take> {
    next: usize,
    waiting: BTreeMap<usize, (Part, T)>,
    take: Take,
    fault: Option<Error>,
    /// A thread came to no good end, so that its part never comes.
    stopped: bool,
}

struct Ends<T, Take> {
    entrance: Mutex<Entrance>,
    exit: Mutex<Exit<T, Take>>,
    moved: Condvar,
}

impl<State, T, Start, Work> Pipe<'_, Start, Work>
where
    T: Send,
    Start: Fn() -> State + Sync,
    Work: Fn(&mut State, &Part) -> T + Sync,
{
    /// Hands each part and what `work` made of it to `take`, in order.
    ///
    /// # Errors
    /// Of reading, or those of `take`; what was handed on before is not taken back.
    pub fn run(
        &self,
        tables: Tables,
        take: impl FnMut(Part, T) -> Result<(), Error> + Send,
    ) -> Result<(), Faults> {
        let jobs = threads(self.jobs);
        let ends = Ends {
            entrance: Mutex::new(Entrance { tables, next: 0 }),
            exit: Mutex::new(Exit {
                next: 0,
                waiting: BTreeMap::new(),
                take,
                fault: None,
                stopped: false,
            }),
            moved: Condvar::new(),
        };
        thread::scope(|scope| {
            let labour = || {
                let leaving = Leaving(&ends);
                let ended = self.labour(&ends, jobs * AHEAD);
                if let Err(fault) = ended {
                    leaving.fail(fault);
                }
            };
            for _ in 0..jobs {
                let worker = thread::Builder::new().stack_size(STACK);
                if let Err(cause) = worker.spawn_scoped(scope, labour) {
                    Leaving(&ends).fail(broken().because(cause));
                }
            }
        });
        let exit = ends
            .exit
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        match exit.fault {
            Some(fault) => Err(vec![fault]),
            None if exit.stopped => Err(vec![broken()]),
            None => Ok(()),
        }
    }

    fn labour<Take>(&self, ends: &Ends<T, Take>, ahead: usize) -> Result<(), Error>
    where
        Take: FnMut(Part, T) -> Result<(), Error>,
    {
        let mut state = (self.start)();
        while let Some((number, piece)) = ends.cut()? {
            let part = self.read(ends, &piece)?;
            drop(piece);
            let made = (self.work)(&mut state, &part);
            if !ends.hand_in(number, part, made, ahead)? {
                break;
            }
        }
        Ok(())
    }

    fn read<Take>(&self, ends: &Ends<T, Take>, piece: &Piece) -> Result<Part, Error> {
        loop {
            match piece.read(self.fields) {
                Ok(part) => return Ok(part),
                Err(column) => locked(&ends.entrance).tables.decide(piece, column)?,
            }
        }
    }
}

impl<T, Take> Ends<T, Take> {
    fn cut(&self) -> Result<Option<(usize, Arc<Piece>)>, Error> {
        let mut entrance = locked(&self.entrance);
        let piece = entrance.tables.cut()?;
        let number = entrance.next;
        entrance.next += 1;
        Ok(piece.map(|piece| (number, piece)))
    }
}

impl<T, Take: FnMut(Part, T) -> Result<(), Error>> Ends<T, Take> {
    /// Hands on all parts that are next; false if nothing more is wanted.
    fn hand_in(&self, number: usize, part: Part, made: T, ahead: usize) -> Result<bool, Error> {
        let mut exit = locked(&self.exit);
        while number > exit.next + ahead && !exit.stopped {
            exit = self
                .moved
                .wait(exit)
                .unwrap_or_else(PoisonError::into_inner);
        }
        exit.waiting.insert(number, (part, made));
        let at = &mut *exit;
        while !at.stopped
            && let Some((part, made)) = at.waiting.remove(&at.next)
        {
            (at.take)(part, made)?;
            at.next += 1;
        }
        self.moved.notify_all();
        Ok(!exit.stopped)
    }
}

/// A lock that a thread left in a panic is of no use to anyone, as that thread stops the others.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets the other threads know when one ends before its time.
struct Leaving<'e, T, Take>(&'e Ends<T, Take>);

impl<T, Take> Leaving<'_, T, Take> {
    fn fail(&self, fault: Error) {
        let mut exit = locked(&self.0.exit);
        exit.stopped = true;
        exit.fault.get_or_insert(fault);
        self.0.moved.notify_all();
    }
}

impl<T, Take> Drop for Leaving<'_, T, Take> {
    fn drop(&mut self) {
        if thread::panicking() {
            locked(&self.0.exit).stopped = true;
            self.0.moved.notify_all();
        }
    }
}
