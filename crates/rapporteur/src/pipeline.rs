//! Many reports through one reader: in their order, on as many threads as asked for, with bounded memory.

use std::collections::BTreeMap;
use std::thread;

use crossbeam_channel::bounded;

/// Items under way for each thread: enough to keep it busy, few enough to bound memory.
const UNDER_WAY: usize = 8;

/// As many threads as the machine has cores.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, |n| n.get())
}

/// Works on items on many threads and hands the outcomes to `take` in the order of the items. An error of `take` ends it.
///
/// ```
/// let mut squares = vec![];
/// rapporteur::pipeline::in_order(1..=4, 2, |n| n * n, |n| { squares.push(n); Ok::<(), ()>(()) }).unwrap();
/// assert_eq!(squares, [1, 4, 9, 16]);
/// ```
pub fn in_order<I: Send, T: Send, E>(
    items: impl Iterator<Item = I> + Send,
    jobs: usize,
    work: impl Fn(I) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (job_in, job_out) = bounded::<(usize, I)>(jobs);
    let (done_in, done_out) = bounded::<(usize, T)>(jobs * UNDER_WAY);
    let (permit_in, permit_out) = bounded::<()>(jobs * UNDER_WAY);
    thread::scope(|scope| {
        // As many items as there are permits are under way: a permit comes back when an outcome is taken.
        scope.spawn(move || {
            for job in items.enumerate() {
                if permit_in.send(()).is_err() || job_in.send(job).is_err() {
                    return;
                }
            }
        });
        for _ in 0..jobs {
            let (jobs, done, work) = (job_out.clone(), done_in.clone(), &work);
            scope.spawn(move || {
                for (i, item) in jobs {
                    if done.send((i, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((job_out, done_in));
        // Dropped with this closure, so that an error of `take` ends the feeder too.
        let (done_out, permit_out) = (done_out, permit_out);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for (i, outcome) in done_out {
            waiting.insert(i, outcome);
            while let Some(outcome) = waiting.remove(&next) {
                take(outcome)?;
                let _ = permit_out.recv();
                next += 1;
            }
        }
        Ok(())
    })
}
