//! Running other programs: one step after the other, each with its time, the first failure ends all.

use std::{
    env,
    fmt::{self, Display},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::paths;

/// Why a command of this crate ended early: one sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The steps taken so far, with their times.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs a program to its end, with its output going to the terminal.
    pub(crate) fn run(&mut self, name: &str, command: &mut Command) -> Result<(), Failure> {
        eprintln!("==> {name}");
        let start = Instant::now();
        let status = command
            .env("PATH", paths::search_path())
            .status()
            .map_err(|error| {
                Failure::new(format!(
                    "{name}: cannot start {:?}: {error}",
                    command.get_program()
                ))
            })?;
        self.taken.push((name.to_owned(), start.elapsed()));
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("{name} failed ({status}).")))
        }
    }

    /// Prints how long each step took.
    pub(crate) fn print_summary(&self) {
        if self.taken.is_empty() {
            return;
        }
        eprintln!();
        for (name, time) in &self.taken {
            eprintln!("{:>7.1} s  {name}", time.as_secs_f32());
        }
        let sum: Duration = self.taken.iter().map(|(_, time)| *time).sum();
        eprintln!("{:>7.1} s  in all", sum.as_secs_f32());
    }
}

/// Cargo, at the project's top.
pub(crate) fn cargo() -> Command {
    at_root(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// A program, at the project's top.
pub(crate) fn at_root(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    if env::var_os("CARGO_TARGET_DIR").is_some() {
        // Said again as a full path, because the folder it was relative to has changed.
        command.env("CARGO_TARGET_DIR", paths::target());
    }
    command
}

/// Whether a program can be run and says yes.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    answer(command).is_some()
}

/// What a program prints, if it ends well.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .env("PATH", paths::search_path())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if output.status.success() {
        String::from_utf8(output.stdout).ok()
    } else {
        None
    }
}
