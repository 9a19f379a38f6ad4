//! Results that were written before: reports from them, and what is refused.

mod compare;
mod hostile;
mod same;
mod verify;
