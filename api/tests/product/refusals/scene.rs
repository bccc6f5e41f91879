//! A hospital in which every mutation could succeed, and what is in its database.

use crate::support::house::{Client, House, LIVES, Person, id};
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_core::testing::sea_orm::{EntityTrait, QueryOrder};
use aftercare_core::{
    audit::Actor,
    domain::{
        account_mails, check_ins,
        plan::PlannedStep,
        sessions::{self, Opened, Origin},
        suspension,
        wishes::{self, Said},
    },
    testing::{TestApp, mails},
};
use aftercare_entity::{
    account_mail,
    account_mail::Kind,
    assignment, at_risk_episode,
    check_in::{self, Via},
    consent, event, job, note, patient_key, reminder, session, step,
    user::{self, Admission, Role},
};
use chrono::Duration;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

pub const EMAIL: &str = "lena@example.org";
pub const PASSWORD: &str = "a quiet lamp by the river";

/// Everyone and everything that a request can name.
pub struct Scene {
    pub house: House,
    pub patient: Person,
    pub doctor: Person,
    pub admin: Person,
    /// A patient and a doctor who have nothing to do with them.
    pub other: Person,
    pub other_doctor: Person,
    /// A patient whose account can be closed.
    pub leaver: Person,
    /// Patient and doctor with access tokens whose time is over.
    pub late: [Person; 2],
    /// Patient and doctor whose sessions were ended, and a doctor whose account is suspended.
    pub ended: [Person; 3],
    /// The same doctor.
    pub suspended: Person,
    /// Doctors who wait to be let in.
    pub waiting: [Person; 2],
    /// A doctor who was not let in.
    pub refused: Person,
    /// Lena, who has signed up and not confirmed her address.
    pub newcomer: Client,
    /// A refresh token that works.
    pub refresh_token: String,
    pub codes: Codes,
    pub ids: Ids,
}

/// Codes from mails, as their links have them.
pub struct Codes {
    /// Of Lena's address.
    pub confirm: String,
    /// Of the admin's password.
    pub reset: String,
    /// Of a change of the patient's address: from the present one and the new one.
    pub leave: String,
    pub arrive: String,
}

/// Ids as clients know them.
pub struct Ids {
    pub patient: String,
    pub other_doctor: String,
    /// A session of the patient's: the one of the refresh token.
    pub session: String,
    /// A plan step that is due, a checklist step that is open, one that waits, one that was checked in today.
    pub due: String,
    pub open: String,
    pub waits: String,
    pub done: String,
    /// The note whose plan is in force, one that failed, two that brought no step.
    pub plan: String,
    pub failed: String,
    pub empty: [String; 2],
    /// Of another patient, who is another doctor's.
    pub foreign: Foreign,
}

pub struct Foreign {
    pub patient: String,
    pub session: String,
    pub due: String,
    pub open: String,
    pub waits: String,
    pub done: String,
    pub plan: String,
    pub failed: String,
    pub empty: String,
}

struct Care {
    steps: Vec<String>,
    plan: Uuid,
    failed: Uuid,
    empty: [Uuid; 2],
}

async fn care(house: &House, doctor: &Person, patient: &Person) -> Care {
    let swim = PlannedStep { every_days: Some(2.0), ..daily("Swim", Some(9)) };
    let found = vec![daily("Walk", Some(5)), once("Call"), held_back(daily("Odd", None)), swim];
    let plan = house.plan(doctor, patient, found).await.id;
    let app = &house.t.app;
    let rows = step::Entity::of_note_unscoped(plan).order_by_asc(step::Column::Ordinal);
    let rows = rows.all(app.db().read()).await.unwrap();
    check_ins::check_in(app, patient.account.id, Some(rows[3].id), Via::App).await.unwrap();
    for wanted in [false, true] {
        let said = Said { via: consent::Via::App, by: Some(patient.account.id) };
        wishes::subscribe(app, patient.account.id, wanted, said).await.unwrap();
    }
    let empty = [house.plan(doctor, patient, vec![]).await.id, house.plan(doctor, patient, vec![]).await.id];
    let failed = house.note(doctor, patient, "Unreadable.").await.id;
    house.fail(failed, "MODEL_BLOCKED").await;
    Care { steps: rows.iter().map(|row| id("step", row.id)).collect(), plan, failed, empty }
}

async fn codes(house: &House, patient: &Person, admin: &Person) -> Codes {
    let (app, moved) = (&house.t.app, "moved@example.org");
    let mut change = app.begin().await.unwrap();
    for (kind, email) in [(Kind::LeaveAddress, patient.account.email.as_str()), (Kind::NewAddress, moved)] {
        account_mails::want(&mut change, kind, Some(patient.account.id), email).await.unwrap();
    }
    account_mails::want(&mut change, Kind::ResetPassword, None, &admin.account.email).await.unwrap();
    change.commit().await.unwrap();
    let code = async |kind, email: &str| mails::code(app, kind, email).await.token();
    Codes {
        confirm: code(Kind::ConfirmAddress, EMAIL).await,
        reset: code(Kind::ResetPassword, &admin.account.email).await,
        leave: code(Kind::LeaveAddress, &patient.account.email).await,
        arrive: code(Kind::NewAddress, moved).await,
    }
}

impl Scene {
    pub async fn open(t: TestApp) -> Self {
        let house = House::open(t).await;
        let (patient, doctor) = house.patient_and_doctor().await;
        let (other_doctor, admin) =
            (house.person(Role::Doctor, "Otto").await, house.person(Role::Admin, "Olga").await);
        let other = house.patient_of(&other_doctor, "Peter").await;
        let leaver = house.person(Role::Patient, "Lars").await;
        for person in [&patient, &leaver] {
            house.set_password(person, PASSWORD).await;
        }
        let late = [patient.clone(), doctor.clone()];
        house.t.clock.advance(Duration::minutes(16));
        let again = async |person: &Person| house.again(person).await;
        let (patient, doctor, admin) = (again(&patient).await, again(&doctor).await, again(&admin).await);
        let (other, other_doctor) = (again(&other).await, again(&other_doctor).await);
        let leaver = again(&leaver).await;
        let suspended = house.person(Role::Doctor, "Sina").await;
        suspension::suspend(&house.t.app, Actor::OPERATOR, suspended.account.id, None).await.unwrap();
        let ended = [again(&patient).await, again(&doctor).await, suspended.clone()];
        for person in &ended[..2] {
            sessions::revoke(&house.t.app, person.session).await.unwrap();
        }
        let waiting = [
            house.doctor_at_the_door("Wim", Admission::Pending).await,
            house.doctor_at_the_door("Willa", Admission::Pending).await,
        ];
        let refused = house.doctor_at_the_door("Rob", Admission::Refused).await;
        let lena = json!({ "email": EMAIL, "password": PASSWORD, "name": "Lena", "role": "PATIENT" });
        let lena = house.client(None).change("signUp", lena, "accessToken").await;
        let newcomer = house.client(lena["accessToken"].as_str());
        let codes = codes(&house, &patient, &admin).await;
        let opened: Opened =
            sessions::open(&house.t.app, &patient.account, &Origin::default(), LIVES).await.unwrap();
        let (own, foreign) =
            (care(&house, &doctor, &patient).await, care(&house, &other_doctor, &other).await);
        let note = |uuid| id("note", uuid);
        let ids = Ids {
            patient: patient.id(),
            other_doctor: other_doctor.id(),
            session: id("session", opened.family),
            due: own.steps[0].clone(),
            open: own.steps[1].clone(),
            waits: own.steps[2].clone(),
            done: own.steps[3].clone(),
            plan: note(own.plan),
            failed: note(own.failed),
            empty: own.empty.map(note),
            foreign: Foreign {
                patient: other.id(),
                session: id("session", other.session),
                due: foreign.steps[0].clone(),
                open: foreign.steps[1].clone(),
                waits: foreign.steps[2].clone(),
                done: foreign.steps[3].clone(),
                plan: note(foreign.plan),
                failed: note(foreign.failed),
                empty: note(foreign.empty[0]),
            },
        };
        let refresh_token = opened.refresh_token.expose_secret().to_owned();
        Self {
            house,
            patient,
            doctor,
            admin,
            other,
            other_doctor,
            leaver,
            late,
            ended,
            suspended,
            waiting,
            refused,
            newcomer,
            refresh_token,
            codes,
            ids,
        }
    }

    /// Every row of every table that a request can change.
    pub async fn contents(&self) -> Value {
        let db = self.house.t.app.db().read();
        macro_rules! rows {
            ($($table:ident by $column:ident),*) => { json!({ $(
                stringify!($table): $table::Entity::find()
                    .order_by_asc($table::Column::$column)
                    .all(db)
                    .await
                    .unwrap()
                    .iter()
                    .map(|row| format!("{row:?}"))
                    .collect::<Vec<_>>()
            ),* }) };
        }
        rows! {
            user by Id, session by Id, assignment by Id, patient_key by PatientId, note by Id, step by Id,
            check_in by Id, at_risk_episode by Id, reminder by Id, job by Id, event by Id, account_mail by Id
        }
    }
}
