//! How alike are two texts? Shingles, MinHash with bands to find what may be alike, and samples to tell how much.

use std::collections::HashSet;

/// Words of a shingle. Chosen with the other numbers here by `cargo xtask score near-copies`.
const SHINGLE: usize = 4;
/// Bands: texts that have a quarter of their shingles in common meet in one 97 times in 100. Those that meet by chance
/// are told apart by the sample; a band more is a page more that keeping a report touches.
const BANDS: usize = 12;
/// One shingle in so many is kept to measure by (FracMinHash).
const SAMPLE: u64 = 4;

/// What a text is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Texts that share a band may be alike.
    pub bands: Vec<i64>,
    /// A sample of the text's shingles, sorted; of each, 24 bits: of two texts of a thousand words, one in three hundred
    /// shares one by chance.
    pub sample: Vec<u32>,
}

/// The sketch of a text. Case, punctuation and markup of spaces make no difference.
pub fn sketch(text: &str) -> Sketch {
    let shingles = shingles(text);
    let mut least = [u64::MAX; BANDS];
    for h in &shingles {
        for (i, slot) in least.iter_mut().enumerate() {
            *slot = (*slot).min(mix(h ^ mix(i as u64 + 1)));
        }
    }
    let bands = if shingles.is_empty() {
        vec![]
    } else {
        least.iter().enumerate().map(|(i, h)| mix(i as u64 ^ h) as i32 as i64).collect()
    };
    let mut sample: Vec<u32> = shingles.iter().filter(|h| *h % SAMPLE == 0).map(|h| (h >> 40) as u32).collect();
    sample.sort_unstable();
    sample.dedup();
    Sketch { bands, sample }
}

/// How much of the shorter text stands in the longer one, 0 to 1, and how many sampled shingles they share.
pub fn containment(a: &[u32], b: &[u32]) -> (f64, usize) {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let shorter = a.len().min(b.len());
    if shorter == 0 { (0.0, 0) } else { (shared as f64 / shorter as f64, shared) }
}

fn shingles(text: &str) -> HashSet<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |h, c| mix(h ^ u64::from(c))))
        .collect();
    words.windows(SHINGLE).map(|w| w.iter().fold(1, |h, x| mix(h ^ x))).collect()
}

/// The finaliser of SplitMix64.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A sample as bytes for the database.
pub fn to_bytes(sample: &[u32]) -> Vec<u8> {
    sample.iter().flat_map(|h| h.to_le_bytes().into_iter().take(3)).collect()
}

/// And back.
pub fn from_bytes(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks().0.iter().map(|[a, b, c]| u32::from_le_bytes([*a, *b, *c, 0])).collect()
}

/// A key of something that a side has part in: the keys of one side lie together, and those of sides that came up together
/// lie near each other, as their numbers do.
pub fn stable_by_side(side: i64, parts: &[&str]) -> i64 {
    const LOW: u32 = 18;
    side.wrapping_shl(LOW) | stable(parts).rem_euclid(1 << LOW)
}

/// A number that stays the same from run to run and version to version, for blocking keys; short, as there are many.
pub fn stable(parts: &[&str]) -> i64 {
    parts.iter().fold(0, |h, p| mix(p.bytes().fold(mix(h), |h, b| mix(h ^ u64::from(b))))) as i32 as i64
}
