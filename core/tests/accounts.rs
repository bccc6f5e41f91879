//! Accounts, sessions and assignments, as their people see them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    App, Error,
    audit::Actor,
    domain::{
        accounts,
        accounts::NewAccount,
        assignments,
        log_in_tries::Visit,
        recovery,
        sessions::{self, Lives, Origin},
    },
    on_each_database,
    page::Page,
    reader::Reader,
    testing::people,
};
use aftercare_entity::{event, user, user::Role};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, QueryTrait};

const LIVES: Lives =
    Lives { idle: Duration::days(30), whole: Duration::days(60), grace: Duration::seconds(30) };

fn at(address: &str) -> Visit<'static> {
    Visit::from(address.parse().unwrap())
}

async fn sign_up(app: &App, email: &str) -> Result<user::Model, Error> {
    let new = NewAccount {
        email,
        password: "quiet lamp river".into(),
        name: "Paula Ng",
        role: Role::Patient,
        time_zone: None,
        address: None,
    };
    accounts::sign_up(app, new).await
}

/// An account in which each column has a value that no other one has.
fn with_every_column(id: uuid::Uuid, at: chrono::DateTime<chrono::Utc>) -> user::Model {
    let day = |n| at + Duration::days(n);
    user::Model {
        id,
        email: "paula@example.org".to_owned(),
        name: "Paula Ng".to_owned(),
        name_folded: "paula ng".to_owned(),
        role: Role::Patient,
        password_hash: "a hash".to_owned(),
        time_zone: Some("Europe/Vienna".to_owned()),
        status: user::Status::Suspended,
        extraction_mode: Some(user::ExtractionMode::Review),
        no_ai: true,
        mail_refused_on: Some(day(1).date_naive()),
        mail_failing_since: Some(day(2)),
        unconfirmed_since: Some(day(3)),
        admission: Some(user::Admission::Refused),
        title: Some("Ward 3".to_owned()),
        remind_at: Some(425),
        quiet_from: Some(1260),
        quiet_until: Some(390),
        language: Some(user::Language::Fr),
        mail_detail: Some(user::MailDetail::Full),
        reminders_off_since: Some(day(4)),
        daily_digest: false,
        erased_at: Some(day(5)),
        created_at: day(6),
        updated_at: day(7),
    }
}

on_each_database! {
    async fn a_row_read_by_place_is_the_row_that_was_written(t: TestApp) {
        let written = with_every_column(t.app.new_id(), t.app.now());
        written.clone().into_active_model().reset_all().insert(t.app.db().write()).await.unwrap();
        let rows = t.app.db().read().query_all(&user::Entity::find().into_query()).await.unwrap();
        let read: Vec<_> = rows.iter().map(|row| user::Model::by_place(row).unwrap()).collect();
        assert_eq!(read, [written]);
    }

    async fn one_confirmed_account_per_email_in_any_case(t: TestApp) {
        let operator = async |email| {
            let new = NewAccount {
                email, password: "quiet lamp river".into(), name: "Olga", role: Role::Admin, time_zone: None, address: None,
            };
            accounts::make_confirmed(&t.app, new).await
        };
        operator("Paula@Example.org").await.unwrap();
        assert!(matches!(operator(" paula@example.ORG").await, Err(Error::Conflict(_))));
        // Whoever signs up is not told.
        assert!(sign_up(&t.app, "PAULA@example.org").await.unwrap().unconfirmed_since.is_some());
        let found = accounts::log_in(&t.app, "PAULA@example.org ", "quiet lamp river".into(), at("::1")).await.unwrap();
        assert_eq!(found.email, "paula@example.org");
    }

    async fn unknown_and_wrong_answer_alike_and_too_often_is_refused(t: TestApp) {
        sign_up(&t.app, "paula@example.org").await.unwrap();
        let wrong = accounts::log_in(&t.app, "paula@example.org", "quiet lamp lake".into(), at("::1")).await.unwrap_err();
        let unknown = accounts::log_in(&t.app, "nobody@example.org", "quiet lamp lake".into(), at("::1")).await.unwrap_err();
        assert_eq!(wrong.to_string(), unknown.to_string());
        for _ in 0..9 {
            accounts::log_in(&t.app, "paula@example.org", "guess number n".into(), at("::2")).await.unwrap_err();
        }
        let limited = accounts::log_in(&t.app, "paula@example.org", "quiet lamp river".into(), at("::3")).await;
        assert!(matches!(limited, Err(Error::RateLimited { retry_after: 1.. })), "{limited:?}");
    }

    async fn a_claim_of_somebody_s_address_buys_no_guesses_at_their_password(t: TestApp) {
        let paula = NewAccount {
            email: "paula@example.org", password: "her own lamp".into(), name: "Paula", role: Role::Patient,
            time_zone: None, address: None,
        };
        accounts::make_confirmed(&t.app, paula).await.unwrap();
        // A stranger signs up with her address, and has a session from where the guesses come.
        let claim = sign_up(&t.app, "paula@example.org").await.unwrap();
        let (guess, place) = ("guess number n", "203.0.113.9");
        let from = Origin { address: Some(place.parse().unwrap()), ..Origin::default() };
        let session = sessions::log_in(&t.app, &claim, &from, LIVES).await.unwrap();
        for _ in 0..10 {
            let wrong = accounts::log_in(&t.app, "paula@example.org", guess.into(), at(place)).await;
            assert!(matches!(wrong, Err(Error::Unauthenticated(_))), "{wrong:?}");
        }
        let limited = async || accounts::log_in(&t.app, "paula@example.org", guess.into(), at(place)).await;
        assert!(matches!(limited().await, Err(Error::RateLimited { .. })));
        // Nor does a new password of the claim begin the count again.
        let actor = Actor::person(claim.id, from.address);
        let (old, new) = ("quiet lamp river".into(), "another lamp river".into());
        recovery::change(&t.app, actor, &claim, session.family, old, new).await.unwrap();
        assert!(matches!(limited().await, Err(Error::RateLimited { .. })));
    }

    async fn logging_in_rightly_is_never_throttled(t: TestApp) {
        sign_up(&t.app, "paula@example.org").await.unwrap();
        for _ in 0..25 {
            accounts::log_in(&t.app, "paula@example.org", "quiet lamp river".into(), at("::1")).await.unwrap();
        }
    }

    async fn a_refresh_token_works_once_and_its_reuse_ends_the_session(t: TestApp) {
        let user = sign_up(&t.app, "paula@example.org").await.unwrap();
        let first = sessions::open(&t.app, &user, &Origin::default(), LIVES).await.unwrap();
        let (_, second) = sessions::rotate(&t.app, &first.refresh_token, &Origin::default(), LIVES).await.unwrap();
        assert_eq!(second.family, first.family);
        assert!(sessions::live(&t.app, first.family).await.unwrap().is_some());
        t.clock.advance(LIVES.grace);
        assert!(sessions::rotate(&t.app, &first.refresh_token, &Origin::default(), LIVES).await.is_err(), "used before");
        assert!(sessions::live(&t.app, first.family).await.unwrap().is_none(), "the family is revoked");
        assert!(sessions::rotate(&t.app, &second.refresh_token, &Origin::default(), LIVES).await.is_err());
    }

    async fn a_session_ends_when_it_is_not_used(t: TestApp) {
        let user = sign_up(&t.app, "paula@example.org").await.unwrap();
        let opened = sessions::open(&t.app, &user, &Origin::default(), LIVES).await.unwrap();
        t.clock.advance(LIVES.idle);
        assert!(sessions::live(&t.app, opened.family).await.unwrap().is_none());
        assert!(sessions::rotate(&t.app, &opened.refresh_token, &Origin::default(), LIVES).await.is_err());
    }

    async fn changing_the_doctor_keeps_history_and_tells(t: TestApp) {
        let (patient, old) = people::patient_and_doctor(&t.app).await.unwrap();
        let new = people::account(&t.app, Role::Doctor, "Émile Zo").await.unwrap();
        assignments::select_doctor(&t.app, patient.id, new.id).await.unwrap();
        assignments::select_doctor(&t.app, patient.id, new.id).await.unwrap();
        assert!(Reader::new(&t.app, Some(&old), None).my_patients(Page::first(10)).await.unwrap().is_empty());
        assert_eq!(Reader::new(&t.app, Some(&new), None).my_patients(Page::first(10)).await.unwrap()[0].patient.id, patient.id);
        let events = event::Entity::find().order_by_asc(event::Column::Id).all(t.app.db().read()).await.unwrap();
        assert_eq!(events.len(), 1, "selecting the same doctor again is no event");
        assert!(matches!(assignments::select_doctor(&t.app, patient.id, patient.id).await, Err(Error::NotFound("doctor"))));
        let found = assignments::doctors(&t.app, Some("EMILE"), &Page::first(10)).await.unwrap();
        assert_eq!(found.iter().map(|d| d.id).collect::<Vec<_>>(), [new.id]);
    }
}
