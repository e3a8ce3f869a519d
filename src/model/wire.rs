//! How the types of the model travel between processes and rest in the cache, where serde alone
//! cannot tell: words that the program itself holds, and names that many places share.

/// A word that the program itself holds. The name keeps serde from borrowing it from the input.
pub type Fixed = &'static str;

/// Reads and writes [`Fixed`]. What comes back is one of a small stock that is kept for
/// good: each word is stored once per thread, and a stranger's file has no way to add to it.
pub mod fixed {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use serde::{Deserialize, Deserializer, Serializer};

    thread_local! {
        static KNOWN: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    }

    /// Writes the word.
    ///
    /// # Errors
    /// What the format says.
    pub fn serialize<S: Serializer>(word: &&'static str, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(word)
    }

    /// Reads a word.
    ///
    /// # Errors
    /// What the format says.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
        Ok(known(&String::deserialize(from)?))
    }

    /// The one copy of a word.
    pub fn known(word: &str) -> &'static str {
        KNOWN.with_borrow_mut(|known| {
            if let Some(found) = known.get(word) {
                return *found;
            }
            let kept: &'static str = Box::leak(word.to_string().into_boxed_str());
            known.insert(kept);
            kept
        })
    }
}

/// The same for words that may be missing.
pub mod fixed_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the word, if there is one.
    ///
    /// # Errors
    /// What the format says.
    pub fn serialize<S: Serializer>(word: &Option<&'static str>, to: S) -> Result<S::Ok, S::Error> {
        word.serialize(to)
    }

    /// Reads a word, if there is one.
    ///
    /// # Errors
    /// What the format says.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<&'static str>, D::Error> {
        let word: Option<String> = Option::deserialize(from)?;
        Ok(word.map(|w| super::fixed::known(&w)))
    }
}

/// Names that many places share (`Arc<str>`): neighbours of one name get one copy.
pub mod shared {
    use std::cell::RefCell;
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    thread_local! {
        static LAST: RefCell<Arc<str>> = RefCell::new(Arc::from(""));
    }

    /// Writes the name.
    ///
    /// # Errors
    /// What the format says.
    pub fn serialize<S: Serializer>(name: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name)
    }

    /// Reads a name.
    ///
    /// # Errors
    /// What the format says.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(from)?;
        Ok(LAST.with_borrow_mut(|last| {
            if **last != *name {
                *last = Arc::from(&*name);
            }
            last.clone()
        }))
    }
}

/// A value that several stages hold (`Arc`), as the value.
pub mod one {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the value.
    ///
    /// # Errors
    /// What the format says.
    pub fn serialize<S: Serializer, T: Serialize>(
        value: &Arc<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().serialize(to)
    }

    /// Reads a value.
    ///
    /// # Errors
    /// What the format says.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}
