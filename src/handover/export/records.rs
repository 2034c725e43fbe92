//! Records as they stand in their files: as lines, as a trail file, or in a bundle with what proves them.

use super::{gzip::Gzip, lines, zip::Zip};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordFormat {
    /// One record a line.
    Lines,
    /// `{"Records":[…]}`, gzip: a trail file.
    Trail,
    /// A zip with the trail file, the ledger, the report, the filter, and the SHA-256 of each.
    Bundle,
}

/// What a bundle holds beside the records: name and content.
pub type Texts = Vec<(String, Vec<u8>)>;

/// The names of files in a bundle.
const RECORDS: &str = "records.json.gz";
const MANIFEST: &str = "SHA256SUMS";

/// Writes records in parts.
pub struct RecordWriter {
    form: Form,
    num_records: u64,
    bytes: Vec<u8>,
}

enum Form {
    Lines,
    Trail(Gzip),
    Bundle {
        zip: Zip,
        gzip: Gzip,
        sum: Sha256,
        texts: Texts,
    },
}

impl RecordWriter {
    /// Begins a file. `texts` are for a bundle.
    pub fn new(format: RecordFormat, texts: Texts) -> Self {
        let mut writer = Self {
            form: Form::Lines,
            num_records: 0,
            bytes: Vec::new(),
        };
        match format {
            RecordFormat::Lines => {}
            RecordFormat::Trail => {
                let mut gzip = Gzip::begin(&mut writer.bytes);
                gzip.write(b"{\"Records\":[", &mut writer.bytes);
                writer.form = Form::Trail(gzip);
            }
            RecordFormat::Bundle => {
                let (mut zip, mut packed) = (Zip::default(), Vec::new());
                zip.begin(RECORDS, &mut writer.bytes);
                let mut gzip = Gzip::begin(&mut packed);
                gzip.write(b"{\"Records\":[", &mut packed);
                let mut sum = Sha256::new();
                sum.update(&packed);
                zip.write(&packed, &mut writer.bytes);
                writer.form = Form::Bundle {
                    zip,
                    gzip,
                    sum,
                    texts,
                };
            }
        }
        writer
    }

    /// Appends a record.
    pub fn push(&mut self, record: &[u8]) {
        let mut line = Vec::with_capacity(record.len() + 2);
        lines::write_line(&mut line, record);
        let between: &[u8] = if self.num_records == 0 { b"\n" } else { b",\n" };
        line.pop();
        match &mut self.form {
            Form::Lines => {
                self.bytes.extend(line);
                self.bytes.push(b'\n');
            }
            Form::Trail(gzip) => {
                gzip.write(between, &mut self.bytes);
                gzip.write(&line, &mut self.bytes);
            }
            Form::Bundle { zip, gzip, sum, .. } => {
                let mut packed = Vec::new();
                gzip.write(between, &mut packed);
                gzip.write(&line, &mut packed);
                if !packed.is_empty() {
                    sum.update(&packed);
                    zip.write(&packed, &mut self.bytes);
                }
            }
        }
        self.num_records += 1;
    }

    /// Bytes that are ready.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether no byte is ready.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// What is ready since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Ends the file: its last bytes; `None` when it has outgrown what its form can hold.
    pub fn finish(self) -> Option<Vec<u8>> {
        let mut bytes = self.bytes;
        match self.form {
            Form::Lines => Some(bytes),
            Form::Trail(mut gzip) => {
                gzip.write(b"\n]}\n", &mut bytes);
                gzip.finish(&mut bytes);
                Some(bytes)
            }
            Form::Bundle {
                mut zip,
                mut gzip,
                mut sum,
                texts,
            } => {
                let mut packed = Vec::new();
                gzip.write(b"\n]}\n", &mut packed);
                gzip.finish(&mut packed);
                sum.update(&packed);
                zip.write(&packed, &mut bytes);
                let mut manifest = line_of_manifest(&sum.finalize(), RECORDS);
                for (name, content) in texts {
                    zip.begin(&name, &mut bytes);
                    zip.write(&content, &mut bytes);
                    manifest.push_str(&line_of_manifest(&Sha256::digest(&content), &name));
                }
                zip.begin(MANIFEST, &mut bytes);
                zip.write(manifest.as_bytes(), &mut bytes);
                zip.finish(&mut bytes).then_some(bytes)
            }
        }
    }
}

/// As `sha256sum` writes it, and checks it with `--check`.
fn line_of_manifest(sum: &[u8], name: &str) -> String {
    let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digits}  {name}\n")
}
