//! Ending a session wins against continuing it at the same moment, two hundred times.

use crate::support::{LIVES, PASSWORD, is_over, live_tokens, refresh, sign_up, signed_in};
use aftercare_core::{
    App, Result,
    domain::{
        accounts,
        sessions::{self, Opened, Origin},
    },
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use secrecy::SecretString;
use std::future::Future;

const RACES: usize = 200;

/// Two processes at once, one that refreshes and one that ends the session; nothing of it may live after both are done.
async fn race<E: Future<Output = Result<()>> + Send + 'static>(
    t: &TestApp,
    before: impl AsyncFn(&App, Opened) -> (SecretString, Opened),
    end: impl Fn(App, user::Model, Opened) -> E,
) {
    let account = sign_up(&t.app, "paula@example.org").await;
    let other = t.another_process().await.unwrap();
    let (mut continued, mut refused) = (0, 0);
    for number in 0..RACES {
        let (shown, newest) = before(&t.app, signed_in(&t.app, &account, "192.0.2.1").await).await;
        let family = newest.family;
        let refreshing = {
            let app = t.app.clone();
            async move { refresh(&app, &shown).await }
        };
        let ending = end(other.clone(), account.clone(), newest);
        // Each goes first now and then.
        let (refreshed, ended) = if number % 2 == 0 {
            let first = tokio::spawn(refreshing);
            (first, tokio::spawn(ending))
        } else {
            let first = tokio::spawn(ending);
            (tokio::spawn(refreshing), first)
        };
        let (refreshed, ended) = (refreshed.await.unwrap(), ended.await.unwrap());
        ended.unwrap();
        match &refreshed {
            Ok(opened) => {
                continued += 1;
                assert!(
                    is_over(&refresh(&t.app, &opened.refresh_token).await),
                    "race {number}: its token lives"
                );
            }
            refused_answer => {
                refused += 1;
                assert!(is_over(refused_answer), "race {number}: {refused_answer:?}");
            }
        }
        assert_eq!(live_tokens(&t.app, family).await, 0, "race {number}");
    }
    println!("{continued} were continued first, {refused} were ended first");
}

async fn newest(_: &App, opened: Opened) -> (SecretString, Opened) {
    (opened.refresh_token.clone(), opened)
}

on_each_database! {
    async fn logging_out_wins_against_a_refresh(t: TestApp) {
        race(&t, newest, |app, _, opened| async move { sessions::revoke(&app, opened.family).await }).await;
    }

    async fn logging_out_by_a_refresh_token_wins_against_a_refresh(t: TestApp) {
        let end = |app, _, opened: Opened| async move { sessions::end_by_token(&app, &opened.refresh_token).await };
        race(&t, newest, end).await;
    }

    async fn logging_out_everywhere_wins_against_a_refresh(t: TestApp) {
        let end = |app, account: user::Model, _| async move { sessions::revoke_all(&app, account.id).await };
        race(&t, newest, end).await;
    }

    async fn logging_out_wins_against_a_second_use_within_the_grace_period(t: TestApp) {
        let replaced = async |app: &App, opened: Opened| {
            let next = refresh(app, &opened.refresh_token).await.unwrap();
            (opened.refresh_token, next)
        };
        race(&t, replaced, |app, _, opened| async move { sessions::revoke(&app, opened.family).await }).await;
    }

    async fn a_log_in_with_the_former_password_does_not_outlive_its_change(t: TestApp) {
        sign_up(&t.app, "paula@example.org").await;
        let email = "paula@example.org";
        let checked = accounts::log_in(&t.app, email, PASSWORD.into(), crate::support::at("::1")).await.unwrap();
        // The password is changed, and all sessions end, between the check and the session that follows it.
        let row = user::Entity::own(checked.id).one(t.app.db().read()).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.password_hash = Set(t.app.passwords().hash_of_owner("another lamp river".into()).await.unwrap());
        row.update(t.app.db().write()).await.unwrap();
        sessions::revoke_all(&t.app, checked.id).await.unwrap();
        assert!(is_over(&sessions::open(&t.app, &checked, &Origin::default(), LIVES).await));
        assert!(sessions::running(&t.app, checked.id).await.unwrap().is_empty());
    }
}
