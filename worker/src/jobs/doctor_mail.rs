//! Sends a doctor's mail of a day, once: how many patients have fallen behind, and the day in numbers for those who want it.
//!
//! What it says, and whether it is sent at all, is decided when it is about to leave. It waits for the quiet hours, and a day that
//! is over is not made up for: what was not told then stands in the next day's mail. What a mail server's answer means is judged
//! as for reminders.
//!
//! A crash, or a database that is away, between the server's answer and our record repeats a mail under its Message-ID.

use super::{Context, Ended, single::Single};
use crate::mail::{About, DoctorMail, Mail};
use aftercare_core::{
    Error, Result,
    domain::{
        at_risk::mails::{self, Fate, Letter},
        reasons,
    },
    jobs::Claimed,
};

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let id = claimed.job.subject_id.unwrap_or_default();
    let single = Single { context, claimed, about: About::Doctor(id) };
    let letter = match mails::fate_unscoped(app, id).await? {
        Fate::Send(letter) => letter,
        Fate::Wait(until) => return single.wait(reasons::QUIET_HOURS_NOT_OVER, until).await,
        Fate::Nothing => {
            let change = app.begin().await?;
            mails::not_sent(&change, id).await?;
            return single.done(change, "skipped").await;
        }
    };
    // One that was made the day before has not waited for that long.
    let since = letter.mail.created_at.max(mails::mail_time(app, &letter.doctor, letter.mail.day));
    if let Some(ended) = single.send(&compose(context, &letter)?, since).await? {
        return Ok(ended);
    }
    let mut change = app.begin().await?;
    mails::sent(&mut change, &letter).await?;
    single.done(change, "sent").await
}

fn compose(context: &Context, letter: &Letter) -> Result<Mail> {
    let language = context.app.hospital().language_of(&letter.doctor);
    let content = DoctorMail {
        content: letter.content,
        new: letter.told.len(),
        language,
        link_base: context.settings.link_base.as_deref(),
        replies: context.mailer.takes_replies(),
    };
    let content = content.render().map_err(|_| Error::Internal("a mail template failed"))?;
    Ok(Mail {
        to: letter.doctor.email.clone(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        message_id: mails::message_id(letter.mail.id, &context.app.hospital().mail_domain),
        date: letter.mail.created_at,
        language,
        unsubscribe: None,
    })
}
