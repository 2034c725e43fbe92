//! Starting a Chromium that listens on a pipe.

use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];

const SWITCHES: [&str; 14] = [
    "--headless=new",
    "--remote-debugging-pipe",
    // It opens nothing but our own pages, and in containers and for root its sandbox does not start.
    "--no-sandbox",
    // Containers often have a tiny /dev/shm.
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--force-color-profile=srgb",
    "--window-size=1280,900",
];

/// The program: `$CHROMIUM`, which `cargo xtask test` sets, or the first on `PATH`.
fn find() -> PathBuf {
    if let Some(program) = env::var_os("CHROMIUM") {
        return program.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
        .expect("no Chromium on PATH: run `cargo xtask setup`, or set CHROMIUM to the path of its program")
}

/// Starts it with its own profile. Its standard input and output are the DevTools pipe.
pub(crate) fn launch(profile: &Path) -> Child {
    let log = File::create(profile.join("chromium.log")).expect("the profile folder can be written");
    // Chromium wants the pipe as files 3 and 4, which std cannot set up; the shell can.
    Command::new("/bin/sh")
        .args(["-c", r#"exec "$@" 3<&0 4>&1 </dev/null >&2"#, "sh"])
        .arg(find())
        .args(SWITCHES)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("about:blank")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("a shell can be started")
}
