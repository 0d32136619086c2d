//! Are the dependencies' licences and sources in order? By the lists of `deny.toml`, which cargo-deny reads too.
//!
//! Advisories need a database that is fetched: they are checked by cargo-deny, where it is installed.

use std::process::Command;

use serde_json::Value;

use crate::{cargo, root};

/// Checks every package of the lock file.
pub fn check() -> Result<(), String> {
    let file = std::fs::read_to_string(root().join("deny.toml")).map_err(|e| format!("deny.toml: {e}"))?;
    let lists: toml::Table = file.parse().map_err(|e| format!("deny.toml: {e}"))?;
    let allowed: Vec<&str> = (lists.get("licenses").and_then(|l| l.get("allow")).and_then(toml::Value::as_array))
        .map(|a| a.iter().filter_map(toml::Value::as_str).collect())
        .ok_or("deny.toml: there is no list licenses.allow")?;
    let out = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    let found: Value = serde_json::from_slice(&out.stdout)
        .map_err(|e| format!("cargo metadata: {e}: {}", String::from_utf8_lossy(&out.stderr)))?;
    let packages = found["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wrong: Vec<String> = packages.iter().filter_map(|p| misfit(p, &allowed)).collect();
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    eprintln!("licences and sources of {} packages are in order", packages.len());
    if Command::new("cargo-deny").arg("--version").output().is_ok_and(|o| o.status.success()) {
        return cargo(&["deny", "check", "advisories"], &[]);
    }
    eprintln!("advisories were not checked: cargo-deny is not installed");
    Ok(())
}

fn misfit(package: &Value, allowed: &[&str]) -> Option<String> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    // Our own packages have no source, all others come from the registry.
    if package["source"].as_str().is_some_and(|s| !s.starts_with("registry+")) {
        return Some(format!("{name} comes from {}, not from the registry", package["source"]));
    }
    let licence = package["license"].as_str().unwrap_or("");
    (!allows(licence, allowed)).then(|| format!("{name} is licensed {licence:?}, which deny.toml does not allow"))
}

/// Whether an SPDX expression can be met with the allowed licences: one of what OR joins, all of what AND joins.
fn allows(licence: &str, allowed: &[&str]) -> bool {
    let licence = licence.trim();
    if let Some(parts) = split(licence, " OR ").or_else(|| split(licence, "/")) {
        return parts.iter().any(|p| allows(p, allowed));
    }
    if let Some(parts) = split(licence, " AND ") {
        return parts.iter().all(|p| allows(p, allowed));
    }
    match licence.strip_prefix('(').and_then(|l| l.strip_suffix(')')) {
        Some(inner) => allows(inner, allowed),
        None => allowed.contains(&licence),
    }
}

/// Splits at a word that stands outside brackets; none where there is none.
fn split<'l>(licence: &'l str, by: &str) -> Option<Vec<&'l str>> {
    let (mut out, mut start, mut depth) = (vec![], 0, 0);
    for (i, c) in licence.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && licence[i..].starts_with(by) => {
                out.push(&licence[start..i]);
                start = i + by.len();
            }
            _ => {}
        }
    }
    out.push(&licence[start..]);
    (out.len() > 1).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn expressions_are_met_by_what_is_allowed() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
        for good in
            ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(MIT OR GPL-2.0) AND Unicode-3.0", "(MIT OR Apache-2.0)"]
        {
            assert!(allows(good, &allowed), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(GPL-2.0 OR LGPL-2.1) AND MIT"] {
            assert!(!allows(bad, &allowed), "{bad}");
        }
    }
}
