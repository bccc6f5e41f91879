//! Which master keys a process may start with.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    Error,
    keyring::{self, Keyring, SealError},
    on_each_database,
    testing::{TestApp, people},
};
use aftercare_entity::{patient_key, user::Role};
use sea_orm::EntityTrait;
use secrecy::{ExposeSecret, SecretString};

/// A start with these keys: whether it is refused, and why.
async fn start(t: &TestApp, keys: &[&str]) -> Result<(), SealError> {
    let keyring = Keyring::parse(&SecretString::from(keys.join(","))).unwrap();
    let process = t.another_process_with(keyring).await.unwrap();
    match keyring::register(&process).await {
        Ok(()) => Ok(()),
        Err(Error::Seal(error)) => Err(error),
        Err(other) => panic!("{other}"),
    }
}

/// A new key under this name.
fn key(id: &str) -> String {
    Keyring::generate().expose_secret().replace("k1:", &format!("{id}:"))
}

on_each_database! {
    async fn a_wrong_key_is_refused_and_leaves_nothing_behind(t: TestApp) {
        let (old, wrong, right) = (key("a"), key("b"), key("b"));
        // The test's own process sealed nothing with its key yet.
        start(&t, &[&old]).await.unwrap();
        let process = t.another_process_with(Keyring::parse(&SecretString::from(old.clone())).unwrap()).await.unwrap();
        people::account(&process, Role::Patient, "Paula Example").await.unwrap();
        assert!(matches!(start(&t, &[&wrong]).await, Err(SealError::MissingMasterKey(id)) if id == "a"));
        let other = key("a");
        assert!(matches!(start(&t, &[&other]).await, Err(SealError::WrongMasterKey(id)) if id == "a"));
        // The refused key is not remembered: the right one of its name goes in front of the old one.
        start(&t, &[&right, &old]).await.unwrap();
        assert!(matches!(start(&t, &[&wrong, &old]).await, Err(SealError::WrongMasterKey(id)) if id == "b"));
        assert_eq!(patient_key::Entity::find().all(t.app.db().read()).await.unwrap().len(), 1);
    }
}
