//! Whom a report is for.

/// How much of a result a document shows. Data formats hold all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Two pages: verdict, gates, what helps and hinders, the first measures.
    Executive,
    /// All that a project needs, without rules one by one, job descriptions and inputs.
    Manager,
    #[default]
    Full,
}
