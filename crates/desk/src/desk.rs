//! What all requests share: the archive behind a pool of readers and one writer, and how the desk takes reports in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rapporteur_archive::ask::{Of, State};
use rapporteur_archive::{Archive, Error};
use rapporteur_record::{Record, Report};
use tokio::sync::{Semaphore, watch};

use crate::api::Reading;
use crate::kept::{Kept, Seen};
use crate::{Problem, Safety};

/// Reports of a process, a party or everything that answers are made from: the newest. A page says so where there are
/// more; with a day until which is asked, they are the newest of that time.
const LOOKED_THROUGH: usize = 300;
/// Streams of what is new at once.
const LISTENERS: usize = 64;
/// For so long nobody asks before pages are read ahead: whoever asks for one page soon asks for another.
const QUIET: Duration = Duration::from_secs(2);

/// How long a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// It looks at little.
    Short,
    /// It looks through hundreds of reports.
    Long,
}

impl Wait {
    /// That of a page: what is about one process or party is made from hundreds of reports.
    pub fn of(of: Of) -> Self {
        if of == Of::All { Wait::Short } else { Wait::Long }
    }
}

/// What came of taking reports in.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Taken {
    /// Numbers of the reports that were kept.
    pub kept: Vec<i64>,
    /// Numbers of those that were kept before.
    pub known: Vec<i64>,
    /// What could not be taken in, and why.
    pub failed: Vec<String>,
}

/// How reports come into the archive: the command lends the desk its reader, as reading lies in another room.
pub trait Take: Send + Sync {
    /// Takes in a file that a user gives, by its name and bytes.
    fn file(&self, archive: &mut Archive, name: &str, bytes: &[u8], published: Option<&str>) -> Result<Taken, Error>;
    /// Takes in the page or feed behind an address.
    fn address(&self, archive: &mut Archive, url: &str) -> Result<Taken, Error>;
}

/// Reads a report that is not kept.
pub trait Read: Send + Sync {
    /// Its record.
    fn read(&self, report: Report) -> Result<Record, Error>;
}

/// How a desk is set up.
pub struct Config {
    archive: PathBuf,
    read_only: bool,
    readers: usize,
    take: Option<Arc<dyn Take>>,
    read: Option<Arc<dyn Read>>,
    safety: Safety,
}

impl Config {
    /// A desk for an archive that must be there, which only shows it.
    pub fn new(archive: impl Into<PathBuf>) -> Self {
        let readers = std::thread::available_parallelism().map_or(4, |n| n.get() * 2);
        Config { archive: archive.into(), read_only: false, readers, take: None, read: None, safety: Safety::new() }
    }

    /// Nothing can be changed from the desk.
    pub fn read_only(self, read_only: bool) -> Self {
        Config { read_only, ..self }
    }

    /// Reports can be taken in from the desk.
    pub fn taking(self, take: Arc<dyn Take>) -> Self {
        Config { take: Some(take), ..self }
    }

    /// Texts can be read without being kept.
    pub fn reading(self, read: Arc<dyn Read>) -> Self {
        Config { read: Some(read), ..self }
    }

    /// Guarded so.
    pub fn guarded(self, safety: Safety) -> Self {
        Config { safety, ..self }
    }
}

/// A desk; clones share one archive.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
    path: PathBuf,
    read_only: bool,
    take: Option<Arc<dyn Take>>,
    /// Who reads texts that are not kept.
    pub(crate) reading: Option<Reading>,
    safety: Safety,
    /// Places for those who listen to what is new.
    pub(crate) listening: Arc<Semaphore>,
    /// Turns true once.
    stopping: watch::Sender<bool>,
    /// Idle readers, and permits for as many as there may be.
    readers: Mutex<Vec<Archive>>,
    permits: Semaphore,
    /// Of them, permits for long questions: short ones never wait for long ones alone.
    long: Semaphore,
    /// So many of those.
    long_places: usize,
    /// When it was opened, and how many milliseconds after that somebody last asked.
    opened: Instant,
    asked: AtomicU64,
    /// The place of what is found though nobody waits for it.
    pub(crate) behind: Arc<Semaphore>,
    writer: Mutex<Option<Archive>>,
    /// Answers that were given before.
    pub(crate) kept: Kept,
    /// Sees how far the archive is.
    watcher: Mutex<Archive>,
    /// How often it was changed from here.
    changes: AtomicUsize,
}

impl Desk {
    /// Opens the archive.
    pub fn open(config: Config) -> Result<Self, Error> {
        let readers = (0..config.readers).map(|_| reader(&config.archive)).collect::<Result<Vec<_>, _>>()?;
        let long_places = (readers.len() / 2).max(1);
        Ok(Desk(Arc::new(Shared {
            watcher: Mutex::new(Archive::ask(&config.archive)?),
            changes: AtomicUsize::new(0),
            kept: Kept::default(),
            path: config.archive,
            read_only: config.read_only,
            take: config.take,
            reading: config.read.map(Reading::new),
            safety: config.safety,
            listening: Arc::new(Semaphore::new(LISTENERS)),
            stopping: watch::Sender::new(false),
            permits: Semaphore::new(readers.len()),
            long: Semaphore::new(long_places),
            long_places,
            opened: Instant::now(),
            asked: AtomicU64::new(0),
            behind: Arc::new(Semaphore::new(1)),
            readers: Mutex::new(readers),
            writer: Mutex::new(None),
        })))
    }

    /// The archive's file name, to be shown.
    pub fn name(&self) -> String {
        self.0.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
    }

    /// Where the archive lies.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether nothing can be changed from the desk.
    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Whether reports can be taken in from the desk.
    pub fn takes(&self) -> bool {
        self.0.take.is_some() && !self.0.read_only
    }

    /// How the desk is guarded.
    pub fn safety(&self) -> &Safety {
        &self.0.safety
    }

    /// Lets go those who listen.
    pub(crate) fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Tells when the desk is being stopped.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Whether a question of this length would have to wait for others.
    pub(crate) fn is_busy(&self, wait: Wait) -> bool {
        let full = |places: &Semaphore| places.available_permits() == 0;
        full(&self.0.permits) || (wait == Wait::Long && full(&self.0.long))
    }

    /// Notes that somebody asks.
    pub(crate) fn is_asked(&self) {
        self.0.asked.store(self.0.opened.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    /// Whether nobody has asked for a while, or still waits for what takes long.
    pub(crate) fn is_idle(&self) -> bool {
        let asked = Duration::from_millis(self.0.asked.load(Ordering::Relaxed));
        self.0.opened.elapsed().saturating_sub(asked) >= QUIET && self.0.long.available_permits() == self.0.long_places
    }

    /// All places for long questions, taken.
    #[cfg(test)]
    pub(crate) async fn places_for_long_ones(&self) -> tokio::sync::SemaphorePermit<'_> {
        self.0.long.acquire_many(self.0.long_places as u32).await.expect("the desk is open")
    }

    /// Asks the archive, all questions of one answer in one state of it, on a thread that may wait.
    pub async fn ask<T: Send + 'static>(
        &self,
        wait: Wait,
        ask: impl FnOnce(&Archive) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let shared = self.0.clone();
        let long = match wait {
            Wait::Short => None,
            Wait::Long => Some(self.0.long.acquire().await.map_err(|_| Problem::Stopping)?),
        };
        let permit = self.0.permits.acquire().await.map_err(|_| Problem::Stopping)?;
        let answer = tokio::task::spawn_blocking(move || {
            let idle = lock(&shared.readers).pop();
            let archive = match idle {
                Some(archive) => archive,
                None => reader(&shared.path)?,
            };
            let answer = archive.at_once(ask);
            lock(&shared.readers).push(archive);
            answer
        })
        .await;
        drop((permit, long));
        Ok(answer.map_err(|_| Problem::Failed("the question could not be answered".into()))??)
    }

    /// Changes the archive, one change after another.
    pub async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Archive) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        if self.0.read_only {
            return Err(Problem::ReadOnly);
        }
        let shared = self.0.clone();
        let done = tokio::task::spawn_blocking(move || {
            let mut writer = lock(&shared.writer);
            if writer.is_none() {
                *writer = Some(Archive::ask(&shared.path)?);
            }
            let done = change(writer.as_mut().expect("the writer was just opened"));
            shared.changes.fetch_add(1, Ordering::Release);
            done
        })
        .await;
        Ok(done.map_err(|_| Problem::Failed("the change could not be made".into()))??)
    }

    /// How far the archive is, as far as can be told at once.
    pub(crate) fn seen(&self) -> Result<Seen, Problem> {
        let changes = self.0.changes.load(Ordering::Acquire);
        Ok(Seen { changes, version: lock(&self.0.watcher).version()? })
    }

    /// How far it is in what an answer is about.
    pub(crate) fn state(&self, of: Of) -> Result<State, Problem> {
        Ok(lock(&self.0.watcher).state(of)?)
    }

    /// Takes reports in.
    pub async fn take(
        &self,
        take: impl FnOnce(&dyn Take, &mut Archive) -> Result<Taken, Error> + Send + 'static,
    ) -> Result<Taken, Problem> {
        let with = self.0.take.clone().ok_or(Problem::ReadOnly)?;
        self.change(move |archive| take(&*with, archive)).await
    }
}

/// A reader of the archive.
fn reader(path: &Path) -> Result<Archive, Error> {
    let mut archive = Archive::ask(path)?;
    archive.looking_through(LOOKED_THROUGH)?;
    Ok(archive)
}

/// A lock that a panic elsewhere does not close: what it guards is whole at any time.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
