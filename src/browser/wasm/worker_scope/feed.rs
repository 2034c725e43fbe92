//! One large file on two readers: the one that inflates it and the one that it feeds.

use crate::{
    browser::wasm::{file_input::FileInput, messages},
    protocol::reader::{Piece, ReadFile},
    reader::{Feeder, Outbox, Reader},
};
use js_sys::Uint8Array;
use std::{
    cell::RefCell,
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageEvent, MessagePort};

/// So many pieces are on their way at most: enough that neither waits for the other's every piece, and little memory.
const PIECES_AHEAD: u32 = 4;

/// A port, and what came over it and was not taken yet.
struct Line {
    port: MessagePort,
    inbox: Rc<RefCell<Inbox>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

#[derive(Default)]
struct Inbox {
    events: VecDeque<MessageEvent>,
    waits: Option<Waker>,
}

impl Line {
    fn new(port: MessagePort) -> Self {
        let inbox = Rc::<RefCell<Inbox>>::default();
        let on_message = {
            let inbox = inbox.clone();
            Closure::new(move |event| {
                let mut inbox = inbox.borrow_mut();
                inbox.events.push_back(event);
                if let Some(waker) = inbox.waits.take() {
                    waker.wake();
                }
            })
        };
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Self {
            port,
            inbox,
            _on_message: on_message,
        }
    }

    /// Something came and was not taken yet.
    fn has_some(&self) -> bool {
        !self.inbox.borrow().events.is_empty()
    }

    async fn next(&self) -> MessageEvent {
        poll_fn(|context| {
            let mut inbox = self.inbox.borrow_mut();
            match inbox.events.pop_front() {
                Some(event) => Poll::Ready(event),
                None => {
                    inbox.waits = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

impl Drop for Line {
    /// The port is not closed: what was posted last may be on its way.
    fn drop(&mut self) {
        self.port.set_onmessage(None);
    }
}

/// Inflates a file for the reader at the other end of `port`, as long as that wants more.
pub(super) async fn feed(file: File, port: MessagePort) {
    let line = Line::new(port);
    let feeder = FileInput::new(file.into()).ok().and_then(Feeder::open);
    let Some(mut feeder) = feeder else {
        return messages::post(&line.port, &None::<Piece>, &[]);
    };
    let (mut num_ahead, mut empties) = (0, Vec::new());
    loop {
        let (piece, bytes) = feeder.next_piece();
        let is_end = piece.is_end;
        messages::post(&line.port, &Some(piece), &[filled(empties.pop(), bytes)]);
        num_ahead += 1;
        if is_end {
            return;
        }
        while num_ahead >= PIECES_AHEAD || line.has_some() {
            let (is_more_wanted, buffers) = messages::open::<bool>(&line.next().await);
            if !is_more_wanted {
                return;
            }
            num_ahead -= 1;
            empties.extend(buffers);
        }
    }
}

/// The piece in a buffer that came back, when that is large enough: to have fresh memory for each from the system costs
/// a third of inflating.
fn filled(empty: Option<JsValue>, bytes: &[u8]) -> JsValue {
    let empty = empty.map(|buffer| Uint8Array::new(&buffer));
    let array = empty
        .filter(|array| array.length() as usize >= bytes.len())
        .unwrap_or_else(|| Uint8Array::new_with_length(bytes.len().next_power_of_two() as u32));
    array.subarray(0, bytes.len() as u32).copy_from(bytes);
    array.buffer().into()
}

/// Reads a file that the reader at the other end of `port` inflates. `false` when it does not: nothing is read then.
pub(super) async fn read_fed(
    reader: &mut Reader,
    file: &ReadFile,
    port: MessagePort,
    outbox: &mut dyn Outbox,
) -> bool {
    let line = Line::new(port);
    let (first, mut extras) = messages::open::<Option<Piece>>(&line.next().await);
    let Some(mut piece) = first else {
        return false;
    };
    let mut fed = reader.begin_fed(file, outbox);
    loop {
        let buffer = extras.pop().expect_throw("a piece has bytes");
        let bytes = Uint8Array::new(&buffer).subarray(0, piece.len);
        let is_more_wanted = fed.take(piece, |into| bytes.copy_to(into));
        messages::post(&line.port, &is_more_wanted, &[buffer]);
        if !is_more_wanted {
            break;
        }
        let (next, next_extras) = messages::open::<Option<Piece>>(&line.next().await);
        piece = next.expect_throw("pieces follow until the last one");
        extras = next_extras;
    }
    fed.finish();
    true
}
