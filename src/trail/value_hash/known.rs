//! CloudTrail's own keys, with all that can be worked out before a record comes.

use super::{Path, Sip};
use crate::trail::field::{Branch, Field, Node, RECORD};

/// As much of a record as a key is compared with at once.
pub(in crate::trail) type Window = [u8; 40];

/// The words of JSON.
pub(in crate::trail) const WORDS: [&str; 3] = ["null", "false", "true"];

/// Other values of these come with every record.
const NEVER_AGAIN: [Field; 3] = [Field::EventTime, Field::EventId, Field::RequestId];

/// Objects of so many members are hashed beforehand.
const NUM_COUNTS: u64 = 32;

/// The keys that matter in an object, with their paths.
#[derive(Debug)]
pub(in crate::trail) struct KnownNode {
    pub(in crate::trail) branches: Vec<KnownBranch>,
    ignores_case: bool,
    /// The hashes of the object itself, by the number of its members.
    objects: Vec<u128>,
}

/// A key that matters.
#[derive(Debug)]
pub(in crate::trail) struct KnownBranch {
    pub(in crate::trail) key: &'static str,
    shape: KeyShape,
    /// No other branch has this number.
    pub(in crate::trail) number: u16,
    pub(in crate::trail) field: Option<Field>,
    pub(in crate::trail) path: Path,
    pub(in crate::trail) node: Option<KnownNode>,
    /// Values that came before may come again.
    pub(in crate::trail) repeats: bool,
    /// The hashes of [`WORDS`] here.
    pub(in crate::trail) words: [u128; 3],
}

/// A key and its closing quote, as words.
#[derive(Debug)]
struct KeyShape {
    words: [u64; 5],
    masks: [u64; 5],
}

impl KeyShape {
    fn new(key: &str) -> Self {
        let (mut bytes, mut masks) = ([0; 40], [0; 40]);
        bytes[..key.len()].copy_from_slice(key.as_bytes());
        bytes[key.len()] = b'"';
        masks[..=key.len()].fill(0xff);
        Self {
            words: words(&bytes),
            masks: words(&masks),
        }
    }

    #[inline(always)]
    fn fits(&self, window: &[u64; 5]) -> bool {
        let differs = |index: usize| (window[index] ^ self.words[index]) & self.masks[index];
        differs(0) | differs(1) == 0 && differs(2) | differs(3) | differs(4) == 0
    }
}

#[inline(always)]
fn words(window: &Window) -> [u64; 5] {
    let words = window.as_chunks::<8>().0;
    std::array::from_fn(|index| u64::from_le_bytes(words[index]))
}

impl KnownNode {
    /// The keys of a record.
    pub(super) fn of_record(root: &Path, start: Sip) -> Self {
        Self::new(&RECORD, root, start, &mut 0)
    }

    fn new(node: &'static Node, path: &Path, start: Sip, number: &mut u16) -> Self {
        let mut known = |branch: &'static Branch| {
            let path = Path::new(start, path.sip.finish(branch.key().as_bytes(), b'k'));
            *number += 1;
            KnownBranch {
                key: branch.key(),
                shape: KeyShape::new(branch.key()),
                number: *number,
                field: branch.field,
                path,
                node: branch.node.map(|node| Self::new(node, &path, start, number)),
                repeats: branch.field.is_none_or(|field| !NEVER_AGAIN.contains(&field)),
                words: WORDS.map(|word| path.word(word)),
            }
        };
        Self {
            branches: node.branches().iter().map(&mut known).collect(),
            ignores_case: node.ignores_case(),
            objects: (0..NUM_COUNTS).map(|count| path.object(count)).collect(),
        }
    }

    /// The hash of the object with so many members, when it was worked out beforehand.
    pub(in crate::trail) fn object(&self, count: u64) -> Option<u128> {
        self.objects.get(usize::try_from(count).ok()?).copied()
    }

    /// The number of the branch whose key and closing quote `window` begins with. Keys come mostly in the order of the
    /// list, so the search begins at `expected`.
    #[inline(always)]
    pub(in crate::trail) fn find_in(&self, window: &Window, expected: usize) -> Option<usize> {
        let window = words(window);
        let fits = |branch: &KnownBranch| branch.shape.fits(&window);
        match self.branches.get(expected) {
            Some(branch) if fits(branch) => Some(expected),
            _ => {
                let (before, behind) = self.branches.split_at(expected.min(self.branches.len()));
                let found = behind.iter().position(fits).map(|step| before.len() + step);
                found.or_else(|| before.iter().position(fits))
            }
        }
    }

    /// The number of the branch of `key`.
    pub(in crate::trail) fn find(&self, key: &str) -> Option<usize> {
        self.branches.iter().position(|branch| branch.key == key)
    }

    /// All fields at and below the node.
    pub(in crate::trail) fn fields(&self) -> Vec<Field> {
        let below = |branch: &KnownBranch| branch.node.as_ref().map(Self::fields).unwrap_or_default();
        let of = |branch: &KnownBranch| branch.field.into_iter().chain(below(branch));
        self.branches.iter().flat_map(of).collect()
    }

    /// The branch that counts for another spelling of its key.
    pub(in crate::trail) fn of_other_case(&self, key: &str) -> Option<&KnownBranch> {
        let is_it = |branch: &&KnownBranch| branch.key.eq_ignore_ascii_case(key);
        self.branches
            .iter()
            .find(|branch| self.ignores_case && is_it(branch))
    }
}
