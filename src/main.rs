//! Parses, runs, maps to an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kamready::cli::main(std::env::args_os()).into()
}
