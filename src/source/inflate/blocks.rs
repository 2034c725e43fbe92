//! A stream in pieces: whole blocks, as many as are at hand and have room.
//!
//! The state between two blocks is less than a byte, so that the reference decoder can take the block that is refused
//! here, be it damaged or only cut by the end of a piece, and give the stream back behind it.

use super::{Bits, Inflater};

/// Where a stream stands between two blocks: the bits of the byte taken last that belong to the next block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// The bits, lowest first.
    pub bits: u8,
    /// How many, from 0 to 7.
    pub num_bits: u8,
}

/// What was inflated of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// Blocks inflated; when there are none, the next one is the reference decoder's.
    pub num_blocks: usize,
    /// Bytes taken from the input.
    pub num_in: usize,
    /// How much of the buffer is filled now.
    pub filled: usize,
    /// The last block was among them.
    pub is_ended: bool,
    /// What the next piece begins with.
    pub between: Between,
}

impl Inflater {
    /// Inflates whole blocks from the start of `input`, which continues at `between`, behind the `filled` bytes of `out`,
    /// into which they may look back. What lies in `out` behind the last whole block has no meaning.
    pub fn blocks(&mut self, input: &[u8], between: Between, out: &mut [u8], filled: usize) -> Blocks {
        let mut bits = Bits {
            input,
            at: 0,
            bits: between.bits.into(),
            num: between.num_bits.into(),
        };
        let mut whole = Blocks {
            num_blocks: 0,
            num_in: 0,
            filled,
            is_ended: false,
            between,
        };
        let mut filled = filled;
        while let Ok(is_last) = self.next_block(&mut bits, out, &mut filled) {
            whole.num_blocks += 1;
            whole.filled = filled;
            if is_last {
                whole.is_ended = true;
                whole.num_in = bits.skip_to_byte();
                whole.between = Between::default();
                break;
            }
            whole.num_in = bits.at - (bits.num >> 3) as usize;
            let num_bits = bits.num & 7;
            whole.between = Between {
                // Bits of bytes that were not taken may stand above.
                bits: bits.bits as u8 & ((1 << num_bits) - 1),
                num_bits: num_bits as u8,
            };
        }
        whole
    }
}
