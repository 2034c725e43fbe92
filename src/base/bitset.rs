//! Row masks: one bit a row.

/// A fixed-length set of row numbers. Bits past `len` are always zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitset {
    words: Vec<u64>,
    len: usize,
}

impl Bitset {
    /// No row of `len` is in.
    pub fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// Every row of `len` is in.
    pub fn all(len: usize) -> Self {
        let mut set = Self {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        set.clear_tail();
        set
    }

    /// Number of rows the set speaks of, in or out.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when the set speaks of no rows at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether `row` is in; rows past the end are out.
    pub fn contains(&self, row: usize) -> bool {
        self.words
            .get(row / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts `row` in or out. Panics when `row` is past the end.
    pub fn set(&mut self, row: usize, is_in: bool) {
        assert!(row < self.len, "row {row} of {}", self.len);
        let bit = 1 << (row % 64);
        if is_in {
            self.words[row / 64] |= bit;
        } else {
            self.words[row / 64] &= !bit;
        }
    }

    /// Lengthens the set; the new rows are `is_in`.
    pub fn grow(&mut self, len: usize, is_in: bool) {
        assert!(len >= self.len, "a set only grows");
        let old = self.len;
        self.words.resize(len.div_ceil(64), 0);
        self.len = len;
        if is_in {
            let first_word = old / 64;
            if !old.is_multiple_of(64) {
                self.words[first_word] |= u64::MAX << (old % 64);
            }
            for word in &mut self.words[old.div_ceil(64)..] {
                *word = u64::MAX;
            }
            self.clear_tail();
        }
    }

    /// Keeps only what is also in `other`.
    pub fn and(&mut self, other: &Self) {
        assert_eq!(self.len, other.len);
        for (word, mask) in self.words.iter_mut().zip(&other.words) {
            *word &= mask;
        }
    }

    /// Adds all of `other`.
    pub fn or(&mut self, other: &Self) {
        assert_eq!(self.len, other.len);
        for (word, mask) in self.words.iter_mut().zip(&other.words) {
            *word |= mask;
        }
    }

    /// Turns in to out and out to in.
    pub fn negate(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
    }

    /// How many rows are in.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The rows that are in, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(index * 64 + bit)
            })
        })
    }

    /// The words, 64 rows each, row 0 in the lowest bit of the first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words for writing by whole-word loops; call only with bits past the end left zero.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    fn clear_tail(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= u64::MAX >> (64 - self.len % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growing_keeps_old_rows_and_fills_only_new_ones() {
        let mut set = Bitset::none(70);
        set.set(3, true);
        set.grow(200, true);
        assert_eq!(set.count(), 131);
        assert!(set.contains(3) && !set.contains(4) && set.contains(70) && set.contains(199));
        assert!(!set.contains(200));
    }

    #[test]
    fn negating_never_counts_rows_past_the_end() {
        let mut set = Bitset::none(65);
        set.negate();
        assert_eq!(set.count(), 65);
        assert_eq!(set.iter().last(), Some(64));
    }
}
