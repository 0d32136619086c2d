//! What is likely to be asked for first is found before anyone asks: the pages of processes and of the foremost parties,
//! one at a time, while nobody asks for anything, and only as far as there is room to keep them.

use std::time::{Duration, Instant};

use axum::extract::{Path, State};

use crate::Desk;
use crate::desk::Wait;
use crate::pages::{party, process};
use crate::query::{Asked, Asking};

/// Parties whose pages are found.
const PARTIES: usize = 500;
/// How soon it is looked again whether others ask.
const PAUSE: Duration = Duration::from_millis(100);

/// Finds pages until all are found or no more can be kept. It rests as long as it works.
pub async fn read(desk: Desk) {
    let listed = |a: &rapporteur_archive::Archive| {
        let processes: Vec<i64> = a.processes()?.iter().map(|p| p.id).collect();
        let parties: Vec<i64> = a.parties_listed("", None, None, (0, PARTIES))?.1.iter().map(|p| p.id).collect();
        Ok((processes, parties))
    };
    let Ok((processes, parties)) = desk.ask(Wait::Long, listed).await else { return };
    let pages = processes.into_iter().map(|id| (id, true)).chain(parties.into_iter().map(|id| (id, false)));
    for (id, is_process) in pages {
        while !desk.is_idle() {
            tokio::time::sleep(PAUSE).await;
        }
        if !desk.0.kept.has_room() {
            return;
        }
        let began = Instant::now();
        let Ok(place) = desk.0.behind.acquire().await else { return };
        // What cannot be shown says so to whoever asks for it.
        let _ = match is_process {
            true => process::page(State(desk.clone()), Path(id), plainly(format!("/process/{id}"))).await,
            false => party::page(State(desk.clone()), Path(id), plainly(format!("/party/{id}"))).await,
        };
        drop(place);
        tokio::time::sleep(began.elapsed()).await;
    }
}

/// An address without parameters.
fn plainly<Q: Default>(path: String) -> Asked<Q> {
    Asked { query: Q::default(), asking: Asking::of(path) }
}
