//! The texts of reports that answers quote, and what is compared of them, kept between answers: many answers are made from
//! the same reports.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hashlink::LruCache;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension};

use crate::{Error, body, compared::Compared};

/// Bytes of the texts that are kept, a code point each.
const TEXTS: usize = 48 << 20;
/// Bytes of what is compared of texts.
const COMPARED: usize = 64 << 20;
/// Bytes that keeping one takes besides.
const EACH: usize = 150;

/// Things of texts by what tells a text from every other: whatever archive one is of, and whatever becomes of the report,
/// it is the text of that name. Those that were not asked for the longest are forgotten.
struct Kept<T: ?Sized> {
    by_hash: LruCache<Hash, (Arc<T>, usize)>,
    size: usize,
    most: usize,
}

/// What tells a text from every other.
type Hash = [u8; 16];

static OF_TEXTS: LazyLock<Mutex<Kept<[char]>>> = LazyLock::new(|| Mutex::new(Kept::new(TEXTS)));
static OF_COMPARED: LazyLock<Mutex<Kept<Compared>>> = LazyLock::new(|| Mutex::new(Kept::new(COMPARED)));

impl<T: ?Sized> Kept<T> {
    fn new(most: usize) -> Self {
        Kept { by_hash: LruCache::new_unbounded(), size: 0, most }
    }

    fn put(&mut self, hash: Hash, thing: Arc<T>, weight: usize) {
        self.size += weight + EACH;
        let mut gone = self.by_hash.insert(hash, (thing, weight));
        loop {
            self.size -= gone.map_or(0, |(_, weight)| weight + EACH);
            if self.size <= self.most {
                break;
            }
            gone = self.by_hash.remove_lru().map(|(_, gone)| gone);
        }
    }
}

/// The text of a report, a code point each.
pub(super) fn text(db: &Connection, report: i64) -> Result<Arc<[char]>, Error> {
    kept(&OF_TEXTS, hash(db, report)?, || Ok(body::text(db, report)?.chars().collect()), size_of_val)
}

/// What of a report's text is compared with other reports.
pub(super) fn compared(db: &Connection, report: i64) -> Result<Arc<Compared>, Error> {
    let read = || Ok(Arc::new(Compared::of(&text(db, report)?)));
    kept(&OF_COMPARED, hash(db, report)?, read, Compared::weight)
}

/// Reads texts on all cores, so that [`compared`] finds them read.
pub(super) fn read(db: &Connection, reports: &[i64]) -> Result<(), Error> {
    let mut unread = vec![];
    for report in reports {
        let hash = hash(db, *report)?;
        let known = OF_COMPARED.lock().unwrap_or_else(PoisonError::into_inner).by_hash.peek(&hash).is_some();
        if !known {
            unread.push((hash, text(db, *report)?));
        }
    }
    unread.into_par_iter().try_for_each(|(hash, text)| {
        kept(&OF_COMPARED, hash, || Ok(Arc::new(Compared::of(&text))), Compared::weight).map(drop)
    })
}

fn hash(db: &Connection, report: i64) -> Result<Hash, Error> {
    let mut hash = db.prepare_cached("SELECT text_hash FROM report WHERE id = ?")?;
    let hash = hash.query_row([report], |r| r.get(0)).optional()?;
    hash.ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))
}

/// What is kept of a text, or made where it is not.
fn kept<T: ?Sized>(
    all: &Mutex<Kept<T>>,
    hash: Hash,
    make: impl FnOnce() -> Result<Arc<T>, Error>,
    weight: impl Fn(&T) -> usize,
) -> Result<Arc<T>, Error> {
    let all = || all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((thing, _)) = all().by_hash.get(&hash) {
        return Ok(thing.clone());
    }
    let thing = make()?;
    all().put(hash, thing.clone(), weight(&thing));
    Ok(thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_the_longest_is_forgotten() {
        let mut kept = Kept::new(3 * (100 + EACH));
        let put = |kept: &mut Kept<str>, n: u8, weight| kept.put([n; 16], "told".into(), weight);
        (0..3).for_each(|n| put(&mut kept, n, 100));
        kept.by_hash.get(&[0; 16]);
        put(&mut kept, 3, 100);
        assert!(kept.by_hash.peek(&[0; 16]).is_some() && kept.by_hash.peek(&[1; 16]).is_none());
        put(&mut kept, 3, 50);
        assert_eq!((kept.by_hash.len(), kept.size), (3, 250 + 3 * EACH));
        put(&mut kept, 4, 10_000);
        assert_eq!((kept.by_hash.len(), kept.size), (0, 0));
    }
}
