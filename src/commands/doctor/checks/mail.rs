//! Mail: whether one could leave. None is sent.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::domain::reasons::reason_sentence;
use aftercare_worker::mail::{MailSettings, Mailer};
use std::time::Duration;

/// Each step of the mail server's, well within the time of a check.
const STEP: Duration = Duration::from_secs(3);

/// Whether the sender's address is one, and the mail server lets us in.
pub async fn could_leave(site: &Site) -> Found {
    let settings = &site.settings;
    let folder = settings.data_dir.join("mail");
    let mail = MailSettings { command_timeout: STEP, ..MailSettings::of(&settings.mail, folder.clone()) };
    let mailer = Mailer::new(&mail)
        .map_err(|wrong| Finding::failed(wrong.problem).naming(Some(wrong.setting)).advising("correct it"))?;
    if settings.mail.smtp_url.is_none() {
        return files(&folder);
    }
    site.may_ask("SMTP_URL")?;
    let checked = mailer.check().await;
    mailer.close().await;
    let Err(error) = checked else {
        return Ok(Finding::ok("the mail server lets us in; no mail was sent"));
    };
    let verdict = error.verdict();
    let detail = format!("{} ({}; {})", reason_sentence(verdict.reason), verdict.reason, error.failure());
    Err(Finding::failed(detail)
        .naming(verdict.setting.or(Some("SMTP_URL")))
        .advising("look at the mail server, and at the address, the user and the password that are set"))
}

/// Mails that are files are written where everything else is: a folder that is missing is made with the first mail.
fn files(folder: &std::path::Path) -> Found {
    let shown = folder.display();
    if folder.exists() && rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_err() {
        return Err(Finding::failed(format!("this user may not write mails into {shown}"))
            .naming(Some("AFTERCARE_DATA_DIR"))
            .advising("give the folder to the user that Aftercare runs as (chown)"));
    }
    Ok(Finding::ok(format!("nobody is mailed: mails are files in {shown} until SMTP_URL names a server")))
}
