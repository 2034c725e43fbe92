//! Files on a desk, judged as the engine judges them: by path and content alone.

use crate::chains::{Chain, Made, check};
use medtrail::{
    base::FileId,
    integrity::{
        Basis, Evidence, FileAt, Form, Level, LineKind, LoadedFile, Message, ProofLine, Seal, Sha256,
        Validation, read_evidence, validate,
    },
};
use std::collections::BTreeMap;

/// What lies on the desk: paths and uncompressed contents.
#[derive(Clone, Default)]
pub struct Desk {
    files: Vec<File>,
}

#[derive(Clone)]
struct File {
    path: String,
    content: Vec<u8>,
    form: Form,
    is_sealed: bool,
}

impl Desk {
    pub fn of(chain: &Chain) -> Self {
        let mut desk = Self::default();
        for made in chain.digests.iter().chain(chain.logs.iter().flatten()) {
            desk.put(made);
        }
        desk
    }

    pub fn put(&mut self, made: &Made) -> &mut Self {
        self.put_as(&made.path(), &made.content)
    }

    pub fn put_as(&mut self, path: &str, content: &[u8]) -> &mut Self {
        self.files.push(File {
            path: path.to_owned(),
            content: content.to_vec(),
            form: Form::Whole,
            is_sealed: true,
        });
        self
    }

    fn place(&self, name: &str) -> usize {
        let found = self.files.iter().position(|file| file.path.contains(name));
        found.unwrap_or_else(|| panic!("{name} lies on the desk"))
    }

    pub fn take_away(&mut self, made: &Made) -> &mut Self {
        let place = self.place(made.name());
        self.files.remove(place);
        self
    }

    pub fn set_form(&mut self, made: &Made, form: Form) -> &mut Self {
        let place = self.place(made.name());
        self.files[place].form = form;
        self
    }

    pub fn unseal(&mut self, made: &Made) -> &mut Self {
        let place = self.place(made.name());
        self.files[place].is_sealed = false;
        self
    }

    pub fn change(&mut self, made: &Made, change: impl FnOnce(&mut Vec<u8>)) -> &mut Self {
        let place = self.place(made.name());
        change(&mut self.files[place].content);
        self
    }

    pub fn rename(&mut self, made: &Made, path: &str) -> &mut Self {
        let place = self.place(made.name());
        self.files[place].path = path.to_owned();
        self
    }

    /// What validation is given.
    pub fn stock(&self) -> (Vec<LoadedFile>, BTreeMap<FileAt, Vec<Evidence>>) {
        let mut evidence = BTreeMap::<FileAt, Vec<Evidence>>::new();
        let mut loaded = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            let at = FileAt {
                file: FileId(index as u32),
                member: 0,
            };
            let read = read_evidence(&file.content);
            let seal = Seal {
                basis: Basis::Content,
                sha256: Sha256::of(&file.content),
                form: file.form,
            };
            loaded.push(LoadedFile {
                at,
                path: file.path.as_str().into(),
                is_log: file.content.starts_with(b"{\"Records\":"),
                is_unread: false,
                content: file.is_sealed.then_some(seal),
                raw: file.is_sealed.then_some(seal.sha256),
            });
            evidence.extend(read.map(|read| (at, read)));
        }
        (loaded, evidence)
    }

    pub fn judge(&self) -> Judged {
        let (loaded, evidence) = self.stock();
        let asked = validate(&loaded, &evidence, &BTreeMap::new());
        let known = asked.checks.iter().map(|one| (one.id, check(one))).collect();
        let validation = validate(&loaded, &evidence, &known);
        assert!(
            validation.checks.is_empty(),
            "a check that was made is not asked for again"
        );
        Judged(validation)
    }
}

/// The judgement, and questions to it.
pub struct Judged(pub Validation);

impl Judged {
    pub fn line(&self, made: &Made) -> &ProofLine {
        let is_it = |line: &&ProofLine| {
            let address = line.address.as_ref().map(|(_, key)| &**key);
            address
                .or(line.path.as_deref())
                .is_some_and(|key| key.ends_with(made.name()))
        };
        let found: Vec<_> = self.0.lines.iter().filter(is_it).collect();
        assert_eq!(found.len(), 1, "{}: {found:?}", made.key);
        found[0]
    }

    pub fn level(&self, made: &Made) -> Level {
        self.line(made).level
    }

    pub fn message(&self, made: &Made) -> String {
        self.line(made).message.to_string()
    }

    pub fn levels(&self, kind: LineKind) -> Vec<Level> {
        let mut lines: Vec<_> = self.0.lines.iter().filter(|line| line.kind == kind).collect();
        lines.sort_by_key(|line| (line.time, line.path.clone()));
        lines.iter().map(|line| line.level).collect()
    }

    pub fn texts(&self) -> Vec<String> {
        self.0.summary.text()
    }

    pub fn is(&self, made: &Made, level: Level, message: &Message) {
        let line = self.line(made);
        assert_eq!((line.level, &line.message), (level, message), "{}", made.key);
    }
}
