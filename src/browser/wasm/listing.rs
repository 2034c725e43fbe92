//! Lists what was dropped or picked: files as they are, folders to any depth.
//!
//! Files are handed on in groups while listing goes on, so that reading can begin.

use js_sys::{Array, AsyncIterator, Function, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// Files are handed on in groups of this many.
const GROUP: usize = 256;

#[wasm_bindgen]
extern "C" {
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
    group: Vec<(String, File)>,
    num_unreadable: u32,
}

/// Lists the roots of one drop, as the boot script collected them. Gives the number of entries that the browser
/// listed but would not open.
pub async fn list_drop(roots: Array, on_files: OnFiles<'_>) -> u32 {
    let mut listing = Listing {
        on_files,
        group: Vec::new(),
        num_unreadable: 0,
    };
    for root in roots.iter() {
        match root.dyn_into::<File>() {
            Ok(file) => listing.add(file.name(), file),
            Err(root) if root.is_instance_of::<Promise>() => {
                match JsFuture::from(Promise::from(root)).await {
                    Ok(handle) => listing.list_handle(handle.unchecked_into()).await,
                    Err(_refused) => listing.num_unreadable += 1,
                }
            }
            Err(root) => listing.list_entry(root.unchecked_into()).await,
        }
    }
    listing.hand_on();
    listing.num_unreadable
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
    fn add(&mut self, path: String, file: File) {
        self.group.push((path, file));
        if self.group.len() >= GROUP {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        if !self.group.is_empty() {
            (self.on_files)(std::mem::take(&mut self.group));
        }
    }

    /// A folder by its handle: the cheap way, where the browser has it.
    async fn list_handle(&mut self, root: Handle) {
        let mut folders = vec![(root.name(), root)];
        while let Some((path, folder)) = folders.pop() {
            let values = folder.values();
            let mut files = Vec::new();
            loop {
                let Some(next) = next_value(&values).await else {
                    self.num_unreadable += 1;
                    break;
                };
                let Some(child) = next else { break };
                let child_path = format!("{path}/{}", child.name());
                if child.kind() == "directory" {
                    folders.push((child_path, child));
                } else {
                    files.push((child_path, child));
                }
                if files.len() >= GROUP {
                    self.open_handles(&mut files).await;
                }
            }
            self.open_handles(&mut files).await;
        }
    }

    /// Asks for many files at once; the browser answers faster than one by one.
    async fn open_handles(&mut self, handles: &mut Vec<(String, Handle)>) {
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

    /// A folder by its entry: the older way, which every browser has.
    async fn list_entry(&mut self, root: FileSystemEntry) {
        let mut entries = vec![root];
        while let Some(entry) = entries.pop() {
            let path = entry.full_path().trim_start_matches('/').to_owned();
            if entry.is_directory() {
                let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
                // A call gives at most 100 entries; an empty answer is the end.
                loop {
                    match promised(|ok, err| reader.read_entries_with_callback_and_callback(ok, err)).await {
                        Ok(more) if Array::from(&more).length() > 0 => {
                            entries.extend(Array::from(&more).iter().map(JsCast::unchecked_into));
                        }
                        Ok(_end) => break,
                        Err(_refused) => {
                            self.num_unreadable += 1;
                            break;
                        }
                    }
                }
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
    }

    fn take(&mut self, path: String, file: Result<JsValue, JsValue>) {
        match file {
            Ok(file) => self.add(path, file.unchecked_into()),
            Err(_refused) => self.num_unreadable += 1,
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
