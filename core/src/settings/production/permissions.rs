//! Who else on this machine may read the keys and the data.

use crate::settings::{KeyFile, Settings};
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Group or others, in any way.
const NOT_THE_OWNER: u32 = 0o077;
/// Others, in any way.
const OTHERS: u32 = 0o007;
/// Others in any way, or a group that may write.
const NOT_THE_SERVICE: u32 = 0o027;

/// What somebody else could read; `named` are files with secrets, each with the setting that names it.
pub(super) fn of(settings: &Settings, named: &[(String, PathBuf)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    for (setting, path) in named {
        let forbidden = forbidden(path, credentials.as_deref());
        if let Some(mode) = mode(path).filter(|mode| mode & forbidden != 0) {
            wrong.push(format!(
                "{setting}: {} must be readable by its owner only, and has mode {mode:04o} (chmod 600)",
                path.display()
            ));
        }
    }
    let data = &settings.data_dir;
    let database = settings.database_file().map(|file| (file, OTHERS, "600"));
    let keys = [KeyFile::Master, KeyFile::Token].map(|key| (key.within(data), NOT_THE_OWNER, "600"));
    let folder = (data.clone(), OTHERS, "700");
    for (path, forbidden, right) in std::iter::once(folder).chain(database).chain(keys) {
        if let Some(mode) = mode(&path).filter(|mode| mode & forbidden != 0) {
            let setting = if path.starts_with(data) { "AFTERCARE_DATA_DIR" } else { "DATABASE_URL" };
            wrong.push(format!(
                "{setting}: {} must not be open to others, and has mode {mode:04o} (chmod {right})",
                path.display()
            ));
        }
    }
    wrong
}

/// What nobody but the owner of a file with a secret may do. systemd lets a service read its credentials by an access list, which shows as
/// a group that may read.
fn forbidden(path: &Path, credentials: Option<&Path>) -> u32 {
    if credentials.is_some_and(|folder| path.starts_with(folder)) { NOT_THE_SERVICE } else { NOT_THE_OWNER }
}

/// Nothing where there is nothing, or it cannot be asked about: then it cannot be read either.
fn mode(path: &Path) -> Option<u32> {
    std::fs::metadata(path).ok().map(|found| found.permissions().mode() & 0o7777)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_of_systemd_may_be_readable_by_an_access_list_and_no_other_file() {
        let folder = Path::new("/run/credentials/aftercare.service");
        let is_refused = |path: &str, mode: u32| mode & forbidden(Path::new(path), Some(folder)) != 0;
        let credential = "/run/credentials/aftercare.service/master.keys";
        assert_eq!(
            [0o400, 0o440, 0o460, 0o444].map(|mode| is_refused(credential, mode)),
            [false, false, true, true]
        );
        assert_eq!([0o600, 0o640].map(|mode| is_refused("/etc/aftercare/master.keys", mode)), [false, true]);
        assert_eq!(forbidden(Path::new(credential), None), NOT_THE_OWNER);
    }
}
