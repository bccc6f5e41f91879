//! Mail: what a reminder and a mail about an account say, and how they leave the hospital.
//!
//! A [`Mailer`] sends over SMTP when there is a server to send through, and writes .eml files otherwise, so that the
//! embedded default needs no service. It knows no database: the caller claims the reminder, renders it
//! ([`ReminderMail`]), sends it under a Message-ID that is the reminder's for good, and records the outcome. A [`Verdict`] on a
//! [`SendError`] tells the outcomes apart that a caller must treat differently: this patient's address is refused, this mail is,
//! the operator has to mend the settings, try again later, or nobody knows whether the mail was accepted. [`MailHealth`] says
//! when the queue as a whole has to rest.
//!
//! Nothing in here logs or puts into an error an address, a name or a line of a mail. Errors are built from closed
//! lists and numbers only: the text of a server's answer, which likes to repeat the address, never gets into one.
//!
//! lettre writes the messages and speaks SMTP; the connections are our own (see [`smtp`]). Mails that come back are read in
//! [`bounce`].

mod about;
mod account;
pub mod bounce;
mod doctor;
mod error;
mod files;
mod headers;
mod health;
mod mailer;
mod message;
mod often;
mod phrases;
mod reminder;
mod settings;
mod smtp;
mod verdict;
mod wording;
mod wrap;
mod written;

pub use about::About;
pub use account::AccountMail;
pub use doctor::DoctorMail;
pub use error::{Cause, EnhancedCode, Failure, Reply, SendError, Stage};
pub use health::{Allowance, MailHealth, Rest, pause};
pub use mailer::{Accepted, Mailer};
pub use message::Mail;
pub use often::Often;
pub use reminder::{DueStep, ReminderMail};
pub use settings::{MailSettings, SettingError};
pub use verdict::{Meaning, Verdict};
pub use written::RenderedMail;
