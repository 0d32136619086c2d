//! Tokens: made once, shown once, kept as hashes.
//!
//! A token is 256 random bits. Whoever has its hash can only find it by trying all of them, so a fast hash is as safe
//! as a slow one; slow hashes (Argon2) are for words that people choose. A slow one would also have to be paid for at
//! every request. The hash is BLAKE3, which the archive uses already; hashes are compared in constant time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// What tokens begin with, so that one is known where it has got lost.
const PREFIX: &str = "rapporteur_";

/// A token, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Whose it is.
    pub name: String,
    /// BLAKE3 of it, in hexadecimal.
    pub hash: String,
    /// The day it was made, EDTF.
    pub made: String,
}

/// The tokens of a file. A change of the file counts from the next request on.
pub struct Tokens {
    file: PathBuf,
    read: Mutex<(Option<SystemTime>, Vec<Token>)>,
}

impl Tokens {
    /// Where the tokens of an archive lie: beside it.
    pub fn beside(archive: &Path) -> PathBuf {
        let mut name = archive.as_os_str().to_owned();
        name.push(".tokens");
        name.into()
    }

    /// The tokens of a file; none where it is not there.
    pub fn open(file: impl Into<PathBuf>) -> io::Result<Self> {
        let file = file.into();
        let read = (changed(&file), kept(&file)?);
        Ok(Tokens { file, read: Mutex::new(read) })
    }

    /// All of them.
    pub fn list(&self) -> Vec<Token> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let now = changed(&self.file);
        if now != read.0 {
            // A file that cannot be read lets nobody in.
            *read = (now, kept(&self.file).unwrap_or_default());
        }
        read.1.clone()
    }

    /// Makes one and returns it: it is not kept, only its hash is.
    pub fn add(&self, name: &str) -> io::Result<String> {
        let mut tokens = self.list();
        if name.trim().is_empty() {
            return Err(io::Error::other("a token needs a name: whose it is"));
        }
        if tokens.iter().any(|t| t.name == name) {
            return Err(io::Error::other(format!("there is a token {name:?} already; remove it first")));
        }
        let token = format!("{PREFIX}{}", random()?);
        let made = jiff::Zoned::now().date().to_string();
        tokens.push(Token { name: name.into(), hash: blake3::hash(token.as_bytes()).to_string(), made });
        self.keep(&tokens)?;
        Ok(token)
    }

    /// Takes one back; false where there is none of that name.
    pub fn remove(&self, name: &str) -> io::Result<bool> {
        let mut tokens = self.list();
        let before = tokens.len();
        tokens.retain(|t| t.name != name);
        self.keep(&tokens)?;
        Ok(tokens.len() < before)
    }

    /// The name of a token.
    pub(crate) fn name_of(&self, token: &str) -> Option<String> {
        let hash = blake3::hash(token.as_bytes());
        let same = |t: &Token| blake3::Hash::from_hex(&t.hash).is_ok_and(|kept| kept == hash);
        self.list().into_iter().find(same).map(|t| t.name)
    }

    /// Whether there still is a token of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.list().iter().any(|t| t.name == name)
    }

    /// Writes a new file and puts it in the place of the old one, so that there is one at any moment.
    fn keep(&self, tokens: &[Token]) -> io::Result<()> {
        let mut new = self.file.as_os_str().to_owned();
        new.push(".new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&new)?;
        for token in tokens {
            writeln!(out, "{}", serde_json::to_string(token)?)?;
        }
        out.sync_all()?;
        fs::rename(&new, &self.file)?;
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = (changed(&self.file), tokens.to_vec());
        Ok(())
    }
}

/// 256 random bits in hexadecimal.
pub(crate) fn random() -> io::Result<String> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits).map_err(|e| io::Error::other(format!("the system gives no random bits: {e}")))?;
    Ok(blake3::Hash::from_bytes(bits).to_string())
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|m| m.modified()).ok()
}

fn kept(file: &Path) -> io::Result<Vec<Token>> {
    let text = match fs::read_to_string(file) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        other => other?,
    };
    let line = |(i, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| {
            io::Error::other(format!("{}, line {}: no token ({e}); remove the line", file.display(), i + 1))
        })
    };
    text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_shown_once_and_kept_as_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.archive.tokens");
        let tokens = Tokens::open(&file).unwrap();
        let (mine, yours) = (tokens.add("mine").unwrap(), tokens.add("yours").unwrap());
        assert!(mine != yours && mine.len() == PREFIX.len() + 64, "{mine}");
        assert!(tokens.add("mine").is_err() && tokens.add(" ").is_err());
        let written = fs::read_to_string(&file).unwrap();
        assert!(!written.contains(&mine[PREFIX.len()..]), "{written}");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o600);
        let again = Tokens::open(&file).unwrap();
        assert_eq!(again.name_of(&mine).as_deref(), Some("mine"));
        for wrong in ["", "mine", &mine[1..], &mine.to_uppercase(), &tokens.list()[0].hash] {
            assert_eq!(again.name_of(wrong), None, "{wrong}");
        }
        assert!(again.remove("mine").unwrap() && !again.remove("mine").unwrap());
        assert_eq!((again.name_of(&mine), again.list().len()), (None, 1));
    }

    #[test]
    fn a_damaged_file_is_told_of_and_lets_nobody_in() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tokens");
        let tokens = Tokens::open(&file).unwrap();
        let mine = tokens.add("mine").unwrap();
        fs::write(&file, "no token\n").unwrap();
        fs::File::open(&file).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(Tokens::open(&file).err().unwrap().to_string().contains("line 1"));
        assert_eq!(tokens.name_of(&mine), None);
    }
}
