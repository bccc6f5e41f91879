//! Claims: accounts whose owners have not confirmed that the e-mail address is theirs.
//!
//! Any number of accounts may be signed up with one address, since nobody is told whether it is taken; one at most can confirm
//! it. Those that nobody has confirmed within a day give way to newer ones, so that strangers cannot use an address up; one to which
//! a record belongs never does.

use super::{account_mails, sessions};
use crate::{App, Change, Result, passwords::Checked};
use aftercare_entity::{account_mail::Kind, assignment, user, user::Status};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, prelude::Expr};
use secrecy::SecretString;
use uuid::Uuid;

/// Claims of one address that a log-in looks at: each costs a password hash.
const CLAIMS: usize = 3;
/// Claims of one address that are read at once.
const MOST: u64 = 100;

/// The accounts that a log-in with one address may mean.
#[derive(Debug)]
pub(super) struct Candidates {
    /// The one that has confirmed the address.
    confirmed: Option<user::Model>,
    /// The newest ones that claim it.
    claims: Vec<user::Model>,
}

impl Candidates {
    /// Those of this address, in any of its spellings.
    pub(super) async fn of(app: &App, spellings: &[String]) -> Result<Self> {
        let db = app.db().read();
        let confirmed = user::Entity::by_emails_unscoped(spellings).all(db).await?;
        // As typed, before any other spelling of the same address.
        let place = |one: &user::Model| spellings.iter().position(|email| *email == one.email);
        let confirmed = confirmed.into_iter().min_by_key(place);
        let mut claims = user::Entity::claims_unscoped(spellings).limit(MOST).all(db).await?;
        // The newest, and the oldest: strangers who claim the address after its owner do not crowd the owner out.
        if claims.len() > CLAIMS {
            claims.drain(CLAIMS - 1..claims.len() - 1);
        }
        Ok(Self { confirmed, claims })
    }

    /// All of them, the likeliest first.
    pub(super) fn all(&self) -> Vec<&user::Model> {
        self.confirmed.iter().chain(&self.claims).collect()
    }

    /// Those whose places may be known ones: the account that has confirmed the address, else a claim that is the only one. Whoever
    /// signs up with somebody's address has been at a place with that claim, and sets its password at will: neither must buy
    /// guesses at the other's password.
    pub(super) fn with_places(&self) -> Vec<&user::Model> {
        match (&self.confirmed, self.claims.as_slice()) {
            (Some(confirmed), _) => vec![confirmed],
            (None, [only]) => vec![only],
            (None, _) => Vec::new(),
        }
    }

    /// The one that the password opens: the confirmed account, else the newest claim.
    ///
    /// An address with an account and one without cost the same: a hash for the confirmed account or in its stead, and, when that
    /// was wrong, one at least for claims or in their stead.
    pub(super) async fn opened_by(
        self,
        app: &App,
        password: SecretString,
    ) -> Result<Option<(user::Model, Checked)>> {
        let claims =
            if self.claims.is_empty() { vec![None] } else { self.claims.into_iter().map(Some).collect() };
        for account in [self.confirmed].into_iter().chain(claims) {
            let stored = account.as_ref().map(|account| account.password_hash.clone());
            let checked = app.passwords().check(password.clone(), stored).await?;
            if let Some(account) = account.filter(|_| checked != Checked::Wrong) {
                return Ok(Some((account, checked)));
            }
        }
        Ok(None)
    }
}

/// Ends claims of this address that nobody has confirmed while their first code was good, except those to which a record belongs.
pub(super) async fn give_way(change: &mut Change, email: &str) -> Result<()> {
    let now = change.app().now();
    let over = now - account_mails::life(Kind::ConfirmAddress);
    let older = user::Entity::claims_unscoped(&[email.to_owned()])
        .filter(user::Column::UnconfirmedSince.lt(over))
        .limit(MOST)
        .lock_exclusive();
    let older: Vec<Uuid> = older.all(change.tx()).await?.into_iter().map(|claim| claim.id).collect();
    if older.is_empty() {
        return Ok(());
    }
    let cared_for = Condition::any()
        .add(assignment::Column::PatientId.is_in(older.iter().copied()))
        .add(assignment::Column::DoctorId.is_in(older.iter().copied()));
    let kept = assignment::Entity::find().filter(cared_for).all(change.tx()).await?;
    let kept: Vec<Uuid> = kept.iter().flat_map(|row| [row.patient_id, row.doctor_id]).collect();
    for claim in older.into_iter().filter(|claim| !kept.contains(claim)) {
        user::Entity::update_many()
            .col_expr(user::Column::Status, Expr::value(sea_orm::ActiveEnum::to_value(&Status::Ended)))
            .col_expr(user::Column::Email, Expr::value(format!("{claim}@gave-way.invalid")))
            .col_expr(user::Column::UpdatedAt, Expr::value(now))
            .filter(user::Column::Id.eq(claim))
            .exec(change.tx())
            .await?;
        account_mails::void_all_of(change, claim, &[Kind::ConfirmAddress, Kind::NewAddress]).await?;
        sessions::revoke_all_in(change, claim).await?;
    }
    Ok(())
}
