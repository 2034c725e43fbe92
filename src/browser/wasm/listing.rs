//! Lists what was dropped or picked: files as they are, folders to any depth.
//!
//! Files are handed on in groups while listing goes on, so that reading can begin.

use super::globals::{after, now_millis};
use futures_util::future::{join, join_all};
use js_sys::{Array, AsyncIterator, Function, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::Future,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// Files are handed on in groups of this many,
const GROUP: usize = 256;

/// the first of this many, so that reading begins at once,
const FIRST_GROUP: usize = 16;

/// and in smaller ones when this much time has passed.
const GROUP_MILLIS: f64 = 40.0;

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

/// Takes groups of files with their paths.
pub type OnFiles<'a> = &'a dyn Fn(Vec<(String, File)>);

/// A listing under way.
struct Listing<'a> {
    on_files: OnFiles<'a>,
    group: RefCell<Vec<(String, File)>>,
    handed_on_at: Cell<Option<f64>>,
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
    let listing = Listing {
        on_files,
        group: RefCell::default(),
        handed_on_at: Cell::default(),
        num_unreadable: Cell::default(),
    };
    for root in roots.iter() {
        match root.dyn_into::<File>() {
            Ok(file) => {
                listing.add(file.name(), file);
                if listing.group.borrow().is_empty() {
                    // The size of each was asked of the disk; meanwhile the page may have something to do.
                    next_task().await;
                }
            }
            Err(root) => listing.list_folder(root.unchecked_into()).await,
        }
    }
    listing.hand_on();
    listing.num_unreadable.get()
}

/// Ends when the page has done what waits.
async fn next_task() {
    let promise = Promise::new(&mut |ok, _err| {
        let ended = move || {
            let _nothing = ok.call0(&JsValue::UNDEFINED);
        };
        after(0, ended);
    });
    // It cannot be refused.
    let _ended = JsFuture::from(promise).await;
}

/// The files of an input. Those of a folder input have their path in the folder.
pub fn list_input(files: &web_sys::FileList) -> Vec<(String, File)> {
    let with_path = |file: File| {
        let path = Reflect::get(&file, &"webkitRelativePath".into())
            .ok()
            .and_then(|path| path.as_string());
        (
            path.filter(|path| !path.is_empty())
                .unwrap_or_else(|| file.name()),
            file,
        )
    };
    (0..files.length())
        .filter_map(|index| files.get(index))
        .map(with_path)
        .collect()
}

impl Listing<'_> {
    fn add(&self, path: String, file: File) {
        self.group.borrow_mut().push((path, file));
        let len = self.group.borrow().len();
        let is_due = match self.handed_on_at.get() {
            None => len >= FIRST_GROUP,
            Some(at) => len >= GROUP || now_millis() - at >= GROUP_MILLIS,
        };
        if is_due {
            self.hand_on();
        }
    }

    fn hand_on(&self) {
        let group = self.group.take();
        if !group.is_empty() {
            self.handed_on_at.set(Some(now_millis()));
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

    /// Takes the files of a folder and gives the folders in it.
    async fn list_one(&self, folder: Folder) -> Vec<Folder> {
        let entries = async {
            match &folder.entry {
                Some(entry) => read_entries(entry).await,
                None => None,
            }
        };
        let children = async {
            match &folder.handle {
                Some(handle) => children(handle).await,
                None => (Vec::new(), false),
            }
        };
        let (mut entries, (children, is_whole)) = join(entries, children).await;
        if !is_whole && entries.is_none() {
            self.refuse();
        }
        let (mut folders, mut files) = (Vec::new(), Vec::new());
        for child in children {
            // What both ways list is taken once.
            let entry = entries.as_mut().and_then(|entries| entries.remove(&child.name()));
            let path = format!("{}/{}", folder.path, child.name());
            if child.kind() == "directory" {
                folders.push(Folder {
                    path,
                    handle: Some(child),
                    entry: entry.map(JsCast::unchecked_into),
                });
            } else {
                files.push((path, child));
            }
            if files.len() >= GROUP {
                self.open_handles(&mut files).await;
            }
        }
        self.open_handles(&mut files).await;
        folders.extend(self.list_entries(entries.unwrap_or_default(), &folder.path).await);
        folders
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

    /// Asks for many files at once; the browser answers faster than one by one.
    async fn open_handles(&self, handles: &mut Vec<(String, Handle)>) {
        let handles = std::mem::take(handles);
        let promises: Vec<_> = handles.iter().map(|(_, handle)| handle.get_file()).collect();
        for ((path, _), promise) in handles.into_iter().zip(promises) {
            let file = match promise {
                Ok(promise) => JsFuture::from(promise).await,
                Err(refused) => Err(refused),
            };
            self.take(path, file);
        }
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

/// What a folder's handle lists, and whether that is all.
async fn children(handle: &Handle) -> (Vec<Handle>, bool) {
    let values = handle.values();
    let mut children = Vec::new();
    loop {
        match next_value(&values).await {
            Some(Some(child)) => children.push(child),
            Some(None) => return (children, true),
            None => return (children, false),
        }
    }
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
