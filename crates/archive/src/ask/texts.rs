//! The texts of reports that answers quote, kept between answers: many answers quote the same reports.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hashlink::LruCache;
use rusqlite::{Connection, OptionalExtension};

use crate::{Error, body};

/// Code points that are kept, of all texts together: 4 bytes each.
const MOST: usize = 12 << 20;

/// Texts by what tells a text from every other: whatever archive one is of, and whatever becomes of the report, it is the
/// text of that name.
struct Texts {
    by_hash: LruCache<Vec<u8>, Arc<[char]>>,
    size: usize,
}

static TEXTS: LazyLock<Mutex<Texts>> =
    LazyLock::new(|| Mutex::new(Texts { by_hash: LruCache::new_unbounded(), size: 0 }));

/// The text of a report, a code point each.
pub(super) fn text(db: &Connection, report: i64) -> Result<Arc<[char]>, Error> {
    let mut hash = db.prepare_cached("SELECT text_hash FROM report WHERE id = ?")?;
    let hash: Option<Vec<u8>> = hash.query_row([report], |r| r.get(0)).optional()?;
    let hash = hash.ok_or_else(|| Error::Unknown(format!("there is no report {report} in the archive")))?;
    let kept = || TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = kept().by_hash.get(&hash) {
        return Ok(text.clone());
    }
    let text: Arc<[char]> = body::text(db, report)?.chars().collect();
    let mut kept = kept();
    kept.size += text.len();
    if let Some(same) = kept.by_hash.insert(hash, text.clone()) {
        kept.size -= same.len();
    }
    while kept.size > MOST {
        let Some((_, oldest)) = kept.by_hash.remove_lru() else { break };
        kept.size -= oldest.len();
    }
    Ok(text)
}
