//! The page on hosts of every kind: in a folder of any depth, with odd types, behind the nginx of the recipe.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files has failed"
)]

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use browser_tests::{Browser, Server, TempDir, dist, hosting, root};

const HAS_STARTED: &str = "document.querySelector('.landing') && !document.getElementById('start-note')";

#[test]
fn in_a_folder_of_any_depth_it_starts_and_asks_for_nothing_outside() {
    let host = TempDir::new("host");
    fs::create_dir_all(host.path().join("tools/for reviewers")).unwrap();
    symlink(dist(), host.path().join("tools/for reviewers/medtrail")).unwrap();
    let link = host.path().join("tools/x");
    symlink(dist(), &link).unwrap();
    let server = Server::start_with_headers(host.path());
    let browser = Browser::launch();
    let page = browser.open(&server.url("tools/x/"));
    page.wait_for("start", HAS_STARTED);
    page.assert_quiet();
    let log = server.log();
    assert!(
        log.iter().all(|line| line.starts_with("GET /tools/x/")),
        "{log:#?}"
    );
    assert!(log.len() >= 4);
}

#[test]
fn whatever_a_host_calls_its_files_the_console_stays_empty() {
    for types in [
        [("wasm", "text/plain"), ("js", "application/octet-stream")],
        [("wasm", ""), ("js", "")],
        [
            ("wasm", "application/octet-stream"),
            ("js", "application/javascript"),
        ],
    ] {
        let server = Server::start_with_types(dist(), &types);
        let browser = Browser::launch();
        let page = browser.open(&server.url(""));
        page.wait_for("start", HAS_STARTED);
        page.assert_quiet();
    }
}

#[test]
fn every_part_has_a_name_that_changes_with_its_content() {
    let has_hash = |name: &str| {
        // Written as a number: zeros in front are left out.
        let is_hash =
            |part: &str| (12..=16).contains(&part.len()) && part.chars().all(|it| it.is_ascii_hexdigit());
        name.split(['-', '_', '.']).any(is_hash)
    };
    let fixed = ["index.html", "medtrail.html", "notices.txt"];
    for entry in fs::read_dir(dist()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
        assert!(fixed.contains(&plain) || has_hash(plain), "{name}");
    }
}

/// An nginx of the recipe, on a port of this machine. It ends with the test.
struct Nginx {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Nginx {
    /// `None` on a machine without nginx; `cargo xtask test` installs one on Debian.
    fn start() -> Option<Self> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"]
            .into_iter()
            .find(|path| Path::new(path).exists())?;
        let folder = TempDir::new("nginx");
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let recipe = fs::read_to_string(root().join("hosting/nginx.conf")).unwrap();
        let mut recipe = replace_once(&recipe, "listen 80;", &format!("listen 127.0.0.1:{port};"));
        recipe = replace_once(
            &recipe,
            "/srv/medtrail",
            &readable_copy(&folder).display().to_string(),
        );
        let modules = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
        let load = if modules.exists() {
            format!("load_module {};\n", modules.display())
        } else {
            recipe = replace_once(&recipe, "brotli_static on;", "");
            String::new()
        };
        folder.write(
            "nginx-headers.conf",
            fs::read(root().join("hosting/nginx-headers.conf")).unwrap(),
        );
        let place = folder.path().display();
        let user = if is_root() { "user root;\n" } else { "" };
        let config = folder.write(
            "nginx.conf",
            format!(
                "{load}{user}daemon off;\nmaster_process off;\npid {place}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n\
                 access_log off;\nclient_body_temp_path {place}/a;\nproxy_temp_path {place}/b;\n\
                 fastcgi_temp_path {place}/c;\nuwsgi_temp_path {place}/d;\nscgi_temp_path {place}/e;\n{recipe}}}\n"
            ),
        );
        let process = Command::new(program)
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let nginx = Self {
            process,
            port,
            _folder: folder,
        };
        let end = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "nginx does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        Some(nginx)
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Head and body of an answer.
    fn get(&self, path: &str, accepted: &str) -> (String, Vec<u8>) {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!(
            "GET /{path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {accepted}\r\nConnection: close\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        let at = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..at].to_vec()).unwrap();
        (head, answer[at + 4..].to_vec())
    }
}

/// nginx reads as another user where it may; the checkout may be closed to that.
fn readable_copy(folder: &TempDir) -> PathBuf {
    for entry in fs::read_dir(dist()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        folder.write(&format!("page/{name}"), fs::read(&path).unwrap());
    }
    folder.path().join("page")
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output();
    answer.is_ok_and(|answer| answer.stdout.starts_with(b"0"))
}

fn replace_once(text: &str, old: &str, new: &str) -> String {
    assert_eq!(
        text.matches(old).count(),
        1,
        "{old} should stand once in the recipe"
    );
    text.replacen(old, new, 1)
}

fn name_of(ending: &str) -> String {
    let names = fs::read_dir(dist())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.into_iter().find(|name| name.ends_with(ending)).unwrap()
}

#[test]
fn behind_the_nginx_of_the_recipe_it_starts_with_every_header() {
    let Some(nginx) = Nginx::start() else { return };
    for path in ["", "nothing-here", &name_of(".wasm"), "medtrail.html"] {
        let (head, _) = nginx.get(path, "identity");
        for (name, value) in hosting::headers() {
            let line = format!("{name}: {value}");
            assert_eq!(head.matches(&line).count(), 1, "{path}: {line} not in\n{head}");
        }
    }
    let (head, _) = nginx.get(&name_of(".wasm"), "identity");
    assert!(
        head.contains("Content-Type: application/wasm") && head.contains("immutable"),
        "{head}"
    );
    let (head, _) = nginx.get("", "identity");
    assert!(
        head.contains("Cache-Control: no-cache") && head.contains("text/html; charset=utf-8"),
        "{head}"
    );
    let (head, _) = nginx.get("medtrail.html", "identity");
    assert!(head.contains("Content-Disposition: attachment"), "{head}");

    let browser = Browser::launch();
    let page = browser.open(&nginx.url(""));
    page.wait_for("start", HAS_STARTED);
    assert_eq!(page.eval("crossOriginIsolated"), true);
    page.assert_quiet();
}

#[test]
fn nginx_hands_on_the_pressed_files() {
    let Some(nginx) = Nginx::start() else { return };
    let wasm = name_of(".wasm");
    for (accepted, ending) in [("gzip", "gz"), ("br", "br")] {
        // Quick builds are not pressed.
        let Ok(pressed) = fs::read(dist().join(format!("{wasm}.{ending}"))) else {
            continue;
        };
        let (head, body) = nginx.get(&wasm, accepted);
        if accepted == "br" && !head.contains("Content-Encoding") {
            // Without Debian's module.
            continue;
        }
        assert!(head.contains(&format!("Content-Encoding: {accepted}")), "{head}");
        assert!(head.contains("Content-Type: application/wasm"), "{head}");
        assert!(body == pressed, "{ending}");
    }
}
