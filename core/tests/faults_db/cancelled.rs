//! A request that is given up at any moment, also while its commit is under way.

use crate::support::{Writer, submit};
use aftercare_core::{App, on_each_database};
use aftercare_entity::{
    event::{self, Kind},
    user,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, prelude::Expr};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use uuid::Uuid;

/// Lets a future be polled so many times, then gives it up; `None` when it had not ended by then.
pub async fn given_up_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// A single statement, outside any transaction: whether it was answered.
async fn rename(app: &App, who: &user::Model, name: &str) {
    let done = user::Entity::update_many()
        .col_expr(user::Column::Name, Expr::value(name))
        .filter(user::Column::Id.eq(who.id))
        .exec(app.db().write())
        .await
        .unwrap();
    assert_eq!(done.rows_affected, 1);
}

on_each_database! {
    async fn a_request_given_up_at_any_moment_costs_no_other_its_answer(t: TestApp) {
        let mut writer = Writer::new(&t.app).await;
        let other = t.another_process().await.unwrap();
        let mut whole = 0;
        for polls in 0.. {
            let (doctor, patient) = (writer.doctor.id, writer.patient.id);
            let ended = Box::pin(given_up_after(polls, submit(t.app.clone(), doctor, patient, 40))).await;
            // What follows on the same connections is true, a single statement as well as a transaction.
            // As often as there are connections, so that the one that was given up is among them.
            for turn in 0..9 {
                let name = format!("Name {polls} {turn}");
                rename(&t.app, &writer.patient, &name).await;
                let seen = user::Entity::own(patient).one(other.db().read()).await.unwrap().unwrap();
                assert_eq!(seen.name, name, "after {polls} polls");
            }
            writer.write(40).await;
            if let Some(result) = ended {
                writer.keep(&result);
                whole += 1;
                if whole == 3 {
                    break;
                }
            }
        }
        assert_eq!(writer.refused, 0);
        writer.all_answered_is_stored(&other).await;
    }

    async fn a_connection_left_inside_a_transaction_is_not_used_again(t: TestApp) {
        let writer = Writer::new(&t.app).await;
        let other = t.another_process().await.unwrap();
        // As a request leaves it that is given up while its BEGIN is on the way: the driver counts no transaction.
        t.app.db().write().execute_unprepared("BEGIN").await.unwrap();
        for turn in 0..9 {
            let name = format!("Name {turn}");
            rename(&t.app, &writer.patient, &name).await;
            let seen = user::Entity::own(writer.patient.id).one(other.db().read()).await.unwrap().unwrap();
            assert_eq!(seen.name, name);
        }
    }

    async fn a_transaction_that_waited_for_its_lock_in_vain_leaves_its_connection_as_it_was(t: TestApp) {
        let writer = Writer::new(&t.app).await;
        let other = t.another_process().await.unwrap();
        let held = other.db().begin_alone(7).await.unwrap();
        t.app.db().begin_alone(7).await.unwrap_err();
        drop(held);
        for turn in 0..9 {
            rename(&t.app, &writer.patient, &format!("Name {turn}")).await;
        }
        t.app.db().begin_alone(7).await.unwrap().commit().await.unwrap();
    }

    async fn a_change_in_which_a_statement_failed_is_never_answered_as_done(t: TestApp) {
        let writer = Writer::new(&t.app).await;
        let mut change = t.app.begin().await.unwrap();
        change.event(Kind::CheckedIn, writer.patient.id, None, Uuid::from_u128(1)).await.unwrap();
        change.tx().execute_unprepared("UPDATE nothing SET nothing = 1").await.unwrap_err();
        let _ = change.event(Kind::CheckedIn, writer.patient.id, None, Uuid::from_u128(2)).await;
        change.commit().await.unwrap_err();
        assert_eq!(event::Entity::find().count(t.app.db().read()).await.unwrap(), 0, "nor in part");
    }
}
