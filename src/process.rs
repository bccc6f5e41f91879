//! What the operating system is told about this process: who may read its files, and how many it may have open.

use rustix::{
    fs::Mode,
    process::{Resource, Rlimit, getrlimit, setrlimit, umask},
};

/// Whatever this process makes (the data folder, the database with its log, keys, mails) is for its owner alone.
pub fn keep_files_private() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Raises the number of files that may be open as far as the system lets it be raised, and says how many that is.
pub fn raise_file_limit() -> u64 {
    let before = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: before.maximum, maximum: before.maximum });
    if let Err(error) = raised {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
    // Nothing is "without limit".
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
