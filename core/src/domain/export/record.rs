//! The rows of one patient's record, in pages, with their texts open.

use crate::{
    App, Error, Result, audit,
    page::Page,
    reader::{Reader, SeenStep, StepFilter, StepText, Text},
};
use aftercare_entity::{
    access_log, account_mail, assignment, at_risk_episode, check_in, mail_answer, note, reminder, session,
    step, user,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Rows of a kind read at once.
const PAGE: u64 = 500;
/// Notes read at once, with all that came of them.
const NOTES: u64 = 50;

/// A record, for its patient.
pub(super) struct Record<'a> {
    /// The account.
    pub(super) account: &'a user::Model,
    /// When the export was made.
    pub(super) at: DateTime<Utc>,
    reader: Reader,
}

/// A note and what came of it.
pub(super) struct Noted {
    pub(super) note: Arc<note::Model>,
    /// `None` = it does not open.
    pub(super) body: Option<Arc<Zeroizing<String>>>,
    pub(super) steps: Vec<Stepped>,
}

/// A step and its check-ins, those taken back too, oldest first.
pub(super) struct Stepped {
    pub(super) step: step::Model,
    /// `None` = it does not open.
    pub(super) description: Option<Arc<Zeroizing<String>>>,
    /// `None` where it came from no passage, or does not open.
    pub(super) passage: Option<Arc<Zeroizing<String>>>,
    pub(super) check_ins: Vec<check_in::Model>,
}

impl<'a> Record<'a> {
    /// # Errors
    /// [`Error::NotFound`] when the record was erased; the database's.
    pub(super) async fn open(app: &App, account: &'a user::Model) -> Result<Self> {
        let reader = Reader::new(app, Some(account), None);
        if !reader.sees_patient(account.id).await? {
            return Err(Error::NotFound("patient"));
        }
        Ok(Self { account, at: app.now(), reader })
    }

    pub(super) fn app(&self) -> &App {
        self.reader.app()
    }

    /// Who cared for the patient, and when, oldest first.
    pub(super) async fn assignments(&self) -> Result<Vec<assignment::Model>> {
        let rows = assignment::Entity::find().filter(assignment::Column::PatientId.eq(self.account.id));
        Ok(rows.order_by_asc(assignment::Column::Id).all(self.app().db().read()).await?)
    }

    /// The doctors whom the record names: of the assignments and of the notes.
    pub(super) async fn doctors(&self, assignments: &[assignment::Model]) -> Result<Vec<user::Model>> {
        let authors: Vec<Uuid> = note::Entity::of_patient(self.account.id)
            .select_only()
            .column(note::Column::DoctorId)
            .distinct()
            .into_tuple()
            .all(self.app().db().read())
            .await?;
        let ids: BTreeSet<_> = assignments.iter().map(|row| row.doctor_id).chain(authors).collect();
        let people = user::Entity::by_ids_unscoped(ids).order_by_asc(user::Column::Id);
        Ok(people.all(self.app().db().read()).await?)
    }

    /// The next notes before `after`, newest first.
    pub(super) async fn notes(&self, after: Option<Uuid>) -> Result<Vec<Noted>> {
        let (reader, patient) = (&self.reader, self.account.id);
        let page = reader.note_pages(&[patient], Page::following(after, NOTES)).await?.remove(&patient);
        let notes = page.unwrap_or_default();
        let bodies = reader.bodies(&notes).await?;
        let ids: Vec<_> = notes.iter().map(|note| note.id).collect();
        let all = StepFilter { states: Vec::new(), page: Page::first(u64::from(u32::MAX)), parts: None };
        let steps: Vec<_> = reader.note_steps(&ids, &all).await?.into_values().flatten().collect();
        let wanted = steps.iter().flat_map(|step| {
            [StepText::Description, StepText::Passage].map(|which| (Arc::clone(step), which))
        });
        let texts = reader.step_texts(&wanted.collect::<Vec<_>>()).await?;
        let check_ins = check_in::Entity::of_patient_with_undone(patient)
            .filter(check_in::Column::StepId.is_in(steps.iter().map(|step| step.row.id)))
            .order_by_asc(check_in::Column::Id);
        let mut of_step: HashMap<_, Vec<_>> = HashMap::new();
        for row in check_ins.all(self.app().db().read()).await? {
            of_step.entry(row.step_id).or_default().push(row);
        }
        let (mut of_note, mut texts): (HashMap<_, Vec<_>>, _) = (HashMap::new(), texts.into_iter());
        for step in steps {
            let [description, passage] = [texts.next(), texts.next()].map(|text| text.and_then(opened));
            let check_ins = of_step.remove(&step.row.id).unwrap_or_default();
            let step = step.row.clone();
            of_note.entry(step.note_id).or_default().push(Stepped { step, description, passage, check_ins });
        }
        let noted = notes.into_iter().zip(bodies).map(|(note, body)| Noted {
            body: opened(body),
            steps: of_note.remove(&note.id).unwrap_or_default(),
            note,
        });
        Ok(noted.collect())
    }

    /// The next reminders before `after`, newest first, each with the steps that its mail listed.
    pub(super) async fn reminders(
        &self,
        after: Option<Uuid>,
    ) -> Result<Vec<(reminder::Model, Vec<Arc<SeenStep>>)>> {
        let (reader, patient) = (&self.reader, self.account.id);
        let page = reader.reminder_pages(&[patient], Page::following(after, PAGE)).await?.remove(&patient);
        let rows = page.unwrap_or_default();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let mut steps = reader.reminder_steps(&ids).await?;
        let listed = rows.into_iter().map(|row| {
            let steps = steps.remove(&row.id).unwrap_or_default();
            (row, steps)
        });
        Ok(listed.collect())
    }

    /// What mail servers answered to the mails of these reminders, in order, by reminder.
    pub(super) async fn mail_answers(
        &self,
        reminders: impl IntoIterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, Vec<mail_answer::Model>>> {
        let rows = mail_answer::Entity::of_reminders_unscoped(reminders).all(self.app().db().read()).await?;
        let mut of_reminder: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            of_reminder.entry(row.reminder_id).or_default().push(row);
        }
        Ok(of_reminder)
    }

    /// The times in which the patient fell behind, oldest first.
    pub(super) async fn episodes(&self) -> Result<Vec<at_risk_episode::Model>> {
        let rows = at_risk_episode::Entity::of_patient_unscoped(self.account.id);
        Ok(rows.all(self.app().db().read()).await?)
    }

    /// The next rows of the access log before `before`, newest first.
    pub(super) async fn accesses(&self, before: Option<Uuid>) -> Result<Vec<access_log::Model>> {
        audit::of_patient(self.app(), self.account.id, Page::following(before, PAGE)).await
    }

    /// The patient's sessions: the newest token of each.
    pub(super) async fn sessions(&self) -> Result<Vec<session::Model>> {
        let rows = session::Entity::find().filter(session::Column::UserId.eq(self.account.id));
        let rows = rows.order_by_desc(session::Column::Id).all(self.app().db().read()).await?;
        let mut seen = HashSet::new();
        Ok(rows.into_iter().filter(|row| seen.insert(row.family_id)).collect())
    }

    /// Mails about the account.
    pub(super) async fn mails(&self) -> Result<Vec<account_mail::Model>> {
        let rows = account_mail::Entity::find().filter(account_mail::Column::UserId.eq(self.account.id));
        Ok(rows.order_by_asc(account_mail::Column::Id).all(self.app().db().read()).await?)
    }
}

/// The text, if it opens; if not, the log says which does not.
fn opened(text: Text) -> Option<Arc<Zeroizing<String>>> {
    match text {
        Ok(text) => Some(text),
        Err(unreadable) => {
            if !unreadable.is_erased() {
                unreadable.log();
            }
            None
        }
    }
}
