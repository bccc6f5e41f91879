//! The [`Mailer`]: one door for every mail, whichever way it leaves.

use std::{fmt, path::PathBuf, sync::Arc};

use lettre::message::Mailbox;

use super::{
    error::{Reply, SendError},
    files::Folder,
    message::{self, Mail},
    settings::{MailSettings, SettingError},
    smtp::Pool,
};

/// Sends mails; cheap to clone, all clones share the connections.
///
/// Dropping a `send` at any point is safe: its connection is closed, never used for another mail.
#[derive(Clone)]
pub struct Mailer {
    from: Arc<Mailbox>,
    reply_to: Option<Arc<Mailbox>>,
    outlet: Outlet,
}

#[derive(Clone)]
enum Outlet {
    Smtp(Arc<Pool>),
    Files(Folder),
}

/// Who has the mail now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// The mail server took the responsibility for it, and answered so.
    Server(Reply),
    /// It is this file.
    File(PathBuf),
}

impl Mailer {
    /// Checks the settings; connects to nothing yet (see [`Mailer::check`]).
    pub fn new(settings: &MailSettings) -> Result<Self, SettingError> {
        let from = message::sender(&settings.from)?;
        let reply_to = settings.reply_to.as_deref().map(message::reply_to).transpose()?.map(Arc::new);
        let outlet = match &settings.smtp_url {
            Some(url) => Outlet::Smtp(Pool::new(url, settings)?),
            None => Outlet::Files(Folder::new(settings.files_dir.clone())),
        };
        Ok(Self { from: Arc::new(from), reply_to, outlet })
    }

    /// The sender's domain: the right-hand side of our Message-IDs.
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Whether somebody reads what is answered to a mail.
    pub const fn takes_replies(&self) -> bool {
        self.reply_to.is_some()
    }

    /// Mails that can leave at a time.
    pub fn connections(&self) -> usize {
        match &self.outlet {
            Outlet::Smtp(pool) => pool.size(),
            Outlet::Files(_) => 4,
        }
    }

    /// Hands the mail over. An `Ok` means that the server, or the disk, has it; an error says what to do next.
    ///
    /// A mail that failed at [`Stage::Content`](super::Stage::Content) may have arrived all the same. Sending it again under
    /// its old Message-ID lets the receiving side see that it is the same one.
    pub async fn send(&self, mail: &Mail) -> Result<Accepted, SendError> {
        let (envelope, content) = message::compose(&self.from, self.reply_to.as_deref(), mail)?;
        match &self.outlet {
            Outlet::Smtp(pool) => pool.send(&envelope, &content).await.map(Accepted::Server),
            Outlet::Files(folder) => {
                let name = message::file_name(mail);
                folder.write(name, content).await.map(Accepted::File)
            }
        }
    }

    /// Whether a mail could leave now: connects and logs in, or makes the folder. Sends nothing.
    pub async fn check(&self) -> Result<(), SendError> {
        match &self.outlet {
            Outlet::Smtp(pool) => pool.check().await,
            Outlet::Files(folder) => folder.check().await,
        }
    }

    /// Takes leave of the server. A mail under way still gets its time; later ones are refused.
    pub async fn close(&self) {
        if let Outlet::Smtp(pool) = &self.outlet {
            pool.close().await;
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outlet = match &self.outlet {
            Outlet::Smtp(_) => "smtp",
            Outlet::Files(_) => "files",
        };
        f.debug_struct("Mailer").field("outlet", &outlet).finish_non_exhaustive()
    }
}
