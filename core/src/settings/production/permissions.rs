//! Who else on this machine may read the keys and the data.

use crate::settings::Settings;
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Group or others, in any way.
const NOT_THE_OWNER: u32 = 0o077;
/// Others, in any way.
const OTHERS: u32 = 0o007;

/// What somebody else could read; `named` are files with secrets, each with the setting that names it.
pub(super) fn of(settings: &Settings, named: &[(String, PathBuf)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (setting, path) in named {
        if let Some(mode) = mode(path).filter(|mode| mode & NOT_THE_OWNER != 0) {
            wrong.push(format!(
                "{setting}: {} must be readable by its owner only, and has mode {mode:04o} (chmod 600)",
                path.display()
            ));
        }
    }
    let data = &settings.data_dir;
    let database = data.join("aftercare.db");
    let keys = ["keys/master.keys", "keys/token.keys"].map(|key| (data.join(key), NOT_THE_OWNER, "600"));
    let others = [(data.clone(), OTHERS, "700"), (database, OTHERS, "600")];
    for (path, forbidden, right) in others.into_iter().chain(keys) {
        if let Some(mode) = mode(&path).filter(|mode| mode & forbidden != 0) {
            wrong.push(format!(
                "AFTERCARE_DATA_DIR: {} must not be open to others, and has mode {mode:04o} (chmod {right})",
                path.display()
            ));
        }
    }
    wrong
}

/// Nothing where there is nothing, or it cannot be asked about: then it cannot be read either.
fn mode(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|found| found.permissions().mode() & 0o7777)
}
