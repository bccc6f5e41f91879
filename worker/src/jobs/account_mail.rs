//! Sends the mail about an account, once.
//!
//! What it says, and whether it is sent at all, is decided when it is about to leave. Somebody is waiting for most of them, so
//! they do not wait for the quiet hours; one whose code has expired is not sent. What a mail server's answer means is judged as
//! for reminders, with one difference: the address is whatever somebody typed, so its refusal says nothing about the server.
//!
//! A crash, or a database that is away, between the server's answer and our record repeats a mail under its Message-ID.

use super::{Context, Ended, single::Single};
use crate::mail::{About, AccountMail, Mail};
use aftercare_core::{
    Error, Result,
    domain::{
        account_mails::{
            self,
            letters::{self, Fate, Letter},
        },
        reasons,
    },
    jobs::Claimed,
};

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let id = claimed.job.subject_id.unwrap_or_default();
    let single = Single { context, claimed, about: About::Account(id) };
    let letter = match letters::fate_unscoped(app, id).await? {
        Fate::Send(letter) => letter,
        Fate::Wait(until) => return single.wait(reasons::MANY_MAILS_TO_ADDRESS, until).await,
        Fate::Nothing => {
            let change = app.begin().await?;
            account_mails::not_sent(&change, id).await?;
            return single.done(change, "skipped").await;
        }
    };
    if let Some(ended) = single.send(&compose(context, &letter)?, letter.mail.created_at).await? {
        return Ok(ended);
    }
    let change = app.begin().await?;
    account_mails::sent(&change, &letter).await?;
    single.done(change, "sent").await
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
