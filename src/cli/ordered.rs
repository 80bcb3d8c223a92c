//! Work on every core whose results come in the order of the tasks, within bounded memory.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A worker is at most so many tasks ahead of the result that is awaited.
const AHEAD: usize = 64;
/// Importers of deeply nested files need room, as in the reading of a folder.
const STACK: usize = 64 << 20;

struct Tasks<I> {
    left: I,
    taken: usize,
}

struct Results<R> {
    ready: BTreeMap<usize, R>,
    /// The number of the result that is awaited.
    next: usize,
    working: usize,
    stopped: bool,
}

struct Desk<I, R> {
    tasks: Mutex<Tasks<I>>,
    results: Mutex<Results<R>>,
    changed: Condvar,
}

/// Runs `work` on the tasks and gives its results to `emit`, in order; `idle` is called before it
/// waits for the next one. Ends early where `emit` fails.
///
/// # Errors
/// What `emit` gives.
pub(super) fn ordered<T: Send, R: Send, E>(
    tasks: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut emit: impl FnMut(R) -> Result<(), E>,
    mut idle: impl FnMut() -> Result<(), E>,
) -> Result<(), E> {
    let results = Results { ready: BTreeMap::new(), next: 0, working: 0, stopped: false };
    let tasks = Mutex::new(Tasks { left: tasks, taken: 0 });
    let desk = Desk { tasks, results: Mutex::new(results), changed: Condvar::new() };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let worker = thread::Builder::new().name("detecting".into()).stack_size(STACK);
            lock(&desk.results).working += 1;
            if worker.spawn_scoped(scope, || desk.work(&work)).is_err() {
                lock(&desk.results).working -= 1; // Those that were had do all the work.
            }
        }
        let outcome = desk.emit(&mut emit, &mut idle);
        lock(&desk.results).stopped = true;
        desk.changed.notify_all();
        outcome
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T, R, I: Iterator<Item = T>> Desk<I, R> {
    fn work(&self, work: &impl Fn(T) -> R) {
        // Also where work panics the others must not wait for this one.
        let _leaving = Leaving(self);
        while let Some((at, task)) = self.take() {
            let done = work(task);
            let mut results = lock(&self.results);
            while at >= results.next + AHEAD && !results.stopped {
                results = self.changed.wait(results).unwrap_or_else(PoisonError::into_inner);
            }
            if results.stopped {
                return;
            }
            results.ready.insert(at, done);
            self.changed.notify_all();
        }
    }

    fn take(&self) -> Option<(usize, T)> {
        let mut tasks = lock(&self.tasks);
        let task = tasks.left.next()?;
        tasks.taken += 1;
        Some((tasks.taken - 1, task))
    }

    fn emit<E>(
        &self,
        emit: &mut impl FnMut(R) -> Result<(), E>,
        idle: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let mut results = lock(&self.results);
            let next = results.next;
            let Some(result) = results.ready.remove(&next) else {
                if results.working == 0 {
                    // What stands behind a task that fell down is still told.
                    let Some((at, _)) = results.ready.first_key_value() else { return Ok(()) };
                    results.next = *at;
                    continue;
                }
                drop(results);
                idle()?;
                let results = lock(&self.results);
                if !results.ready.contains_key(&next) && results.working > 0 {
                    drop(self.changed.wait(results));
                }
                continue;
            };
            results.next += 1;
            drop(results);
            self.changed.notify_all();
            emit(result)?;
        }
    }
}

struct Leaving<'a, I, R>(&'a Desk<I, R>);

impl<I, R> Drop for Leaving<'_, I, R> {
    fn drop(&mut self) {
        lock(&self.0.results).working -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order_and_no_worker_runs_far_ahead() {
        let (begun, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let work = |task: usize| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst).saturating_sub(told.load(Ordering::SeqCst));
            assert!(ahead <= AHEAD + 2 * cores, "{ahead}");
            if task.is_multiple_of(7) {
                thread::yield_now();
            }
            task * 2
        };
        let mut out = Vec::new();
        let emit = |result| {
            told.fetch_add(1, Ordering::SeqCst);
            out.push(result);
            Ok::<(), ()>(())
        };
        ordered(0..2000, work, emit, || Ok(())).unwrap();
        assert!(out.iter().copied().eq((0..2000).map(|at| at * 2)));
    }

    #[test]
    fn it_ends_where_nothing_is_left_or_nobody_listens() {
        assert_eq!(ordered(0..0, |task: u8| task, |_| Ok::<(), ()>(()), || Ok(())), Ok(()));
        let mut told = 0;
        let emit = |at: u64| {
            told += 1;
            if at == 5 { Err("closed") } else { Ok(()) }
        };
        assert_eq!(ordered(0.., |task| task, emit, || Ok(())), Err("closed"));
        assert_eq!(told, 6);
    }
}
