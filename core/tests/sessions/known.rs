//! What a process knows of a session for a moment, and what ends that.

use crate::support::{sign_up, signed_in};
use aftercare_core::{
    bus::Signal,
    domain::{accounts, sessions},
    on_each_database,
};
use aftercare_entity::session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};
use std::time::Duration;
use tokio::time::timeout;

on_each_database! {
    async fn an_end_that_no_signal_tells_of_holds_all_the_same(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let session = signed_in(&t.app, &account, "::1").await;
        assert!(sessions::live(&t.app, session.family).await.unwrap().is_some());
        // As a process does whose signals do not arrive, while everybody believes that they do.
        let ended = session::Entity::update_many().col_expr(session::Column::RevokedAt, Expr::value(Some(t.app.now())));
        ended.filter(session::Column::FamilyId.eq(session.family)).exec(t.app.db().write()).await.unwrap();
        let refused = async {
            while sessions::live(&t.app, session.family).await.unwrap().is_some() {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(2), refused).await.unwrap();
    }

    async fn an_end_and_a_change_in_the_same_process_are_seen_at_once(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let (one, two) = (signed_in(&t.app, &account, "::1").await, signed_in(&t.app, &account, "::1").await);
        let known = sessions::live(&t.app, one.family).await.unwrap().unwrap();
        assert_eq!(known.time_zone, None);
        accounts::set_time_zone(&t.app, &account, Some(chrono_tz::Asia::Tokyo)).await.unwrap();
        let changed = sessions::live(&t.app, one.family).await.unwrap().unwrap();
        assert_eq!(changed.time_zone.as_deref(), Some("Asia/Tokyo"));
        sessions::live(&t.app, two.family).await.unwrap().unwrap();
        sessions::end_own(&t.app, account.id, one.family).await.unwrap();
        assert_eq!(sessions::live(&t.app, one.family).await.unwrap(), None);
        assert!(sessions::live(&t.app, two.family).await.unwrap().is_some(), "the other one goes on");
        sessions::revoke_all(&t.app, account.id).await.unwrap();
        assert_eq!(sessions::live(&t.app, two.family).await.unwrap(), None);
    }

    async fn what_may_have_been_missed_is_looked_up_again(t: TestApp) {
        let account = sign_up(&t.app, "paula@example.org").await;
        let session = signed_in(&t.app, &account, "::1").await;
        sessions::live(&t.app, session.family).await.unwrap().unwrap();
        let ended = session::Entity::update_many().col_expr(session::Column::RevokedAt, Expr::value(Some(t.app.now())));
        ended.filter(session::Column::FamilyId.eq(session.family)).exec(t.app.db().write()).await.unwrap();
        t.app.bus().publish(Signal::Reconnected);
        assert_eq!(sessions::live(&t.app, session.family).await.unwrap(), None);
    }
}
