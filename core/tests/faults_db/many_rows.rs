//! Many rows at once: stored as they were given, all of them or none, and whatever becomes of them costs nobody else an answer.

use crate::cancelled::given_up_after;
use aftercare_core::{App, database::insert_all, on_each_database};
use aftercare_entity::access_log::{self, ActorKind};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};
use uuid::Uuid;

/// Rows with and without values, and with what a text of the wire might stumble over.
fn rows(app: &App, count: usize) -> Vec<access_log::Model> {
    let details = ["\\N", "\\.", "a\tb\nc\r\\", "\"it's\", {a,b}", "Ünï → 雪 💊", ""];
    let row = |n: usize| access_log::Model {
        id: app.new_id(),
        sequence: None,
        at: app.now(),
        actor_id: (!n.is_multiple_of(3)).then(|| app.new_id()),
        actor_kind: ActorKind::Person,
        action: "READ_STEPS".to_owned(),
        patient_id: n.is_multiple_of(2).then(|| app.new_id()),
        subject_id: None,
        subjects: n.is_multiple_of(5).then(|| Uuid::from_u128(n as u128).to_string()),
        address: Some("2001:db8::1".to_owned()),
        detail: details.get(n % 7).map(|text| (*text).to_owned()),
        previous_hash: n.is_multiple_of(2).then(|| vec![0; 32]),
        hash: Some((0..=255).cycle().skip(n).take(32).collect()),
    };
    (0..count).map(row).collect()
}

async fn insert(app: &App, rows: Vec<access_log::Model>) -> Result<(), sea_orm::DbErr> {
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
    insert_all(app.db().write(), rows).await
}

async fn stored(app: &App) -> Vec<access_log::Model> {
    access_log::Entity::find().order_by_asc(access_log::Column::Id).all(app.db().read()).await.unwrap()
}

/// As often as there are connections: whatever one of them was left in, it answers what it is asked.
async fn every_connection_answers(app: &App) {
    for turn in 0..9 {
        let asked = sea_orm::Statement::from_string(app.db().backend(), format!("SELECT {turn} AS turn"));
        let row = app.db().write().query_one_raw(asked).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i32>("", "turn").unwrap(), turn);
    }
}

on_each_database! {
    async fn rows_are_stored_as_they_were_given_however_many(t: TestApp) {
        let mut given = Vec::new();
        for count in [1, 4, 5, 300] {
            let more = rows(&t.app, count);
            insert(&t.app, more.clone()).await.unwrap();
            given.extend(more);
            given.sort_by_key(|row| row.id);
            assert_eq!(stored(&t.app).await, given);
        }
    }

    async fn rows_of_which_one_is_refused_are_not_there(t: TestApp) {
        let given = rows(&t.app, 40);
        insert(&t.app, given.clone()).await.unwrap();
        let mut more = rows(&t.app, 40);
        more[20].id = given[7].id;
        insert(&t.app, more.clone()).await.unwrap_err();
        let change = t.app.begin().await.unwrap();
        let active = more.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        insert_all(change.tx(), active).await.unwrap_err();
        change.commit().await.unwrap_err();
        every_connection_answers(&t.app).await;
        assert_eq!(stored(&t.app).await, given);
    }

    async fn rows_that_are_given_up_half_way_are_all_there_or_none(t: TestApp) {
        let mut whole = 0;
        for polls in 0.. {
            let before = stored(&t.app).await.len();
            let ended = Box::pin(given_up_after(polls, insert(&t.app, rows(&t.app, 50)))).await;
            every_connection_answers(&t.app).await;
            let new = stored(&t.app).await.len() - before;
            // What was given up may have been stored before, and may be stored a moment later.
            assert!(new.is_multiple_of(50), "{new} of 50 after {polls} polls");
            if let Some(result) = ended {
                result.unwrap();
                whole += 1;
                if whole == 3 {
                    break;
                }
            }
        }
    }
}
