//! Bytes into reports.
