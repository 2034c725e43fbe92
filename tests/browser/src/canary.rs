//! Somebody to send to: listens for HTTP, WebSocket and STUN on this machine and notes all that arrives.

use std::{
    collections::BTreeSet,
    io::{self, BufReader, Write},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::server::read_request;

const PATIENCE: Duration = Duration::from_secs(20);
const POLL_EVERY: Duration = Duration::from_millis(20);

/// The name under which a packet of WebRTC is noted: it carries no path.
pub const WEBRTC: &str = "webrtc";

/// A listener that has heard nothing yet.
pub struct Canary {
    http: String,
    stun: String,
    heard: Arc<Mutex<BTreeSet<String>>>,
}

impl Canary {
    /// Starts listening on free ports, until the test program ends.
    pub fn start() -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").expect("this machine has a free port");
        let udp = UdpSocket::bind("127.0.0.1:0").expect("this machine has a free port");
        let address = "a bound port has an address";
        let canary = Self {
            http: tcp.local_addr().expect(address).to_string(),
            stun: udp.local_addr().expect(address).to_string(),
            heard: Arc::default(),
        };
        let heard = Arc::clone(&canary.heard);
        thread::spawn(move || {
            for connection in tcp.incoming().flatten() {
                let heard = Arc::clone(&heard);
                thread::spawn(move || drop(answer_all(connection, &heard)));
            }
        });
        let heard = Arc::clone(&canary.heard);
        thread::spawn(move || {
            let mut packet = [0; 2048];
            while udp.recv_from(&mut packet).is_ok() {
                note(&heard, WEBRTC);
            }
        });
        canary
    }

    /// Host and port for HTTP and WebSocket.
    pub fn http(&self) -> &str {
        &self.http
    }

    /// Host and port for STUN.
    pub fn stun(&self) -> &str {
        &self.stun
    }

    /// The paths that were asked for so far, without the stroke, and `WEBRTC`.
    pub fn heard(&self) -> BTreeSet<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until all of these were heard.
    pub fn wait_for(&self, names: &BTreeSet<String>) {
        let end = Instant::now() + PATIENCE;
        while !self.heard().is_superset(names) {
            let missing: Vec<_> = names.difference(&self.heard()).cloned().collect();
            assert!(Instant::now() < end, "never arrived: {missing:?}");
            thread::sleep(POLL_EVERY);
        }
    }
}

/// A WebSocket, too, begins with a request; it is heard and refused.
fn answer_all(mut connection: TcpStream, heard: &Mutex<BTreeSet<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    while let Some(line) = read_request(&mut reader)? {
        let path = line.split([' ', '?']).nth(1).unwrap_or_default();
        // A tab that came here asks for the icon of its own accord.
        if path != "/favicon.ico" {
            note(heard, path.trim_start_matches('/'));
        }
        // Every door open, so that only the page's own policy is in the way.
        connection.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: 0\r\nCache-Control: no-store\r\n\
              Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n\
              Cross-Origin-Resource-Policy: cross-origin\r\n\r\n",
        )?;
    }
    Ok(())
}

fn note(heard: &Mutex<BTreeSet<String>>, name: &str) {
    heard
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(name.to_owned());
}
