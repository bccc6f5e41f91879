//! Secrets from files: those that `NAME_FILE` names, and the key files an embedded installation makes for itself.

use super::non_empty;
use crate::{keyring::Keyring, random};
use base64::{Engine, prelude::BASE64_STANDARD};
use secrecy::{ExposeSecret, SecretString};
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// The settings that may come from a file instead, which `NAME_FILE` names.
pub const FROM_FILES: [&str; 7] = [
    "DATABASE_URL",
    "REDIS_URL",
    "SMTP_URL",
    "AFTERCARE_MASTER_KEYS",
    "AFTERCARE_TOKEN_KEYS",
    "AFTERCARE_MODEL_KEY",
    "GEMINI_API_KEY",
];

pub(super) fn secret_or_file(name: &str, set: Option<SecretString>) -> Result<Option<SecretString>, String> {
    debug_assert!(FROM_FILES.contains(&name), "{name} is not listed as a setting that a file may hold");
    let set = set.filter(|value| non_empty(value.expose_secret()).is_some());
    let file_name = format!("{name}_FILE");
    let Some(path) = file_of(name) else { return Ok(set) };
    if set.is_some() {
        return Err(format!("{name} and {file_name} are both set; set one"));
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|e| format!("{file_name}: cannot read {}: {e}", path.display()))?;
    match non_empty(&text) {
        Some(value) => Ok(Some(SecretString::from(value))),
        None => Err(format!("{file_name}: {} is empty", path.display())),
    }
}

/// The file that `NAME_FILE` names.
pub(super) fn file_of(name: &str) -> Option<PathBuf> {
    std::env::var_os(format!("{name}_FILE")).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The keys of an embedded installation and where they are.
#[derive(Debug)]
pub struct KeyFiles {
    /// Setting of the master keys.
    pub master_keys: SecretString,
    /// Setting of the token keys.
    pub token_keys: SecretString,
    /// The folder they are in.
    pub folder: PathBuf,
}

/// Reads the key files under `data_dir`, made on first use: readable by their owner only (0600), never overwritten.
///
/// # Errors
/// The path and what is wrong with it.
pub fn key_files(data_dir: &Path) -> Result<KeyFiles, String> {
    let folder = data_dir.join("keys");
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
    let master_keys = read_or_make(&KeyFile::Master.within(data_dir), Keyring::generate)?;
    let token_keys = read_or_make(&KeyFile::Token.within(data_dir), || {
        SecretString::from(format!("t1:{}", BASE64_STANDARD.encode(random::bytes::<32>())))
    })?;
    Ok(KeyFiles { master_keys, token_keys, folder })
}

/// One of the key files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFile {
    /// Of the master keys.
    Master,
    /// Of the keys that sign access tokens.
    Token,
}

impl KeyFile {
    /// Where it is in a data folder.
    pub fn within(self, data_dir: &Path) -> PathBuf {
        data_dir.join("keys").join(match self {
            Self::Master => "master.keys",
            Self::Token => "token.keys",
        })
    }
}

/// What a key file says; nothing where there is none. Makes none.
///
/// # Errors
/// The path and what is wrong with it.
pub fn read_key_file(data_dir: &Path, file: KeyFile) -> Result<Option<SecretString>, String> {
    let path = file.within(data_dir);
    match read(&path) {
        Err(why) if path.exists() => Err(why),
        Err(_) => Ok(None),
        Ok(keys) => Ok(Some(keys)),
    }
}

/// Made under another name and linked into place, so that a process that starts at the same time reads a whole key or none.
fn read_or_make(path: &Path, make: impl FnOnce() -> SecretString) -> Result<SecretString, String> {
    let failed = |e: std::io::Error| format!("{}: {e}", path.display());
    if !path.exists() {
        let new = path.with_extension(hex::encode(random::bytes::<8>()));
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new).map_err(failed)?;
        let linked = file
            .write_all(make().expose_secret().as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::hard_link(&new, path));
        std::fs::remove_file(&new).map_err(failed)?;
        match linked {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(failed(e)),
            _ => {}
        }
    }
    read(path)
}

fn read(path: &Path) -> Result<SecretString, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let text = non_empty(&text).ok_or_else(|| format!("{}: the key file is empty", path.display()))?;
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn key_files_are_made_once_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = key_files(folder.path()).unwrap();
        let second = key_files(folder.path()).unwrap();
        assert_eq!(first.master_keys.expose_secret(), second.master_keys.expose_secret());
        let mode = std::fs::metadata(first.folder.join("master.keys")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
