//! Small drawings. All of them are decoration: the button around one has a name.

use yew::{Html, html};

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The logo's line.
    Trail,
    /// A folder with an arrow into it.
    Drop,
    /// A closed lock.
    Lock,
    /// A cross.
    Close,
    /// A file with a plus.
    AddFile,
    /// A folder with a plus.
    AddFolder,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// Half light, half dark.
    Half,
    /// A question mark.
    Help,
    /// A bin.
    Clear,
    /// A funnel.
    Filter,
    /// A clock.
    Clock,
    /// A looking glass.
    Search,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// An arrow to the right.
    Right,
    /// A sheet with an arrow out of it.
    Save,
    /// A triangle with a mark.
    Warning,
    /// A plus.
    Plus,
    /// A minus.
    Minus,
    /// Two sheets.
    Copy,
    /// A pencil.
    Edit,
    /// An arrow back.
    Undo,
    /// An equals sign, struck through.
    Not,
    /// The clocks of the world.
    Globe,
    /// Three upright bars.
    Columns,
    /// A pin.
    Pin,
    /// Two links of a chain.
    Link,
    /// An arrow to a line: where something stands.
    Path,
    /// A frame with a part at its side.
    DockSide,
    /// A frame with a part at its bottom.
    DockBottom,
    /// A mask.
    Mask,
    /// An arrow out of a box.
    Out,
}

/// The drawing, in the colour of the text around it.
pub fn icon(icon: Icon) -> Html {
    if icon == Icon::Drop {
        return html! {
            <svg class="icon" data-size="large" viewBox="0 0 44 44" aria-hidden="true">
                <path d={path(icon)} />
            </svg>
        };
    }
    html! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path(icon)} /></svg>
    }
}

fn path(icon: Icon) -> &'static str {
    match icon {
        Icon::Trail => "M3 14 8 6l4 5 5-7",
        Icon::Drop => {
            "M6 14a3 3 0 0 1 3-3h9l4 5h13a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3zM22 21v9m-4-4 4 4 4-4"
        }
        Icon::Lock => "M6 9V6.5a4 4 0 0 1 8 0V9M4.5 9h11v7.5h-11zM10 12v2",
        Icon::Close => "m5.5 5.5 9 9m0-9-9 9",
        Icon::AddFile => "M11 3H5.5v14H10M11 3l4 4v3M11 3v4h4M14.5 12.5v5M12 15h5",
        Icon::AddFolder => {
            "M10 16H4.500a1.500 1.500 0 0 1-1.500-1.500v-9A1.500 1.500 0 0 1 4.500 4H8l2 2.500h5.500A1.500 1.500 0 0 1 17 8v2M14.500 12.500v5M12 15h5"
        }
        Icon::Sun => {
            "M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100"
        }
        Icon::Moon => "M16 11.500A6.500 6.500 0 0 1 8.500 4a6.500 6.500 0 1 0 7.500 7.500z",
        Icon::Half => "M10 3.500a6.500 6.500 0 1 0 0 13zM10 3.500a6.500 6.500 0 0 1 0 13M12 6.500v7M14 8v4",
        Icon::Help => "M7 7.500a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.100-1.500 2.400M10 15.500v.1",
        Icon::Clear => "M4 6h12M8 6V4h4v2M5.500 6l.7 10.500h7.600L14.500 6M8.500 9v4.500M11.500 9v4.500",
        Icon::Filter => "M3.500 5h13L11.500 11v4.500l-3-1.500v-3z",
        Icon::Clock => "M10 3.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13M10 6.500V10l2.500 1.500",
        Icon::Search => "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4M12.700 12.700 16.500 16.500",
        Icon::Up => "m5 12 5-5 5 5",
        Icon::Down => "m5 8 5 5 5-5",
        Icon::Right => "m8 5 5 5-5 5",
        Icon::Save => "M10 3v9m-3.500-3.500L10 12l3.500-3.500M4 13.500V16.500h12V13.500",
        Icon::Warning => "M10 3.500 17.500 16.500h-15zM10 8.500v3.500M10 14.300v.1",
        Icon::Plus => "M10 5v10M5 10h10",
        Icon::Minus => "M5 10h10",
        Icon::Copy => "M7.500 7.500h8v8h-8zM12.500 7.500v-3h-8v8h3",
        Icon::Edit => "m4.500 15.500 1-3.500 7.500-7.500 2.500 2.500L8 14.500zM11.500 6l2.500 2.500",
        Icon::Undo => "M7.500 4.500 4 8l3.500 3.500M4.500 8h7a4 4 0 0 1 0 8H8",
        Icon::Columns => "M4 4.500h3v11H4zM8.500 4.500h3v11h-3zM13 4.500h3v11h-3z",
        Icon::Path => "m4.500 6 4 4-4 4M10.500 14h5.500",
        Icon::DockSide => "M3.500 4.500h13v11h-13zM12 4.500v11",
        Icon::DockBottom => "M3.500 4.500h13v11h-13zM3.500 11.500h13",
        Icon::Pin => "M7.500 4h5M8.500 4v4.500l-2 2.500h7l-2-2.500V4M10 11v5",
        Icon::Mask => {
            "M3 6.500c2-.8 4-1 7-1s5 .2 7 1c.3 4-1 7.500-3.500 7.500-1.700 0-2.300-1.500-3.500-1.500S8.200 14 6.500 14C4 14 2.700 10.500 3 6.500zM6 9h2M12 9h2"
        }
        Icon::Out => "M9 5H4.500v10.500H15V11M11.500 3.500h5v5M16.500 3.500 9.500 10.500",
        Icon::Link => {
            "M8.500 11.500 11.500 8.500M9 7l1.500-1.500a2.800 2.800 0 0 1 4 4L13 11M11 13l-1.500 1.500a2.800 2.800 0 0 1-4-4L7 9"
        }
        Icon::Globe => {
            "M10 3.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13M3.500 10h13M10 3.500c-4.500 4-4.500 9 0 13c4.500-4 4.500-9 0-13"
        }
        Icon::Not => "M5 8h10M5 12h10M13 4.500l-6 11",
    }
}
