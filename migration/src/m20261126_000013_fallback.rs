//! Whether the offline rules read a note in place of a model that failed: the note's reason may tell of something else.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("notes").add_column(boolean("fallback").default(false)).to_owned();
        manager.alter_table(column).await?;
        let known = "UPDATE notes SET fallback = TRUE \
                     WHERE extractor = 'rules' AND state <> 'FAILED' AND SUBSTR(reason, 1, 6) = 'MODEL_'";
        manager.get_connection().execute_unprepared(known).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("notes").drop_column("fallback").to_owned()).await
    }
}
