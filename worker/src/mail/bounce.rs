//! Reading a mail that reports on one of ours: a delivery status notification (RFC 3464) in a multipart/report (RFC 6522).
//!
//! It comes from anybody, so nothing in it is believed here: this says which mail it claims to return, and what it says of which
//! address. What is done with that is decided by [`aftercare_core::domain::reminders::bounces`].
//!
//! | action | status | what it means |
//! |---|---|---|
//! | failed | 5.1.x, 5.4.4 (no such domain), 5.6.7, 5.7.17, 5.7.18; 5.0.0 with 550, 551, 553, 556 or without a code | the address is refused for good |
//! | failed | any other 5.x.x | this mail is refused for good |
//! | failed, delayed | 4.x.x | not yet, or given up over something passing |
//! | anything else | | nothing to record |
//!
//! A refusal means what it means in SMTP ([`super::Verdict`]), as far as it is about the address. What is said for other
//! reasons, such as a full mailbox, is about the one mail: it has come back either way.

mod fields;

use super::{
    error::{Cause, EnhancedCode, Failure, Reply, Stage},
    verdict::{Meaning, Verdict},
};
use aftercare_core::domain::reminders::bounces::{Bounce, Returned};
use aftercare_entity::mail_answer::Outcome;
use fields::Fields;
use mail_parser::{
    GetHeader, HeaderName, Message, MessageParser, MessagePart, MimeHeaders,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};
use std::{borrow::Cow, io, thread};

/// The most of a mail that is read, in bytes. Reports and the headers of the returned mail come first; the rest is of no use.
pub const MOST: usize = 256 << 10;
/// Recipients that are looked at. Our mails have one.
const RECIPIENTS: usize = 100;
/// Mails in mails, nine thousand deep, fit into [`MOST`]; taking them apart needs this much stack.
const STACK: usize = 64 << 20;

/// Why a mail is no bounce that could be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoBounce {
    /// It is another kind of mail, such as somebody's answer, or none at all.
    #[error("it is no delivery status notification")]
    NoReport,
    /// Without its Message-ID nobody knows which mail it is about.
    #[error("it returns no headers with a Message-ID")]
    NoOriginal,
    /// It tells of a delivery, or of nothing.
    #[error("it reports no failure and no delay")]
    NothingFailed,
}

/// Reads a mail of which no more than [`MOST`] bytes should be given; line ends may be CRLF or LF.
///
/// # Errors
/// The system's, when it gives no thread to read on. That a mail is no bounce is an answer.
pub fn read(mail: &[u8]) -> io::Result<Result<Bounce, NoBounce>> {
    thread::scope(|scope| {
        // A thread of its own: whatever a mail is made of, it costs this thread at most.
        let reading = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || parse(mail))?;
        Ok(reading.join().unwrap_or(Err(NoBounce::NoReport)))
    })
}

fn parse(mail: &[u8]) -> Result<Bounce, NoBounce> {
    let message = parser().parse(mail).ok_or(NoBounce::NoReport)?;
    let status = message.parts.iter().find(|part| is(part, &["delivery-status", "global-delivery-status"]));
    let Some(status) = status.filter(|_| is_report(&message)) else { return Err(NoBounce::NoReport) };
    let message_id = message.parts.iter().find_map(returned_id).ok_or(NoBounce::NoOriginal)?;
    let text = content(status);
    let text = String::from_utf8_lossy(&text);
    let returned: Vec<_> = Fields::groups(&text).take(RECIPIENTS).filter_map(|group| judge(&group)).collect();
    if returned.is_empty() {
        return Err(NoBounce::NothingFailed);
    }
    Ok(Bounce { message_id, returned })
}

/// Reads the headers that matter, and takes every content as it is. Were encoded mails in mails decoded, each would be copied as
/// often as it is deep, and a small mail would fill the memory. So what is encoded is kept from the library, by having the
/// encoding read as something else; [`content`] decodes the parts that are needed.
fn parser() -> MessageParser {
    let parser =
        MessageParser::new().with_mime_headers().header_id(HeaderName::MessageId).default_header_ignore();
    parser.header_content_type(HeaderName::ContentTransferEncoding)
}

/// The content of a part, decoded.
fn content<'m>(part: &'m MessagePart<'_>) -> Cow<'m, [u8]> {
    let encoding = part.headers.header_value(&HeaderName::ContentTransferEncoding);
    let encoding = encoding
        .and_then(|value| value.as_content_type())
        .map(|encoding| encoding.ctype().to_ascii_lowercase());
    let decoded = match encoding.as_deref() {
        Some("base64") => base64_decode(part.contents()),
        Some("quoted-printable") => quoted_printable_decode(part.contents()),
        _ => None,
    };
    decoded.map_or(Cow::Borrowed(part.contents()), Cow::Owned)
}

fn is_report(message: &Message<'_>) -> bool {
    message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("report"))
            && kind.attribute("report-type").is_some_and(|of| of.eq_ignore_ascii_case("delivery-status"))
    })
}

/// Whether the part is of one of these subtypes of `message` or `text`.
fn is(part: &MessagePart<'_>, subtypes: &[&str]) -> bool {
    part.content_type().is_some_and(|kind| {
        ["message", "text"].iter().any(|of| kind.ctype().eq_ignore_ascii_case(of))
            && kind
                .subtype()
                .is_some_and(|subtype| subtypes.iter().any(|of| subtype.eq_ignore_ascii_case(of)))
    })
}

/// The Message-ID of the mail that the part returns: all of it, or its headers.
fn returned_id(part: &MessagePart<'_>) -> Option<String> {
    if let Some(message) = part.message() {
        return message.message_id().map(str::to_owned);
    }
    if !is(part, &["rfc822-headers", "global-headers"]) {
        return None;
    }
    fields::headers(&content(part), &parser(), |headers| headers.message_id().map(str::to_owned))
}

/// What is said of one recipient, where it is something to record.
fn judge(group: &Fields) -> Option<Returned> {
    let addresses: Vec<_> = [&group.final_recipient, &group.original_recipient]
        .into_iter()
        .flatten()
        .map(|typed| address(typed).to_owned())
        .collect();
    let status = group.status.as_deref().and_then(enhanced)?;
    let told = group.diagnostic.as_deref().and_then(reply);
    let action = group.action.as_deref()?.trim().to_ascii_lowercase();
    let (outcome, code) = match (action.as_str(), status) {
        ("failed", EnhancedCode(5, ..)) => (refused(status, told), finer(status, told)),
        ("failed" | "delayed", EnhancedCode(4, ..)) => (Outcome::Deferred, status),
        _ => return None,
    };
    Some(Returned { addresses, outcome, code: told.map(|told| told.code), enhanced: code.to_string() })
}

/// Whether a permanent failure is the address's or this mail's.
fn refused(status: EnhancedCode, told: Option<Reply>) -> Outcome {
    let enhanced = finer(status, told);
    if matches!(enhanced, EnhancedCode(5, 4, 4)) {
        return Outcome::Refused;
    }
    // A report is about a recipient; one without a code is as good as a bare refusal of it.
    let code = told.map(|told| told.code).filter(|code| (500..600).contains(code)).unwrap_or(550);
    let cause = Cause::Reply(Reply { code, enhanced: Some(enhanced) });
    match Verdict::on(Failure { stage: Stage::Recipient, cause }).meaning {
        Meaning::Address => Outcome::Refused,
        _ => Outcome::Rejected,
    }
}

/// Some servers report 5.0.0 and have the true code in what they were told.
fn finer(status: EnhancedCode, told: Option<Reply>) -> EnhancedCode {
    let told = told.and_then(|told| told.enhanced).filter(|told| told.0 == status.0);
    if matches!(status, EnhancedCode(_, 0, 0)) { told.unwrap_or(status) } else { status }
}

/// `5.1.1 (no such mailbox)`
fn enhanced(status: &str) -> Option<EnhancedCode> {
    EnhancedCode::at_start_of(status.split('(').next()?)
}

/// `smtp; 550 5.1.1 no such user`, also with the dash of an answer of several lines. `None` for what is not said in SMTP.
fn reply(diagnostic: &str) -> Option<Reply> {
    let (kind, said) = diagnostic.split_once(';')?;
    let said = said.trim_start();
    let code = said.get(..3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    let code = code
        .parse()
        .ok()
        .filter(|code| kind.trim().eq_ignore_ascii_case("smtp") && (200..600).contains(code))?;
    let enhanced = EnhancedCode::at_start_of(said[3..].trim_start_matches(['-', ' ']));
    Some(Reply { code, enhanced })
}

/// `rfc822; <paula@example.org>`
fn address(typed: &str) -> &str {
    let address = typed.split_once(';').map_or(typed, |(_, address)| address).trim();
    address.strip_prefix('<').and_then(|address| address.strip_suffix('>')).unwrap_or(address)
}
