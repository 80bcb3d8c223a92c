//! Background work: a named thread with progress, cancelling and waking.
//!
//! Knows nothing of what the work is or of windows: whoever shows progress passes in a closure
//! that wakes them.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Called from a job's thread when there is something new to look at.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A wake for callers with nothing to wake: tests and headless commands.
pub fn nobody() -> Wake {
    Arc::new(|| {})
}

/// Progress wakes at most this often, so that a fast loop does not draw a frame for each step.
const BETWEEN_WAKES: Duration = Duration::from_millis(50);

/// How far a job is. A total of 0 means that it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all; 0 where not known.
    pub total: u64,
}

/// A job that ended without a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{job}” stopped unexpectedly, because {why}; try it again")]
pub struct Failed {
    /// The name of the job.
    pub job: String,
    /// What is known of the cause.
    pub why: String,
}

#[derive(Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

/// What running work sees: where to report to, and whether to stop.
pub struct Context {
    shared: Arc<Shared>,
    wake: Wake,
    woken: Mutex<Option<Instant>>,
}

impl Context {
    /// Says how far the work is.
    pub fn report(&self, done: u64, total: u64) {
        self.shared.done.store(done, Ordering::Relaxed);
        self.shared.total.store(total, Ordering::Relaxed);
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        if woken.is_none_or(|last| last.elapsed() >= BETWEEN_WAKES) {
            *woken = Some(Instant::now());
            self.wake();
        }
    }

    /// Whether the work is no longer wanted and should end soon.
    pub fn cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Says that there is something to look at, such as a batch in a channel.
    pub fn wake(&self) {
        (self.wake)();
    }
}

/// Work on a thread of its own. Dropping it cancels it and discards its result.
pub struct Job<T> {
    name: String,
    shared: Arc<Shared>,
    result: Receiver<Result<T, Failed>>,
    taken: bool,
}

impl<T: Send + 'static> Job<T> {
    /// Starts work on a thread with this name. A panic in it becomes a [`Failed`].
    pub fn start(name: &str, wake: Wake, work: impl FnOnce(&Context) -> T + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let context = Context { shared: Arc::clone(&shared), wake, woken: Mutex::new(None) };
        let (sender, result) = mpsc::channel();
        let refused = sender.clone();
        let job = name.to_owned();
        let run = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&context)));
            let failed = |panic: Box<dyn Any + Send>| Failed { job, why: words(&*panic) };
            // Nobody listens where the job was dropped: its result is not wanted.
            let _ = sender.send(outcome.map_err(failed));
            context.wake();
        };
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(run) {
            let why = format!("no thread could be started ({error})");
            let _ = refused.send(Err(Failed { job: name.to_owned(), why }));
        }
        Self { name: name.to_owned(), shared, result, taken: false }
    }
}

impl<T> Job<T> {
    /// The name of the job, as it is shown beside its progress.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far the job is.
    pub fn progress(&self) -> Progress {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        Progress { done: read(&self.shared.done), total: read(&self.shared.total) }
    }

    /// Asks the work to end soon.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// The result, once, when there is one; never waits.
    pub fn take(&mut self) -> Option<Result<T, Failed>> {
        if self.taken {
            return None;
        }
        let outcome = match self.result.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(self.vanished()),
        };
        self.taken = true;
        Some(outcome)
    }

    /// The result, once, if there is one within a time: for work that mostly takes less than a frame.
    pub fn take_within(&mut self, time: Duration) -> Option<Result<T, Failed>> {
        if self.taken {
            return None;
        }
        let outcome = match self.result.recv_timeout(time) {
            Ok(outcome) => outcome,
            Err(mpsc::RecvTimeoutError::Timeout) => return None,
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(self.vanished()),
        };
        self.taken = true;
        Some(outcome)
    }

    /// Waits for the result; `None` where it has been taken already.
    pub fn wait(mut self) -> Option<Result<T, Failed>> {
        if std::mem::replace(&mut self.taken, true) {
            return None;
        }
        Some(self.result.recv().unwrap_or_else(|_| Err(self.vanished())))
    }

    fn vanished(&self) -> Failed {
        Failed { job: self.name.clone(), why: "its thread ended without a result".to_owned() }
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// At most one job of a kind: starting another cancels the one before and drops its result.
pub struct Latest<T> {
    job: Option<Job<T>>,
    generation: u64,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { job: None, generation: 0 }
    }
}

impl<T: Send + 'static> Latest<T> {
    /// Starts work in place of what runs now; gives its generation.
    pub fn start(
        &mut self,
        name: &str,
        wake: Wake,
        work: impl FnOnce(&Context) -> T + Send + 'static,
    ) -> u64 {
        self.job = Some(Job::start(name, wake, work));
        self.generation += 1;
        self.generation
    }
}

impl<T> Latest<T> {
    /// The running job.
    pub fn running(&self) -> Option<&Job<T>> {
        self.job.as_ref()
    }

    /// The generation of the latest job started: results tagged with another are stale.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Cancels what runs; its result is dropped.
    pub fn cancel(&mut self) {
        self.job = None;
    }

    /// The result of the latest job, once, if there is one within a time.
    pub fn take_within(&mut self, time: Duration) -> Option<Result<T, Failed>> {
        let outcome = self.job.as_mut()?.take_within(time)?;
        self.job = None;
        Some(outcome)
    }

    /// The result of the latest job, once, when there is one.
    pub fn take(&mut self) -> Option<Result<T, Failed>> {
        let outcome = self.job.as_mut()?.take()?;
        self.job = None;
        Some(outcome)
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.map_or_else(|| "of a bug".to_owned(), |text| format!("of a bug: {text}"))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn a_job_reports_wakes_and_gives_its_result_once() {
        let wakes = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&wakes);
        let wake: Wake = Arc::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        });
        let (go, wait) = mpsc::channel::<()>();
        let mut job = Job::start("count", wake, move |context| {
            context.report(2, 3);
            let _ = wait.recv();
            7
        });
        while job.progress().done == 0 {
            thread::yield_now();
        }
        assert_eq!(job.progress(), Progress { done: 2, total: 3 });
        assert_eq!(job.take(), None);
        go.send(()).unwrap();
        let outcome = loop {
            if let Some(outcome) = job.take() {
                break outcome;
            }
            thread::yield_now();
        };
        assert_eq!(outcome, Ok(7));
        assert_eq!(job.take(), None);
        assert!(wakes.load(Ordering::SeqCst) >= 1);
    }

    #[test]
    fn dropping_a_job_cancels_it() {
        let (ended, end) = mpsc::channel();
        let job = Job::start("wait", nobody(), move |context| {
            while !context.cancelled() {
                thread::yield_now();
            }
            let _ = ended.send(());
        });
        drop(job);
        assert_eq!(end.recv_timeout(Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn a_panic_is_an_error_in_words() {
        let job: Job<()> = Job::start("fall", nobody(), |_| panic!("a broken file"));
        let failed = job.wait().unwrap().unwrap_err();
        assert_eq!(
            failed.to_string(),
            "“fall” stopped unexpectedly, because of a bug: a broken file; try it again"
        );
    }

    #[test]
    fn the_result_of_a_replaced_job_is_dropped() {
        let mut latest = Latest::default();
        let first = latest.start("one", nobody(), |_| 1);
        let second = latest.start("two", nobody(), |_| 2);
        assert!(first < second && second == latest.generation());
        let outcome = loop {
            if let Some(outcome) = latest.take() {
                break outcome;
            }
            thread::yield_now();
        };
        assert_eq!(outcome, Ok(2));
        assert!(latest.running().is_none());
    }

    #[test]
    fn a_result_is_waited_for_no_longer_than_is_said() {
        let (go, wait) = mpsc::channel::<()>();
        let mut latest = Latest::default();
        latest.start("wait", nobody(), move |_| wait.recv().is_ok());
        assert_eq!(latest.take_within(Duration::from_millis(1)), None);
        go.send(()).unwrap();
        assert_eq!(latest.take_within(Duration::from_secs(10)), Some(Ok(true)));
        assert_eq!(latest.take_within(Duration::ZERO), None);
    }
}
