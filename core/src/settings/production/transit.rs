//! What would be readable on the way: Postgres, Redis, mail and the model without TLS.

use crate::settings::{Settings, addresses, plaintext::may_be_plain};
use redis::ConnectionAddr;
use secrecy::ExposeSecret;
use sqlx::postgres::PgSslMode;
use url::Url;

/// Every setting that sends something unencrypted over a network.
pub(super) fn refusals(settings: &Settings) -> Vec<String> {
    let mut wrong = database(settings);
    wrong.extend(redis(settings));
    // Mails are health data: a server that cannot encrypt gets none, unless it is this machine.
    if settings.mail.smtp_url.as_ref().is_some_and(|url| !is_encrypted_or_here(url.expose_secret())) {
        let what =
            "SMTP_URL must be smtps://... or smtp://...?tls=required: mails would be readable on the way";
        wrong.push(what.to_owned());
    }
    if settings.model.allow_http {
        let what = "AFTERCARE_MODEL_ALLOW_HTTP must be false: notes and the key would be readable on the way";
        wrong.push(what.to_owned());
    }
    wrong
}

/// What is wrong with the database's address.
pub(super) fn database(settings: &Settings) -> Vec<String> {
    let wrong = |what: &str| vec![format!("DATABASE_URL must {what}")];
    let options = match settings.database.url.as_ref().map(addresses::database) {
        Some(Ok(Some(options))) => options,
        Some(Err(why)) => return vec![why],
        None | Some(Ok(None)) => return wrong("name a Postgres server (postgres://...)"),
    };
    // Where there is a socket's path, the host is not used.
    let is_local = options.get_socket().is_some() || options.get_host().starts_with('/');
    let is_encrypted =
        matches!(options.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    if is_local || is_encrypted || may_be_plain(options.get_host(), settings.redis.allow_plaintext.as_ref()) {
        return Vec::new();
    }
    wrong(
        "have sslmode=require, verify-ca or verify-full (postgres://...?sslmode=verify-full): without it records may cross \
         the network unencrypted; AFTERCARE_ALLOW_PLAINTEXT excepts a private network",
    )
}

fn redis(settings: &Settings) -> Option<String> {
    let is_right = match addresses::redis(settings.redis.url.as_ref()?) {
        Err(why) => return Some(why),
        Ok(info) => match info.addr() {
            ConnectionAddr::Tcp(host, _) => may_be_plain(host, settings.redis.allow_plaintext.as_ref()),
            ConnectionAddr::TcpTls { host, insecure, .. } => {
                !insecure || may_be_plain(host, settings.redis.allow_plaintext.as_ref())
            }
            ConnectionAddr::Unix(_) => true,
            _ => false,
        },
    };
    let what = "REDIS_URL must be rediss://..., without #insecure: what goes over Redis would be readable on the way; \
                AFTERCARE_ALLOW_PLAINTEXT excepts a private network";
    (!is_right).then(|| what.to_owned())
}

/// Whether mails to this server are encrypted, or stay on this machine. The mailer reads the address more strictly still.
fn is_encrypted_or_here(smtp: &str) -> bool {
    let Ok(url) = Url::parse(smtp) else { return false };
    let is_here = url.host_str().is_some_and(|host| may_be_plain(host, None));
    let mut parameters = url.query_pairs().filter(|(name, _)| name == "tls");
    let (first, second) = (parameters.next(), parameters.next());
    let is_required = first.is_some_and(|(_, value)| value == "required") && second.is_none();
    match url.scheme() {
        "smtps" => url.has_host(),
        "smtp" => is_here || (url.has_host() && is_required),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_encrypted_or_here;

    #[test]
    fn tls_is_required_in_the_query_and_nowhere_else() {
        for good in [
            "smtps://u:p@mail.example",
            "smtp://mail.example?tls=required",
            "smtp://mail.example:587/?tls=required",
            "smtp://localhost",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]",
        ] {
            assert!(is_encrypted_or_here(good), "{good}");
        }
        for bad in [
            "smtp://mail.example",
            "smtp://u:tls=required@mail.example",
            "smtp://tls=required@mail.example",
            "smtp://u:p@tls=required.example",
            "smtp://mail.example/tls=required",
            "smtp://mail.example#tls=required",
            "smtp://mail.example?x=tls=required",
            "smtp://mail.example?tls=opportunistic&x=tls=required",
            "smtp://mail.example?tls=required&tls=opportunistic",
            "smtp://mail.example?TLS=required",
            "smtp://localhost.example",
            "smtp://u:p@localhost@mail.example",
            "smtps:tls=required",
            "http://mail.example?tls=required",
            "mail.example?tls=required",
        ] {
            assert!(!is_encrypted_or_here(bad), "{bad}");
        }
    }
}
