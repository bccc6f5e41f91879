//! The addresses among the settings, parsed as the drivers that connect to them parse them. What would be ignored silently
//! is refused instead, by its name: a misspelt `sslmode` must not mean "no TLS".

use super::Settings;
use redis::IntoConnectionInfo;
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use std::str::FromStr;
use url::Url;

/// What the driver of Postgres knows; besides these `options[...]`.
const POSTGRES: [&str; 17] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
];

/// What no address may say, not even in development.
///
/// # Errors
/// Names the setting and the part of it that is wrong; never a value, since a misplaced sign makes a piece of a password look
/// like one.
pub(super) fn check(settings: &Settings) -> Result<(), String> {
    if let Some(url) = &settings.database.url {
        database(url)?;
    }
    if let Some(url) = &settings.redis.url {
        redis(url)?;
    }
    for origin in &settings.server.allowed_origins {
        web_origin(origin)?;
    }
    Ok(())
}

/// Where and how Postgres is connected to; nothing for SQLite.
///
/// # Errors
/// As [`check`].
pub(super) fn database(url: &SecretString) -> Result<Option<PgConnectOptions>, String> {
    let text = url.expose_secret();
    if text.starts_with("sqlite:") {
        return Ok(None);
    }
    let wrong = |what: &str| format!("DATABASE_URL: {what}");
    let form = "it must be postgres://user:password@host/database or sqlite://path, special characters percent-encoded";
    let parsed = Url::parse(text).map_err(|_| wrong(form))?;
    if !matches!(parsed.scheme(), "postgres" | "postgresql") {
        return Err(wrong(form));
    }
    if parsed.fragment().is_some() {
        return Err(wrong("nothing may follow a #; in a password write it as %23"));
    }
    let known = |name: &str| POSTGRES.contains(&name) || name == "options" || name.starts_with("options[");
    no_unknown(&parsed, known).map_err(|what| wrong(&what))?;
    let options = PgConnectOptions::from_str(text)
        .map_err(|_| wrong("a parameter after the ? has a value that it cannot have"))?;
    Ok(Some(options))
}

/// Where and how Redis is connected to.
///
/// # Errors
/// As [`check`].
pub(super) fn redis(url: &SecretString) -> Result<redis::ConnectionInfo, String> {
    let wrong = |what: &str| format!("REDIS_URL: {what}");
    let form = "it must be redis://host:6379 or rediss://user:password@host:6379, special characters percent-encoded";
    let parsed = Url::parse(url.expose_secret()).map_err(|_| wrong(form))?;
    let local = parsed.scheme().ends_with("unix");
    let known = |name: &str| name == "protocol" || (local && matches!(name, "db" | "user" | "pass"));
    no_unknown(&parsed, known).map_err(|what| wrong(&what))?;
    if parsed.fragment().is_some() && !matches!(parsed.scheme(), "rediss" | "valkeys") {
        return Err(wrong("nothing may follow a #; in a password write it as %23"));
    }
    parsed.into_connection_info().map_err(|_| wrong(form))
}

/// A name after the `?` is shown only where it is a word: it may be a piece of a password.
fn no_unknown(url: &Url, known: impl Fn(&str) -> bool) -> Result<(), String> {
    let unknown = url.query_pairs().map(|(name, _)| name).find(|name| !known(name));
    let Some(name) = unknown else { return Ok(()) };
    let is_word = name.len() <= 20 && name.bytes().all(|b| b.is_ascii_lowercase() || b"-_".contains(&b));
    let shown = if is_word { format!(" {name:?}") } else { String::new() };
    Err(format!("the parameter{shown} after the ? is unknown and would be ignored; remove it"))
}

/// An origin as browsers send it.
///
/// # Errors
/// As [`check`].
pub(super) fn web_origin(text: &str) -> Result<(), String> {
    let text = text.trim();
    let is_origin = !text.contains('*')
        && Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.origin().ascii_serialization() == text.trim_end_matches('/').to_ascii_lowercase()
        });
    if is_origin || text.is_empty() {
        return Ok(());
    }
    Err(format!(
        "AFTERCARE_ALLOWED_ORIGINS must be origins such as https://app.example.org, comma-separated, without a path and \
         without *; {text:?} is not one"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_ignored_is_refused_by_its_name_and_no_secret_is_shown() {
        let database = |url: &str| database(&SecretString::from(url)).map(drop);
        let redis = |url: &str| redis(&SecretString::from(url)).map(drop);
        for good in [
            "sqlite://house.db",
            "postgres://db.example/care",
            "postgresql://u:p@db.example:5433/care?sslmode=verify-full&sslrootcert=/ca.pem",
            "postgres://%2Fvar%2Frun%2Fpostgresql/care",
            "postgres:///care?host=/var/run/postgresql&options[search_path]=care",
        ] {
            assert_eq!(database(good), Ok(()), "{good}");
        }
        for (bad, named) in [
            ("postgres://db.example/care?ssl_mode=require", "\"ssl_mode\""),
            ("postgres://db.example/care?tls=required", "\"tls\""),
            ("postgres://db.example/care?sslmode=on", "value"),
            ("postgres://user:hush?Hush1@db.example/care", "postgres://"),
            ("postgres://user:12#hush@db.example/care", "%23"),
            ("postgresx://user:hush@db.example/care", "postgres://"),
            ("mysql://user:hush@db.example/care", "postgres://"),
            ("hush", "postgres://"),
        ] {
            let said = database(bad).unwrap_err();
            assert!(said.starts_with("DATABASE_URL: ") && said.contains(named), "{bad}: {said}");
            assert!(!said.to_lowercase().contains("hush"), "{said}");
        }
        for good in [
            "redis://localhost",
            "rediss://u:p@cache.example:6380/2?protocol=resp3",
            "rediss://cache.example#insecure",
            "unix:///run/redis.sock?db=1&user=u&pass=hush",
        ] {
            assert_eq!(redis(good), Ok(()), "{good}");
        }
        for (bad, named) in [
            ("redis://cache.example?tls=required", "\"tls\""),
            ("redis://cache.example?db=1", "\"db\""),
            ("redis://cache.example#insecure", "%23"),
            ("redis://cache.example/hush", "redis://"),
            ("http://:hush@cache.example", "redis://"),
        ] {
            let said = redis(bad).unwrap_err();
            assert!(said.starts_with("REDIS_URL: ") && said.contains(named), "{bad}: {said}");
            assert!(!said.contains("hush"), "{said}");
        }
    }

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for good in [
            "https://app.example.org",
            "http://localhost:3000",
            "https://app.example.org/",
            " https://a.example",
        ] {
            assert_eq!(web_origin(good), Ok(()), "{good}");
        }
        for bad in [
            "*",
            "app.example.org",
            "https://app.example.org/page",
            "https://*.example.org",
            "ftp://a.example",
            "null",
        ] {
            let said = web_origin(bad).unwrap_err();
            assert!(said.contains("AFTERCARE_ALLOWED_ORIGINS must") && said.contains(bad), "{said}");
        }
    }
}
