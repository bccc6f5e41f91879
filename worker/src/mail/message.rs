//! A mail as bytes: headers, one plain and one HTML part (multipart/alternative, UTF-8, quoted-printable).
//!
//! The same [`Mail`] always gives the same bytes, the part boundary included: a repeated mail is a true repetition.
//! What goes into a header is checked here, so no value can end its line and start a header of its own.

use std::{fmt, time::SystemTime};

use aftercare_entity::user::Language;
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Body, Mailbox, MultiPart, MultiPartKind, SinglePart,
        header::{ContentTransferEncoding, ContentType},
    },
};

use super::{
    error::{Cause, SendError, Stage},
    headers::{AutoSubmitted, ContentLanguage, ListUnsubscribe, OneClick},
    settings::SettingError,
};

/// One mail to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The bare address. No name: a header needs none, and what is not there cannot be misused.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The same one for every attempt at the same mail.
    pub message_id: String,
    /// The `Date` header.
    pub date: DateTime<Utc>,
    /// The language of its content.
    pub language: Language,
    /// Where a mail program stops such mails with one click (RFC 8058); None: it is a mail that cannot be stopped.
    pub unsubscribe: Option<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

/// Reads `AFTERCARE_MAIL_REPLY_TO`, which is written as `AFTERCARE_MAIL_FROM` is.
pub(super) fn reply_to(setting: &str) -> Result<Mailbox, SettingError> {
    sender(setting).map_err(|error| SettingError { setting: "AFTERCARE_MAIL_REPLY_TO", ..error })
}

/// Reads `AFTERCARE_MAIL_FROM`.
pub(super) fn sender(from: &str) -> Result<Mailbox, SettingError> {
    let problem = "give an address, or `Name <address>`, without control characters";
    if from.chars().any(char::is_control) {
        return Err(SettingError::from(problem));
    }
    let mailbox: Mailbox = from.trim().parse().map_err(|_| SettingError::from(problem))?;
    let email = address(mailbox.email.as_ref()).ok_or(SettingError::from(problem))?;
    Ok(Mailbox::new(mailbox.name, email))
}

/// The envelope and the bytes of a mail. Errors: an address, subject or Message-ID that no mail can have.
pub(super) fn compose(
    from: &Mailbox,
    reply_to: Option<&Mailbox>,
    mail: &Mail,
) -> Result<(Envelope, Vec<u8>), SendError> {
    let refused = |cause| SendError::new(Stage::Compose, cause);
    let to = address(&mail.to).ok_or(refused(Cause::Address))?;
    if !fits_a_header(&mail.subject) || !is_message_id(&mail.message_id) || !has_a_date(mail.date) {
        return Err(refused(Cause::Header));
    }
    let envelope =
        Envelope::new(Some(from.email.clone()), vec![to.clone()]).map_err(|_| refused(Cause::Address))?;
    let parts = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(boundary(&mail.message_id))
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text).ok_or(refused(Cause::Header))?)
        .singlepart(part(ContentType::TEXT_HTML, &mail.html).ok_or(refused(Cause::Header))?);
    let mut message = Message::builder().from(from.clone());
    if let Some(reply_to) = reply_to {
        message = message.reply_to(reply_to.clone());
    }
    if let Some(url) = &mail.unsubscribe {
        let list = ListUnsubscribe::new(url).ok_or(refused(Cause::Header))?;
        message = message.header(list).header(OneClick);
    }
    let message = message
        .to(Mailbox::new(None, to))
        .subject(&mail.subject)
        .date(SystemTime::from(mail.date))
        .message_id(Some(mail.message_id.clone()))
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.language))
        .multipart(parts)
        .map_err(|_| refused(Cause::Header))?;
    Ok((envelope, message.formatted()))
}

/// The .eml file of a mail: sorts by date, then by Message-ID; one mail always has the same one.
pub(super) fn file_name(mail: &Mail) -> String {
    let id: String = mail
        .message_id
        .chars()
        .filter(|c| !matches!(c, '<' | '>'))
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '.') { c } else { '_' })
        .take(180)
        .collect();
    format!("{}-{id}.eml", mail.date.format("%Y%m%dT%H%M%SZ"))
}

/// An address whose domain is in its ASCII form, so that only a local part can need a server with SMTPUTF8.
fn address(text: &str) -> Option<Address> {
    if text.len() > 320 || text.chars().any(char::is_control) {
        return None;
    }
    let (local, domain) = text.rsplit_once('@')?;
    if domain.is_ascii() {
        return Address::new(local, domain).ok();
    }
    match url::Host::parse(domain).ok()? {
        url::Host::Domain(ascii) => Address::new(local, ascii).ok(),
        url::Host::Ipv4(_) | url::Host::Ipv6(_) => None,
    }
}

fn part(kind: ContentType, content: &str) -> Option<SinglePart> {
    let body = Body::new_with_encoding(content.to_owned(), ContentTransferEncoding::QuotedPrintable).ok()?;
    Some(SinglePart::builder().header(kind).body(body))
}

/// `=_` cannot stand in quoted-printable text, so no content can contain the boundary.
fn boundary(message_id: &str) -> String {
    let unique: String = message_id.chars().filter(char::is_ascii_alphanumeric).take(60).collect();
    format!("=_{unique}")
}

fn fits_a_header(subject: &str) -> bool {
    !subject.trim().is_empty() && subject.len() <= 400 && !subject.chars().any(char::is_control)
}

fn is_message_id(id: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._+".contains(&b))
    };
    id.len() <= 400
        && id
            .strip_prefix('<')
            .and_then(|id| id.strip_suffix('>'))
            .and_then(|id| id.split_once('@'))
            .is_some_and(|(local, domain)| atom(local) && atom(domain))
}

/// The range in which a mail's date can be written.
fn has_a_date(date: DateTime<Utc>) -> bool {
    (0..253_402_300_800).contains(&date.timestamp())
}
