//! Maps and sets of what is looked up for every word of a text or every claim of an answer, where the standard library's
//! way of hashing would take longer than all else. A process has its own seed here too.

use hashlink::DefaultHashBuilder;

/// A map.
pub type HashMap<K, V> = std::collections::HashMap<K, V, DefaultHashBuilder>;
/// A set.
pub type HashSet<T> = std::collections::HashSet<T, DefaultHashBuilder>;
