//! What is given away: `dist` makes it, `reproduce` makes it twice and compares, `deny` judges what it is made of.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    build, paths, remap,
    run::{Failure, Steps, answer, at_root, cargo},
    setup,
};

/// The newest that the oldest allowed compiler can build.
const DENY_VERSION: &str = "0.20.2";

/// Leaves a release in `target/dist`: the folder for a host, the one file, the list of parts, and checksums.
pub(crate) fn dist(steps: &mut Steps) -> Result<(), Failure> {
    if env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with(build::PROFILE)) {
        let sentence = format!(
            "A release is built as Cargo.toml says: unset {}… first.",
            build::PROFILE
        );
        return Err(Failure::new(sentence));
    }
    build::build(steps)?;
    build::judge_sizes(steps)?;
    let to = paths::target().join("dist");
    steps.run(
        "release",
        build::pack().arg("release").arg(paths::dist()).arg(&to),
    )?;
    eprintln!("The release is in {}.", to.display());
    Ok(())
}

/// Builds the sources, as they are here, in two folders of different length, and compares the releases byte by byte.
pub(crate) fn reproduce(steps: &mut Steps) -> Result<(), Failure> {
    setup::for_build(steps)?;
    let top = paths::target().join("reproduce");
    let folders = ["a", "another folder of another length"].map(|name| top.join(name));
    // Both before the first is built: the sources may go on.
    folders.iter().try_for_each(|folder| copy_sources(folder))?;
    let one = release_of_copy(steps, &folders[0])?;
    let other = release_of_copy(steps, &folders[1])?;
    if one == other {
        eprint!("Both are the same:\n{one}");
        return Ok(());
    }
    let differing: Vec<&str> = one.lines().filter(|line| !other.contains(line)).collect();
    Err(Failure::new(format!("These differ:\n{}", differing.join("\n"))))
}

/// Makes a release of the copy of the sources in a folder, and gives its checksums.
fn release_of_copy(steps: &mut Steps, folder: &Path) -> Result<String, Failure> {
    let inside = |mut command: Command| {
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(build::PROFILE))
        {
            command.env_remove(name);
        }
        command
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", folder.join("target"));
        command
    };
    let mut trunk = inside(build::trunk()?);
    trunk
        .args(["build", "--release"])
        .env_remove("CARGO_MANIFEST_DIR")
        .env("CARGO_ENCODED_RUSTFLAGS", remap::flags(folder)?);
    steps.run(&format!("page in {}", folder.display()), &mut trunk)?;
    steps.run("pressed files", inside(build::pack()).args(["press", "dist"]))?;
    steps.run(
        "release",
        inside(build::pack()).args(["release", "dist", "release"]),
    )?;
    let file = folder.join("release/SHA256SUMS");
    fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// Copies what git knows or would take, as it is now.
fn copy_sources(to: &Path) -> Result<(), Failure> {
    let failed = |what: &Path, error: std::io::Error| Failure::new(format!("{}: {error}", what.display()));
    let names = answer(at_root("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))
        .ok_or_else(|| {
            Failure::new("git does not list the sources: a release is reproduced from a checkout.")
        })?;
    if to.exists() {
        fs::remove_dir_all(to).map_err(|error| failed(to, error))?;
    }
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        let (from, copy) = (paths::root().join(name), to.join(name));
        // Listed, but deleted since.
        if !from.is_file() {
            continue;
        }
        let folder = copy.parent().map(PathBuf::from).unwrap_or_default();
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
        fs::copy(&from, &copy).map_err(|error| failed(&from, error))?;
    }
    Ok(())
}

/// Judges licences, sources and bans by `deny.toml`, without a network.
pub(crate) fn deny(steps: &mut Steps) -> Result<(), Failure> {
    if !is_there() {
        eprintln!("cargo-deny {DENY_VERSION} is built once; this takes some minutes.");
        let build_folder = paths::target().join("tools-build");
        steps.run(
            "cargo-deny",
            cargo()
                .args([
                    "install",
                    "--locked",
                    "--quiet",
                    "--debug",
                    "--no-default-features",
                ])
                .args(["cargo-deny", "--version", DENY_VERSION, "--root"])
                .arg(paths::tools())
                .env("CARGO_TARGET_DIR", &build_folder)
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_PROFILE_DEV_STRIP", "symbols"),
        )?;
        // If it stays, nothing breaks.
        let _ = fs::remove_dir_all(build_folder);
    }
    let mut check = at_root("cargo-deny");
    check.args(["--offline", "--locked", "check", "bans", "licenses", "sources"]);
    steps.run("licences, sources and bans", &mut check)
}

fn is_there() -> bool {
    // "cargo-deny 0.20.2"
    let printed = answer(at_root("cargo-deny").arg("--version")).unwrap_or_default();
    printed.split_whitespace().nth(1) == Some(DENY_VERSION)
}
