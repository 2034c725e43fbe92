//! Numbers below 16, two in a byte: most columns have no more different values than that.

use super::chunked::CHUNK_ROWS;

/// The first number that does not fit.
pub(super) const END: u32 = 16;

/// A list of numbers below 16.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nibbles {
    /// The earlier one of two stands in the low half; a half without a number is 0.
    bytes: Vec<u8>,
    len: usize,
}

impl Nibbles {
    /// A list of `len` times the same number.
    pub(super) fn repeated(number: u8, len: usize) -> Self {
        let mut list = Self {
            // A power of two, so that doubling ends at exactly one full chunk.
            bytes: Vec::with_capacity((len / 2 + 1).next_power_of_two().min(CHUNK_ROWS / 2)),
            len: 0,
        };
        list.push_repeated(number, len);
        list
    }

    /// The list that `bytes` hold; `None` when they are not as many as `len` needs, or a half too many is used.
    pub(super) fn from_bytes(bytes: &[u8], len: usize) -> Option<Self> {
        let is_whole = len.is_multiple_of(2) || bytes.last().is_some_and(|last| last >> 4 == 0);
        (bytes.len() == len.div_ceil(2) && is_whole).then(|| Self {
            bytes: bytes.to_vec(),
            len,
        })
    }

    /// Two numbers a byte, the earlier one in the low half.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = u8> {
        let halves = self.bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        halves.take(self.len)
    }

    /// The number at an index. Panics past the end.
    pub(super) fn get(&self, at: usize) -> u8 {
        self.bytes[at / 2] >> (at % 2 * 4) & 15
    }

    /// Changes the number at an index. Panics past the end.
    pub(super) fn set(&mut self, at: usize, number: u8) {
        let (byte, shift) = (&mut self.bytes[at / 2], at % 2 * 4);
        *byte = *byte & !(15 << shift) | number << shift;
    }

    /// Appends one number.
    pub(super) fn push(&mut self, number: u8) {
        match self.bytes.last_mut().filter(|_| !self.len.is_multiple_of(2)) {
            Some(last) => *last |= number << 4,
            None => self.bytes.push(number),
        }
        self.len += 1;
    }

    /// Appends the same number `count` times.
    pub(super) fn push_repeated(&mut self, number: u8, count: usize) {
        let mut left = count;
        if left > 0 && !self.len.is_multiple_of(2) {
            self.push(number);
            left -= 1;
        }
        self.bytes
            .resize(self.bytes.len() + left / 2, number << 4 | number);
        self.len += left / 2 * 2;
        if !left.is_multiple_of(2) {
            self.push(number);
        }
    }

    /// Takes the last number away. Panics when there is none.
    pub(super) fn pop(&mut self) {
        self.len -= 1;
        if self.len.is_multiple_of(2) {
            self.bytes.truncate(self.len / 2);
        } else {
            self.set(self.len, 0);
        }
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nibbles_are_a_list(steps in prop::collection::vec((0..16u8, 0..9usize, 0..4u8), 0..40)) {
            let (mut list, mut model) = (Nibbles::default(), Vec::new());
            for (number, count, way) in steps {
                match way {
                    0 => { list.push(number); model.push(number); }
                    1 => { list.push_repeated(number, count); model.resize(model.len() + count, number); }
                    2 if count < model.len() => { list.set(count, number); model[count] = number; }
                    3 if !model.is_empty() => { list.pop(); model.pop(); }
                    _ => {}
                }
                prop_assert_eq!(list.iter().collect::<Vec<_>>(), model.clone());
            }
            for (at, number) in model.iter().enumerate() {
                prop_assert_eq!(list.get(at), *number);
            }
            prop_assert_eq!(Nibbles::from_bytes(list.bytes(), list.len()), Some(list.clone()));
            prop_assert_eq!(Nibbles::from_bytes(list.bytes(), list.len() + 2), None);
        }
    }
}
