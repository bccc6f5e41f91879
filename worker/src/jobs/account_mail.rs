//! Sends the mail about an account, once.
//!
//! What it says, and whether it is sent at all, is decided when it is about to leave. Somebody is waiting for most of them, so
//! they do not wait for the quiet hours; one whose code has expired is not sent. What a mail server's answer means is judged as
//! for reminders, with one difference: the address is whatever somebody typed, so its refusal says nothing about the server.
//!
//! A crash, or a database that is away, between the server's answer and our record repeats a mail under its Message-ID.

use super::{Context, Ended, not_accepted::not_accepted, settle};
use crate::mail::{AccountMail, Mail};
use aftercare_core::{
    Error, Result,
    domain::{
        account_mails::{
            self,
            letters::{self, Fate, Letter},
        },
        reasons,
    },
    jobs::{self, Claimed, Outcome},
};
use std::time::Instant;
use tracing::Instrument;

/// As these mails are counted.
const KIND: &str = "account";

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let id = claimed.job.subject_id.unwrap_or_default();
    let letter = match letters::fate_unscoped(app, id).await? {
        Fate::Send(letter) => letter,
        Fate::Wait(until) => {
            app.metrics().work().mail(KIND, "waits", Some(reasons::MANY_MAILS_TO_ADDRESS));
            let wait = Outcome::Park { code: reasons::MANY_MAILS_TO_ADDRESS, until };
            return settle(app, claimed, &wait, None).await;
        }
        Fate::Nothing => {
            let change = app.begin().await?;
            account_mails::not_sent(&change, id).await?;
            if !jobs::finish(app, change.tx(), claimed).await? {
                return Ok(Ended::Lost);
            }
            change.commit().await?;
            app.metrics().work().mail(KIND, "skipped", None);
            return Ok(Ended::Done);
        }
    };
    let mail = compose(context, &letter)?;
    let Ok(_leaves) = context.leaving.acquire().await else { return Ok(Ended::Lost) };
    // It may have waited for long, and somebody else may have it by now.
    if !claimed.is_held(app.now()) {
        return Ok(Ended::Lost);
    }
    let sending = tracing::error_span!("mail", account_mail = %id);
    let began = Instant::now();
    let sent = context.mailer.send(&mail).instrument(sending).await;
    app.metrics().work().mail_took(KIND, began.elapsed());
    match sent {
        Ok(_) => {
            context.mail_health().accepted();
            record(context, claimed, &letter).await
        }
        Err(error) => {
            error.log_account_mail(id);
            let how = not_accepted(context, claimed, letter.mail.created_at, &error);
            let ended = settle(app, claimed, &how, None).await?;
            match ended {
                Ended::Dead => app.metrics().work().mail(KIND, "failed", Some(how.code())),
                Ended::Waits => app.metrics().work().mail(KIND, "waits", Some(how.code())),
                Ended::Done | Ended::Lost => {}
            }
            Ok(ended)
        }
    }
}

async fn record(context: &Context, claimed: &Claimed, letter: &Letter) -> Result<Ended> {
    let app = &context.app;
    let change = app.begin().await?;
    account_mails::sent(&change, letter).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    app.metrics().work().mail(KIND, "sent", None);
    Ok(Ended::Done)
}

fn compose(context: &Context, letter: &Letter) -> Result<Mail> {
    let content = AccountMail {
        content: &letter.content,
        language: letter.language,
        link_base: context.settings.link_base.as_deref(),
        replies: context.mailer.takes_replies(),
    };
    let content = content.render().map_err(|_| Error::Internal("a mail template failed"))?;
    Ok(Mail {
        to: letter.mail.email.clone(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        message_id: account_mails::message_id(letter.mail.id, &context.app.hospital().mail_domain),
        date: letter.mail.created_at,
        language: letter.language,
        unsubscribe: None,
    })
}
