//! Where the panel of the open call stands and how large it is: kept for the life of the page.

/// Where the panel stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dock {
    /// Beside the table.
    #[default]
    Side,
    /// Below the table.
    Bottom,
}

impl Dock {
    /// The other place.
    pub fn other(self) -> Self {
        match self {
            Self::Side => Self::Bottom,
            Self::Bottom => Self::Side,
        }
    }
}

/// How large the panel is wished to be, in CSS pixels; a small window may leave it less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelSize {
    /// At the side.
    pub width_px: u16,
    /// At the bottom.
    pub height_px: u16,
}

impl Default for PanelSize {
    fn default() -> Self {
        Self {
            width_px: 384,
            height_px: 336,
        }
    }
}

impl PanelSize {
    /// The size at a place, the least and the most.
    pub fn of(self, dock: Dock) -> (u16, u16, u16) {
        match dock {
            Dock::Side => (self.width_px, 288, 1600),
            Dock::Bottom => (self.height_px, 160, 1200),
        }
    }

    /// The same with another size at a place.
    pub fn with(self, dock: Dock, px: u16) -> Self {
        let (_, least, most) = self.of(dock);
        let px = px.clamp(least, most);
        match dock {
            Dock::Side => Self { width_px: px, ..self },
            Dock::Bottom => Self {
                height_px: px,
                ..self
            },
        }
    }
}
