//! What a failure means for the mail, for the patient's address and for the queue. Pure: from a [`Failure`] alone.
//!
//! The enhanced code (RFC 3463) decides where there is one, the basic code (RFC 5321) where there is none. An answer is for
//! good only if both say so. Where a wrong guess would cost patients their mails, the guess is the one that waits.
//!
//! | what failed | it means |
//! |---|---|
//! | 4xx, or an enhanced code that begins with 4; an answer that is not SMTP | later |
//! | connecting: refused, lost, no answer in time | the server is away: later, for all |
//! | TLS: certificate, version, no STARTTLS, or STARTTLS refused | configuration (`MAIL_TLS`) |
//! | 5xx to greeting or EHLO | configuration (`MAIL_GREETING_REFUSED`) |
//! | 5xx to AUTH; 530, 534, 535, 538 or 5.7.8, 5.7.9, 5.7.11 to 5.7.14 to anything | configuration (`MAIL_LOGIN_REFUSED`) |
//! | 5xx to MAIL FROM; 5.1.7, 5.1.8 (sender's address); 5.7.20 to 5.7.29 (SPF, DKIM, reverse DNS) | configuration (`MAIL_SENDER_REFUSED`) |
//! | 5.1.x otherwise; 5.6.7 (address beyond ASCII); 5.7.17, 5.7.18 (it has another owner); 550, 551, 553, 556 to RCPT | the address |
//! | 5.2.0, 5.2.1 (mailbox disabled), 5.2.2 (full), 5.2.4 | this mail: the address exists, another day may do |
//! | 5.2.3 (too long for the mailbox), 5.3.x (system), 5.5.x and 500 to 504, 555 (protocol) | configuration (`MAIL_CONFIGURATION`) |
//! | 5.4.x (routing; 5.4.5 also: the sending limit is used up) | configuration (`MAIL_ROUTING`) |
//! | 5.6.x (content) | this mail |
//! | 5.7.x, 554 to RCPT | configuration (`MAIL_RELAY_DENIED`) |
//! | 5.7.x to DATA or the message | configuration (`MAIL_POLICY`) |
//! | any other 5xx: 552 (full), 550 and 554 to DATA or the message | this mail |
//! | connection lost, no answer or nonsense after the final dot | unanswered: it may have been accepted |

use aftercare_core::domain::reasons;
use aftercare_entity::mail_answer::Outcome;

use super::error::{Cause, EnhancedCode, Failure, Reply, Stage};

/// What to do about a mail that was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The patient's address is refused for good.
    Address,
    /// This mail is refused for good; the address may be all right.
    Mail,
    /// The hospital's settings or its account at the mail server are at fault: no mail fails for that.
    Configuration,
    /// Nothing is known to be wrong: try again later.
    Later,
    /// The server took all of the mail and did not answer: it may have been accepted.
    Unanswered,
}

/// As it is kept with the reminder.
impl From<Meaning> for Outcome {
    fn from(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Address => Self::Refused,
            Meaning::Mail => Self::Rejected,
            Meaning::Configuration => Self::Configuration,
            Meaning::Later => Self::Deferred,
            Meaning::Unanswered => Self::Unanswered,
        }
    }
}

/// The judgement on one failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// What to do.
    pub meaning: Meaning,
    /// The code for the records, one of [`reasons`].
    pub reason: &'static str,
    /// The setting to check.
    pub setting: Option<&'static str>,
}

const URL: &str = "SMTP_URL";
const FROM: &str = "AFTERCARE_MAIL_FROM";
const LATER: Verdict = Verdict { meaning: Meaning::Later, reason: reasons::MAIL_DEFERRED, setting: None };
const ADDRESS: Verdict = Verdict { meaning: Meaning::Address, reason: reasons::MAIL_REFUSED, setting: None };
const MAIL: Verdict = Verdict { meaning: Meaning::Mail, reason: reasons::MAIL_REJECTED, setting: None };
const LOGIN: Verdict = settings(reasons::MAIL_LOGIN_REFUSED, URL);
const SENDER: Verdict = settings(reasons::MAIL_SENDER_REFUSED, FROM);
const RELAY: Verdict = settings(reasons::MAIL_RELAY_DENIED, URL);
const OTHERWISE: Verdict = settings(reasons::MAIL_CONFIGURATION, URL);

const fn settings(reason: &'static str, setting: &'static str) -> Verdict {
    Verdict { meaning: Meaning::Configuration, reason, setting: Some(setting) }
}

impl Verdict {
    pub(super) fn on(failure: Failure) -> Self {
        let Failure { stage, cause } = failure;
        match (cause, stage) {
            (Cause::Reply(reply), _) => on_reply(stage, reply),
            (Cause::Address | Cause::InternationalAddress, _) => ADDRESS,
            (Cause::Header, _) => MAIL,
            (Cause::Certificate, _) => settings(reasons::MAIL_TLS, "AFTERCARE_SMTP_CA_FILE"),
            (Cause::Handshake | Cause::NoStartTls | Cause::Unencrypted, _) => {
                settings(reasons::MAIL_TLS, URL)
            }
            (Cause::NoMechanism, _) => LOGIN,
            (Cause::Folder(_), _) => settings(reasons::MAIL_FOLDER, "AFTERCARE_DATA_DIR"),
            (Cause::Timeout | Cause::Connection(_) | Cause::Protocol | Cause::Closed, Stage::Answer) => {
                Self { meaning: Meaning::Unanswered, reason: reasons::MAIL_UNANSWERED, setting: None }
            }
            (Cause::Timeout | Cause::Connection(_) | Cause::Protocol | Cause::Closed, _) => later(stage),
        }
    }
}

fn later(stage: Stage) -> Verdict {
    let reason = if stage.is_before_any_mail() { reasons::MAIL_UNAVAILABLE } else { reasons::MAIL_DEFERRED };
    Verdict { reason, ..LATER }
}

fn on_reply(stage: Stage, Reply { code, enhanced }: Reply) -> Verdict {
    match (code, enhanced, stage) {
        (..=499, _, _) | (_, Some(EnhancedCode(4, ..)), _) => later(stage),
        (530 | 534 | 535 | 538, _, _) | (_, _, Stage::LogIn) => LOGIN,
        (_, _, Stage::Tls) => settings(reasons::MAIL_TLS, URL),
        (_, _, Stage::Connect | Stage::Greeting) => settings(reasons::MAIL_GREETING_REFUSED, URL),
        (_, Some(EnhancedCode(5, 7, detail)), _) => on_security(stage, detail),
        (_, _, Stage::Sender) => SENDER,
        (_, Some(EnhancedCode(5, subject, detail)), _) => on_enhanced(stage, code, subject, detail),
        _ => on_basic(stage, code),
    }
}

/// X.7.x, security and policy, as RFC 3463 and IANA's registry of enhanced codes have them.
fn on_security(stage: Stage, detail: u16) -> Verdict {
    match (detail, stage) {
        (8 | 9 | 11..=14, _) => LOGIN,
        (10, _) => settings(reasons::MAIL_TLS, URL),
        (17 | 18, _) => ADDRESS,
        (20..=29, _) | (_, Stage::Sender) => SENDER,
        (_, Stage::Data | Stage::Content | Stage::Answer) => settings(reasons::MAIL_POLICY, FROM),
        _ => RELAY,
    }
}

/// The other subjects.
fn on_enhanced(stage: Stage, code: u16, subject: u16, detail: u16) -> Verdict {
    match (subject, detail) {
        (1, 7 | 8) => SENDER,
        (1, 5) => MAIL,
        (1, _) | (6, 7) => ADDRESS,
        (2, 3) | (3 | 5, _) => OTHERWISE,
        (4, _) => settings(reasons::MAIL_ROUTING, URL),
        // X.0.0: the server has nothing finer to say than its basic code.
        (0, _) => on_basic(stage, code),
        _ => MAIL,
    }
}

fn on_basic(stage: Stage, code: u16) -> Verdict {
    match (code, stage) {
        (500..=504 | 555, _) => OTHERWISE,
        (550 | 551 | 553 | 556, Stage::Recipient) => ADDRESS,
        (554, Stage::Recipient) => RELAY,
        _ => MAIL,
    }
}
