//! Lists what was dropped or picked: files as they are, folders to any depth.
//!
//! Files are handed on in groups while listing goes on, so that reading can begin.

use super::globals::{next_task, now_millis};
use futures_util::future::{join, join_all};
use js_sys::{Array, AsyncIterator, Function, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    future::Future,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// Files are handed on in groups: the first of this many, so that reading begins at once,
const FIRST_GROUP: usize = 16;

/// each next of so many times more,
const GROUP_GROWTH: usize = 4;

/// up to this many,
const MAX_GROUP: usize = 512;

/// and in smaller ones when this much time has passed.
const GROUP_MILLIS: f64 = 100.0;

/// After so long the page may do something else in between.
const SLICE_MILLIS: f64 = 8.0;

/// So many handles are asked for their files at a time: the browser answers faster than one by one.
const HANDLES_AT_A_TIME: usize = 64;

/// Each folder takes several questions to the browser, one after the other; so many folders are asked at a time.
const FOLDERS_AT_A_TIME: usize = 8;

#[wasm_bindgen]
extern "C" {
    /// A dropped folder, as the boot script keeps it.
    type Root;

    #[wasm_bindgen(method, getter)]
    fn entry(this: &Root) -> FileSystemDirectoryEntry;

    #[wasm_bindgen(method, getter)]
    fn handle(this: &Root) -> Option<Promise>;

    /// A `FileSystemDirectoryHandle` or `FileSystemFileHandle`.
    type Handle;

    #[wasm_bindgen(method, getter)]
    fn kind(this: &Handle) -> String;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;

    #[wasm_bindgen(method)]
    fn values(this: &Handle) -> AsyncIterator;

    #[wasm_bindgen(method, js_name = getFile, catch)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;
}

/// A file that was found.
pub struct Listed {
    /// Its path below what was dropped.
    pub path: String,
    /// Its handle.
    pub file: File,
    /// Its size in bytes.
    pub size: u64,
}

impl Listed {
    /// Asks for the file's size. Of a file that was dropped as such the browser asks the disk, and the page waits for it:
    /// about a tenth of a millisecond.
    pub fn new(path: String, file: File) -> Self {
        let size = file.size() as u64;
        Self { path, file, size }
    }
}

/// Takes groups of files with their paths.
pub type OnFiles<'a> = &'a dyn Fn(Vec<Listed>);

/// A listing under way.
struct Listing<'a> {
    on_files: OnFiles<'a>,
    group: RefCell<Vec<Listed>>,
    /// Files of the next group.
    group_len: Cell<usize>,
    handed_on_at: Cell<f64>,
    num_unreadable: Cell<u32>,
}

/// A folder, by one or both of the ways to list it. Handles are quicker, but Chromium leaves out of their lists every
/// name that would be refused somewhere, such as one with a colon; entries list all.
struct Folder {
    path: String,
    handle: Option<Handle>,
    entry: Option<FileSystemDirectoryEntry>,
}

/// Lists the roots of one drop, as the boot script collected them. Gives the number of entries that the browser
/// listed but would not open.
pub async fn list_drop(roots: Array, on_files: OnFiles<'_>) -> u32 {
    let listing = Listing::new(on_files);
    let mut slice = Slice::begin();
    for root in roots.iter() {
        match root.dyn_into::<File>() {
            Ok(file) => listing.add(file.name(), file),
            Err(root) => listing.list_folder(root.unchecked_into()).await,
        }
        slice.end_when_over().await;
    }
    listing.hand_on();
    listing.num_unreadable.get()
}

/// Hands on the files of an input. Those of a folder input have their path in the folder.
pub async fn list_picked(files: Vec<File>, on_files: OnFiles<'_>) {
    let listing = Listing::new(on_files);
    let mut slice = Slice::begin();
    for file in files {
        let path = Reflect::get(&file, &"webkitRelativePath".into())
            .ok()
            .and_then(|path| path.as_string())
            .filter(|path| !path.is_empty())
            .unwrap_or_else(|| file.name());
        listing.add(path, file);
        slice.end_when_over().await;
    }
    listing.hand_on();
}

/// How long the page is held up.
struct Slice {
    began: f64,
}

impl Slice {
    fn begin() -> Self {
        Self { began: now_millis() }
    }

    /// Lets the page do what waits, when it was held up for long.
    async fn end_when_over(&mut self) {
        if now_millis() - self.began >= SLICE_MILLIS {
            next_task().await;
            *self = Self::begin();
        }
    }
}

impl<'a> Listing<'a> {
    fn new(on_files: OnFiles<'a>) -> Self {
        Self {
            on_files,
            group: RefCell::default(),
            group_len: Cell::new(FIRST_GROUP),
            handed_on_at: Cell::new(now_millis()),
            num_unreadable: Cell::default(),
        }
    }

    fn add(&self, path: String, file: File) {
        self.group.borrow_mut().push(Listed::new(path, file));
        let len = self.group.borrow().len();
        if len >= self.group_len.get() || now_millis() - self.handed_on_at.get() >= GROUP_MILLIS {
            self.group_len
                .set((GROUP_GROWTH * len).clamp(FIRST_GROUP, MAX_GROUP));
            self.hand_on();
        }
    }

    fn hand_on(&self) {
        let group = self.group.take();
        if !group.is_empty() {
            self.handed_on_at.set(now_millis());
            (self.on_files)(group);
        }
    }

    fn refuse(&self) {
        self.num_unreadable.set(self.num_unreadable.get() + 1);
    }

    async fn list_folder(&self, root: Root) {
        let entry = root.entry();
        let handle = match root.handle() {
            Some(promise) => JsFuture::from(promise).await.ok(),
            None => None,
        };
        let mut folders = vec![Folder {
            path: entry.name(),
            handle: handle.map(JsCast::unchecked_into),
            entry: Some(entry),
        }];
        while !folders.is_empty() {
            let next = folders.split_off(folders.len().saturating_sub(FOLDERS_AT_A_TIME));
            let inner = join_all(next.into_iter().map(|folder| self.list_one(folder))).await;
            folders.extend(inner.into_iter().flatten());
        }
    }

    /// Takes the files of a folder and gives the folders in it. What both ways list is taken once, by its handle, while
    /// listing goes on.
    async fn list_one(&self, folder: Folder) -> Vec<Folder> {
        let entries = async {
            match &folder.entry {
                Some(entry) => read_entries(entry).await,
                None => None,
            }
        };
        let children = async {
            match &folder.handle {
                Some(handle) => self.list_children(handle, &folder.path).await,
                None => Children::default(),
            }
        };
        let (entries, children) = join(entries, children).await;
        if !children.is_whole && entries.is_none() {
            self.refuse();
        }
        let mut entries = entries.unwrap_or_default();
        entries.retain(|name, _| !children.files.contains(name));
        let with_entry = |(name, handle): (String, Handle)| Folder {
            path: format!("{}/{name}", folder.path),
            handle: Some(handle),
            entry: entries.remove(&name).map(JsCast::unchecked_into),
        };
        let mut folders: Vec<_> = children.folders.into_iter().map(with_entry).collect();
        folders.extend(self.list_entries(entries, &folder.path).await);
        folders
    }

    /// Takes the files that a folder's handle lists, and gives what it lists.
    async fn list_children(&self, folder: &Handle, path: &str) -> Children {
        let values = folder.values();
        let mut children = Children::default();
        let mut opening = Vec::new();
        loop {
            let child = match next_value(&values).await {
                Some(Some(child)) => child,
                end => {
                    children.is_whole = end.is_some();
                    break;
                }
            };
            let name = child.name();
            if child.kind() == "directory" {
                children.folders.push((name, child));
                continue;
            }
            // Asked at once and awaited later: the browser answers many faster than one by one.
            opening.push((format!("{path}/{name}"), child.get_file()));
            children.files.insert(name);
            if opening.len() >= HANDLES_AT_A_TIME {
                self.take_opened(&mut opening).await;
            }
        }
        self.take_opened(&mut opening).await;
        children
    }

    async fn take_opened(&self, opening: &mut Vec<(String, Result<Promise, JsValue>)>) {
        for (path, file) in opening.drain(..) {
            let file = match file {
                Ok(promise) => JsFuture::from(promise).await,
                Err(refused) => Err(refused),
            };
            self.take(path, file);
        }
    }

    /// Takes the files among entries and gives the folders.
    async fn list_entries(&self, entries: Entries, path: &str) -> Vec<Folder> {
        let mut folders = Vec::new();
        for (name, entry) in entries {
            let path = format!("{path}/{name}");
            if entry.is_directory() {
                folders.push(Folder {
                    path,
                    handle: None,
                    entry: Some(entry.unchecked_into()),
                });
            } else {
                let entry = entry.unchecked_into::<FileSystemFileEntry>();
                let file = promised(|ok, err| {
                    entry.file_with_callback_and_callback(ok, err);
                    Ok(())
                })
                .await;
                self.take(path, file);
            }
        }
        folders
    }

    fn take(&self, path: String, file: Result<JsValue, JsValue>) {
        match file {
            Ok(file) => self.add(path, file.unchecked_into()),
            Err(_refused) => self.refuse(),
        }
    }
}

/// What a folder holds, by name.
type Entries = BTreeMap<String, FileSystemEntry>;

/// All entries of a folder; `None` when the browser refuses.
async fn read_entries(folder: &FileSystemDirectoryEntry) -> Option<Entries> {
    let reader = folder.create_reader();
    let mut entries = Entries::new();
    // A call gives at most 100 entries; an empty answer is the end.
    loop {
        let more = promised(|ok, err| reader.read_entries_with_callback_and_callback(ok, err)).await;
        let more = Array::from(&more.ok()?);
        if more.length() == 0 {
            return Some(entries);
        }
        let named = |entry: JsValue| {
            let entry: FileSystemEntry = entry.unchecked_into();
            (entry.name(), entry)
        };
        entries.extend(more.iter().map(named));
    }
}

/// What a folder's handle lists.
#[derive(Default)]
struct Children {
    /// Names of files.
    files: BTreeSet<String>,
    folders: Vec<(String, Handle)>,
    /// That is all.
    is_whole: bool,
}

/// The next child of a folder; `Some(None)` at its end, `None` when the browser refuses.
async fn next_value(values: &AsyncIterator) -> Option<Option<Handle>> {
    let next: js_sys::IteratorNext = JsFuture::from(values.next().ok()?).await.ok()?.unchecked_into();
    Some(if next.done() {
        None
    } else {
        Some(next.value().unchecked_into())
    })
}

/// An answer that comes by one of two callbacks, as a future.
fn promised(
    ask: impl FnOnce(&Function, &Function) -> Result<(), JsValue>,
) -> impl Future<Output = Result<JsValue, JsValue>> {
    let mut ask = Some(ask);
    let promise = Promise::new(&mut |ok, err| {
        if let Some(ask) = ask.take()
            && let Err(refused) = ask(&ok, &err)
        {
            // A promise that is refused twice stays refused.
            let _ignored = err.call1(&JsValue::UNDEFINED, &refused);
        }
    });
    async move { JsFuture::from(promise).await }
}
