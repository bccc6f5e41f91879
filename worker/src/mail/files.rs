//! Mails as .eml files: the outlet of a hospital without a mail server, for trying out and for tests.
//!
//! A file appears under its name when it is complete, never before, and only its owner may read it: it holds what a
//! mail holds.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::error::{Cause, SendError, Stage};

#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Writes the file, replacing an earlier attempt at the same mail, and says where it is.
    pub(super) async fn write(&self, name: String, content: Vec<u8>) -> Result<PathBuf, SendError> {
        let folder = self.path.clone();
        blocking(move || {
            make(&folder)?;
            let path = folder.join(name);
            let mut file = tempfile::Builder::new().prefix(".mail-").tempfile_in(&folder)?; // 0600 on Unix
            file.write_all(&content)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|failed| failed.error)?;
            Ok(path)
        })
        .await
    }

    pub(super) async fn check(&self) -> Result<(), SendError> {
        let folder = self.path.clone();
        blocking(move || {
            make(&folder)?;
            tempfile::Builder::new().prefix(".mail-").tempfile_in(&folder).map(drop)
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, SendError> {
    let result =
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|failed| Err(io::Error::other(failed)));
    result.map_err(|error| SendError::new(Stage::File, Cause::Folder(error.kind())))
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
