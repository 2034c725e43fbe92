//! Makes the built page ready to be given away. `cargo xtask` calls it; it is no part of `xtask`, because that
//! must be built before anything else can be, in a second.
//!
//! Everything it writes depends on the sources and on `Cargo.lock` alone: no time, no path, no order of a folder.

mod bytes;
mod crates;
mod notices;
mod one_file;
mod page;
mod press;
mod release;
mod sbom;
mod sizes;

use std::{env, error::Error, fs, path::Path, process::ExitCode};

const USAGE: &str = "\
pack page            finishes the page that Trunk is building: called by Trunk
pack press PAGE      writes each file of the page once more as gzip and as brotli
pack sizes PAGE      holds the pressed page against xtask/size-budget.txt
pack release PAGE TO makes the folder, the one file, the list of parts and the checksums of a release";

/// What went wrong, in one sentence.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["page"] => finish_page(),
        ["press", page] => press::press(Path::new(page)),
        ["sizes", page] => sizes::judge(Path::new(page)),
        ["release", page, to] => release::release(Path::new(page), Path::new(to)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Trunk says where the page stands before it is moved to its place.
fn finish_page() -> Outcome<()> {
    let folder =
        env::var("TRUNK_STAGING_DIR").map_err(|_| "`pack page` is called by Trunk, after a build.")?;
    let folder = Path::new(&folder);
    let crates = crates::in_the_page()?;
    let notices = notices::text(&crates)?;
    fs::write(folder.join("notices.txt"), &notices)?;
    page::finish(folder, &notices)
}
