//! The codes in mails: eight digits to type, and a token in a link.
//!
//! A code is stored nowhere. Both forms are an HMAC (RFC 2104) of the mail's row under a key derived from a master key, so the
//! worker can write them, the API can check them, and a thief with the database has neither. They are of that row alone: its
//! id, kind, account and address. A wrong code costs each row that it was tried on one of five tries.

use crate::{Change, Error, Result, keyring::Keyring};
use aftercare_entity::{
    account_mail,
    account_mail::{Column, Kind},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Expr,
};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Wrong codes after which a row's code is void.
pub const TRIES: i32 = 5;
/// The newest mails whose codes are compared.
const COMPARED: u64 = 5;
const DIGITS: usize = 8;
/// A row's id and an HMAC, in base64url.
const TOKEN: usize = 64;

/// A code in its two forms. Never printed.
#[derive(Clone)]
pub struct Code {
    digits: Zeroizing<String>,
    mac: Zeroizing<[u8; 32]>,
    mail: Uuid,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Code").field("mail", &self.mail).finish_non_exhaustive()
    }
}

impl Code {
    /// The code of this mail.
    ///
    /// # Errors
    /// [`Error::Seal`] when the master key that it comes from is not here.
    pub fn of(keyring: &Keyring, mail: &account_mail::Model) -> Result<Self> {
        let key = keyring.derived_with(&mail.key_id, "codes in mails about accounts")?;
        let mac = |form: &str| -> Result<Zeroizing<[u8; 32]>> {
            let mut mac = Hmac::<Sha256>::new_from_slice(&*key)
                .map_err(|_| Error::Internal("a derived key is of another length"))?;
            let (kind, user) = (mail.kind, mail.user_id.unwrap_or_default());
            mac.update(format!("{form}|{kind:?}|{}|{user}|{}", mail.id, mail.email).as_bytes());
            Ok(Zeroizing::new(mac.finalize().into_bytes().into()))
        };
        let (digits, token) = (mac("digits")?, mac("token")?);
        let number = digits.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let digits = Zeroizing::new(format!("{:0DIGITS$}", number % 100_000_000));
        Ok(Self { digits, mac: token, mail: mail.id })
    }

    /// Eight digits.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// For a link: it names its mail.
    pub fn token(&self) -> String {
        let bytes = Zeroizing::new([&self.mail.as_bytes()[..], &*self.mac].concat());
        BASE64_URL_SAFE_NO_PAD.encode(&*bytes)
    }

    fn is(&self, given: &Given) -> bool {
        match given {
            Given::Digits(digits) => self.digits.as_bytes().ct_eq(digits.as_bytes()).into(),
            Given::Token { mail, mac } => *mail == self.mail && bool::from(self.mac.ct_eq(&**mac)),
        }
    }
}

/// What somebody gives as a code.
pub(crate) enum Given {
    /// Digits, to be tried on the mails to one account or address.
    Digits(Zeroizing<String>),
    /// The token of a link.
    Token {
        /// Of this mail.
        mail: Uuid,
        /// With this proof.
        mac: Zeroizing<[u8; 32]>,
    },
}

impl Given {
    /// Reads what was typed or pasted; spaces and hyphens do not count.
    pub(crate) fn read(path: &'static str, text: &str) -> Result<Self> {
        let wrong = || {
            Error::bad_input(
                path,
                format!("{path} must be the 8 digits in the mail, or what its link ends with"),
            )
        };
        if text.len() > 2 * TOKEN {
            return Err(wrong());
        }
        let plain: Zeroizing<String> = Zeroizing::new(text.trim().to_owned());
        if plain.len() == TOKEN {
            let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(plain.as_bytes()).map_err(|_| wrong())?);
            let (mail, mac) = bytes.split_first_chunk::<16>().ok_or_else(wrong)?;
            let mac = <[u8; 32]>::try_from(mac).map_err(|_| wrong())?;
            return Ok(Self::Token { mail: Uuid::from_bytes(*mail), mac: Zeroizing::new(mac) });
        }
        let digits: String = plain.chars().filter(|c| *c != ' ' && *c != '-').collect();
        let are_digits = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        if are_digits { Ok(Self::Digits(Zeroizing::new(digits))) } else { Err(wrong()) }
    }

    pub(crate) const fn is_digits(&self) -> bool {
        matches!(self, Self::Digits(_))
    }
}

/// Whose mails a code is tried on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of<'a> {
    /// Those about this account.
    User(Uuid),
    /// Those to this address (folded).
    Address(&'a str),
}

/// The mail of this kind whose code was given, among those whose codes are good. `None`: there is none, and digits have cost
/// each of them a try, which lasts if the caller commits. `again`: one that was used counts too.
pub(crate) async fn find(
    change: &Change,
    kind: Kind,
    of: Of<'_>,
    given: &Given,
    again: bool,
) -> Result<Option<account_mail::Model>> {
    let app = change.app();
    let mut of_kind = Condition::all().add(Column::Kind.eq(kind)).add(Column::ExpiresAt.gt(app.now()));
    of_kind = match of {
        Of::User(user) => of_kind.add(Column::UserId.eq(user)),
        Of::Address(email) => of_kind.add(Column::Email.eq(email)),
    };
    let mut good = of_kind.clone();
    if !again {
        good = good.add(Column::UsedAt.is_null());
    }
    good = match given {
        Given::Token { mail, .. } => good.add(Column::Id.eq(*mail)),
        // Digits can be guessed: only those that somebody was mailed are good, and only for a limited number of tries. A link cannot, and
        // outlives other people's guesses.
        Given::Digits(_) => good.add(Column::SentAt.is_not_null()).add(Column::Attempts.lt(TRIES)),
    };
    // Held until the transaction ends: guesses made at once count one after the other.
    let rows = account_mail::Entity::find()
        .filter(good)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(COMPARED)
        .lock_exclusive()
        .all(change.tx())
        .await?;
    for row in rows {
        // The code of a key that this process lacks cannot be checked: to its owner it is no good.
        match Code::of(app.keyring(), &row) {
            Ok(code) if code.is(given) => return Ok(Some(row)),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, account_mail = %row.id, "a code could not be checked"),
        }
    }
    if given.is_digits() {
        // Those of an address without an account, which were used up unsent, as well: the answer takes as long.
        let mailed_or_void =
            Condition::any().add(Column::SentAt.is_not_null()).add(Column::UsedAt.is_not_null());
        account_mail::Entity::update_many()
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(of_kind)
            .filter(mailed_or_void)
            .exec(change.tx())
            .await?;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn mail(id: u128, email: &str) -> account_mail::Model {
        account_mail::Model {
            id: Uuid::from_u128(id),
            kind: Kind::ConfirmAddress,
            user_id: Some(Uuid::from_u128(9)),
            email: email.to_owned(),
            key_id: "k1".to_owned(),
            attempts: 0,
            created_at: DateTime::default(),
            expires_at: DateTime::default(),
            used_at: None,
            sent_at: None,
        }
    }

    #[test]
    fn a_code_is_of_one_row_and_one_key() {
        let keyring = Keyring::parse(&Keyring::generate()).unwrap();
        let code = Code::of(&keyring, &mail(1, "p@example.org")).unwrap();
        assert_eq!((code.digits().len(), code.token().len()), (DIGITS, TOKEN));
        let spaced = format!(" {} {}-", &code.digits()[..4], &code.digits()[4..]);
        assert!(code.is(&Given::read("code", &spaced).unwrap()));
        assert!(code.is(&Given::read("code", &code.token()).unwrap()));
        let given = [code.digits().to_owned(), code.token()];
        let other_key = Keyring::parse(&Keyring::generate()).unwrap();
        let others = [
            Code::of(&keyring, &mail(2, "p@example.org")).unwrap(),
            Code::of(&keyring, &mail(1, "q@example.org")).unwrap(),
            Code::of(
                &keyring,
                &account_mail::Model { kind: Kind::ResetPassword, ..mail(1, "p@example.org") },
            )
            .unwrap(),
            Code::of(&keyring, &account_mail::Model { user_id: None, ..mail(1, "p@example.org") }).unwrap(),
            Code::of(&other_key, &mail(1, "p@example.org")).unwrap(),
        ];
        for other in &others {
            assert!(given.iter().all(|text| !other.is(&Given::read("code", text).unwrap())));
        }
        assert!(!format!("{code:?}").contains(code.digits()));
    }

    #[test]
    fn what_cannot_be_a_code_is_refused() {
        for bad in [
            "",
            "1234567",
            "123456789",
            "１２３４５６７８",
            "made up",
            "\0",
            &"A".repeat(63),
            &"!".repeat(64),
            &"9".repeat(500),
        ] {
            assert!(Given::read("code", bad).is_err(), "{bad}");
        }
    }
}
