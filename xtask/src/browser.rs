//! The desk in a real browser: Playwright and axe-core over the corpus, where npm and Chromium are installed.

use std::path::PathBuf;
use std::process::Command;

use crate::{root, test_build};

/// Set where the tests must run (as in `.ci/run`), not only where they can.
const MUST: &str = "RAPPORTEUR_BROWSER_TESTS";
/// Names that Chromium goes by.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Runs the tests of `tests/desk`, or says why not.
pub fn test() -> Result<(), String> {
    let Some(chromium) = ready()? else { return Ok(()) };
    npx(&["playwright", "test"], &chromium)
}

/// Makes the pictures of `docs/desk/`.
pub fn screenshots() -> Result<(), String> {
    let chromium = ready()?.ok_or("the pictures need npm and chromium")?;
    npx(&["playwright", "test", "--config", "screenshots.config.mjs"], &chromium)
}

/// The browser, with the tests' packages installed and the desk built; none where something is missing.
fn ready() -> Result<Option<PathBuf>, String> {
    let chromium = BROWSERS.iter().find_map(|name| found(name));
    let (Some(chromium), Some(_)) = (chromium, found("npm")) else {
        if std::env::var_os(MUST).is_some() {
            return Err("the desk cannot be tried in a browser: install chromium and npm".into());
        }
        eprintln!("the desk was not tried in a browser: chromium and npm are not both installed");
        return Ok(None);
    };
    test_build()?;
    if !folder().join("node_modules").is_dir() {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        run(npm, "npm ci")?;
    }
    Ok(Some(chromium))
}

fn folder() -> PathBuf {
    root().join("tests/desk")
}

fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn npx(args: &[&str], chromium: &PathBuf) -> Result<(), String> {
    let built = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let mut npx = Command::new("npx");
    npx.args(args).env("CHROMIUM", chromium).env("DESK", built.join("debug/examples/corpus"));
    run(npx, &args.join(" "))
}

fn run(mut command: Command, what: &str) -> Result<(), String> {
    eprintln!("{what}");
    let status = command.current_dir(folder()).status().map_err(|e| format!("{what}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}
