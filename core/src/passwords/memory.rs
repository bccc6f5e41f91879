//! The memory in which passwords are hashed: as many pieces as hashes at once, used again and again.
//!
//! Nineteen MiB for each hash, allocated and freed by whichever thread computes it, stay with that thread's allocator: a
//! hundred log-ins at once left a gigabyte behind.

use argon2::Block;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroize;

/// The pieces that nobody uses at the moment.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    free: Arc<Mutex<Vec<Vec<Block>>>>,
    /// Pieces kept at most.
    most: usize,
    /// Blocks (of 1 KiB) of a piece that is kept.
    blocks: usize,
}

/// A piece in use; overwritten with zeros and given back when dropped.
pub(super) struct Piece {
    memory: Memory,
    blocks: Vec<Block>,
}

impl Memory {
    /// Nothing is allocated before it is needed.
    pub fn new(most: usize, blocks: usize) -> Self {
        Self { free: Arc::default(), most, blocks }
    }

    /// A piece of at least this many blocks.
    pub fn piece(&self, blocks: usize) -> Piece {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let blocks = match free {
            Some(free) if free.len() >= blocks => free,
            _ => vec![Block::new(); blocks.max(self.blocks)],
        };
        Piece { memory: self.clone(), blocks }
    }
}

impl Piece {
    pub fn first(&mut self, blocks: usize) -> &mut [Block] {
        &mut self.blocks[..blocks]
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.blocks.iter_mut().zeroize();
        // A hash of another cost, stored under other settings, may have needed more; that is not kept.
        if self.blocks.len() == self.memory.blocks {
            let mut free = self.memory.free.lock().unwrap_or_else(PoisonError::into_inner);
            if free.len() < self.memory.most {
                free.push(std::mem::take(&mut self.blocks));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_used_again_and_holds_nothing_of_the_use_before() {
        let memory = Memory::new(1, 8);
        let mut first = memory.piece(8);
        let place = first.first(8).as_ptr();
        first.first(8)[3].as_mut()[5] = 42;
        let second = memory.piece(8);
        drop(first);
        let mut again = memory.piece(8);
        assert_eq!(again.first(8).as_ptr(), place);
        assert!(again.first(8).iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
        drop(again);
        drop(second);
        assert_eq!(memory.free.lock().unwrap().len(), 1, "no more than are used at once");
        drop(memory.piece(16));
        assert!(memory.free.lock().unwrap().iter().all(|piece| piece.len() == 8));
    }
}
