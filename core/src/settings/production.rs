//! What production refuses: every insecure or missing setting, named at once.

use super::{Environment, Settings};
use secrecy::ExposeSecret;

/// All that keeps these settings from production; empty in development.
pub fn refusals(settings: &Settings) -> Vec<String> {
    let mut wrong = Vec::new();
    if settings.env != Environment::Production {
        return wrong;
    }
    let mut require = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    let exposed =
        |secret: &Option<secrecy::SecretString>| secret.as_ref().map(|s| s.expose_secret().to_owned());
    require(
        settings.master_keys.is_some(),
        "AFTERCARE_MASTER_KEYS is not set (id:base64 of 32 random bytes)",
    );
    require(settings.token_keys.is_some(), "AFTERCARE_TOKEN_KEYS is not set (id:base64 of 32 random bytes)");
    require(
        exposed(&settings.database_url).is_some_and(|url| url.starts_with("postgres")),
        "DATABASE_URL must name a Postgres server (postgres://...)",
    );
    require(settings.redis_url.is_some(), "REDIS_URL is not set (redis://host:6379)");
    require(settings.smtp_url.is_some(), "SMTP_URL is not set (smtps://user:password@host)");
    require(
        !settings.mail_from.contains("@localhost"),
        "AFTERCARE_MAIL_FROM is not set to an address of yours",
    );
    require(
        settings.public_url.as_ref().is_some_and(|url| url.scheme() == "https"),
        "AFTERCARE_PUBLIC_URL must be set to the https:// address that browsers use",
    );
    require(
        !settings.allowed_origins.iter().any(|origin| origin.trim() == "*"),
        "AFTERCARE_ALLOWED_ORIGINS must not be *: name the origins",
    );
    wrong
}
