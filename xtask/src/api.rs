//! The API of the desk against its own description: Schemathesis asks what the description allows and what it does not,
//! over the corpus, on loopback.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::{python, root, test_build};

/// What is installed, and how long it may ask: the same requests in every run, but for what the machine has no time for.
const PACKAGE: &str = "schemathesis>=4.32,<5";
const OPTIONS: [&str; 9] = [
    "--generation-deterministic",
    "--max-examples=25",
    "--max-time=45",
    "--max-failures=50",
    "--suppress-health-check=all",
    "--request-timeout=20",
    "--warnings=off",
    // A stream of events does not end; the desk's own tests listen to it.
    "--exclude-operation-id=events",
    "--no-color",
];

/// Installs and asks; an error where the description and the answers differ.
pub fn check() -> Result<(), String> {
    let st = installed()?;
    test_build()?;
    let desk = Desk::start()?;
    let mut run = Command::new(st);
    run.arg("run").arg(format!("{}/api/openapi.json", desk.address)).args(OPTIONS);
    python::succeed(&mut run)
}

/// The same among the other tests: without the network it is left out, and says so.
pub fn test() -> Result<(), String> {
    if let Err(why) = installed() {
        eprintln!("the API was not tried against its description, as Schemathesis could not be installed: {why}");
        return Ok(());
    }
    check()
}

/// The command, in an environment of its own.
fn installed() -> Result<PathBuf, String> {
    let python = python::environment("api", &[])?;
    let st = python.with_file_name("st");
    if !st.exists() {
        python::pip(&python, &[PACKAGE])?;
    }
    Ok(st)
}

/// A desk on the corpus, for as long as it is needed.
struct Desk {
    process: Child,
    address: String,
}

impl Desk {
    fn start() -> Result<Desk, String> {
        let program = python::target().join("debug/examples/corpus");
        let mut process = Command::new(&program)
            .current_dir(root())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("{} cannot be run: {e}", program.display()))?;
        let mut address = String::new();
        if let Some(out) = process.stdout.take() {
            BufReader::new(out).read_line(&mut address).map_err(|e| e.to_string())?;
        }
        Ok(Desk { process, address: address.trim().into() })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
