//! Which sessions there are, and the end of one or of several.

use crate::support::{LIVES, from, is_over, live_tokens, logged, refresh, sign_up, signed_in};
use aftercare_core::{
    Error,
    bus::Signal,
    domain::sessions::{self, MOST_LISTED, Origin},
    on_each_database,
};
use chrono::Duration;

on_each_database! {
    async fn a_person_sees_where_they_are_signed_in(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let other = sign_up(&t.app, "peter@example.org").await;
        let desk = Origin { device: Some("Firefox on Linux".into()), ..from("192.0.2.1") };
        let first = sessions::log_in(&t.app, &account, &desk, LIVES).await.unwrap();
        let begun = t.app.now();
        signed_in(&t.app, &other, "192.0.2.1").await;
        t.clock.advance(Duration::hours(1));
        let second = signed_in(&t.app, &account, "::ffff:192.0.2.2").await;
        t.clock.advance(Duration::hours(1));
        let phone = Origin { device: Some("x".repeat(300).into()), ..from("2001:db8::7") };
        sessions::rotate(&t.app, &first.refresh_token, &phone, LIVES).await.unwrap();

        let running = sessions::running(&t.app, account.id).await.unwrap();
        assert_eq!(running.iter().map(|row| row.family).collect::<Vec<_>>(), [first.family, second.family]);
        assert_eq!(running[0].started_at, begun);
        assert_eq!(running[0].last_used_at, t.app.now());
        assert_eq!(running[0].expires_at, t.app.now() + LIVES.idle);
        assert_eq!(running[0].address.as_deref(), Some("2001:db8::7"));
        assert_eq!(running[0].device.as_deref(), Some(&*"x".repeat(200)));
        assert_eq!(running[1].address.as_deref(), Some("192.0.2.2"));
        assert_eq!(logged(&t.app, "LOG_IN").await.len(), 3);
    }

    async fn the_list_of_sessions_has_an_end(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        for _ in 0..=MOST_LISTED {
            sessions::open(&t.app, &account, &Origin::default(), LIVES).await.unwrap();
        }
        assert_eq!(sessions::running(&t.app, account.id).await.unwrap().len() as u64, MOST_LISTED);
    }

    async fn one_of_the_own_sessions_can_be_ended_and_nobody_elses(t: TestApp) {
        let (paula, peter) = (sign_up(&t.app, "paula@example.org").await, sign_up(&t.app, "peter@example.org").await);
        let (one, two) = (signed_in(&t.app, &paula, "::1").await, signed_in(&t.app, &paula, "::1").await);
        let missing = sessions::end_own(&t.app, peter.id, one.family).await;
        assert!(matches!(missing, Err(Error::NotFound("session"))), "{missing:?}");
        assert_eq!(live_tokens(&t.app, one.family).await, 1);
        sessions::end_own(&t.app, paula.id, one.family).await.unwrap();
        assert!(is_over(&refresh(&t.app, &one.refresh_token).await));
        refresh(&t.app, &two.refresh_token).await.unwrap();
        let again = sessions::end_own(&t.app, paula.id, one.family).await;
        assert!(matches!(again, Err(Error::NotFound("session"))), "{again:?}");
    }

    async fn an_old_token_of_a_session_ends_it_too_and_a_second_time_changes_nothing(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let first = signed_in(&t.app, &account, "::1").await;
        let second = refresh(&t.app, &first.refresh_token).await.unwrap();
        t.clock.advance(Duration::hours(1));
        for _ in 0..2 {
            sessions::end_by_token(&t.app, &first.refresh_token).await.unwrap();
            assert!(is_over(&refresh(&t.app, &second.refresh_token).await));
        }
        assert!(is_over(&sessions::end_by_token(&t.app, &"made up".into()).await));
        assert!(is_over(&sessions::end_by_token(&t.app, &"\u{0}".into()).await));
    }

    async fn all_sessions_but_one_can_be_ended_and_the_others_are_told(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let (kept, gone) = (signed_in(&t.app, &account, "::1").await, signed_in(&t.app, &account, "::1").await);
        let mut signals = t.app.bus().subscribe();
        let mut change = t.app.begin().await.unwrap();
        sessions::revoke_others_in(&mut change, account.id, kept.family).await.unwrap();
        change.commit().await.unwrap();
        let told = async {
            loop {
                if let Signal::SessionEnded { family, .. } = signals.recv().await.unwrap() {
                    return family;
                }
            }
        };
        let told = tokio::time::timeout(std::time::Duration::from_secs(20), told).await.unwrap();
        assert_eq!(told, gone.family);
        assert!(is_over(&refresh(&t.app, &gone.refresh_token).await));
        refresh(&t.app, &kept.refresh_token).await.unwrap();
    }
}
