//! A mail on its own, about an account or a doctor's day: it is handed to the mail server, counted and logged under its kind, and its
//! job goes on as the answer says. Reminders are judged a group at a time (see [`super::remind`]).

use super::{Context, Ended, settle};
use crate::mail::{About, Mail, Meaning, Rest, SendError, Verdict, pause};
use aftercare_core::{
    Change, Result,
    domain::reasons,
    jobs::{self, Claimed, Outcome},
};
use chrono::{DateTime, Utc};
use std::time::Instant;
use tracing::Instrument;

/// A mail and the job that sends it.
pub(super) struct Single<'j> {
    pub context: &'j Context,
    pub claimed: &'j Claimed,
    pub about: About,
}

impl Single<'_> {
    /// Hands the mail to the mail server; it has waited since `since`. `None`: the server has it, which the caller records with
    /// [`Self::done`].
    pub async fn send(&self, mail: &Mail, since: DateTime<Utc>) -> Result<Option<Ended>> {
        let Self { context, claimed, about } = self;
        let Ok(_leaves) = context.leaving.acquire().await else { return Ok(Some(Ended::Lost)) };
        // It may have waited for long, and somebody else may have it by now.
        if !claimed.is_held(context.app.now()) {
            return Ok(Some(Ended::Lost));
        }
        let began = Instant::now();
        let sent = context.mailer.send(mail).instrument(about.span()).await;
        context.app.metrics().work().mail_took(about.kind(), began.elapsed());
        let Err(error) = sent else {
            context.mail_health().accepted();
            return Ok(None);
        };
        error.log(*about);
        self.settle(&not_accepted(context, claimed, since, &error)).await.map(Some)
    }

    /// It is not sent before `until`.
    pub async fn wait(&self, code: &'static str, until: DateTime<Utc>) -> Result<Ended> {
        self.settle(&Outcome::Park { code, until }).await
    }

    /// Ends the job in the caller's transaction: the mail is `sent` or `skipped`.
    pub async fn done(&self, change: Change, outcome: &'static str) -> Result<Ended> {
        let app = &self.context.app;
        if !jobs::finish(app, change.tx(), self.claimed).await? {
            return Ok(Ended::Lost);
        }
        change.commit().await?;
        self.count(outcome, None);
        Ok(Ended::Done)
    }

    async fn settle(&self, how: &Outcome) -> Result<Ended> {
        let ended = settle(&self.context.app, self.claimed, how, None).await?;
        match ended {
            Ended::Dead => self.count("failed", Some(how.code())),
            Ended::Waits => self.count("waits", Some(how.code())),
            Ended::Done | Ended::Lost => {}
        }
        Ok(ended)
    }

    fn count(&self, outcome: &'static str, reason: Option<&'static str>) {
        self.context.app.metrics().work().mail(self.about.kind(), outcome, reason);
    }
}

/// So the job of a mail goes on that the mail server did not accept.
fn not_accepted(context: &Context, claimed: &Claimed, since: DateTime<Utc>, error: &SendError) -> Outcome {
    let now = context.app.now();
    let Verdict { meaning, reason: code, .. } = error.verdict();
    if error.concerns_all()
        && let Rest::Until { until, reason: code } = context.mail_health().refused(error, now)
    {
        return Outcome::Park { code, until };
    }
    let repeated = claimed.job.last_error.as_deref() == Some(reasons::MAIL_UNANSWERED);
    match meaning {
        Meaning::Address | Meaning::Mail => Outcome::GiveUp { code },
        Meaning::Unanswered if repeated => Outcome::GiveUp { code },
        Meaning::Unanswered | Meaning::Later | Meaning::Configuration => {
            Outcome::Park { code, until: now + pause(now - since) }
        }
    }
}
