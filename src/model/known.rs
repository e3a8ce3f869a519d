//! One copy of what is met many times: values that a thread has seen lately.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::Hash;
use std::thread::LocalKey;

/// How many different values a thread keeps for sharing: some ten times the sentences or cells of a large
/// response.
const MOST: usize = 4_096;

/// The values a thread has seen lately.
pub(super) type Known<T> = RefCell<HashSet<T>>;

/// A copy of the value equal to `key` that shares with those handed out before; `make` is asked for one that
/// is new.
pub(super) fn shared<T, Q>(
    known: &'static LocalKey<Known<T>>,
    key: &Q,
    make: impl FnOnce() -> T,
) -> T
where
    T: Borrow<Q> + Clone + Eq + Hash,
    Q: Eq + Hash + ?Sized,
{
    known.with_borrow_mut(|known| {
        if let Some(found) = known.get(key) {
            return found.clone();
        }
        if known.len() >= MOST {
            known.clear();
        }
        let value = make();
        known.insert(value.clone());
        value
    })
}
