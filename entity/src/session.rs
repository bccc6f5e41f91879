//! A refresh token: one row a token, one family a session.

use sea_orm::entity::prelude::*;

/// A row of `sessions`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session: all tokens that came from one log-in.
    pub family_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// Refused from then on.
    pub expires_at: DateTimeUtc,
    /// The token that took its place; using it again revokes the family.
    pub replaced_by: Option<Uuid>,
    /// Ended when.
    pub revoked_at: Option<DateTimeUtc>,
    /// When the session began with a log-in; `None` = with this token.
    pub started_at: Option<DateTimeUtc>,
    /// Network address that the token was given to.
    pub address: Option<String>,
    /// What the client calls itself, shortened.
    pub device: Option<String>,
    /// When another token took its place.
    pub replaced_at: Option<DateTimeUtc>,
    /// The token that took its place, sealed with a key that only this token gives.
    pub successor_sealed: Option<Vec<u8>>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The token with this hash: whoever holds the token may use it.
    pub fn by_token_hash(hash: &[u8]) -> Select<Self> {
        Self::find().filter(Column::TokenHash.eq(hash))
    }

    /// The live token of a family, if the session still runs at `now`.
    pub fn live(family: Uuid, now: DateTimeUtc) -> Select<Self> {
        Self::find()
            .filter(Column::FamilyId.eq(family))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ReplacedBy.is_null())
            .filter(Column::ExpiresAt.gt(now))
    }

    /// The live tokens of a person, one for each session that runs at `now`.
    pub fn live_of(user: Uuid, now: DateTimeUtc) -> Select<Self> {
        Self::find()
            .filter(Column::UserId.eq(user))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ReplacedBy.is_null())
            .filter(Column::ExpiresAt.gt(now))
    }

    /// The live tokens of these families.
    pub fn live_among(families: impl IntoIterator<Item = Uuid>, now: DateTimeUtc) -> Select<Self> {
        Self::find()
            .filter(Column::FamilyId.is_in(families))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ReplacedBy.is_null())
            .filter(Column::ExpiresAt.gt(now))
    }

    /// The addresses that any of these people's sessions were given to, of those that are still kept.
    pub fn of_people(users: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        Self::find().filter(Column::UserId.is_in(users))
    }
}
