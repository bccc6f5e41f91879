//! A refresh token that was replaced a moment ago, and how long a session lasts at most.

use crate::support::{LIVES, from, is_over, live_tokens, logged, refresh, sign_up, signed_in};
use aftercare_core::{
    domain::{
        retention::{self, Retention},
        sessions::{self, LONGEST_GRACE, Lives, Origin},
    },
    on_each_database,
};
use aftercare_entity::session;
use chrono::Duration;
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use secrecy::ExposeSecret;

async fn boxes(app: &aftercare_core::App) -> u64 {
    let sealed = session::Entity::find().filter(session::Column::SuccessorSealed.is_not_null());
    sealed.count(app.db().write()).await.unwrap()
}

on_each_database! {
    async fn a_token_answers_its_successor_for_the_grace_period_and_then_ends_the_session(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "192.0.2.1").await;
        let second = refresh(&t.app, &first.refresh_token).await.unwrap();
        t.clock.advance(Duration::seconds(20));
        let again = refresh(&t.app, &first.refresh_token).await.unwrap();
        assert_eq!(again.refresh_token.expose_secret(), second.refresh_token.expose_secret());
        assert_eq!((again.family, again.expires_at), (second.family, second.expires_at));
        // The other tab has gone on meanwhile: the first token leads to the newest one.
        let third = refresh(&t.app, &second.refresh_token).await.unwrap();
        let again = refresh(&t.app, &first.refresh_token).await.unwrap();
        assert_eq!(again.refresh_token.expose_secret(), third.refresh_token.expose_secret());
        assert_eq!(live_tokens(&t.app, first.family).await, 1);
        assert_eq!(logged(&t.app, "TOKEN_REUSED").await, []);

        t.clock.advance(Duration::seconds(10));
        let late = sessions::rotate(&t.app, &first.refresh_token, &from("198.51.100.9"), LIVES).await;
        assert!(is_over(&late));
        assert!(is_over(&refresh(&t.app, &third.refresh_token).await), "a copy exists, so the session is over");
        assert!(sessions::live(&t.app, first.family).await.unwrap().is_none());
        let reuse = (Some(account.id), Some("198.51.100.9".to_owned()));
        assert_eq!(logged(&t.app, "TOKEN_REUSED").await, [reuse]);
        assert_eq!(boxes(&t.app).await, 0, "an ended session tells no successor");
    }

    async fn tabs_that_refresh_at_once_all_go_on_with_one_token(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "192.0.2.1").await;
        let other = t.another_process().await.unwrap();
        let tabs = (0..10).map(|tab| {
            let (app, token) = (if tab % 2 == 0 { &t.app } else { &other }, &first.refresh_token);
            async move { refresh(app, token).await.unwrap() }
        });
        let opened = join_all(tabs).await;
        let token = opened[0].refresh_token.expose_secret();
        assert!(opened.iter().all(|tab| tab.refresh_token.expose_secret() == token));
        assert_eq!(live_tokens(&t.app, first.family).await, 1);
        refresh(&t.app, &opened[0].refresh_token).await.unwrap();
    }

    async fn without_a_grace_period_a_token_works_once(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "192.0.2.1").await;
        let lives = Lives { grace: Duration::zero(), ..LIVES };
        sessions::rotate(&t.app, &first.refresh_token, &Origin::default(), lives).await.unwrap();
        assert_eq!(boxes(&t.app).await, 0);
        assert!(is_over(&sessions::rotate(&t.app, &first.refresh_token, &Origin::default(), lives).await));
        assert_eq!(live_tokens(&t.app, first.family).await, 0);
    }

    async fn what_tells_a_successor_is_gone_after_the_grace_period(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "192.0.2.1").await;
        let second = refresh(&t.app, &first.refresh_token).await.unwrap();
        t.clock.advance(Duration::seconds(30));
        let third = refresh(&t.app, &second.refresh_token).await.unwrap();
        assert_eq!(boxes(&t.app).await, 1, "the next refresh clears what is too old");
        // Nobody refreshes any more: the daily cleaning does it, and leaves the tokens.
        t.clock.advance(LONGEST_GRACE + Duration::seconds(1));
        retention::prune(&t.app, &Retention::default()).await.unwrap();
        assert_eq!(boxes(&t.app).await, 0);
        assert!(is_over(&refresh(&t.app, &first.refresh_token).await), "the reuse is still noticed");
        assert!(is_over(&refresh(&t.app, &third.refresh_token).await));
    }

    async fn a_session_ends_however_much_it_is_used(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let begun = t.app.now();
        let mut newest = signed_in(&t.app, &account, "192.0.2.1").await;
        assert_eq!(newest.expires_at, begun + Duration::days(14));
        for _ in 0..2 {
            t.clock.advance(Duration::days(10));
            newest = refresh(&t.app, &newest.refresh_token).await.unwrap();
        }
        assert_eq!(newest.expires_at, begun + Duration::days(30));
        t.clock.advance(Duration::days(10) - Duration::seconds(1));
        newest = refresh(&t.app, &newest.refresh_token).await.unwrap();
        assert!(sessions::live(&t.app, newest.family).await.unwrap().is_some());
        t.clock.advance(Duration::seconds(1));
        assert!(sessions::live(&t.app, newest.family).await.unwrap().is_none());
        assert!(is_over(&refresh(&t.app, &newest.refresh_token).await));
    }

    async fn a_shorter_life_holds_from_the_next_refresh_on(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "192.0.2.1").await;
        t.clock.advance(Duration::days(8));
        let shorter = Lives { whole: Duration::days(7), ..LIVES };
        assert!(is_over(&sessions::rotate(&t.app, &first.refresh_token, &Origin::default(), shorter).await));
    }
}
