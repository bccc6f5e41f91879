//! What the patient has taken or done lately: a new step for the same thing goes on from there.
//!
//! Three statements, however much there is; check-ins older than the longest interval say nothing any more.

use super::same::Subject;
use crate::{
    Result,
    app::Change,
    domain::schedule::{self, GoesOn, Pattern},
    keyring::{DataKey, Place, Unreadable},
};
use aftercare_entity::{
    check_in,
    step::{self, Kind},
};
use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The longest interval, in days.
const LOOK_BACK: Days = Days::new(366);

/// The patient's plan steps with a check-in that counts, of whichever note and in whatever state. Not printable: it is health text.
pub(in crate::domain) struct Taken {
    earlier: Vec<Earlier>,
    today: NaiveDate,
}

struct Earlier {
    subject: Subject,
    step: step::Model,
    /// The local day of the last check-in.
    last: NaiveDate,
}

impl Taken {
    /// What `patient` has taken up to their local day `today`; `key` is theirs.
    pub(in crate::domain) async fn read(
        change: &Change,
        key: &DataKey,
        patient: Uuid,
        today: NaiveDate,
    ) -> Result<Self> {
        let since = today.checked_sub_days(LOOK_BACK).unwrap_or(NaiveDate::MIN);
        let last: HashMap<Uuid, NaiveDate> = check_in::Entity::of_patient(patient)
            .filter(check_in::Column::Day.gte(since))
            .select_only()
            .column(check_in::Column::StepId)
            .column_as(check_in::Column::Day.max(), "last")
            .group_by(check_in::Column::StepId)
            .into_tuple::<(Uuid, NaiveDate)>()
            .all(change.tx())
            .await?
            .into_iter()
            .collect();
        if last.is_empty() {
            return Ok(Self { earlier: Vec::new(), today });
        }
        let steps = step::Entity::of_patient(patient)
            .filter(step::Column::Kind.eq(Kind::Plan))
            .filter(step::Column::Id.is_in(last.keys().copied()))
            .all(change.tx())
            .await?;
        let earlier = steps.into_iter().filter_map(|step| Some((*last.get(&step.id)?, step)));
        // One that does not open cannot be recognised, and is no reason against a new plan.
        let earlier = earlier.filter_map(|(last, step)| {
            let place = Place::step_description(step.id, patient);
            let text = key.open(place, &step.description_sealed).inspect_err(Unreadable::log).ok()?;
            Some(Earlier { subject: Subject::of(&text), step, last })
        });
        Ok(Self { earlier: earlier.collect(), today })
    }

    /// Where a new step that says `description` goes on, because the same was taken shortly before; `None` when it was not.
    pub(in crate::domain) fn goes_on(&self, description: &str, pattern: Pattern) -> Option<GoesOn> {
        let subject = Subject::of(description);
        let same = self.earlier.iter().filter(|earlier| earlier.subject.is_same(&subject));
        same.map(|earlier| schedule::goes_on_from(earlier.last, &earlier.step, pattern, self.today)).max()
    }
}
