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
use sea_orm::{EntityTrait, QueryOrder};

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

on_each_database! {
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
