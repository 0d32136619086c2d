//! A desk on an archive that is there, without a reader: to measure pages on large archives.
//!
//! `cargo run --release -p rapporteur-desk --example serve FILE PORT`

use std::net::TcpListener;

use rapporteur_desk::{Config, Desk, serve};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, port] = &args[..] else { return Err("FILE and PORT are needed".into()) };
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?))?;
    println!("http://{}", listener.local_addr()?);
    Ok(serve(Desk::open(Config::new(file).read_only(true))?, listener)?)
}
