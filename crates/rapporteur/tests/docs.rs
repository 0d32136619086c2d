//! Every `console` example of README.md and docs/ is run: the command must end well, and what stands below it must be in what it prints.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of a page, and the lines that it is said to print; "..." stands for any number of lines, or the rest of one.
struct Example {
    command: String,
    printed: Vec<String>,
}

#[test]
fn examples_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let mut pages: Vec<PathBuf> = fs::read_dir(root.join("docs")).unwrap().map(|f| f.unwrap().path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "md"));
    pages.push(root.join("README.md"));
    pages.sort();
    let mut ran = 0;
    for page in pages {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root.join("corpus"), folder.path().join("corpus")).unwrap();
        for example in examples(&fs::read_to_string(&page).unwrap()) {
            run(&page, folder.path(), &example);
            ran += 1;
        }
    }
    assert!(ran > 10, "only {ran} examples were found");
}

fn examples(page: &str) -> Vec<Example> {
    let mut out: Vec<Example> = vec![];
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside && line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            out.push(Example { command: command.into(), printed: vec![] });
        } else if inside {
            out.last_mut().expect("a block begins with a command").printed.push(line.into());
        }
    }
    out
}

fn run(page: &Path, folder: &Path, example: &Example) {
    let program = Path::new(env!("CARGO_BIN_EXE_rapporteur")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let shell =
        Command::new("sh").args(["-c", &example.command]).current_dir(folder).env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&shell.stdout);
    let at = format!("{}: {}", page.display(), example.command);
    assert!(shell.status.success(), "{at}\n{said}\n{}", String::from_utf8_lossy(&shell.stderr));
    let mut lines = said.lines();
    for wanted in &example.printed {
        let stem = wanted.trim_end_matches("...").trim();
        let holds = |l: &str| if wanted.ends_with("...") { l.trim().starts_with(stem) } else { l.trim() == stem };
        assert!(wanted == "..." || lines.any(holds), "{at} does not print {wanted:?}, or not there:\n{said}");
    }
}
