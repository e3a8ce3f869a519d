//! What the system itself can be told to keep: memory, and no core files. It is the worker that
//! binds itself, before it has seen a byte of a stranger's file.

/// Binds this process to so many bytes of memory, where the system can.
#[cfg(unix)]
pub fn bind(memory: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let lower = |resource, to: u64| {
        let now = getrlimit(resource);
        let most = now.maximum.map_or(to, |m| m.min(to));
        // A system that refuses leaves the limit as it was; time still bounds the worker.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    };
    lower(Resource::As, memory);
    lower(Resource::Core, 0);
}

/// Other systems have no such limit; time still bounds the worker.
#[cfg(not(unix))]
pub fn bind(_memory: u64) {}
