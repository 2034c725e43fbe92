//! A web server for one folder, as plain as a static host, that notes what it was asked for.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use crate::hosting;

/// Serves a folder on a free port of this machine until the test program ends.
pub struct Server {
    base: String,
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    /// Types that differ from the usual ones, by ending; an empty one is not sent.
    types: Vec<(String, String)>,
    /// Sent with every answer.
    headers: Vec<(String, String)>,
    log: Mutex<Vec<String>>,
}

impl Server {
    /// Starts serving a folder; a missing file is answered with 404.
    pub fn start(folder: impl Into<PathBuf>) -> Self {
        Self::serve(folder.into(), &[], Vec::new())
    }

    /// The same with other types for some endings, for instance `[("wasm", "text/plain")]`.
    pub fn start_with_types(folder: impl Into<PathBuf>, types: &[(&str, &str)]) -> Self {
        Self::serve(folder.into(), types, Vec::new())
    }

    /// The same with the headers that a host should send.
    pub fn start_with_headers(folder: impl Into<PathBuf>) -> Self {
        Self::serve(folder.into(), &[], hosting::headers())
    }

    fn serve(folder: PathBuf, types: &[(&str, &str)], headers: Vec<(String, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        let types = types
            .iter()
            .map(|(ending, kind)| ((*ending).to_owned(), (*kind).to_owned()))
            .collect();
        let shared = Arc::new(Shared {
            folder,
            types,
            headers,
            log: Mutex::default(),
        });
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let shared = Arc::clone(&for_thread);
                // A browser may close a connection at any moment; nothing is lost by that.
                thread::spawn(move || drop(shared.answer_all(connection)));
            }
        });
        Self {
            base: format!("http://{address}"),
            shared,
        }
    }

    /// The address of a file: `url("")` is the page itself.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// The first line of every request so far, such as `GET /index.html HTTP/1.1`.
    pub fn log(&self) -> Vec<String> {
        self.shared
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Shared {
    fn answer_all(&self, mut connection: TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(connection.try_clone()?);
        while let Some(line) = read_request(&mut reader)? {
            self.log
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(line.clone());
            let path = line.split(' ').nth(1).unwrap_or("/");
            let path = path
                .split(['?', '#'])
                .next()
                .unwrap_or_default()
                .trim_start_matches('/');
            let path = match path {
                "" => "index.html".to_owned(),
                folder if folder.ends_with('/') => format!("{folder}index.html"),
                file => file.to_owned(),
            };
            let is_inside = !path.split('/').any(|part| part == "..");
            let (status, kind, body) = match fs::read(self.folder.join(&path)) {
                Ok(body) if is_inside => ("200 OK", self.type_of(&path), body),
                _ => ("404 Not Found", "text/plain", b"not found".to_vec()),
            };
            self.respond(&mut connection, status, kind, &body)?;
        }
        Ok(())
    }

    fn type_of(&self, path: &str) -> &str {
        let ending = Path::new(path)
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if let Some((_, kind)) = self.types.iter().find(|(other, _)| other == ending) {
            return kind;
        }
        match ending {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript",
            "css" => "text/css",
            "wasm" => "application/wasm",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            _ => "application/octet-stream",
        }
    }

    fn respond(&self, connection: &mut TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
        // Nothing is kept by the browser, so that the log shows every request.
        let mut head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n",
            body.len()
        );
        if !kind.is_empty() {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        connection.write_all(head.as_bytes())?;
        connection.write_all(body)
    }
}

/// Reads one request to its end and answers its first line; `None` when the browser has closed.
pub(crate) fn read_request(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut body_len = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        if let Some(length) = header.to_ascii_lowercase().strip_prefix("content-length:") {
            body_len = length.trim().parse().unwrap_or(0);
        }
    }
    io::copy(&mut reader.take(body_len), &mut io::sink())?;
    Ok(Some(first.trim().to_owned()))
}
