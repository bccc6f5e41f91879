//! What production refuses: every insecure or missing setting, named at once.

use super::{Environment, Settings};
use secrecy::{ExposeSecret, SecretString};

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
    // Mails are health data: a server that cannot encrypt gets none, unless it is this machine.
    require(
        exposed(&settings.smtp_url).is_none_or(|url| is_encrypted_or_here(&url)),
        "SMTP_URL must be smtps://... or smtp://...?tls=required: mails would be readable on the way",
    );
    require(
        !settings.model.allow_http,
        "AFTERCARE_MODEL_ALLOW_HTTP must be false: notes and the key would be readable on the way",
    );
    require(
        settings
            .allowed_origins
            .iter()
            .all(|origin| origin.trim() == "*" || origin.trim().starts_with("https://")),
        "AFTERCARE_ALLOWED_ORIGINS must be https:// origins",
    );
    require(
        !shares_a_key(settings.master_keys.as_ref(), settings.token_keys.as_ref()),
        "AFTERCARE_TOKEN_KEYS must not be one of AFTERCARE_MASTER_KEYS",
    );
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

fn is_encrypted_or_here(smtp: &str) -> bool {
    let here = url::Url::parse(smtp).ok().and_then(|url| {
        Some(match url.host()? {
            url::Host::Domain(name) => name == "localhost",
            url::Host::Ipv4(ip) => ip.is_loopback(),
            url::Host::Ipv6(ip) => ip.is_loopback(),
        })
    });
    smtp.starts_with("smtps:") || smtp.contains("tls=required") || here == Some(true)
}

/// Whether a key, whatever its name, stands in both settings.
fn shares_a_key(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    let keys = |setting: Option<&SecretString>| -> Vec<String> {
        let text = setting.map_or("", |setting| setting.expose_secret());
        let entries = text.split([',', '\n']).filter_map(|entry| entry.split_once(':'));
        entries.map(|(_, key)| key.trim().to_owned()).filter(|key| !key.is_empty()).collect()
    };
    let others = keys(other);
    keys(one).iter().any(|key| others.contains(key))
}
