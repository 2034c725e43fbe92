//! The page used for hours, and by accidents: drop, filter, save, clear, again and again; readers that end at random
//! points; reading that is cancelled at random points. Called by `cargo xtask soak`; fails at the first call that is
//! lost or doubled, and when memory grew.

#![expect(clippy::print_stdout, reason = "prints what it saw")]

mod accidents;
mod cycles;
mod lot;
mod memory;

use browser_tests::Dice;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask soak [--cycles NUMBER] [--kills NUMBER] [--cancels NUMBER] [--seed NUMBER]
  --cycles 200   drop, filter, save, clear; memory after clearing is compared with that of cycle 20
  --kills 100    readers that end at random points while reading
  --cancels 50   times that reading is cancelled at a random point
  --seed 1       other files and other random points";

struct Options {
    cycles: usize,
    kills: usize,
    cancels: usize,
    seed: u64,
}

fn options() -> Option<Options> {
    let mut options = Options {
        cycles: 200,
        kills: 100,
        cancels: 50,
        seed: 1,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let number = arguments.next()?;
        match argument.as_str() {
            "--cycles" => options.cycles = number.parse().ok()?,
            "--kills" => options.kills = number.parse().ok()?,
            "--cancels" => options.cancels = number.parse().ok()?,
            "--seed" => options.seed = number.parse().ok()?,
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
    println!("seed {}", options.seed);
    let dice = || Dice::new(options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    if options.kills + options.cancels > 0 {
        accidents::run(options.kills, options.cancels, options.seed, &mut dice());
    }
    let has_grown = options.cycles > 0 && cycles::run(options.cycles, options.seed, &mut dice());
    if has_grown {
        println!("memory grew");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
