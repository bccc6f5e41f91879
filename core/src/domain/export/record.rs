//! The rows of one patient's record, in pages, with their texts open.

use crate::{
    App, Result, audit,
    keyring::{self, DataKey, Place},
};
use aftercare_entity::{
    access_log, account_mail, assignment, check_in, note, reminder, reminder_step, session, step, user,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap, HashSet};
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
    app: &'a App,
    key: DataKey,
}

/// A text; `None` = it does not open.
pub(super) type Text = Option<Zeroizing<String>>;

/// A note and what came of it.
pub(super) struct Noted {
    pub(super) note: note::Model,
    pub(super) body: Text,
    pub(super) steps: Vec<Stepped>,
}

/// A step and its check-ins, those taken back too, oldest first.
pub(super) struct Stepped {
    pub(super) step: step::Model,
    pub(super) description: Text,
    /// `None` where it came from no passage, or does not open.
    pub(super) passage: Text,
    pub(super) check_ins: Vec<check_in::Model>,
}

impl<'a> Record<'a> {
    pub(super) async fn open(app: &'a App, account: &'a user::Model) -> Result<Self> {
        let key = keyring::data_key(app, app.db().read(), account.id).await?;
        Ok(Self { account, at: app.now(), app, key })
    }

    pub(super) fn app(&self) -> &App {
        self.app
    }

    /// Who cared for the patient, and when, oldest first.
    pub(super) async fn assignments(&self) -> Result<Vec<assignment::Model>> {
        let rows = assignment::Entity::find().filter(assignment::Column::PatientId.eq(self.account.id));
        Ok(rows.order_by_asc(assignment::Column::Id).all(self.app.db().read()).await?)
    }

    /// The doctors whom the record names: of the assignments and of the notes.
    pub(super) async fn doctors(&self, assignments: &[assignment::Model]) -> Result<Vec<user::Model>> {
        let authors: Vec<Uuid> = note::Entity::of_patient(self.account.id)
            .select_only()
            .column(note::Column::DoctorId)
            .distinct()
            .into_tuple()
            .all(self.app.db().read())
            .await?;
        let ids: BTreeSet<_> = assignments.iter().map(|row| row.doctor_id).chain(authors).collect();
        let people = user::Entity::by_ids_unscoped(ids).order_by_asc(user::Column::Id);
        Ok(people.all(self.app.db().read()).await?)
    }

    /// The next notes after `after`, oldest first.
    pub(super) async fn notes(&self, after: Uuid) -> Result<Vec<Noted>> {
        let db = self.app.db().read();
        let rows = note::Entity::of_patient(self.account.id)
            .filter(note::Column::Id.gt(after))
            .order_by_asc(note::Column::Id)
            .limit(NOTES);
        let notes = rows.all(db).await?;
        let steps = step::Entity::visible_to_patient(self.account.id)
            .filter(step::Column::NoteId.is_in(notes.iter().map(|note| note.id)))
            .order_by_asc(step::Column::Id);
        let steps = steps.all(db).await?;
        let check_ins = check_in::Entity::of_patient_with_undone(self.account.id)
            .filter(check_in::Column::StepId.is_in(steps.iter().map(|step| step.id)))
            .order_by_asc(check_in::Column::Id);
        let mut of_step: HashMap<_, Vec<_>> = HashMap::new();
        for row in check_ins.all(db).await? {
            of_step.entry(row.step_id).or_default().push(row);
        }
        let mut of_note: HashMap<_, Vec<_>> = HashMap::new();
        for step in steps {
            let check_ins = of_step.remove(&step.id).unwrap_or_default();
            let description =
                self.text(Place::step_description(step.id, step.patient_id), &step.description_sealed);
            let passage = step.passage_sealed.as_deref();
            let passage =
                passage.and_then(|sealed| self.text(Place::step_passage(step.id, step.patient_id), sealed));
            of_note.entry(step.note_id).or_default().push(Stepped { step, description, passage, check_ins });
        }
        let noted = notes.into_iter().map(|note| Noted {
            body: self.text(Place::note_body(note.id, note.patient_id), &note.body_sealed),
            steps: of_note.remove(&note.id).unwrap_or_default(),
            note,
        });
        Ok(noted.collect())
    }

    /// The next reminders after `after`, oldest first, each with the steps that its mail listed.
    pub(super) async fn reminders(&self, after: Uuid) -> Result<Vec<(reminder::Model, Vec<Uuid>)>> {
        let db = self.app.db().read();
        let rows = reminder::Entity::of_patient(self.account.id)
            .filter(reminder::Column::Id.gt(after))
            .order_by_asc(reminder::Column::Id)
            .limit(PAGE);
        let rows = rows.all(db).await?;
        let listed = reminder_step::Entity::find()
            .filter(reminder_step::Column::ReminderId.is_in(rows.iter().map(|row| row.id)))
            .order_by_asc(reminder_step::Column::StepId);
        let mut steps: HashMap<_, Vec<_>> = HashMap::new();
        for pair in listed.all(db).await? {
            steps.entry(pair.reminder_id).or_default().push(pair.step_id);
        }
        let listed = rows.into_iter().map(|row| {
            let steps = steps.remove(&row.id).unwrap_or_default();
            (row, steps)
        });
        Ok(listed.collect())
    }

    /// The next rows of the access log before `before`, newest first.
    pub(super) async fn accesses(&self, before: Option<Uuid>) -> Result<Vec<access_log::Model>> {
        audit::of_patient(self.app, self.account.id, audit::Page { before, first: PAGE }).await
    }

    /// The patient's sessions: the newest token of each.
    pub(super) async fn sessions(&self) -> Result<Vec<session::Model>> {
        let rows = session::Entity::find().filter(session::Column::UserId.eq(self.account.id));
        let rows = rows.order_by_desc(session::Column::Id).all(self.app.db().read()).await?;
        let mut seen = HashSet::new();
        Ok(rows.into_iter().filter(|row| seen.insert(row.family_id)).collect())
    }

    /// Mails about the account.
    pub(super) async fn mails(&self) -> Result<Vec<account_mail::Model>> {
        let rows = account_mail::Entity::find().filter(account_mail::Column::UserId.eq(self.account.id));
        Ok(rows.order_by_asc(account_mail::Column::Id).all(self.app.db().read()).await?)
    }

    fn text(&self, place: Place, sealed: &[u8]) -> Text {
        let opened = self.key.open(place, sealed);
        if let Err(error) = &opened {
            tracing::error!(%error, place = ?place, "a text is left out of an export: it does not open");
        }
        opened.ok()
    }
}
