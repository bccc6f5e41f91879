//! What a patient is to do.

use crate::assignment;
use sea_orm::{
    QueryResult,
    entity::prelude::*,
    sea_query::{Alias, ExprTrait, Query},
};

/// A row of `steps`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "steps")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The note it came from.
    pub note_id: Uuid,
    /// Whose.
    pub patient_id: Uuid,
    /// Place within the note, from 0.
    pub ordinal: i32,
    /// Once, or repeated.
    pub kind: Kind,
    /// From an extraction, or added by the doctor.
    pub origin: Origin,
    /// Where it is in its life.
    pub state: State,
    /// Why it waits for the doctor: one of the gate's codes.
    pub review_reason: Option<String>,
    /// The sealed description.
    pub description_sealed: Vec<u8>,
    /// The sealed passage of the note.
    pub passage_sealed: Option<Vec<u8>>,
    /// First UTF-16 unit of the passage.
    pub passage_start: Option<i32>,
    /// One past its last UTF-16 unit.
    pub passage_end: Option<i32>,
    /// Times on a due day.
    pub times_per_day: Option<i32>,
    /// Days from one due day to the next (weekly 7, twice a week 3.5); `None` = daily. On weekdays, their mean distance.
    pub interval_days: Option<f64>,
    /// The weekdays on which it is due, a bit each (Monday 1, Sunday 64); `None` = not by weekdays.
    pub weekdays: Option<i32>,
    /// Days in a row on which it is due, where it pauses after them.
    pub cycle_on_days: Option<i32>,
    /// Days in a row on which it pauses.
    pub cycle_off_days: Option<i32>,
    /// Times of day, where the clock is named: "08:00,14:00".
    pub times_of_day: Option<String>,
    /// Only if needed: shown, never due.
    pub as_needed: bool,
    /// Length as the note gives it.
    pub duration_days: Option<i32>,
    /// Days from activation to the first due day (a later phase of a taper).
    pub starts_after_days: i32,
    /// Check-ins in all; `None` = ongoing.
    pub total: Option<i32>,
    /// Check-ins left; `None` = ongoing.
    pub remaining: Option<i32>,
    /// Check-ins that count so far.
    pub check_in_count: i32,
    /// First due day.
    pub scheduled_on: Option<Date>,
    /// Due from this day on; `None` = never due.
    pub next_due_on: Option<Date>,
    /// The day from which the weeks of "every other Monday" and the days of a cycle are counted; `None` = not counted.
    pub counted_from: Option<Date>,
    /// The taper of which it is a phase: while a phase that starts earlier is in force, this one is not due.
    pub taper_id: Option<Uuid>,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// Completed, superseded or cancelled when.
    pub closed_at: Option<DateTimeUtc>,
    /// The note whose plan took its place.
    pub superseded_by: Option<Uuid>,
}

crate::by_place! {
    id, note_id, patient_id, ordinal, kind, origin, state, review_reason, description_sealed,
    passage_sealed, passage_start, passage_end, times_per_day, interval_days, weekdays, cycle_on_days,
    cycle_off_days, times_of_day, as_needed, duration_days, starts_after_days, total, remaining,
    check_in_count, scheduled_on, next_due_on, counted_from, taper_id, created_at, closed_at,
    superseded_by,
}

/// A part of a step that is read only where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The note it came from.
    Note,
    /// How often on a day, and every how many days.
    Rhythm,
    /// On which days and at which times, and whether only if needed.
    Pattern,
    /// From which days on.
    Days,
    /// How long it lasts.
    Length,
    /// What is left of it.
    Remaining,
}

/// Some parts of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parts(u8);

impl Parts {
    /// Those, and this one.
    #[must_use]
    pub const fn with(self, part: Part) -> Self {
        Self(self.0 | 1 << part as u8)
    }

    /// Whether this one is among them.
    pub const fn has(self, part: Part) -> bool {
        self.0 & 1 << part as u8 != 0
    }
}

/// What is read of steps that are shown in a list: some columns always, some with a part, and never those of which nothing is said here, which
/// are as if there were none of it.
macro_rules! brief {
    (
        always { $($field:ident: $column:ident),+ $(,)? }
        $(part $part:ident { $($part_field:ident: $part_column:ident = $absent:expr),+ $(,)? })+
        never { $($left_out:ident = $nothing:expr),+ $(,)? }
    ) => {
        impl Model {
            /// The columns of which [`Model::brief`] is made, in their order.
            pub fn brief_columns(parts: Parts) -> Vec<Column> {
                let mut columns = vec![$(Column::$column),+];
                $(if parts.has(Part::$part) {
                    columns.extend([$(Column::$part_column),+]);
                })+
                columns
            }

            /// From a row that begins with the [columns](Model::brief_columns) of these parts.
            ///
            /// # Errors
            /// That a column is not of its type.
            pub fn brief(row: &QueryResult, parts: Parts) -> Result<Self, DbErr> {
                let mut at = 0..;
                Ok(Self {
                    $($field: crate::by_place::next(row, &mut at)?,)+
                    $($($part_field: if parts.has(Part::$part) {
                        crate::by_place::next(row, &mut at)?
                    } else {
                        $absent
                    },)+)+
                    $($left_out: $nothing,)+
                })
            }
        }
    };
}

brief! {
    always { id: Id, patient_id: PatientId, kind: Kind, state: State, description_sealed: DescriptionSealed }
    part Note { note_id: NoteId = Uuid::nil() }
    part Rhythm { times_per_day: TimesPerDay = None, interval_days: IntervalDays = None }
    part Pattern {
        weekdays: Weekdays = None, cycle_on_days: CycleOnDays = None, cycle_off_days: CycleOffDays = None,
        times_of_day: TimesOfDay = None, as_needed: AsNeeded = false, counted_from: CountedFrom = None,
    }
    part Days {
        starts_after_days: StartsAfterDays = 0, scheduled_on: ScheduledOn = None, next_due_on: NextDueOn = None,
    }
    part Length { duration_days: DurationDays = None, total: Total = None }
    part Remaining { remaining: Remaining = None }
    never {
        ordinal = 0, origin = Origin::Extracted, review_reason = None, passage_sealed = None,
        passage_start = None, passage_end = None, check_in_count = 0, taper_id = None,
        created_at = DateTimeUtc::UNIX_EPOCH, closed_at = None, superseded_by = None,
    }
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Once, or repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// One day only.
    Checklist,
    /// More than one day.
    Plan,
}

/// Where a step came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// The extraction of its note.
    Extracted,
    /// The doctor added it to the note.
    Doctor,
}

/// Where a step is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Held back: the doctor sees it, the patient does not.
    NeedsReview,
    /// In force.
    Active,
    /// Done.
    Completed,
    /// A newer note's plan took its place.
    Superseded,
    /// The doctor ended it.
    Cancelled,
}

impl Entity {
    /// All steps of a patient, held-back ones too: for their doctor.
    pub fn of_patient(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient))
    }

    /// The steps a patient may see: never one that is or was held back and never approved.
    pub fn visible_to_patient(patient: Uuid) -> Select<Self> {
        Self::shown_to_patients().filter(Column::PatientId.eq(patient))
    }

    /// What of their own steps patients may see, for a reader that says whose they are.
    pub fn shown_to_patients() -> Select<Self> {
        Self::find().filter(Column::State.ne(State::NeedsReview)).filter(Column::ScheduledOn.is_not_null())
    }

    /// The steps of all patients whose doctor now is `doctor`, held-back ones too.
    pub fn visible_to_doctor(doctor: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.in_subquery(assignment::Entity::patients_of(doctor)))
    }

    /// Every step, for a reader that says whose they are, or acts for nobody.
    pub fn all_unscoped() -> Select<Self> {
        Self::find()
    }

    /// The steps of a note, for a use-case that has checked who asks.
    pub fn of_note_unscoped(note: Uuid) -> Select<Self> {
        Self::find().filter(Column::NoteId.eq(note))
    }

    /// Steps that are in force or wait for the doctor.
    pub fn open(patient: Uuid) -> Select<Self> {
        Self::of_patient(patient).filter(Column::State.is_in([State::Active, State::NeedsReview]))
    }

    /// Plan steps due for the patient on `day`.
    pub fn due(patient: Uuid, day: Date) -> Select<Self> {
        Self::due_of([patient], day)
    }

    /// Plan steps due on `day` for any of these patients, for workers, which act for nobody.
    pub fn due_of(patients: impl IntoIterator<Item = Uuid>, day: Date) -> Select<Self> {
        Self::due_on(day).filter(Column::PatientId.is_in(patients))
    }

    /// Plan steps due on `day`, for a use-case that says whose they are.
    pub fn due_on(day: Date) -> Select<Self> {
        Self::find()
            .filter(Column::State.eq(State::Active))
            .filter(Column::Kind.eq(Kind::Plan))
            .filter(Column::AsNeeded.eq(false))
            .filter(Column::NextDueOn.lte(day))
            .filter(Self::has_begun())
    }

    /// Whether no earlier phase of the step's taper is in force. For queries of `steps` under its own name.
    pub fn has_begun() -> Expr {
        let before = Alias::new("before");
        let of = |column: Column| Expr::col((before.clone(), column));
        let in_force = Query::select()
            .expr(Expr::val(1))
            .from_as(Self, before.clone())
            .and_where(of(Column::TaperId).equals((Self, Column::TaperId)))
            .and_where(of(Column::State).eq(State::Active))
            .and_where(of(Column::StartsAfterDays).lt(Expr::col((Self, Column::StartsAfterDays))))
            .to_owned();
        Expr::col((Self, Column::TaperId)).is_null().or(Expr::exists(in_force).not())
    }
}
