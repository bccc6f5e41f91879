//! What its author's program calls a note, so that asking twice stores it once.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const NAMED: &str = "notes_named";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = string_len_null("client_mutation_id", 64);
        manager.alter_table(Table::alter().table("notes").add_column(column).to_owned()).await?;
        let index = format!(
            "CREATE UNIQUE INDEX {NAMED} ON notes (doctor_id, client_mutation_id) WHERE client_mutation_id IS NOT NULL"
        );
        manager.get_connection().execute_unprepared(&index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(&format!("DROP INDEX {NAMED}")).await?;
        manager.alter_table(Table::alter().table("notes").drop_column("client_mutation_id").to_owned()).await
    }
}
