//! A folder of its own for a test, gone when the test ends.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

/// A new, empty folder that is removed when this value is dropped.
pub struct TempDir {
    path: PathBuf,
}

impl TempDir {
    /// Makes the folder; `name` is part of its name.
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("medtrail-{name}-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file, with the folders it needs, and answers where it is.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.path.join(name);
        let folder = file.parent().expect("a file in a folder has a parent");
        fs::create_dir_all(folder).expect("the temporary folder can be written");
        fs::write(&file, bytes).expect("the temporary folder can be written");
        file
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        // A browser that is just ending may still hold a file; what is left lies where such things are cleared.
        let _ = fs::remove_dir_all(&self.path);
    }
}
