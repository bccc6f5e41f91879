//! Sends a doctor's mail of a day, once: how many patients have fallen behind, and the day in numbers for those who want it.
//!
//! What it says, and whether it is sent at all, is decided when it is about to leave. It waits for the quiet hours, and a day that
//! is over is not made up for: what was not told then stands in the next day's mail. What a mail server's answer means is judged
//! as for reminders.
//!
//! A crash, or a database that is away, between the server's answer and our record repeats a mail under its Message-ID.

use super::{Context, Ended, not_accepted::not_accepted, settle};
use crate::mail::{DoctorMail, Mail};
use aftercare_core::{
    Error, Result,
    domain::{
        at_risk::mails::{self, Fate, Letter},
        reasons,
    },
    jobs::{self, Claimed, Outcome},
};

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let id = claimed.job.subject_id.unwrap_or_default();
    let letter = match mails::fate_unscoped(app, id).await? {
        Fate::Send(letter) => letter,
        Fate::Wait(until) => {
            let wait = Outcome::Park { code: reasons::QUIET_HOURS_NOT_OVER, until };
            return settle(app, claimed, &wait, None).await;
        }
        Fate::Nothing => {
            let change = app.begin().await?;
            mails::not_sent(&change, id).await?;
            if !jobs::finish(app, change.tx(), claimed).await? {
                return Ok(Ended::Lost);
            }
            change.commit().await?;
            return Ok(Ended::Done);
        }
    };
    let mail = compose(context, &letter)?;
    let Ok(_leaves) = context.leaving.acquire().await else { return Ok(Ended::Lost) };
    // It may have waited for long, and somebody else may have it by now.
    if !claimed.is_held(app.now()) {
        return Ok(Ended::Lost);
    }
    match context.mailer.send(&mail).await {
        Ok(_) => {
            context.mail_health().accepted();
            record(context, claimed, &letter).await
        }
        Err(error) => {
            error.log_account_mail(id);
            // One that was made the day before has not waited for that long.
            let meant = mails::mail_time(app, &letter.doctor, letter.mail.day);
            let how = not_accepted(context, claimed, letter.mail.created_at.max(meant), &error);
            settle(app, claimed, &how, None).await
        }
    }
}

async fn record(context: &Context, claimed: &Claimed, letter: &Letter) -> Result<Ended> {
    let app = &context.app;
    let mut change = app.begin().await?;
    mails::sent(&mut change, letter).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}

fn compose(context: &Context, letter: &Letter) -> Result<Mail> {
    let language = context.app.hospital().language_of(&letter.doctor);
    let content = DoctorMail { letter, language, link_base: context.settings.link_base.as_deref() };
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
