//! What a reader knows before reading.
