//! The bits of a stream, lowest first.

use super::Refused;

/// The input, and the bits of it that are at hand.
pub(super) struct Bits<'a> {
    pub(super) input: &'a [u8],
    /// The next byte to take.
    pub(super) at: usize,
    pub(super) bits: u64,
    pub(super) num: u32,
}

impl Bits<'_> {
    /// Makes at least 56 bits ready, as long as there are eight bytes more.
    #[inline(always)]
    pub(super) fn refill_fast(&mut self) -> bool {
        let Some(bytes) = self.input.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) else {
            return false;
        };
        self.bits |= u64::from_le_bytes(*bytes) << self.num;
        self.at += ((63 - self.num) >> 3) as usize;
        self.num |= 56;
        true
    }

    /// Makes at least 56 bits ready, or all that there are.
    pub(super) fn refill(&mut self) {
        // Bits of a byte that counts as not taken yet may stand above: they are the same.
        while self.num < 56
            && let Some(&byte) = self.input.get(self.at)
        {
            self.bits |= u64::from(byte) << self.num;
            self.num += 8;
            self.at += 1;
        }
    }

    #[inline(always)]
    pub(super) fn drop(&mut self, num: u32) {
        self.bits >>= num;
        self.num -= num;
    }

    /// The next `num` bits, at most 32.
    pub(super) fn take(&mut self, num: u32) -> Result<u32, Refused> {
        if self.num < num {
            self.refill();
            if self.num < num {
                return Err(Refused);
            }
        }
        let value = self.bits & ((1 << num) - 1);
        self.drop(num);
        Ok(value as u32)
    }

    /// Goes to the next whole byte and gives the place of the first that was not taken.
    pub(super) fn skip_to_byte(&mut self) -> usize {
        let at = self.at - (self.num >> 3) as usize;
        (self.bits, self.num) = (0, 0);
        self.at = at;
        at
    }
}
