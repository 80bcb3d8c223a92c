//! Handing over what workers read: a few articles at once, then as often as a screen can use.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Batch, Progress};
use crate::corpus::file::Read;
use crate::corpus::whole::Problem;

/// The first batch is delivered after this many files, so that the first articles show at once.
pub(super) const FIRST_BATCH: usize = 8;
/// Later batches are delivered about this often: more would cost the screen more than it gains.
const BATCH_EVERY: Duration = Duration::from_millis(30);
/// A batch ends early at this many bytes of text, so that memory stays bounded.
const BATCH_BYTES: usize = 4 << 20;
/// A worker hands over this many files at a time, or what it has after [`HELD`].
const HANDED: usize = 16;
const HELD: Duration = Duration::from_millis(10);
/// Hand-overs that may wait before the workers wait.
const WAITING: usize = 16;
/// The stack of a worker, in bytes: parsing crates recurse, and an overflow would end the program.
const STACK: usize = 64 << 20;

/// Takes what is read and delivers it in batches.
pub(super) struct Delivery<'a> {
    batch: Batch,
    bytes: usize,
    progress: Progress,
    last: Option<Instant>,
    deliver: &'a mut dyn FnMut(Batch) -> bool,
    stopped: bool,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(
        total: usize,
        problems: Vec<Problem>,
        deliver: &'a mut dyn FnMut(Batch) -> bool,
    ) -> Self {
        let progress = Progress { done: 0, total };
        let batch = Batch { problems, ..Batch::default() };
        Self { batch, bytes: 0, progress, last: None, deliver, stopped: false }
    }

    /// Says whether what follows was kept from an earlier reading; what came before is delivered.
    pub(super) fn of_kept(&mut self, kept: bool) {
        if !self.batch.articles.is_empty() || !self.batch.problems.is_empty() {
            self.deliver();
        }
        self.batch.kept = kept;
    }

    /// Runs work on every core, at most one worker for each of so many files, until all of it is
    /// done or the delivery is stopped.
    pub(super) fn run(&mut self, files: usize, work: &(dyn Fn(&mut Outlet<'_>) + Sync)) {
        if self.stopped {
            return;
        }
        let stopped = AtomicBool::new(false);
        thread::scope(|scope| {
            let (send, read) = sync_channel(WAITING);
            let workers = thread::available_parallelism().map_or(1, usize::from).min(files);
            for _ in 0..workers {
                let mut outlet = Outlet::new(send.clone(), &stopped);
                let worker = thread::Builder::new().name("reading articles".into()).stack_size(STACK);
                // Where no further thread can be had, those that were had do all the work.
                let _ = worker.spawn_scoped(scope, move || {
                    work(&mut outlet);
                    outlet.hand_over();
                });
            }
            drop(send);
            self.take_all(&read);
            stopped.store(true, Ordering::Relaxed);
        });
    }

    fn take_all(&mut self, read: &Receiver<Vec<Read>>) {
        for read in read.iter().flatten() {
            self.take(read);
            if self.stopped {
                return;
            }
        }
    }

    fn take(&mut self, read: Read) {
        self.progress.done += 1;
        self.bytes += read.articles.iter().map(|article| article.text.len()).sum::<usize>();
        self.batch.articles.extend(read.articles);
        self.batch.problems.extend(read.problems);
        let first = self.progress.done >= FIRST_BATCH;
        let is_due = self.last.map_or(first, |last| last.elapsed() >= BATCH_EVERY);
        if (is_due || self.bytes >= BATCH_BYTES) && self.progress.done < self.progress.total {
            self.deliver();
        }
    }

    fn deliver(&mut self) {
        let kept = self.batch.kept;
        let batch = std::mem::replace(&mut self.batch, Batch { kept, ..Batch::default() });
        self.bytes = 0;
        self.last = Some(Instant::now());
        self.stopped = self.stopped || !(self.deliver)(Batch { progress: self.progress, ..batch });
    }

    /// Delivers the last batch; false where the delivery was stopped before.
    pub(super) fn end(mut self) -> bool {
        if !self.stopped {
            self.deliver();
        }
        !self.stopped
    }
}

/// Where a worker gives what it reads.
pub(super) struct Outlet<'a> {
    send: SyncSender<Vec<Read>>,
    held: Vec<Read>,
    since: Instant,
    stopped: &'a AtomicBool,
}

impl<'a> Outlet<'a> {
    fn new(send: SyncSender<Vec<Read>>, stopped: &'a AtomicBool) -> Self {
        Self { send, held: Vec::new(), since: Instant::now(), stopped }
    }

    /// Gives one file; false where no more is wanted.
    pub(super) fn give(&mut self, read: Read) -> bool {
        self.held.push(read);
        let is_due = self.held.len() >= HANDED || self.since.elapsed() >= HELD;
        (!is_due || self.hand_over()) && !self.is_stopped()
    }

    /// Whether nothing more is wanted.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn hand_over(&mut self) -> bool {
        self.since = Instant::now();
        let held = std::mem::take(&mut self.held);
        held.is_empty() || self.send.send(held).is_ok()
    }
}
