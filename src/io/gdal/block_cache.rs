//! Blocks of a raster that were read before: GDAL's own cache is passed by, and decoding a block takes much longer than a look at a
//! small window of it.

use crate::{error::try_vec, sentence::phrase};
use std::{collections::VecDeque, mem};

/// Blocks are looked for one by one.
const MOST: usize = 256;

/// A block, by its column and row.
type BlockIndex = (usize, usize);

/// By default it holds none.
#[derive(Default)]
pub struct BlockCache {
    /// How many there may be beside the one at hand.
    capacity: usize,
    /// The block that the buffer of the source holds.
    pub at_hand: Option<BlockIndex>,
    /// Others, the latest last.
    others: VecDeque<(BlockIndex, Vec<u64>)>,
}

impl BlockCache {
    /// Of so many bytes, for blocks of so many words of 8 bytes.
    pub fn new(bytes: usize, words: usize) -> BlockCache {
        BlockCache { capacity: (bytes / (8 * words).max(1)).clamp(1, MOST), ..BlockCache::default() }
    }

    /// Brings a block into the buffer; false where it is not here, and the buffer is to be read into.
    pub fn load(&mut self, index: BlockIndex, buffer: &mut Vec<u64>) -> bool {
        if self.capacity == 0 || self.at_hand == Some(index) {
            return self.capacity > 0;
        }
        let found = self.others.iter().position(|(other, _)| *other == index);
        let taken = match found {
            Some(i) => self.others.remove(i),
            None if self.others.len() >= self.capacity => self.others.pop_front(),
            None => None,
        };
        // Without memory for one more block the one at hand is read over.
        let taken =
            taken.map(|(_, block)| block).or_else(|| try_vec(buffer.len(), 0, phrase!("a block of the raster")).ok());
        let left = self.at_hand.take();
        if let Some(block) = taken {
            let block = mem::replace(buffer, block);
            self.others.extend(left.map(|left| (left, block)));
        }
        self.at_hand = found.map(|_| index);
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for blocks one after the other, ten side by side, each holding its own number; which of them had to be read.
    fn read(mut cache: BlockCache, blocks: &[usize]) -> Vec<usize> {
        let mut buffer = vec![0; 4];
        let mut read = Vec::new();
        for block in blocks {
            let index = (block % 10, block / 10);
            if !cache.load(index, &mut buffer) {
                read.push(*block);
                buffer.fill(*block as u64);
                cache.at_hand = Some(index);
            }
            assert_eq!(buffer, [*block as u64; 4]);
        }
        read
    }

    #[test]
    fn what_is_read_again() {
        assert_eq!(read(BlockCache::default(), &[1, 1, 2, 1]), [1, 1, 2, 1]);
        // Two beside the one at hand
        assert_eq!(read(BlockCache::new(64, 4), &[1, 1, 2, 1, 3, 2, 1, 3]), [1, 2, 3]);
        assert_eq!(read(BlockCache::new(64, 4), &[1, 2, 3, 4, 1, 4, 3, 2]), [1, 2, 3, 4, 1, 2]);
        // Of one column or one row
        assert_eq!(read(BlockCache::new(96, 4), &[1, 11, 12, 2, 11, 1]), [1, 11, 12, 2]);
        // Blocks larger than what may be held: one beside that at hand
        assert_eq!(read(BlockCache::new(1, 4), &[1, 2, 1, 2, 3, 2, 1]), [1, 2, 3, 1]);
    }

    /// A block whose reading failed is not taken for the one before it.
    #[test]
    fn after_a_failure() {
        let (mut cache, mut buffer) = (BlockCache::new(64, 1), vec![5]);
        assert!(!cache.load((1, 1), &mut buffer));
        buffer[0] = 1;
        cache.at_hand = Some((1, 1));
        assert!(!cache.load((2, 2), &mut buffer));
        assert!(!cache.load((2, 2), &mut buffer));
        assert!(cache.load((1, 1), &mut buffer));
        assert_eq!(buffer, [1]);
    }
}
