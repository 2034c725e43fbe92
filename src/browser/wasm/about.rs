//! Reads what the build and the boot script wrote down.

use super::globals::with_boot;
use crate::browser::{About, OneFile};

/// What this page can say of itself, as of now.
pub fn about() -> About {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else {
        return About::default();
    };
    // Neither selector can be refused.
    let build = document
        .query_selector("meta[name=medtrail-build]")
        .ok()
        .flatten();
    let attribute = |name: &str| build.as_ref().and_then(|build| build.get_attribute(name));
    let one_file = attribute("data-one-file").zip(attribute("data-sha256"));
    let notices = document.get_element_by_id("medtrail-notices");
    let (num_requests, num_refusals) = with_boot(|boot| (boot.num_requests(), boot.num_refusals()));
    About {
        build: attribute("content").unwrap_or_default(),
        one_file: one_file.map(|(address, sha256)| OneFile { address, sha256 }),
        notices: notices
            .and_then(|notices| notices.text_content())
            .unwrap_or_default(),
        num_requests,
        num_refusals,
    }
}
