//! What this page can say of itself: which build it is, whose work it holds, what it has asked for.

/// What the build and the boot script wrote down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name of the build, in hexadecimal.
    pub build: String,
    /// The page as one file, on the host it came from; none when this is the one file.
    pub one_file: Option<OneFile>,
    /// Whose works are in the page, and their licences.
    pub notices: String,
    /// Requests since the start, as far as the browser tells the page of them.
    pub num_requests: u32,
    /// Attempts that the policy refused.
    pub num_refusals: u32,
}

/// Where the one file is and how to know it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneFile {
    /// Its address, relative to the page.
    pub address: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}
