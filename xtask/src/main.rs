//! The project's commands. `cargo xtask serve` shows the page, `cargo xtask test` runs every test;
//! both first install what is missing, into `target/` wherever that is possible.

mod bench;
mod build;
mod chromium;
mod debian;
mod fuzz;
mod handover;
mod npm;
mod paths;
mod release;
mod remap;
mod run;
mod setup;
mod styles;
mod test;

use std::process::ExitCode;

use run::{Failure, Steps};

const USAGE: &str = "\
cargo xtask serve [ARGS]       builds the page and serves it; ARGS go to `trunk serve`
cargo xtask build              leaves the release page in dist/
cargo xtask test [PART…]       runs every test, or only: fmt clippy native docs handover browser
cargo xtask test PART… -- ARGS the same; ARGS go to the tests, such as a part of a test's name
cargo xtask dist               makes a release in target/dist: the page, the one file, the list of parts, checksums
cargo xtask reproduce          makes a release in two folders and compares them byte by byte
cargo xtask deny               judges licences, sources and bans of everything the project is made of
cargo xtask fuzz TARGET SECONDS  feeds a reader odd bytes, with the nightly compiler
cargo xtask bench [ARGS]       the page against its peers; `bench --help` says more
cargo xtask soak [ARGS]        the page for a long time, with accidents; `soak --help` says more
cargo xtask setup              installs what the other commands need, and nothing else
cargo xtask styles             joins the style sheets into one (the build calls this)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let mut steps = Steps::default();
    let outcome = match command.as_str() {
        "serve" => build::serve(&mut steps, rest),
        "build" => build::build(&mut steps),
        "test" => test::test(&mut steps, rest),
        "fuzz" => fuzz::fuzz(&mut steps, rest),
        "dist" => release::dist(&mut steps),
        "reproduce" => release::reproduce(&mut steps),
        "deny" => release::deny(&mut steps),
        "bench" => bench::bench(&mut steps, rest),
        "soak" => bench::soak(&mut steps, rest),
        "setup" => setup::everything(&mut steps),
        "styles" => styles::join(),
        _ => Err(Failure::new(USAGE)),
    };
    steps.print_summary();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
