//! A master key that nothing needs is retired, and may leave the settings.

use crate::support::{key, patient_with_note, process, rows};
use aftercare_core::{
    App, Error,
    keyring::{self, Keyring, SealError},
    on_each_database,
    testing::people,
};
use aftercare_entity::{
    account_mail::{self, Kind},
    user::Role,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use secrecy::SecretString;

/// A mail with a code that is derived from the master key `key_id`, good for half an hour.
async fn code(app: &App, key_id: &str) {
    let now = app.now();
    account_mail::ActiveModel {
        id: Set(app.new_id()),
        kind: Set(Kind::ResetPassword),
        user_id: Set(None),
        email: Set("paula@example.org".to_owned()),
        key_id: Set(key_id.to_owned()),
        attempts: Set(0),
        created_at: Set(now),
        expires_at: Set(now + Duration::minutes(30)),
        used_at: Set(None),
        sent_at: Set(None),
    }
    .insert(app.db().write())
    .await
    .unwrap();
}

async fn refused(app: &App, id: &str) -> String {
    match keyring::retire(app, id).await {
        Err(Error::Conflict(why)) => why,
        other => panic!("{other:?}"),
    }
}

on_each_database! {
    async fn a_key_is_retired_when_nothing_needs_it_any_more(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        patient_with_note(&old, "Rest.").await;
        let new = process(&t, &[&b, &a]).await;
        assert!(matches!(keyring::retire(&new, "c").await, Err(Error::NotFound(_))));
        assert!(refused(&new, "b").await.contains("is the active one"));
        assert!(refused(&new, "a").await.contains("it wraps 1 data keys and 0 keys of the hospital"));
        keyring::rotate(&new, 100, |_| ()).await.unwrap();
        code(&new, "a").await;
        assert!(refused(&new, "a").await.contains("1 codes in mails about accounts"));
        t.clock.advance(Duration::minutes(31));
        keyring::retire(&new, "a").await.unwrap();
        keyring::retire(&new, "a").await.unwrap();
        let retired: Vec<_> = rows(&new).await.into_iter().filter(|row| row.action == "RETIRE_KEY").collect();
        assert_eq!((retired.len(), retired[0].detail.as_deref()), (1, Some("a")));

        // With it or without it a process starts; but not with it in front.
        process(&t, &[&b, &a]).await;
        let only = process(&t, &[&b]).await;
        people::account(&only, Role::Patient, "Paula").await.unwrap();
        let keyring = Keyring::parse(&SecretString::from([a.as_str(), &b].join(","))).unwrap();
        let back = t.another_process_with(keyring).await.unwrap();
        let error = keyring::register(&back).await.unwrap_err();
        assert!(matches!(error, Error::Seal(SealError::RetiredMasterKey(id)) if id == "a"));
        // Nobody gets its name for another key.
        let other = Keyring::parse(&SecretString::from(format!("{b},{}", key("a")))).unwrap();
        let error = keyring::register(&t.another_process_with(other).await.unwrap()).await.unwrap_err();
        assert!(matches!(error, Error::Seal(SealError::WrongMasterKey(id)) if id == "a"));
        // One that was running meanwhile with the old settings wraps nothing more by it.
        let error = people::account(&old, Role::Patient, "Paul").await.unwrap_err();
        assert!(matches!(error, Error::Seal(SealError::RetiredMasterKey(id)) if id == "a"));
    }

    async fn the_status_says_what_each_key_is_for(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        patient_with_note(&old, "Rest.").await;
        patient_with_note(&old, "Walk.").await;
        let new = process(&t, &[&b, &a]).await;
        let said = async |app: &App| {
            let all = keyring::status(app).await.unwrap();
            let said = all.iter().map(|key| (key.id.clone(), key.active, key.in_settings, key.uses.data_keys));
            said.filter(|key| key.0 != "k1").collect::<Vec<_>>()
        };
        let (a_, b_) = ("a".to_owned(), "b".to_owned());
        assert_eq!(said(&new).await, [(a_.clone(), false, true, 2), (b_.clone(), true, true, 0)]);
        assert_eq!(said(&old).await, [(a_.clone(), true, true, 2), (b_.clone(), false, false, 0)]);
        let other = t.another_process_with(Keyring::parse(&SecretString::from(key("a"))).unwrap()).await.unwrap();
        let all = keyring::status(&other).await.unwrap();
        assert!(!all.iter().find(|key| key.id == "a").unwrap().agrees, "another key of the same name");
        keyring::rotate(&new, 100, |_| ()).await.unwrap();
        keyring::retire(&new, "a").await.unwrap();
        let all = keyring::status(&new).await.unwrap();
        let [a, b] = ["a", "b"].map(|id| all.iter().find(|key| key.id == id).unwrap());
        assert_eq!((a.retired_at, a.uses.data_keys, b.uses.data_keys), (Some(t.app.now()), 0, 2));
        assert_eq!(a.fingerprint.len(), 16);
    }
}
