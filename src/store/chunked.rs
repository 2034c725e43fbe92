//! A list in chunks.

/// Rows to a chunk, in every column. No single allocation grows with the table, and a chunk's rows
/// are whole words of a row mask.
pub const CHUNK_ROWS: usize = 1 << 16;

/// An append-only list whose chunks are never moved once full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunked<T> {
    chunks: Vec<Vec<T>>,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<T: Copy> Chunked<T> {
    /// Appends one.
    pub fn push(&mut self, value: T) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK_ROWS => chunk.push(value),
            _ => self.chunks.push(vec![value]),
        }
    }

    /// Appends all of `other`.
    pub fn extend(&mut self, other: &Self) {
        for chunk in &other.chunks {
            let mut left = chunk.as_slice();
            while !left.is_empty() {
                let room = CHUNK_ROWS - self.chunks.last().map_or(CHUNK_ROWS, Vec::len);
                if room == 0 {
                    self.chunks.push(Vec::new());
                    continue;
                }
                let (now, later) = left.split_at(room.min(left.len()));
                if let Some(last) = self.chunks.last_mut() {
                    last.extend_from_slice(now);
                }
                left = later;
            }
        }
    }

    /// The value of a row. Panics past the end.
    pub fn get(&self, row: usize) -> T {
        self.chunks[row / CHUNK_ROWS][row % CHUNK_ROWS]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.chunks
            .last()
            .map_or(0, |last| (self.chunks.len() - 1) * CHUNK_ROWS + last.len())
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The chunks, each of [`CHUNK_ROWS`] but the last.
    pub fn chunks(&self) -> impl Iterator<Item = &[T]> {
        self.chunks.iter().map(Vec::as_slice)
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        let values: usize = self.chunks.iter().map(Vec::capacity).sum();
        values * size_of::<T>() + self.chunks.capacity() * size_of::<Vec<T>>()
    }
}

impl<T: Copy> FromIterator<T> for Chunked<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut list = Self::default();
        for value in values {
            list.push(value);
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_joined_across_chunk_borders_keep_their_order() {
        let part: Chunked<u32> = (0..50_000).collect();
        let mut whole = Chunked::default();
        for _ in 0..3 {
            whole.extend(&part);
        }
        assert_eq!(whole.len(), 150_000);
        assert!((0..150_000).all(|row| whole.get(row) == (row % 50_000) as u32));
        assert_eq!(
            whole.chunks().map(<[u32]>::len).collect::<Vec<_>>(),
            [CHUNK_ROWS, CHUNK_ROWS, 18_928]
        );
    }
}
