//! `kamready.toml` in the working folder: any flag, unless the command line sets it.

use std::ffi::OsString;
use std::{fs, io};

use clap::{Arg, Command, CommandFactory};

use super::Cli;
use crate::error::{Error, Kind, Place, listed, nearest};

const FILE: &str = "kamready.toml";

/// The arguments with those of the file added.
pub(super) fn with_file(arguments: &[OsString]) -> Result<Vec<OsString>, Error> {
    let text = match fs::read_to_string(FILE) {
        Ok(text) => text,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(arguments.to_vec()),
        Err(cause) => {
            let detail = "this file cannot be read";
            let error = Error::new(Kind::Usage, detail).at(Place::file(FILE));
            return Err(error.because(cause));
        }
    };
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        Error::new(Kind::Usage, error.message().to_owned()).at(Place::file(FILE))
    })?;
    let root = Cli::command();
    let mut added = arguments.to_vec();
    let verb = verb(&root, arguments);
    for (name, value) in &table {
        let known = all_flags(&root);
        if !known.contains(name) {
            let near = nearest(name, known.iter().map(String::as_str));
            let hint = near.map_or_else(
                || format!("flags are {}", listed(known.iter().map(String::as_str))),
                |near| format!("did you mean `{near}`"),
            );
            let detail = format!("there is no flag `{name}`; {hint}");
            return Err(Error::new(Kind::Usage, detail).at(Place::file(FILE)));
        }
        let flag = verb.and_then(|verb| flags(verb).find(|flag| flag.get_long() == Some(name)));
        if let Some(flag) = flag
            && !is_set(arguments, flag)
        {
            added.extend(as_arguments(name, value)?);
        }
    }
    Ok(added)
}

/// The innermost subcommand that the arguments name.
fn verb<'c>(root: &'c Command, arguments: &[OsString]) -> Option<&'c Command> {
    let mut found = None;
    let mut inside = root;
    for word in arguments.iter().skip(1) {
        if let Some(next) = word.to_str().and_then(|word| inside.find_subcommand(word)) {
            found = Some(next);
            inside = next;
        }
    }
    found
}

fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|arg| arg.get_long().is_some())
}

fn all_flags(command: &Command) -> Vec<String> {
    let own = flags(command).filter_map(Arg::get_long).map(str::to_owned);
    let below = command.get_subcommands().flat_map(all_flags);
    let mut all: Vec<String> = own.chain(below).collect();
    all.sort();
    all.dedup();
    all
}

fn is_set(arguments: &[OsString], flag: &Arg) -> bool {
    let long = flag.get_long().map(|long| format!("--{long}"));
    let short = flag.get_short().map(|short| format!("-{short}"));
    arguments
        .iter()
        .filter_map(|word| word.to_str())
        .any(|word| {
            let name = word.split('=').next().unwrap_or_default();
            long.as_deref() == Some(name)
                || short
                    .as_deref()
                    .is_some_and(|short| word.starts_with(short) && !word.starts_with("--"))
        })
}

fn as_arguments(name: &str, value: &toml::Value) -> Result<Vec<OsString>, Error> {
    let one = |value: &str| vec![OsString::from(format!("--{name}={value}"))];
    match value {
        toml::Value::Boolean(true) => Ok(vec![format!("--{name}").into()]),
        toml::Value::Boolean(false) => Ok(Vec::new()),
        toml::Value::String(text) => Ok(one(text)),
        toml::Value::Integer(number) => Ok(one(&number.to_string())),
        toml::Value::Float(number) => Ok(one(&number.to_string())),
        toml::Value::Array(items) => {
            let all: Result<Vec<_>, Error> =
                items.iter().map(|item| as_arguments(name, item)).collect();
            Ok(all?.concat())
        }
        _ => {
            let detail =
                format!("`{name}` must be a text, a number, true, false or a list of them");
            Err(Error::new(Kind::Usage, detail).at(Place::file(FILE)))
        }
    }
}
