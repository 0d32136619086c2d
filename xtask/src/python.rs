//! The Python package: built as a wheel, alone in a clean environment, and among the libraries that people use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{cargo, root, test_build};

/// Which build is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// As the other tests.
    Dev,
    /// As it ships.
    Release,
}

impl Build {
    fn profile(self) -> &'static str {
        if self == Build::Release { "release" } else { "dev" }
    }
    fn folder(self) -> &'static str {
        if self == Build::Release { "release" } else { "debug" }
    }
}

/// Formats and package, by pandas, polars, DuckDB, pyarrow and others.
pub fn test(build: Build) -> Result<(), String> {
    let (command, wheel) = (command(build)?, wheel(build)?);
    let clean = environment("clean", &[])?;
    install(&clean, &["--force-reinstall", "--no-deps"], &wheel)?;
    succeed(Command::new(&clean).arg("tests/python/clean.py"))?;
    pytest(&tools()?, &wheel, &command, &["tests/python", "--ignore=tests/python/test_spark.py"])
}

/// A real local Spark with two workers.
pub fn spark() -> Result<(), String> {
    if !Command::new("java").arg("-version").output().is_ok_and(|o| o.status.success()) {
        return Err("Spark needs Java 17 or newer: apt-get install default-jre-headless".into());
    }
    let (command, wheel) = (command(Build::Release)?, wheel(Build::Release)?);
    let python = tools()?;
    pip(&python, &["pyspark>=4"])?;
    pytest(&python, &wheel, &command, &["tests/python/test_spark.py"])
}

/// An environment with the libraries, the wheel and pyspark; gives its Python.
pub fn bench_environment() -> Result<PathBuf, String> {
    let (wheel, python) = (wheel(Build::Release)?, tools()?);
    pip(&python, &["pyspark>=4"])?;
    install(&python, &["--force-reinstall", "--no-deps"], &wheel)?;
    Ok(python)
}

fn pytest(python: &Path, wheel: &Path, command: &Path, what: &[&str]) -> Result<(), String> {
    install(python, &["--force-reinstall", "--no-deps"], wheel)?;
    let mut tests = Command::new(python);
    tests.args(["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider"]).args(what).env("RAPPORTEUR", command);
    // Workers of Spark run the same Python.
    tests.env("PYSPARK_PYTHON", python).env("PYTHONDONTWRITEBYTECODE", "1");
    succeed(&mut tests)
}

/// The command, built; its path.
fn command(build: Build) -> Result<PathBuf, String> {
    match build {
        Build::Dev => test_build()?,
        Build::Release => cargo(&["build", "--quiet", "--release", "-p", "rapporteur"], &[])?,
    }
    Ok(target().join(build.folder()).join("rapporteur"))
}

/// The wheel, built; its path.
fn wheel(build: Build) -> Result<PathBuf, String> {
    let out = target().join("python/wheels").join(build.folder());
    let _ = fs::remove_dir_all(&out);
    let mut maturin = Command::new(tools()?);
    maturin.args(["-m", "maturin", "build", "--quiet", "--profile", build.profile()]);
    maturin.args(["--manifest-path", "crates/python/Cargo.toml", "--out"]).arg(&out);
    succeed(&mut maturin)?;
    let mut wheels = fs::read_dir(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let wheel = wheels.find_map(|f| Some(f.ok()?.path()).filter(|p| p.extension().is_some_and(|e| e == "whl")));
    wheel.ok_or_else(|| format!("maturin left no wheel in {}", out.display()))
}

/// The Python of the environment with all that the tests read with.
fn tools() -> Result<PathBuf, String> {
    environment("tools", &["-r", "tests/python/requirements.txt"])
}

/// An environment of that name with these packages, made where it is not there; its Python.
pub fn environment(name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let folder = target().join("python").join(name);
    let python = folder.join("bin/python");
    if !python.exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        if !packages.is_empty() {
            pip(&python, packages)?;
        }
    }
    Ok(python)
}

/// Installs packages into an environment.
pub fn pip(python: &Path, packages: &[&str]) -> Result<(), String> {
    let quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    succeed(Command::new(python).args(quiet).args(packages))
}

fn install(python: &Path, options: &[&str], wheel: &Path) -> Result<(), String> {
    pip(python, &[options, &[&wheel.to_string_lossy()]].concat())
}

/// Where the builds lie.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a command at the root of the repository.
pub fn succeed(command: &mut Command) -> Result<(), String> {
    eprintln!("{}", shown(command));
    let status = command.current_dir(root()).status();
    let status = status.map_err(|e| format!("{} cannot be run: {e}; python3 with venv is needed", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed", shown(command))) }
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
