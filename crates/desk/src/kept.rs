//! Answers that are kept until they may be others: pages are asked for more often than the archive changes.
//!
//! While nobody changes the archive, an answer is found once. What users decide, and what is changed from this desk,
//! shows in the next answer. While other programs add reports, what is about one process or party is found anew when
//! it gets a report, and an answer that is about everything is given for a moment longer: for so long that finding it
//! again and again takes a small part of one core, and never longer than [`LONGEST`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hashlink::LruCache;
use rapporteur_archive::Archive;
use rapporteur_archive::ask::{Of, State};

use crate::{Desk, Problem};

/// Bytes of all answers that are kept.
const MOST: usize = 64 << 20;
/// An answer is held for as many times what it took to find while others add reports: finding it takes a twentieth of a
/// core.
const HELD: u32 = 20;
/// But never longer.
const LONGEST: Duration = Duration::from_secs(2);
/// What is found sooner, and nobody else waits for, is not kept.
const WORTH: Duration = Duration::from_millis(4);
/// Names that reports elsewhere gave to the parties of a process show after this time.
const RENAMED: Duration = Duration::from_secs(30);

/// What was found.
pub struct Made {
    /// Its media type.
    pub kind: &'static str,
    /// It is to be saved under this name.
    pub saved_as: Option<&'static str>,
    /// The answer.
    pub body: Vec<u8>,
}

/// An answer that was found, and when.
pub struct Given {
    kind: &'static str,
    saved_as: Option<&'static str>,
    body: Bytes,
    tag: String,
    seen: Seen,
    state: State,
    began: Instant,
    took: Duration,
}

/// How far the archive was, as this process sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Changes that were made from this desk.
    pub changes: usize,
    /// Another one whenever anyone has changed the archive.
    pub version: i64,
}

/// The answers.
#[derive(Default)]
pub struct Kept(Mutex<Answers>);

struct Answers {
    given: LruCache<String, Arc<Given>>,
    size: usize,
    /// Whose turn it is to find an answer: one at a time does.
    turns: HashMap<String, Arc<tokio::sync::Mutex<()>>>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers { given: LruCache::new_unbounded(), size: 0, turns: HashMap::new() }
    }
}

impl Kept {
    fn all(&self) -> std::sync::MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, key: &str) -> Option<Arc<Given>> {
        self.all().given.get(key).cloned()
    }

    fn turn(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        self.all().turns.entry(key.to_string()).or_default().clone()
    }

    /// Keeps an answer, and forgets those that were not asked for the longest.
    fn put(&self, key: String, given: Arc<Given>) {
        let mut all = self.all();
        all.size += given.weight(&key);
        let weight = |key: &str, given: Option<Arc<Given>>| given.map_or(0, |g| g.weight(key));
        let before = all.given.remove(&key);
        all.size -= weight(&key, before);
        all.given.insert(key, given);
        while all.size > MOST {
            let Some((key, oldest)) = all.given.remove_lru() else { break };
            all.size -= weight(&key, Some(oldest));
        }
    }

    fn done(&self, key: &str) {
        self.all().turns.remove(key);
    }
}

impl Given {
    fn weight(&self, key: &str) -> usize {
        self.body.len() + key.len() + size_of::<Given>()
    }

    /// Whether it can still be given.
    fn holds(&self, desk: &Desk, of: Of) -> Result<bool, Problem> {
        let now = desk.seen()?;
        if self.seen == now {
            return Ok(true);
        }
        if self.seen.changes != now.changes {
            return Ok(false);
        }
        let (state, age) = (desk.state(of)?, self.began.elapsed());
        let alone = of != Of::All && state == self.state && age < RENAMED;
        Ok(alone || (state.is_decided_as(&self.state) && age < LONGEST.min(self.took * HELD)))
    }

    /// The newest report that an answer about everything can tell of.
    pub fn newest(&self) -> i64 {
        self.state.newest()
    }

    /// The answer, or only that it is still the one that the client has; `had` are the tags of what it has.
    pub fn response(&self, had: &HeaderMap) -> Response {
        let had = had.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
        let same = had.map(|t| t.trim().trim_start_matches("W/")).any(|t| t == self.tag || t == "*");
        let mut answer = match same {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => ([(header::CONTENT_TYPE, self.kind)], self.body.clone()).into_response(),
        };
        let headers = answer.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        if let Some(saved_as) = self.saved_as.filter(|_| !same).and_then(|s| HeaderValue::from_str(s).ok()) {
            headers.insert(header::CONTENT_DISPOSITION, saved_as);
        }
        answer
    }
}

impl Desk {
    /// An answer that is kept, or found where there is none; `key` holds everything that it depends on but the archive.
    pub async fn given(
        &self,
        key: String,
        of: Of,
        make: impl FnOnce(&Archive) -> Result<Made, Problem> + Send + 'static,
    ) -> Result<Arc<Given>, Problem> {
        let (kept, asked) = (&self.0.kept, Instant::now());
        if let Some(given) = kept.get(&key).filter(|g| g.holds(self, of).unwrap_or(false)) {
            return Ok(given);
        }
        let turn = kept.turn(&key);
        let mine = turn.lock().await;
        // Whoever had the turn before may have found it meanwhile.
        let found = kept.get(&key);
        if let Some(given) = found.filter(|g| g.began > asked || g.holds(self, of).unwrap_or(false)) {
            return Ok(given);
        }
        let seen = self.seen()?;
        let made = self
            .ask(move |archive| {
                let (began, state) = (Instant::now(), archive.state(of)?);
                Ok(make(archive).map(|made| Given {
                    tag: format!("\"{}\"", &blake3::hash(&made.body).to_hex()[..32]),
                    kind: made.kind,
                    saved_as: made.saved_as,
                    body: made.body.into(),
                    seen,
                    state,
                    began,
                    took: began.elapsed(),
                }))
            })
            .await;
        kept.done(&key);
        let given = Arc::new(made??);
        let is_awaited = Arc::strong_count(&turn) > 1;
        if is_awaited || given.took >= WORTH {
            kept.put(key, given.clone());
        }
        drop(mine);
        Ok(given)
    }
}
