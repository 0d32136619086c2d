//! What the fuzz tests of several crates share: numbers at random, mutations, and a watch that names the input at fault.
//!
//! An input is a function of its number and the seed. `FUZZ_INPUTS` and `FUZZ_SEED` choose how many and which.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No input of a test takes longer on the slowest machine that we know of.
const HANG: Duration = Duration::from_secs(60);

/// The input that is under way.
static AT: AtomicU64 = AtomicU64::new(0);

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// A run: how many inputs, and of which seed. Where it panics, it names the input.
pub struct Fuzz {
    pub inputs: u64,
    pub seed: u64,
}

impl Fuzz {
    /// Begins a run of a few inputs, or of as many as the environment says, and watches it for hangs.
    pub fn begin(few: u64) -> Fuzz {
        let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
        let run = Fuzz { inputs: number("FUZZ_INPUTS").unwrap_or(few), seed: number("FUZZ_SEED").unwrap_or(1) };
        watch(run.seed);
        run
    }

    /// Goes to an input: the numbers that make it.
    pub fn at(&self, number: u64) -> Random {
        AT.store(number, Ordering::Relaxed);
        Random(self.seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }
}

impl Drop for Fuzz {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("input {} of seed {}", AT.load(Ordering::Relaxed), self.seed);
        }
    }
}

/// Changes bytes some times: puts pieces in, takes stretches out, repeats, reverses and cuts, splices other seeds in.
pub fn mutate<N>(bytes: &mut Vec<u8>, times: usize, pieces: &[&str], seeds: &[(N, Vec<u8>)], r: &mut Random) {
    for _ in 0..times {
        let at = r.below(bytes.len());
        let to = (at + r.below(60)).min(bytes.len());
        match r.below(8) {
            0 => bytes.splice(at..at, pieces[r.below(pieces.len())].bytes()).for_each(drop),
            1 => bytes.splice(at..to, pieces[r.below(pieces.len())].bytes()).for_each(drop),
            2 => bytes.drain(at..to).for_each(drop),
            3 => {
                let copy = bytes[at..to].repeat(1 + r.below(6));
                bytes.splice(at..at, copy).for_each(drop);
            }
            4 => bytes.truncate(at + 1),
            5 => bytes[at..to].reverse(),
            6 => {
                let (_, other) = &seeds[r.below(seeds.len())];
                let from = r.below(other.len());
                let piece = other[from..(from + 120).min(other.len())].to_vec();
                bytes.splice(at..to, piece).for_each(drop);
            }
            _ => {
                if let Some(b) = bytes.get_mut(at) {
                    *b = r.next() as u8;
                }
            }
        }
    }
}

/// Ends the process when an input takes too long: a hang would otherwise only look like a slow run.
fn watch(seed: u64) {
    std::thread::spawn(move || {
        let (mut last, mut since) = (u64::MAX, Instant::now());
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let now = AT.load(Ordering::Relaxed);
            if now != last {
                (last, since) = (now, Instant::now());
            } else if since.elapsed() > HANG {
                eprintln!("input {now} of seed {seed} hangs");
                std::process::abort();
            }
        }
    });
}
