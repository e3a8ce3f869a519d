//! The worker's side: one question after the other, until the pipe of questions is closed. Questions
//! are read by one thread and worked on by another, so that a worker whose parent is gone ends at
//! once, whatever it is doing.

use std::io::{Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{frame, limits};

/// Stack of the thread that works; deep nesting that the readers bound themselves fits many times.
const STACK_BYTES: usize = 64 << 20;
/// How often a sign of life is sent, if there is one to send.
const PULSE: Duration = Duration::from_millis(500);

/// What a note begins with, among other things that may be said there.
pub(super) const NOTE: &str = "now: ";

/// First message to a worker, before any question.
#[derive(Serialize, Deserialize)]
pub(super) struct Hello<S> {
    /// Most memory, in bytes.
    pub memory: u64,
    /// What the work needs to know.
    pub setup: S,
}

/// What a worker sends.
#[derive(Serialize, Deserialize)]
pub(super) enum Reply<R> {
    /// One answer, of possibly many.
    Answer(R),
    /// There are no more answers to this question.
    Done,
    /// Work goes on.
    Alive,
}

/// Leaves word of what is being done now, for the case that this process dies of it. It goes to the
/// error output, which costs next to nothing and outlives the process.
pub fn note(what: &str) {
    let _ = std::io::stderr().write_all(format!("{NOTE}{what}\n").as_bytes());
}

static BEATS: AtomicU64 = AtomicU64::new(0);

/// Tells whoever waits that work on a long file goes on: a page is done.
pub fn beat() {
    BEATS.fetch_add(1, Ordering::Relaxed);
}

/// Where answers go.
pub struct Answers<R> {
    pipe: Arc<Mutex<Pipe>>,
    kind: std::marker::PhantomData<fn(R)>,
}

struct Pipe {
    /// True while a question is being worked on.
    open: bool,
    /// True once the parent cannot be reached.
    broken: bool,
}

impl Pipe {
    fn send(&mut self, message: &impl Serialize) -> bool {
        let sent = match frame::bytes(message) {
            Ok(bytes) => {
                let mut out = stdout().lock();
                out.write_all(&bytes).and_then(|()| out.flush()).is_ok()
            }
            // An answer beyond the limit: the length alone tells the parent.
            Err(_) => {
                let _ = stdout().lock().write_all(&u32::MAX.to_le_bytes());
                let _ = stdout().flush();
                false
            }
        };
        self.broken |= !sent;
        sent
    }
}

impl<R: Serialize> Answers<R> {
    /// Sends an answer. A parent that is gone is noticed by the reading thread.
    pub fn send(&self, answer: &R) {
        if let Ok(mut pipe) = self.pipe.lock() {
            pipe.send(&ReplyRef::Answer(answer));
        }
    }
}

/// [`Reply`] without owning the answer; the same form in the pipe.
#[derive(Serialize)]
enum ReplyRef<'a, R> {
    Answer(&'a R),
    Done,
    Alive,
}

/// Serves questions until there are no more. `make` gets the setup and gives what answers a question.
///
/// # Errors
/// A first message that cannot be read: this process was not started by a [`super::Pool`].
pub fn serve<S, Q, R, F>(make: impl FnOnce(S) -> F + Send + 'static) -> std::io::Result<()>
where
    S: DeserializeOwned + Send + 'static,
    Q: DeserializeOwned + Send + 'static,
    R: Serialize + 'static,
    F: FnMut(Q, &Answers<R>),
{
    let mut from = stdin().lock();
    let Some(first) = frame::read(&mut from)? else { return Ok(()) };
    let hello: Hello<S> = frame::value(&first)?;
    limits::bind(hello.memory);
    // What a reader panics on it says in its findings.
    std::panic::set_hook(Box::new(|_| {}));
    let pipe = Arc::new(Mutex::new(Pipe { open: false, broken: false }));
    let ended = Arc::new(AtomicBool::new(false));
    pulse(pipe.clone(), ended.clone())?;
    let (give, take) = mpsc::channel::<Vec<u8>>();
    let setup = hello.setup;
    let answers: Answers<R> = Answers { pipe: pipe.clone(), kind: std::marker::PhantomData };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        let work = AssertUnwindSafe(|| {
            let mut work = make(setup);
            for question in take {
                let Ok(question) = frame::value::<Q>(&question) else { return false };
                open(&pipe, true);
                work(question, &answers);
                open(&pipe, false);
                let Ok(mut pipe) = pipe.lock() else { return false };
                if !pipe.send(&ReplyRef::<R>::Done) {
                    return true;
                }
            }
            true
        });
        // The other thread waits for questions: only this ends the process, and tells the parent.
        if !catch_unwind(work).unwrap_or(false) {
            std::process::abort();
        }
        ended.store(true, Ordering::Relaxed);
    })?;
    while let Some(question) = frame::read(&mut from)? {
        if give.send(question).is_err() {
            break;
        }
    }
    // The parent is done or gone: whatever is still being worked on ends with this process.
    Ok(())
}

fn open(pipe: &Mutex<Pipe>, open: bool) {
    if let Ok(mut pipe) = pipe.lock() {
        pipe.open = open;
    }
}

/// Sends a sign of life whenever pages were done since the last one.
fn pulse(pipe: Arc<Mutex<Pipe>>, ended: Arc<AtomicBool>) -> std::io::Result<()> {
    let beat = move || {
        let mut seen = 0;
        while !ended.load(Ordering::Relaxed) {
            std::thread::sleep(PULSE);
            let now = BEATS.load(Ordering::Relaxed);
            let Ok(mut pipe) = pipe.lock() else { break };
            if now != seen && pipe.open && !pipe.broken {
                pipe.send(&ReplyRef::<()>::Alive);
            }
            seen = now;
        }
    };
    std::thread::Builder::new().spawn(beat).map(|_| ())
}
