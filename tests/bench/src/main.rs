//! Contenders in turn over the same files; medians and ratios. Called by `cargo xtask bench`.

#![expect(clippy::print_stdout, reason = "prints its tables")]

mod browser;
mod data;
mod digests;
mod facts;
mod native;
mod questions;
mod smooth;

#[path = "../../support/questions.rs"]
mod asked;
#[path = "../../support/rows.rs"]
mod rows;

use browser::Arena;
use data::{MILLION, SETS, Set};
use digests::Digests;
use facts::{Facts, Run, median};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "\
cargo xtask bench [--scale PART] [--rounds NUMBER] [--only SET,SET] [--without-natives]
  --scale 0.1        a tenth of the files (1 is what the published results are of)
  --rounds 6         the first round is dropped
  --only a,c         of the sets a, a10, b1, b100, c, d; m, a million calls to explore; e, questions on
                     one and ten million rows
  --folder           drops the folder and not the files in it, so that listing counts too
  --digests          MedTrail with the digests of the logs, as one more contender
  --without-natives  only what runs in the browser
  --against FOLDER   a page that was built before, as one more contender";

struct Options {
    scale: f64,
    rounds: usize,
    only: Vec<String>,
    has_natives: bool,
    drops_folder: bool,
    has_digests: bool,
    against: Option<PathBuf>,
}

fn options() -> Option<Options> {
    let mut options = Options {
        scale: 1.0,
        rounds: 6,
        only: Vec::new(),
        has_natives: true,
        drops_folder: false,
        has_digests: false,
        against: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--scale" => options.scale = arguments.next()?.parse().ok()?,
            "--rounds" => options.rounds = arguments.next()?.parse().ok()?,
            "--only" => options.only = arguments.next()?.split(',').map(str::to_owned).collect(),
            "--against" => options.against = Some(arguments.next()?.into()),
            "--digests" => options.has_digests = true,
            "--folder" => options.drops_folder = true,
            "--without-natives" => options.has_natives = false,
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let is_wanted = |set: &Set| options.only.is_empty() || options.only.iter().any(|name| name == set.name);
    let arena = Arena::open(options.against.as_deref());
    for set in &SETS {
        if is_wanted(set) {
            let folder = set.folder(options.scale);
            let runs = run_all(&arena, &options, &folder);
            print_table(set, &runs);
            let expected = runs[0].1.last().and_then(|run| run.facts.clone());
            let tasks = arena.tasks(&paths(&options, &folder), &expected.unwrap_or_default());
            println!("Loading once more, traced: {}.", facts::of_tasks(tasks));
        }
    }
    if is_wanted(&MILLION) {
        explore(&MILLION.folder(options.scale));
    }
    if options.only.is_empty() || options.only.iter().any(|name| name == "e") {
        let sizes = [1e6, 1e7].map(|size| (size * options.scale) as u32);
        questions::run(&sizes, options.rounds);
    }
    ExitCode::SUCCESS
}

/// The page's tasks while a person explores.
fn explore(folder: &Path) {
    let (num_rows, steps, scrolling) = smooth::run(&[folder]);
    println!("\n({}) {}: {num_rows} calls\n", MILLION.name, MILLION.title);
    println!("| while | tasks of the page over 50 ms | the longest | its processor time |");
    println!("| --- | ---: | ---: | ---: |");
    for step in steps {
        let longest = step.tasks.iter().copied().reduce(f64::max);
        let longest = longest.map_or_else(|| "none".to_owned(), |millis| format!("{millis:.0} ms"));
        println!(
            "| {} | {} | {longest} | {:.1} s |",
            step.name,
            step.tasks.len(),
            step.cpu_seconds
        );
    }
    println!("\nScrolling once more, traced: {}.", facts::of_tasks(scrolling));
}

/// Each contender with its runs.
type Runs = Vec<(&'static str, Vec<Run>)>;

/// All contenders in turn, round by round.
fn run_all(arena: &Arena, options: &Options, folder: &Path) -> Runs {
    let natives: Vec<_> = native::PROGRAMS
        .iter()
        .filter(|program| options.has_natives && program.is_installed())
        .collect();
    let names = ["MedTrail", "JavaScript peer", "only reading"];
    let names = names
        .into_iter()
        .chain(options.against.iter().map(|_| "the other page"));
    let digests = options.has_digests.then(|| Digests::of(folder));
    let names = names.chain(digests.iter().map(|_| "MedTrail with digests"));
    let names = names.chain(natives.iter().map(|native| native.name));
    let mut runs: Runs = names.map(|name| (name, Vec::new())).collect();
    let dropped = paths(options, folder);
    let dropped: Vec<&Path> = dropped.iter().map(PathBuf::as_path).collect();
    for round in 0..options.rounds {
        let peer = arena.peer(&dropped);
        let expected = peer.facts.clone().unwrap_or_default();
        let mut of_round = vec![arena.medtrail(&dropped, &expected), peer, arena.floor(&dropped)];
        of_round.extend(arena.other_page(&dropped, &expected));
        let with_digests = |digests| arena.medtrail_with_digests(&dropped, digests, &expected);
        of_round.extend(digests.as_ref().map(with_digests));
        of_round.extend(natives.iter().map(|native| native.run(folder)));
        assert_equal(&of_round, &expected);
        eprintln!(
            "round {round}: {}",
            of_round
                .iter()
                .map(|run| format!("{:.0} ms", run.millis))
                .collect::<Vec<_>>()
                .join(", ")
        );
        // The first round fills the caches.
        if round > 0 || options.rounds == 1 {
            for ((_, runs), run) in runs.iter_mut().zip(of_round) {
                runs.push(run);
            }
        }
    }
    runs
}

/// What is dropped.
fn paths(options: &Options, folder: &Path) -> Vec<PathBuf> {
    if options.drops_folder {
        vec![folder.to_owned()]
    } else {
        data::files(folder)
    }
}

/// A contender that found something else makes the run void.
fn assert_equal(runs: &[Run], expected: &Facts) {
    for facts in runs.iter().filter_map(|run| run.facts.as_ref()) {
        assert_eq!(facts, expected, "the contenders do not agree: this run is void");
    }
}

fn print_table(set: &Set, runs: &Runs) {
    let medtrail = median_of(runs, 0, |run| Some(run.millis));
    let facts = runs[0]
        .1
        .last()
        .and_then(|run| run.facts.clone())
        .unwrap_or_default();
    let Facts {
        rows, records, bytes, ..
    } = facts;
    println!(
        "\n({}) {}: {records} records, {rows} rows, {} MB unpacked\n",
        set.name,
        set.title,
        bytes / 1_000_000
    );
    println!("| contender | median | MB/s | MedTrail is faster by | processor time |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (index, (name, _)) in runs.iter().enumerate() {
        let millis = median_of(runs, index, |run| Some(run.millis));
        let speed = bytes as f64 / millis / 1000.0;
        let cpu = median_of(runs, index, |run| run.cpu_seconds);
        let ratio = millis / medtrail;
        println!("| {name} | {millis:.0} ms | {speed:.0} | {ratio:.2}x | {cpu:.2} s |");
    }
    let first = median_of(runs, 0, |run| run.first_millis);
    println!(
        "\nFirst rows after {first:.0} ms, {:.0} % of the whole.",
        first / medtrail * 100.0
    );
    let longest = runs[0]
        .1
        .iter()
        .filter_map(|run| run.longest_task)
        .reduce(f64::max);
    match longest {
        Some(longest) => println!("Longest task of the page: {longest:.0} ms."),
        None => println!("No task of the page took 50 ms."),
    }
    if let Some(run) = runs[0].1.last() {
        println!("Status: {}", run.note);
    }
}

fn median_of(runs: &Runs, contender: usize, number: impl Fn(&Run) -> Option<f64>) -> f64 {
    median(runs[contender].1.iter().filter_map(number).collect())
}
