//! The chores: `cargo xtask test|score|bench`.
fn main() {}
