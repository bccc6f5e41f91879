//! The database: whether it is there, and lets the program do what it does.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::{Error, database::Server};
use sea_orm::{ConnectionTrait, DbBackend};

const SETTING: Option<&str> = Some("DATABASE_URL");
/// The oldest Postgres that the tests run on.
const TESTED: i32 = 15;

/// Whether it answers, is a server and not a copy of one, and has room for the connections that are set.
pub async fn reachable(site: &Site) -> Found {
    let shown = site.settings.shown_database();
    if let Some(why) = site.why_away() {
        return Err(Finding::failed(format!("no connection to {shown}: {why}"))
            .naming(SETTING)
            .advising("start the database, or correct the address, the user or the password in it"));
    }
    let Ok(app) = site.app() else { return Ok(Finding::ok(format!("{shown} is made at the first start"))) };
    if app.db().backend() == DbBackend::Sqlite {
        app.db().read().execute_unprepared("SELECT 1").await.map_err(Error::from)?;
        return Ok(Finding::ok(format!("SQLite, {shown}")));
    }
    let server = app.db().server().await.map_err(Error::from)?;
    Ok(judged(&server, &shown, site.settings.database.connections))
}

fn judged(server: &Server, shown: &str, connections: u32) -> Finding {
    let (major, minor) = (server.version / 10_000, server.version % 10_000);
    let detail = format!("Postgres {major}.{minor} at {shown}");
    if server.is_replica {
        return Finding::failed(format!("{detail} follows another server and takes no change"))
            .naming(SETTING)
            .advising("name the server that it follows");
    }
    // Those for changes, those for queries, and one that finds out why there is none.
    let wanted = 2 * i64::from(connections) + 1;
    if wanted > i64::from(server.connections) {
        return Finding::failed(format!(
            "{detail} allows {} connections, and one process may want {wanted}",
            server.connections
        ))
        .naming(Some("AFTERCARE_DATABASE_CONNECTIONS"))
        .advising("set fewer, or raise the server's max_connections");
    }
    if major < TESTED {
        return Finding::warning(format!(
            "{detail} is older than {TESTED}, the oldest that the tests run on"
        ))
        .naming(SETTING)
        .advising("upgrade the server");
    }
    Finding::ok(detail)
}

/// Whether the role may change the rows and, at an upgrade, the tables.
pub async fn rights(site: &Site) -> Found {
    let app = site.app()?;
    if app.db().backend() == DbBackend::Sqlite {
        return Ok(file(site));
    }
    let server = app.db().server().await.map_err(Error::from)?;
    let missing = if server.may_create.is_none() {
        "there is no schema to make tables in (search_path)".to_owned()
    } else if server.closed_tables > 0 {
        format!("the role may not read and change {} of the tables", server.closed_tables)
    } else if server.may_create == Some(false) || server.foreign_tables > 0 {
        let why = "the role could not bring the tables up to date: it must own them, and may create in their schema";
        return Ok(Finding::warning(why)
            .naming(SETTING)
            .advising("grant it, or migrate as the owner (aftercare migrate up)"));
    } else {
        return Ok(Finding::ok("the role may change rows and tables"));
    };
    Ok(Finding::failed(missing)
        .naming(SETTING)
        .advising("grant the role what it lacks, or connect as the tables' owner"))
}

fn file(site: &Site) -> Finding {
    let Some(file) = site.settings.database_file() else {
        return Finding::ok("not checked: it is not a file");
    };
    let shown = file.display();
    // Beside the file are its log and the log's index.
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    let may_write = |path: &std::path::Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    if may_write(&file) && may_write(folder) {
        return Finding::ok(format!("this user may write {shown}"));
    }
    Finding::failed(format!("this user may not write {shown} and its folder"))
        .naming(Some("AFTERCARE_DATA_DIR"))
        .advising("give them to the user that Aftercare runs as (chown)")
}
