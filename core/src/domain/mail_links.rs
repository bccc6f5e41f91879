//! What the links in a reminder's mail may do: check in what was due on the mail's day, or stop the mails.
//!
//! A link is stored nowhere. It names the patient, what it is for and the day, followed by an HMAC (RFC 2104) under a key derived
//! from a master key: the worker writes it, the API checks it, and a thief with the database can make none. It opens no session and
//! no record; whoever has the mail can do with it what the mail offers and nothing else. It can be opened as often as a mail
//! scanner likes: looking changes nothing.
//!
//! A link to check in holds for its day and, as every check-in does, until the next reminder. A link to stop the mails holds as
//! long as the master key that it was made with is kept.

use super::{check_ins, hospital::Hospital, reminders::Slot, wishes};
use crate::{App, Error, Result, keyring::Keyring};
use aftercare_entity::{
    check_in::{self, Via},
    consent, step,
    user::{self, Status},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{Datelike, NaiveDate};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Checking in what is due on this local day of the patient.
    CheckIn(NaiveDate),
    /// Stopping the patient's reminders.
    Unsubscribe,
}

/// A link that is really ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Whose mail it was in.
    pub patient: Uuid,
    /// What it is for.
    pub purpose: Purpose,
}

/// Which form of link this is; another one would be read otherwise.
const FORM: u8 = 1;
const MAC: usize = 16;
/// Form, purpose, patient and day.
const CONTENT: usize = 1 + 1 + 16 + 4;
const DERIVED_FOR: &str = "links in reminders";

impl Link {
    /// What the link's address ends with.
    ///
    /// # Errors
    /// [`Error::Seal`], which cannot happen with a parsed keyring.
    pub fn token(self, keyring: &Keyring) -> Result<String> {
        let content = self.content();
        let key = keyring.derived_with(keyring.active(), DERIVED_FOR)?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode([&content[..], &mac(&key, &content)?].concat()))
    }

    /// The link with this token; `None` unless this hospital made it. Links of every master key that is here count.
    pub fn read(keyring: &Keyring, token: &str) -> Option<Self> {
        if token.len() > 64 {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (content, given) = bytes.split_first_chunk::<CONTENT>()?;
        let ours = keyring.fingerprints().any(|(id, _)| {
            let key = keyring.derived_with(id, DERIVED_FOR).ok();
            key.and_then(|key| mac(&key, content).ok()).is_some_and(|mac| mac.ct_eq(given).into())
        });
        if ours { Self::of_content(content) } else { None }
    }

    fn content(self) -> [u8; CONTENT] {
        let (purpose, day) = match self.purpose {
            Purpose::CheckIn(day) => (1, day.num_days_from_ce()),
            Purpose::Unsubscribe => (2, 0),
        };
        let mut content = [0; CONTENT];
        content[0] = FORM;
        content[1] = purpose;
        content[2..18].copy_from_slice(self.patient.as_bytes());
        content[18..].copy_from_slice(&day.to_be_bytes());
        content
    }

    fn of_content(content: &[u8; CONTENT]) -> Option<Self> {
        let patient = Uuid::from_slice(content.get(2..18)?).ok()?;
        let day = i32::from_be_bytes(content.get(18..)?.try_into().ok()?);
        let purpose = match (content[0], content[1]) {
            (FORM, 1) => Purpose::CheckIn(NaiveDate::from_num_days_from_ce_opt(day)?),
            (FORM, 2) => Purpose::Unsubscribe,
            _ => return None,
        };
        Some(Self { patient, purpose })
    }
}

fn mac(key: &[u8; 32], content: &[u8]) -> Result<[u8; MAC]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|_| Error::Internal("a derived key is of another length"))?;
    mac.update(content);
    let whole: [u8; 32] = mac.finalize().into_bytes().into();
    whole.first_chunk::<MAC>().copied().ok_or(Error::Internal("a digest is of another length"))
}

/// What a link to check in finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// These steps are due on its day, and so many are checked in.
    Day {
        /// Due and not checked in.
        due: Vec<step::Model>,
        /// Checked in on that day.
        done: u64,
        /// Whether the day is the patient's present one.
        today: bool,
    },
    /// Its day is over.
    Over,
}

/// The patient whom a link is about.
///
/// # Errors
/// [`Error::NotFound`] unless the account is in use and its address is confirmed.
pub async fn patient(app: &App, link: Link) -> Result<user::Model> {
    let row = user::Entity::patient_unscoped(link.patient).one(app.db().read()).await?;
    row.filter(|row| row.status == Status::Active && row.unconfirmed_since.is_none())
        .ok_or(Error::NotFound("patient"))
}

/// What is due on the day of a link, for whoever has it. Changes nothing.
///
/// # Errors
/// The database's.
pub async fn look(app: &App, patient: &user::Model, day: NaiveDate) -> Result<Found> {
    let today = app.hospital().day_of(patient, app.now());
    if day != today && !(Some(day) == today.pred_opt() && takes_yesterday(app, patient)) {
        return Ok(Found::Over);
    }
    let db = app.db().read();
    let due = step::Entity::due(patient.id, day).all(db).await?;
    let done =
        check_in::Entity::of_patient(patient.id).filter(check_in::Column::Day.eq(day)).count(db).await?;
    Ok(Found::Day { due, done, today: day == today })
}

fn takes_yesterday(app: &App, patient: &user::Model) -> bool {
    let hospital: &Hospital = app.hospital();
    app.now() < Slot::of(hospital, patient).on(app, hospital.day_of(patient, app.now()))
}

/// Checks in everything that is due on the link's day, as the patient would; a second time changes nothing.
///
/// # Errors
/// [`Error::BadInput`] when the day is over; else the database's.
pub async fn check_in(app: &App, patient: &user::Model, day: NaiveDate) -> Result<()> {
    check_ins::check_in_on(app, patient.id, Some(day), None, Via::MailLink).await?;
    Ok(())
}

/// Stops the patient's reminders; a second time changes nothing.
///
/// # Errors
/// The database's.
pub async fn unsubscribe(app: &App, patient: &user::Model, via: consent::Via) -> Result<()> {
    wishes::subscribe(app, patient.id, false, wishes::Said { via, by: None }).await?;
    Ok(())
}

/// Where the two links of a day's mail lead, below the address of this hospital's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// To check in.
    pub check_in: String,
    /// To stop the mails.
    pub unsubscribe: String,
}

/// The links of a patient's mail of `day`.
///
/// # Errors
/// [`Error::Seal`], which cannot happen with a parsed keyring.
pub fn paths(keyring: &Keyring, patient: Uuid, day: NaiveDate) -> Result<Paths> {
    let token = |purpose| Link { patient, purpose }.token(keyring);
    Ok(Paths {
        check_in: format!("/reminder/{}", token(Purpose::CheckIn(day))?),
        unsubscribe: format!("/unsubscribe/{}", token(Purpose::Unsubscribe)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    fn keyring(setting: &str) -> Keyring {
        Keyring::parse(&SecretString::from(setting.to_owned())).unwrap()
    }

    fn key(id: &str) -> String {
        format!("{id}:{}", base64::prelude::BASE64_STANDARD.encode(crate::random::bytes::<32>()))
    }

    #[test]
    fn a_link_is_read_as_it_was_made_and_no_other_is() {
        let (ours, theirs) = (keyring(&key("a")), keyring(&key("b")));
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        for purpose in [Purpose::CheckIn(day), Purpose::Unsubscribe] {
            let link = Link { patient: Uuid::from_u128(7), purpose };
            let token = link.token(&ours).unwrap();
            assert_eq!(Link::read(&ours, &token), Some(link));
            assert_eq!(Link::read(&theirs, &token), None);
            let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(&token).unwrap();
            for at in 0..bytes.len() {
                bytes[at] ^= 1;
                assert_eq!(Link::read(&ours, &BASE64_URL_SAFE_NO_PAD.encode(&bytes)), None, "byte {at}");
                bytes[at] ^= 1;
            }
            for cut in 0..token.len() {
                assert_eq!(Link::read(&ours, &token[..cut]), None);
            }
            assert_eq!(Link::read(&ours, &format!("{token}AAAA")), None);
        }
        for other in ["", "x", "ä", &"A".repeat(10_000)] {
            assert_eq!(Link::read(&ours, other), None);
        }
    }

    #[test]
    fn a_link_outlives_the_change_of_the_master_key_until_the_old_one_goes() {
        let link = Link { patient: Uuid::from_u128(7), purpose: Purpose::Unsubscribe };
        let (old, new) = (key("a"), key("b"));
        let token = link.token(&keyring(&old)).unwrap();
        assert_eq!(Link::read(&keyring(&format!("{new},{old}")), &token), Some(link));
        assert_eq!(Link::read(&keyring(&new), &token), None);
    }
}
