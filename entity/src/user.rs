//! An account: a patient, a doctor or an admin.

use sea_orm::{
    Condition, QueryOrder,
    entity::prelude::*,
    sea_query::{LikeExpr, Query, SelectStatement},
};

/// A row of `users`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Case-folded e-mail, unique among the confirmed ones.
    pub email: String,
    /// As the person wrote it.
    pub name: String,
    /// Lower case, without accents, a doctor's title after the name: what search looks at.
    pub name_folded: String,
    /// What the account may do.
    pub role: Role,
    /// Argon2id, in PHC string format.
    pub password_hash: String,
    /// IANA name; `None` = the hospital's.
    pub time_zone: Option<String>,
    /// Whether the account may log in.
    pub status: Status,
    /// Patients: whether grounded steps become active at once; `None` = the hospital's setting.
    pub extraction_mode: Option<ExtractionMode>,
    /// Patients: no note of theirs goes to any extractor.
    pub no_ai: bool,
    /// The first local day on which a mail server refused the e-mail address; `None` = none since the last accepted mail.
    pub mail_refused_on: Option<Date>,
    /// Since when the address counts as failing: it was refused on a second day. No mail is tried while this is set.
    pub mail_failing_since: Option<DateTimeUtc>,
    /// Since when the owner of the e-mail address has not confirmed it; `None` = it is confirmed. Until then nothing is mailed
    /// there but the code that confirms it, and other accounts may claim the address too.
    pub unconfirmed_since: Option<DateTimeUtc>,
    /// Doctors: whether the hospital has let them in; `None` = it has.
    pub admission: Option<Admission>,
    /// Doctors: a title or ward, set by an admin, that tells two of one name apart.
    pub title: Option<String>,
    /// Patients: when they are reminded, in minutes after local midnight; `None` = when the hospital reminds.
    pub remind_at: Option<i32>,
    /// Patients: when their quiet hours begin, in minutes after local midnight; `None` = the hospital's. Both or neither.
    pub quiet_from: Option<i32>,
    /// Patients: when their quiet hours end, in minutes after local midnight.
    pub quiet_until: Option<i32>,
    /// The language of mails; `None` = the hospital's.
    pub language: Option<Language>,
    /// Patients: how much a reminder's mail says; `None` = what the hospital has set.
    pub mail_detail: Option<MailDetail>,
    /// Patients: since when they do not want reminders; `None` = they get them.
    pub reminders_off_since: Option<DateTimeUtc>,
    /// Doctors: whether they get a digest every morning.
    pub daily_digest: bool,
    /// When the personal fields and the data key were destroyed; only the counts are left then.
    pub erased_at: Option<DateTimeUtc>,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// Changed when.
    pub updated_at: DateTimeUtc,
}

crate::by_place! {
    id, email, name, name_folded, role, password_hash, time_zone, status, extraction_mode, no_ai,
    mail_refused_on, mail_failing_since, unconfirmed_since, admission, title, remind_at, quiet_from,
    quiet_until, language, mail_detail, reminders_off_since, daily_digest, erased_at, created_at,
    updated_at,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Acts on their own steps.
    Patient,
    /// Cares for the patients assigned to them.
    Doctor,
    /// The operator's account; sees no record.
    Admin,
}

/// Whether an account may log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// May.
    Active,
    /// May not for now.
    Suspended,
    /// May not ever; the records stay.
    Ended,
}

/// What keeps a doctor out, who may sign in all the same and is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Admission {
    /// They wait for an admin.
    Pending,
    /// An admin has refused them.
    Refused,
}

/// What happens to grounded steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExtractionMode {
    /// They become active at once.
    Auto,
    /// They wait for the doctor.
    Review,
}

/// A language in which mails are written, by its ISO 639-1 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(2))")]
pub enum Language {
    /// English.
    #[sea_orm(string_value = "en")]
    En,
    /// Spanish.
    #[sea_orm(string_value = "es")]
    Es,
    /// French.
    #[sea_orm(string_value = "fr")]
    Fr,
    /// German.
    #[sea_orm(string_value = "de")]
    De,
}

/// How much a reminder's mail says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MailDetail {
    /// How many steps there are to do: no medicine, no diagnosis.
    Count,
    /// Each step with what to do.
    Full,
}

/// A pattern for texts that contain `words`, in which no character means another.
fn containing(words: &str) -> LikeExpr {
    let literal = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    LikeExpr::new(format!("%{literal}%")).escape('!')
}

impl Entity {
    /// The account that has confirmed this (already folded) e-mail, for log-in, sign-up and mails: it is nobody's yet.
    pub fn by_email_unscoped(email: &str) -> Select<Self> {
        Self::find().filter(Column::Email.eq(email)).filter(Column::UnconfirmedSince.is_null())
    }

    /// The accounts that have confirmed any of these e-mails, as [`Entity::by_email_unscoped`].
    pub fn by_emails_unscoped(emails: &[String]) -> Select<Self> {
        let these = Self::find().filter(Column::Email.is_in(emails.iter().map(String::as_str)));
        these.filter(Column::UnconfirmedSince.is_null())
    }

    /// The accounts with any of these (already folded) e-mails, confirmed or not, for the operator.
    pub fn with_emails_unscoped(emails: &[String]) -> Select<Self> {
        Self::find().filter(Column::Email.is_in(emails.iter().map(String::as_str)))
    }

    /// The accounts that claim any of these (already folded) e-mails without having confirmed it, newest first, for log-in and
    /// sign-up only.
    pub fn claims_unscoped(emails: &[String]) -> Select<Self> {
        let claims = Self::find().filter(Column::Email.is_in(emails.iter().map(String::as_str)));
        let claims = claims.filter(Column::UnconfirmedSince.is_not_null());
        claims.filter(Column::Status.eq(Status::Active)).order_by_desc(Column::Id)
    }

    /// The account itself, for its own session.
    pub fn own(user: Uuid) -> Select<Self> {
        Self::find_by_id(user)
    }

    /// The doctors anyone signed in may see, whose folded name contains `search` (already folded).
    pub fn doctors(search: Option<&str>) -> Select<Self> {
        let all = Self::acting_doctors();
        match search {
            Some(words) => all.filter(Column::NameFolded.like(containing(words))),
            None => all,
        }
    }

    /// Doctors whom the hospital has let in and who are not suspended.
    fn acting_doctors() -> Select<Self> {
        Self::find().filter(Self::acts())
    }

    fn acts() -> Condition {
        Condition::all()
            .add(Column::Role.eq(Role::Doctor))
            .add(Column::Status.eq(Status::Active))
            .add(Column::Admission.is_null())
    }

    /// The doctor's id while they may act, else nothing: a part of every statement that reads or changes something for a
    /// doctor, so that one who is suspended finds nothing from then on, whatever had begun before.
    pub fn acting_doctor(doctor: Uuid) -> SelectStatement {
        let id = (Self, Column::Id);
        Query::select().column(id).from(Self).cond_where(Self::acts()).and_where(Column::Id.eq(doctor)).take()
    }

    /// The account, for the operator and for an admin.
    pub fn any_unscoped(user: Uuid) -> Select<Self> {
        Self::find_by_id(user)
    }

    /// All accounts, for the operator and for an admin; those whose folded name contains `name`, or whose e-mail contains
    /// `email`, where these are given.
    pub fn all_unscoped(search: Option<(&str, &str)>) -> Select<Self> {
        match search {
            Some((name, email)) => Self::find().filter(
                Condition::any()
                    .add(Column::NameFolded.like(containing(name)))
                    .add(Column::Email.like(containing(email))),
            ),
            None => Self::find(),
        }
    }

    /// The patient, for a use-case that checks who asks.
    pub fn patient_unscoped(patient: Uuid) -> Select<Self> {
        Self::patients_unscoped().filter(Column::Id.eq(patient))
    }

    /// Every patient, for a use-case that says which, and has checked who asks.
    pub fn patients_unscoped() -> Select<Self> {
        Self::find().filter(Column::Role.eq(Role::Patient))
    }

    /// Patients by id, for workers and loaders that have already checked who asks.
    pub fn by_ids_unscoped(ids: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        Self::find().filter(Column::Id.is_in(ids))
    }
}
