//! The tables, made, taken back and made again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::on_each_database;
use aftercare_migration::{down, pending, status, up};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Every column and every index, one a line.
async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        }
        _ => {
            "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" AS line \
             FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' \
             UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "line").unwrap()).collect()
}

on_each_database! {
    async fn each_change_can_be_taken_back_and_made_again(t: TestApp) {
        let db = &t.app.db().driver().await.unwrap();
        let made = tables(db).await;
        assert!(made.len() > 100 && pending(db).await.unwrap().is_empty());
        for _ in 0..status(db).await.unwrap().len() {
            down(db, 1).await.unwrap();
        }
        let left = tables(db).await;
        assert!(left.iter().all(|line| line.contains("seaql_migrations")), "{left:?}");
        assert!(status(db).await.unwrap().iter().all(|(_, applied)| !applied));
        up(db).await.unwrap();
        assert_eq!(tables(db).await, made);
    }

    async fn what_a_newer_program_has_applied_besides_leaves_nothing_pending(t: TestApp) {
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_newer', 0)";
        t.app.db().write().execute_unprepared(newer).await.unwrap();
        assert!(pending(t.app.db().read()).await.unwrap().is_empty() && t.app.is_migrated().await);
    }

    async fn processes_that_start_at_once_make_the_tables_once(t: TestApp) {
        let db = &t.app.db().driver().await.unwrap();
        let made = tables(db).await;
        down(db, u32::MAX).await.unwrap();
        let mut starts = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let process = t.another_process().await.unwrap();
            starts.spawn(async move { process.db().migrate().await });
        }
        while let Some(started) = starts.join_next().await {
            started.unwrap().unwrap();
        }
        assert_eq!(tables(db).await, made);
    }

    async fn the_patients_of_an_hour_of_their_own_are_found_without_reading_everybody(t: TestApp) {
        let db = t.app.db().write();
        let (explain, column) = match db.get_database_backend() {
            DbBackend::Postgres => ("EXPLAIN", 0),
            _ => ("EXPLAIN QUERY PLAN", 3),
        };
        let wanted = "role = 'PATIENT' AND status = 'ACTIVE' AND time_zone = 'Europe/Berlin' AND remind_at = 450";
        let sql = format!("{explain} SELECT id FROM users WHERE {wanted} ORDER BY id LIMIT 500");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect();
        let plan = plan.join("\n");
        assert!(plan.contains("users_own_hour") && !plan.contains("Sort") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
