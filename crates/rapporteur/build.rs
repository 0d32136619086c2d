//! What tells this model and this lexicon from every other: a hash of their files, for the metadata of what is exported.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (name, folder) in [("RAPPORTEUR_MODEL", "models"), ("RAPPORTEUR_LEXICON", "lexicon")] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = vec![];
        list(&folder, &mut files);
        files.sort();
        let mut hasher = blake3::Hasher::new();
        for file in &files {
            let inside = file.strip_prefix(&folder).unwrap_or(file);
            hasher.update(inside.to_string_lossy().replace('\\', "/").as_bytes());
            hasher.update(&fs::read(file).expect("a file that was listed can be read"));
        }
        println!("cargo::rustc-env={name}={}", &hasher.finalize().to_hex()[..16]);
    }
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder lies in the repository").flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, out);
        } else if path.extension().is_none_or(|e| e != "md") {
            out.push(path);
        }
    }
}
