//! What every change uses: tables with their indexes in, the table out; indexes alone, in and out.

use sea_orm_migration::prelude::*;

/// Creates `table` and then runs each of `indexes` (plain SQL that both databases understand; sea-query has no
/// partial indexes).
pub async fn create(
    manager: &SchemaManager<'_>,
    table: TableCreateStatement,
    indexes: &[&str],
) -> Result<(), DbErr> {
    manager.create_table(table).await?;
    for index in indexes {
        manager.get_connection().execute_unprepared(index).await?;
    }
    Ok(())
}

/// Drops a table with its indexes.
pub async fn drop(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(table).to_owned()).await
}

/// Creates each of `indexes`, given by its name and by what it is on, as SQL that both databases understand.
pub async fn create_indexes(manager: &SchemaManager<'_>, indexes: &[(&str, &str)]) -> Result<(), DbErr> {
    for (name, on) in indexes {
        manager.get_connection().execute_unprepared(&format!("CREATE INDEX {name} ON {on}")).await?;
    }
    Ok(())
}

/// Drops each of the same.
pub async fn drop_indexes(manager: &SchemaManager<'_>, indexes: &[(&str, &str)]) -> Result<(), DbErr> {
    for (name, _) in indexes {
        manager.get_connection().execute_unprepared(&format!("DROP INDEX {name}")).await?;
    }
    Ok(())
}

/// `column IN (values...)`, as a CHECK.
pub fn one_of(column: &'static str, values: &[&'static str]) -> Expr {
    Expr::col(column).is_in(values.iter().copied())
}

/// A reference that never cascades: ending one record never deletes another.
pub fn reference(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .on_update(ForeignKeyAction::Restrict)
        .to_owned()
}

/// A reference of a row that is a part of another: it goes when that one goes.
pub fn part_of(table: &'static str, column: &'static str, whole: &'static str) -> ForeignKeyCreateStatement {
    reference(table, column, whole).on_delete(ForeignKeyAction::Cascade).to_owned()
}
