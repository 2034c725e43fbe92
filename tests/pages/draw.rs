//! The page of a state, drawn to text.
#![allow(dead_code, reason = "each test binary uses its share")]

use medtrail::{
    state::AppState,
    ui::page::{Page, PageProps},
};
use std::future::Future;
use yew::{LocalServerRenderer, NodeRef};

/// Nothing that is drawn here ever waits.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

pub fn drawn(state: &AppState) -> String {
    let node = NodeRef::default;
    let props = PageProps {
        state: state.clone(),
        table: node(),
        filter: node(),
        detail: node(),
    };
    block_on(
        LocalServerRenderer::<Page>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

/// The text alone, as a person reads it: tags out, entities back.
pub fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(character),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The opening tags of a name, each with the text up to the next tag.
pub fn tags<'a>(html: &'a str, name: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    html.split(&format!("<{name} "))
        .skip(1)
        .filter_map(|rest| {
            let (tag, after) = rest.split_once('>')?;
            Some((tag, after.split('<').next().unwrap_or_default()))
        })
        .collect::<Vec<_>>()
        .into_iter()
}

pub fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}
