//! Many texts, one after the other, each known by its number.

/// Texts share chunks of this many bytes, so that no allocation grows with the data; a longer text has its own.
/// A power of two: a text's start is its chunk's number and its place in there, in one `u32`.
const CHUNK_BYTES: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 20;

/// An append-only list of texts.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    chunks: Vec<String>,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    len: u32,
}

impl Texts {
    /// Appends `text` and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.spans.len()).expect("fewer texts than addresses in wasm32");
        let is_full = self
            .chunks
            .last()
            .is_none_or(|chunk| chunk.len() + text.len() >= CHUNK_BYTES);
        if is_full {
            if let Some(full) = self.chunks.last_mut() {
                full.shrink_to_fit();
            }
            self.chunks.push(String::new());
        }
        let chunk_number = self.chunks.len() - 1;
        let chunk = &mut self.chunks[chunk_number];
        let start = (chunk_number << CHUNK_BITS) + chunk.len();
        chunk.push_str(text);
        self.spans.push(Span {
            start: u32::try_from(start).expect("fewer bytes than addresses in wasm32"),
            len: u32::try_from(text.len()).expect("a text fits in wasm32"),
        });
        number
    }

    /// The text of a number that [`Texts::push`] returned. Panics for any other number.
    pub fn get(&self, number: u32) -> &str {
        let Span { start, len } = self.spans[number as usize];
        let first = start as usize % CHUNK_BYTES;
        &self.chunks[start as usize / CHUNK_BYTES][first..first + len as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// All texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.spans.len()).map(|number| self.get(number as u32))
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        let texts: usize = self.chunks.iter().map(String::capacity).sum();
        texts + self.chunks.capacity() * size_of::<String>() + self.spans.capacity() * size_of::<Span>()
    }
}

/// Two lists are equal when their texts are, however they are cut into chunks.
impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_longer_than_a_chunk_and_empty_ones_come_back() {
        let long = "x".repeat(CHUNK_BYTES + 5);
        let fitting = "y".repeat(CHUNK_BYTES - 3);
        let all = ["", "a", &long, "", &fitting, "bc", "", "déjà"];
        let mut texts = Texts::default();
        for (number, text) in all.iter().enumerate() {
            assert_eq!(texts.push(text) as usize, number);
        }
        assert!(texts.iter().eq(all));
        assert!(texts.heap_bytes() > 2 * CHUNK_BYTES);
    }
}
