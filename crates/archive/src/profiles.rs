//! What the archive has learnt of an entry or a process, as bytes in the database.

use serde::{Serialize, de::DeserializeOwned};

use crate::Error;

/// To bytes.
pub fn pack(profile: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(profile).unwrap_or_default()
}

/// And back; `what` and its number stand in the error.
pub fn unpack<T: DeserializeOwned>(what: &str, id: i64, bytes: &[u8]) -> Result<T, Error> {
    postcard::from_bytes(bytes).map_err(|e| Error::Damaged(format!("{what} {id}: {e}")))
}
