//! Where the panel of the open call stands and how large it is: at the side or at the bottom, by its edge. Sends
//! `Resize`.

use super::{dispatch::use_dispatch, wording};
use crate::{
    browser::dom,
    state::{Action, DetailAction, Dock, PanelSize},
};
use yew::{
    Callback, Html, KeyboardEvent, PointerEvent, Properties, component, html, use_effect_with, use_mut_ref,
    use_node_ref,
};

/// One key press moves the edge by so many CSS pixels; with Shift by more.
const STEP_PX: i32 = 16;
const LEAP_PX: i32 = 96;

/// The place, the size, and what stands in it.
#[derive(Clone, PartialEq, Properties)]
pub struct DetailDockProps {
    /// Where it stands.
    pub dock: Dock,
    /// How large it is.
    pub size: PanelSize,
    /// The panel.
    pub children: Html,
}

/// The panel with an edge that can be dragged, or moved by the arrow keys.
#[component]
pub fn DetailDock(props: &DetailDockProps) -> Html {
    let dispatch = use_dispatch();
    let whole = use_node_ref();
    // Where the edge was taken, and how large the panel was.
    let taken = use_mut_ref(|| None::<(i32, f64)>);
    let dock = props.dock;
    use_effect_with(props.size, {
        let whole = whole.clone();
        move |size| {
            dom::set_property(&whole, "--detail-width", &format!("{}px", size.width_px));
            dom::set_property(&whole, "--detail-height", &format!("{}px", size.height_px));
        }
    });
    // As large as it is drawn: a small window leaves less room than was wished for.
    let drawn_px = {
        let whole = whole.clone();
        move || match dock {
            Dock::Side => dom::client_width(&whole),
            Dock::Bottom => dom::client_height(&whole),
        }
    };
    let resize = {
        let dispatch = dispatch.clone();
        move |px: f64| {
            dispatch.send(Action::Detail(DetailAction::Resize(
                px.clamp(0.0, 10_000.0) as u16
            )));
        }
    };
    let at_pointer = move |event: &PointerEvent| match dock {
        Dock::Side => event.client_x(),
        Dock::Bottom => event.client_y(),
    };
    let take = {
        let (taken, drawn_px) = (taken.clone(), drawn_px.clone());
        Callback::from(move |event: PointerEvent| {
            dom::hold_pointer(&event);
            *taken.borrow_mut() = Some((at_pointer(&event), drawn_px()));
        })
    };
    let pull = {
        let (taken, resize) = (taken.clone(), resize.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((from, px)) = *taken.borrow() {
                resize(px + f64::from(from - at_pointer(&event)));
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *taken.borrow_mut() = None);
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let leap = if event.shift_key() { LEAP_PX } else { STEP_PX };
        if let Some(by) = step(&event.key(), dock, leap) {
            event.prevent_default();
            resize(drawn_px() + f64::from(by));
        }
    });
    let (now, least, most) = props.size.of(dock);
    html! {
        <div class="detail-dock" ref={whole} data-dock={name(dock)}>
            <div class="detail-dock__edge" role="separator" tabindex="0" aria-label={wording::DETAIL_EDGE} title={wording::DETAIL_EDGE}
                aria-orientation={if dock == Dock::Side { "vertical" } else { "horizontal" }} aria-valuenow={now.to_string()}
                aria-valuemin={least.to_string()} aria-valuemax={most.to_string()} aria-valuetext={wording::pixels(now)}
                onpointerdown={take} onpointermove={pull} onpointerup={release.clone()} onpointercancel={release} {onkeydown}></div>
            { props.children.clone() }
        </div>
    }
}

/// Where the panel stands, for the style sheet.
pub fn name(dock: Dock) -> &'static str {
    match dock {
        Dock::Side => "side",
        Dock::Bottom => "bottom",
    }
}

/// How far a key moves the edge: towards the table makes the panel larger.
fn step(key: &str, dock: Dock, leap: i32) -> Option<i32> {
    match (key, dock) {
        ("ArrowLeft", Dock::Side) | ("ArrowUp", Dock::Bottom) => Some(leap),
        ("ArrowRight", Dock::Side) | ("ArrowDown", Dock::Bottom) => Some(-leap),
        ("Home", _) => Some(-10_000),
        ("End", _) => Some(10_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_the_edge_the_way_they_point() {
        assert_eq!(step("ArrowLeft", Dock::Side, 16), Some(16));
        assert_eq!(step("ArrowUp", Dock::Bottom, 16), Some(16));
        assert_eq!(step("ArrowUp", Dock::Side, 16), None);
        assert_eq!(step("ArrowDown", Dock::Bottom, 96), Some(-96));
    }
}
