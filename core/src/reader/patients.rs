//! A doctor's patients, searched, filtered and sorted by how they keep up.
//!
//! How somebody keeps up is counted from their plan, not stored, so a list that is sorted by it is counted and sorted as a whole,
//! in a fixed number of statements ([decision 0025](../../../docs/decisions/0025-a-doctor-s-list-is-sorted-in-memory.md)). The
//! plain list, oldest assignment first, is read a page at a time ([`Reader::my_patients`]).

use super::{Assigned, AtRisk, Reader, worklist::with_work};
use crate::{
    Result,
    domain::{input, schedule::Adherence},
    page::NameAndId,
};
use chrono::NaiveDate;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Since when the doctor cares for the patient.
    #[default]
    AssignedAt,
    /// The name, without accents and case.
    Name,
    /// The day of the last check-in; never is the earliest.
    LastCheckIn,
    /// How much of what was expected was done, in percent; without a plan it is less than nothing.
    Adherence,
    /// Days missed in a row.
    DaysMissed,
}

/// Which patients, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Part of the name or of the e-mail address, as typed.
    pub search: Option<String>,
    /// Sorted by what.
    pub by: SortBy,
    /// The other way round.
    pub descending: bool,
    /// Only those who have something due today, or have not.
    pub due: Option<bool>,
    /// Only those who have fallen behind, or have not.
    pub at_risk: Option<bool>,
    /// Only those in whose record something waits for the doctor, or does not.
    pub waiting: Option<bool>,
    /// Only those whom no mail reaches, or whom mails reach.
    pub mail_failing: Option<bool>,
}

/// What the choice asks of each patient.
struct Facts {
    kept: HashMap<Uuid, Adherence>,
    last: HashMap<Uuid, NaiveDate>,
    work: HashSet<Uuid>,
    at_risk: HashMap<Uuid, AtRisk>,
}

impl Choice {
    /// Whether this is the plain list.
    pub fn is_plain(&self) -> bool {
        let unfiltered =
            [self.due, self.at_risk, self.waiting, self.mail_failing].iter().all(Option::is_none);
        unfiltered && self.search.is_none() && self.by == SortBy::AssignedAt && !self.descending
    }

    fn wants(&self, row: &Assigned, facts: &Facts, (name, email): (&str, &str)) -> bool {
        let kept = facts.kept.get(&row.patient.id);
        let is = |wanted: Option<bool>, so: bool| wanted.is_none_or(|wanted| wanted == so);
        (row.patient.name_folded.contains(name) || row.patient.email.contains(email))
            && is(self.due, kept.is_some_and(|kept| kept.due > 0))
            && is(self.at_risk, facts.at_risk.contains_key(&row.patient.id))
            && is(self.waiting, facts.work.contains(&row.patient.id))
            && is(self.mail_failing, row.patient.mail_failing_since.is_some())
    }

    /// Texts that are in the order of what they stand for.
    fn key(&self, row: &Assigned, facts: &Facts) -> String {
        let kept = facts.kept.get(&row.patient.id);
        match self.by {
            SortBy::AssignedAt => String::new(),
            SortBy::Name => row.patient.name_folded.clone(),
            SortBy::LastCheckIn => {
                facts.last.get(&row.patient.id).map(NaiveDate::to_string).unwrap_or_default()
            }
            SortBy::Adherence => kept
                .and_then(|kept| kept.percent())
                .map(|percent| format!("{percent:03}"))
                .unwrap_or_default(),
            SortBy::DaysMissed => format!("{:05}", kept.map_or(0, |kept| kept.days_missed)),
        }
    }
}

impl Reader {
    /// All of the doctor's patients that are chosen, in their order, each with what stands for them in it.
    ///
    /// # Errors
    /// The database's.
    pub async fn chosen_patients(&self, choice: &Choice) -> Result<Vec<(NameAndId, Assigned)>> {
        let rows = self.all_my_patients().await?;
        let facts = self.facts(choice, &rows).await?;
        let typed = choice.search.as_deref().unwrap_or_default().trim();
        let (name, email) = (input::fold(typed), input::email_part(typed));
        let wanted = rows.into_iter().filter(|row| choice.wants(row, &facts, (&name, &email)));
        let mut chosen: Vec<_> = wanted.map(|row| ((choice.key(&row, &facts), row.id), row)).collect();
        chosen.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        if choice.descending {
            chosen.reverse();
        }
        Ok(chosen)
    }

    async fn facts(&self, choice: &Choice, rows: &[Assigned]) -> Result<Facts> {
        let ids: Vec<_> = rows.iter().map(|row| row.patient.id).collect();
        let mut facts = Facts {
            kept: HashMap::new(),
            last: HashMap::new(),
            work: HashSet::new(),
            at_risk: HashMap::new(),
        };
        let people = || rows.iter().map(|row| Arc::new(row.patient.clone())).collect::<Vec<_>>();
        let counted = matches!(choice.by, SortBy::Adherence | SortBy::DaysMissed);
        if counted || choice.due.is_some() {
            facts.kept = self.adherence(&people()).await?;
        }
        if choice.at_risk.is_some() {
            facts.at_risk = self.at_risk(&people()).await?;
        }
        if choice.by == SortBy::LastCheckIn {
            facts.last = self.last_check_ins(&ids).await?;
        }
        if choice.waiting.is_some() {
            facts.work = with_work(&self.worklist().await?);
        }
        Ok(facts)
    }
}
