//! What is read: files of the project's generator, the same in every run, kept from run to run.

use browser_tests::root;
use flate2::{Compression, write::GzEncoder};
use medtrail::sample::{Plan, sample_files};
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Every data set begins with this seed.
const SEED: u64 = 20_261_022;

/// A data set.
pub(crate) struct Set {
    /// Its letter in the tables.
    pub(crate) name: &'static str,
    /// In words.
    pub(crate) title: &'static str,
    num_files: u32,
    records_per_file: u32,
    share: f64,
    /// All in one file.
    is_joined: bool,
}

/// All data sets, at full scale.
pub(crate) const SETS: [Set; 6] = [
    Set::files(
        "a",
        "2,000 files of 80 records, 10 % Comprehend Medical",
        2_000,
        80,
        0.1,
    ),
    Set::files("a10", "the same, a tenth of the files", 200, 80, 0.1),
    Set::files("b1", "2,000 files of 80 records, 1 %", 2_000, 80, 0.01),
    Set::files("b100", "2,000 files of 80 records, 100 %", 2_000, 80, 1.0),
    Set::files("c", "5,000 files of 4 records, 10 %", 5_000, 4, 0.1),
    Set {
        is_joined: true,
        ..Set::files("d", "one gz file of 1 GB uncompressed, 10 %", 7_800, 80, 0.1)
    },
];

/// What the smoothness of the page is measured with.
pub(crate) const MILLION: Set = Set::files("m", "1,000 files of 1,000 records, 100 %", 1_000, 1_000, 1.0);

impl Set {
    const fn files(
        name: &'static str,
        title: &'static str,
        num_files: u32,
        records_per_file: u32,
        share: f64,
    ) -> Self {
        Self {
            name,
            title,
            num_files,
            records_per_file,
            share,
            is_joined: false,
        }
    }

    /// The folder with the files, which are written if they are not there yet. `scale` is the part of the files that is
    /// wanted.
    pub(crate) fn folder(&self, scale: f64) -> PathBuf {
        let num_files = ((f64::from(self.num_files) * scale).round() as u32).max(2);
        let folder = root().join(format!("target/bench-data/{}-{num_files}", self.name));
        if !folder.join("done").exists() {
            eprintln!("writing {}", folder.display());
            // What an interrupted run left.
            let _ = fs::remove_dir_all(&folder);
            self.write(&folder.join("logs"), num_files);
            fs::write(folder.join("done"), "").expect("the build folder can be written");
        }
        folder.join("logs")
    }

    fn write(&self, folder: &Path, num_files: u32) {
        const GROUP: u32 = 500;
        let mut joined = self.is_joined.then(|| Joined::new(folder));
        for (group, first) in (0..num_files).step_by(GROUP as usize).enumerate() {
            let plan = Plan {
                medical_share: self.share,
                ..Plan::plain(
                    SEED + group as u64,
                    GROUP.min(num_files - first),
                    self.records_per_file,
                )
            };
            for file in sample_files(&plan) {
                match &mut joined {
                    Some(joined) => joined.add(&file.bytes),
                    None => {
                        let path = folder.join(&file.path);
                        fs::create_dir_all(path.parent().expect("it lies in a folder"))
                            .and_then(|()| fs::write(&path, &file.bytes))
                            .expect("the build folder can be written");
                    }
                }
            }
        }
        if let Some(joined) = joined {
            joined.finish();
        }
    }
}

/// All files below a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("it was written") {
            let path = entry.expect("it was written").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The records of many files in the list of one.
struct Joined {
    out: GzEncoder<BufWriter<File>>,
    is_first: bool,
}

const HEAD: &[u8] = b"{\"Records\":[";
const FOOT: &[u8] = b"]}";

impl Joined {
    fn new(folder: &Path) -> Self {
        fs::create_dir_all(folder).expect("the build folder can be written");
        let file = File::create(folder.join("large.json.gz")).expect("the build folder can be written");
        let mut out = GzEncoder::new(BufWriter::new(file), Compression::new(6));
        out.write_all(HEAD).expect("the disk has room");
        Self { out, is_first: true }
    }

    fn add(&mut self, gz: &[u8]) {
        let mut text = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(gz), &mut text).expect("the generator writes gzip");
        let records = &text[HEAD.len()..text.len() - FOOT.len()];
        if !std::mem::take(&mut self.is_first) {
            self.out.write_all(b",").expect("the disk has room");
        }
        self.out.write_all(records).expect("the disk has room");
    }

    fn finish(mut self) {
        self.out.write_all(FOOT).expect("the disk has room");
        let file = self.out.finish().expect("the disk has room");
        file.into_inner().expect("the disk has room");
    }
}
