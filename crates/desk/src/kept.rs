//! Answers that are kept until they may be others: pages are asked for more often than the archive changes.
//!
//! While nobody changes the archive, an answer is found once. What users decide, and what is changed from this desk,
//! shows in the next answer. While other programs add reports, an answer is given for a moment longer, for so long that
//! finding it again and again takes a small part of one core and never longer than [`LONGEST`]; what is about one process
//! or party is only found anew when that gets a report. When more is asked for than can be found at once, an answer is
//! given for up to [`BEHIND`], and found anew behind those who wait. What is quickly found and asked for but once is not
//! kept: it would take the place of what is asked for again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hashlink::LruCache;
use rapporteur_archive::Archive;
use rapporteur_archive::ask::{Of, State};

use crate::desk::Wait;
use crate::{Desk, Problem};

/// Bytes of all answers that are kept.
const MOST: usize = 64 << 20;
/// An answer is held for as many times what it took to find while others add reports: finding it takes a twentieth of a
/// core.
const HELD: u32 = 20;
/// But never longer.
const LONGEST: Duration = Duration::from_secs(2);
/// And never shorter.
const SHORTEST: Duration = Duration::from_millis(500);
/// What is found sooner is only kept where it is asked for again.
const WORTH: Duration = Duration::from_millis(25);
/// Of so many questions it is remembered that they were asked.
const REMEMBERED: usize = 4096;
/// How old an answer may be that is given because the desk is busy.
const BEHIND: Duration = Duration::from_secs(60);
/// Names that reports elsewhere gave to the parties of a process show after this time.
const RENAMED: Duration = Duration::from_secs(120);

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
    /// Questions that were asked last.
    asked: LruCache<String, ()>,
    /// Whose turn it is to find an answer: one at a time does.
    turns: HashMap<String, Arc<tokio::sync::Mutex<()>>>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers { given: LruCache::new_unbounded(), size: 0, asked: LruCache::new(REMEMBERED), turns: HashMap::new() }
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

    /// Whether there is room for more without anything being forgotten soon.
    pub fn has_room(&self) -> bool {
        self.all().size < MOST / 4 * 3
    }

    /// Whether a question was asked before.
    fn is_asked_again(&self, key: &str) -> bool {
        self.all().asked.insert(key.to_string(), ()).is_some()
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
        Ok(alone || (state.is_decided_as(&self.state) && age < (self.took * HELD).clamp(SHORTEST, LONGEST)))
    }

    /// Whether it can be given where finding it anew would make others wait: nobody has decided anything since.
    fn serves(&self, desk: &Desk, of: Of) -> Result<bool, Problem> {
        let same = self.seen.changes == desk.seen()?.changes && self.began.elapsed() < BEHIND;
        Ok(same && desk.state(of)?.is_decided_as(&self.state))
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
        wait: Wait,
        make: impl FnOnce(&Archive) -> Result<Made, Problem> + Send + 'static,
    ) -> Result<Arc<Given>, Problem> {
        let (kept, asked) = (&self.0.kept, Instant::now());
        let had = kept.get(&key);
        if let Some(given) = had.as_ref().filter(|g| g.holds(self, of).unwrap_or(false)) {
            return Ok(given.clone());
        }
        if let Some(given) = had.filter(|g| self.is_busy(wait) && g.serves(self, of).unwrap_or(false)) {
            // One at a time, and none waits for it: what is asked for next is found next.
            if let Ok(place) = self.0.behind.clone().try_acquire_owned()
                && let turn = kept.turn(&key)
                && let Ok(mine) = turn.clone().try_lock_owned()
            {
                let desk = self.clone();
                tokio::spawn(async move {
                    let _ = desk.find(key, of, wait, &turn, make).await;
                    drop((mine, place));
                });
            }
            return Ok(given);
        }
        let turn = kept.turn(&key);
        let mine = turn.lock().await;
        // Whoever had the turn before may have found it meanwhile.
        let found = kept.get(&key);
        if let Some(given) = found.filter(|g| g.began > asked || g.holds(self, of).unwrap_or(false)) {
            return Ok(given);
        }
        let given = self.find(key, of, wait, &turn, make).await;
        drop(mine);
        given
    }

    /// Finds an answer and keeps it where that is worth it; whose turn it is does this.
    async fn find(
        &self,
        key: String,
        of: Of,
        wait: Wait,
        turn: &Arc<tokio::sync::Mutex<()>>,
        make: impl FnOnce(&Archive) -> Result<Made, Problem> + Send + 'static,
    ) -> Result<Arc<Given>, Problem> {
        let kept = &self.0.kept;
        let seen = self.seen()?;
        let made = self
            .ask(wait, move |archive| {
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
        // The map of turns has let go of it: whoever holds it still waits for the answer.
        let is_awaited = Arc::strong_count(turn) > 1;
        if given.took >= WORTH || kept.is_asked_again(&key) || is_awaited {
            kept.put(key, given.clone());
        }
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rapporteur_archive::Prepared;
    use rapporteur_bench::gold::{self, Gold};

    use super::*;
    use crate::Config;

    /// What an answer takes to find here.
    const SLOW: Duration = WORTH;

    /// A desk on the first report of the corpus, the other reports, and another program's archive.
    fn opened() -> (Desk, Vec<Gold>, Archive, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.archive");
        let mut all = gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev"));
        let mut other = Archive::open(&file).unwrap();
        other.keep(&Prepared::new(all.remove(0).record).unwrap()).unwrap();
        (Desk::open(Config::new(&file)).unwrap(), all, other, folder)
    }

    /// Asks the desk for an answer of which it is counted how often it is found.
    async fn asked(desk: &Desk, of: Of, found: &Arc<AtomicUsize>) -> usize {
        let counted = found.clone();
        let make = move |_: &Archive| {
            std::thread::sleep(SLOW);
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(Made { kind: "text/plain", saved_as: None, body: b"found".to_vec() })
        };
        desk.given(format!("{of:?}"), of, Wait::of(of), make).await.unwrap();
        found.load(Ordering::SeqCst)
    }

    #[tokio::test]
    async fn an_answer_is_found_once_until_someone_decides_or_the_desk_changes_the_archive() {
        let (desk, _, mut other, _folder) = opened();
        let found = Arc::default();
        for _ in 0..3 {
            assert_eq!(asked(&desk, Of::All, &found).await, 1, "nothing has changed");
        }
        let process = other.processes().unwrap()[0].id;
        other.rename_process(process, "Other talks").unwrap();
        assert_eq!(asked(&desk, Of::All, &found).await, 2, "a decision shows at once");
        desk.change(|_| Ok(())).await.unwrap();
        assert_eq!(asked(&desk, Of::All, &found).await, 3, "a change from here shows at once");
    }

    #[tokio::test]
    async fn what_others_add_shows_after_a_moment_and_what_is_added_elsewhere_changes_no_process() {
        let (desk, mut more, mut other, _folder) = opened();
        let (all, one) = (Arc::default(), Arc::default());
        let process = other.processes().unwrap()[0].id;
        assert_eq!(asked(&desk, Of::Process(process), &one).await, 1);
        other.keep(&Prepared::new(more.pop().unwrap().record).unwrap()).unwrap();
        assert_eq!(asked(&desk, Of::Process(process), &one).await, 1, "the newest report is of other talks");
        assert_eq!(asked(&desk, Of::All, &all).await, 1);
        other.keep(&Prepared::new(more.pop().unwrap().record).unwrap()).unwrap();
        tokio::time::sleep(SLOW * HELD * 2).await;
        assert_eq!(asked(&desk, Of::All, &all).await, 2);
    }

    #[tokio::test]
    async fn what_is_quickly_found_is_kept_once_it_is_asked_for_again() {
        let (desk, ..) = opened();
        let counted = Arc::new(AtomicUsize::new(0));
        let mut found = vec![];
        for _ in 0..4 {
            let counting = counted.clone();
            let make = move |_: &Archive| {
                counting.fetch_add(1, Ordering::SeqCst);
                Ok(Made { kind: "text/plain", saved_as: None, body: vec![] })
            };
            desk.given("quick".into(), Of::All, Wait::Short, make).await.unwrap();
            found.push(counted.load(Ordering::SeqCst));
        }
        assert_eq!(found, [1, 2, 2, 2]);
    }

    #[tokio::test]
    async fn short_questions_do_not_wait_for_long_ones() {
        let (desk, ..) = opened();
        let (end, wait_for_it) = std::sync::mpsc::channel::<()>();
        let wait_for_it = Arc::new(std::sync::Mutex::new(wait_for_it));
        // More than there are readers, none of which ends before the short one is answered.
        let long: Vec<_> = (0..64)
            .map(|n| {
                let (desk, wait_for_it) = (desk.clone(), wait_for_it.clone());
                let make = move |_: &Archive| {
                    let _ = wait_for_it.lock().unwrap().recv();
                    Ok(Made { kind: "text/plain", saved_as: None, body: vec![] })
                };
                tokio::spawn(
                    async move { desk.given(format!("long {n}"), Of::All, Wait::Long, make).await.map(|_| ()) },
                )
            })
            .collect();
        tokio::time::sleep(SLOW).await;
        let short = desk.ask(Wait::Short, |a| a.newest_report());
        assert!(tokio::time::timeout(Duration::from_secs(20), short).await.is_ok());
        drop(end);
        for one in long {
            one.await.unwrap().unwrap();
        }
    }

    #[tokio::test]
    async fn a_busy_desk_gives_what_it_has_and_finds_it_anew_behind() {
        let (desk, mut more, mut other, _folder) = opened();
        let counted = Arc::new(AtomicUsize::new(0));
        let ask = async || {
            let counting = counted.clone();
            let make = move |_: &Archive| {
                std::thread::sleep(SLOW);
                counting.fetch_add(1, Ordering::SeqCst);
                Ok(Made { kind: "text/plain", saved_as: None, body: vec![] })
            };
            let given = desk.given("slow".into(), Of::All, Wait::Long, make);
            tokio::time::timeout(Duration::from_secs(20), given).await.expect("it does not wait").unwrap();
            counted.load(Ordering::SeqCst)
        };
        assert_eq!(ask().await, 1);
        other.keep(&Prepared::new(more.pop().unwrap().record).unwrap()).unwrap();
        tokio::time::sleep(SLOW * HELD * 2).await;
        let places = desk.places_for_long_ones().await;
        assert_eq!(ask().await, 1, "what it has, as it is busy");
        drop(places);
        for _ in 0..200 {
            if counted.load(Ordering::SeqCst) == 2 {
                return;
            }
            tokio::time::sleep(SLOW).await;
        }
        panic!("it is not found anew");
    }

    #[tokio::test]
    async fn many_who_ask_at_once_are_answered_by_one_search() {
        let (desk, _, _other, _folder) = opened();
        let found = Arc::default();
        let ask = || asked(&desk, Of::All, &found);
        assert_eq!(tokio::join!(ask(), ask(), ask(), ask()), (1, 1, 1, 1));
    }

    #[test]
    fn answers_that_nobody_asks_for_are_forgotten() {
        let kept = Kept::default();
        let (desk, ..) = opened();
        let given = |bytes: usize| Given {
            kind: "text/plain",
            saved_as: None,
            body: vec![0; bytes].into(),
            tag: String::new(),
            seen: desk.seen().unwrap(),
            state: desk.state(Of::All).unwrap(),
            began: Instant::now(),
            took: SLOW,
        };
        for i in 0..10 {
            kept.put(format!("{i}"), Arc::new(given(MOST / 8)));
            kept.get("0");
        }
        assert!(kept.get("0").is_some() && kept.get("1").is_none() && kept.all().size <= MOST);
        kept.put("0".into(), Arc::new(given(1)));
        assert!(kept.all().size < MOST);
    }
}
