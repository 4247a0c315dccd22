//! Chance, the same on every machine: one stream of numbers for each seed, county and subject.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

pub(crate) struct Random(ChaCha8Rng);

impl Random {
    /// A stream of its own for a part of a county, so that one part can change and leave the others as they are.
    pub(crate) fn new(seed: u64, county: u32, stream: u32) -> Random {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream((u64::from(county) << 32) | u64::from(stream));
        Random(generator)
    }

    /// A number below `limit`; 0 where there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let wide = u64::from(self.0.next_u32()) * limit as u64;
        (wide >> 32) as usize
    }

    /// A number from one to another, both included.
    pub(crate) fn between(&mut self, least: i32, most: i32) -> i32 {
        if most <= least {
            return least;
        }
        least + self.below((most - least + 1) as usize) as i32
    }

    /// Whether something happens that does so in so many of a thousand cases.
    pub(crate) fn chance(&mut self, per_thousand: u32) -> bool {
        self.below(1000) < per_thousand as usize
    }

    /// One of several; they must not be none.
    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// The position of one of several that are likely in proportion to their weights.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u32 = weights.iter().sum();
        let mut left = self.below(total as usize) as u32;
        for (index, &weight) in weights.iter().enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
    }
}
