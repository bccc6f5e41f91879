//! Reading `SMTP_URL`. Whatever is wrong with it, no part of it is repeated: a misplaced `@` or `?` makes a piece of the
//! password look like a host, a port or a key.

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};

use crate::mail::settings::SettingError;

/// Where the mail server is, and how to speak to it.
#[derive(Debug)]
pub(super) struct Server {
    /// A name, or an IP address without brackets.
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub credentials: Option<Credentials>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    Plain,
    /// Plain at first, then encrypted; if not `required`, plain with a server that cannot.
    StartTls {
        required: bool,
    },
    /// Encrypted from the first byte.
    Implicit,
}

pub(super) fn parse(url: &SecretString) -> Result<Server, SettingError> {
    let refuse = SettingError::smtp_url;
    let url = Url::parse(url.expose_secret()).map_err(|_| {
        refuse("not a URL; write smtps://user:password@host, special characters percent-encoded")
    })?;
    let (security, default_port) = security(&url)?;
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(refuse("nothing may follow the host and port but ?tls=required or ?tls=opportunistic"));
    }
    let host = match url.host() {
        Some(Host::Domain(name)) if !name.is_empty() && !name.contains('%') => name.to_ascii_lowercase(),
        Some(Host::Ipv4(ip)) => ip.to_string(),
        Some(Host::Ipv6(ip)) => ip.to_string(),
        _ => return Err(refuse("it names no host, or one with characters that no host name has")),
    };
    let port = url.port().unwrap_or(default_port);
    if port == 0 {
        return Err(refuse("port 0 is no port"));
    }
    Ok(Server { host, port, security, credentials: credentials(&url)? })
}

fn security(url: &Url) -> Result<(Security, u16), SettingError> {
    let mut pairs = url.query_pairs();
    let (first, second) = (pairs.next(), pairs.next());
    let tls = match (&first, second) {
        (None, _) => None,
        (Some((key, value)), None) if key == "tls" => Some(value.as_ref()),
        _ => return Err(SettingError::smtp_url("the only thing known after `?` is one tls=...")),
    };
    match (url.scheme(), tls) {
        ("smtp", None) => Ok((Security::Plain, 25)),
        ("smtp", Some("required")) => Ok((Security::StartTls { required: true }, 587)),
        ("smtp", Some("opportunistic")) => Ok((Security::StartTls { required: false }, 587)),
        ("smtps", None) => Ok((Security::Implicit, 465)),
        ("smtp", Some(_)) => Err(SettingError::smtp_url("tls= is `required` or `opportunistic`")),
        ("smtps", Some(_)) => Err(SettingError::smtp_url("smtps:// is encrypted already, it takes no tls=")),
        _ => Err(SettingError::smtp_url("it begins with smtp:// or smtps://")),
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SettingError> {
    let refuse = SettingError::smtp_url;
    let decode = |text: &str| match percent_decode_str(text).decode_utf8() {
        Ok(text) if text.chars().any(char::is_control) => {
            Err(refuse("the user name or the password has a control character"))
        }
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(refuse("the user name or the password is not UTF-8 after percent-decoding")),
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(refuse("a password without a user name")),
        (_, None) => Err(refuse("a user name without a password")),
        (user, Some(password)) => Ok(Some(Credentials::new(decode(user)?, decode(password)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Server, SettingError> {
        parse(&SecretString::from(url))
    }

    #[test]
    fn the_three_ways_and_their_ports() {
        for (url, security, port) in [
            ("smtp://mail.example", Security::Plain, 25),
            ("smtp://mail.example/", Security::Plain, 25),
            ("smtp://mail.example:2525", Security::Plain, 2525),
            ("smtp://mail.example?tls=required", Security::StartTls { required: true }, 587),
            ("smtp://MAIL.example:26/?tls=opportunistic", Security::StartTls { required: false }, 26),
            ("smtps://mail.example", Security::Implicit, 465),
        ] {
            let server = read(url).expect(url);
            assert_eq!((server.security, server.port), (security, port), "{url}");
            assert_eq!(server.host, "mail.example");
            assert_eq!(server.credentials, None);
        }
        assert_eq!(read("smtp://[::1]:25").expect("IPv6").host, "::1");
        assert_eq!(read("smtp://127.0.0.1").expect("IPv4").host, "127.0.0.1");
    }

    #[test]
    fn user_and_password_are_percent_decoded() {
        let server = read("smtps://ward%40st.example:p%C3%A4ss%2F%3F%23%40@mail.example").expect("a URL");
        let expected = Credentials::new("ward@st.example".to_owned(), "päss/?#@".to_owned());
        assert!(server.credentials == Some(expected));
    }

    #[test]
    fn what_is_not_understood_is_refused_without_repeating_it() {
        for url in [
            "",
            "mail.example",
            "secret",
            "http://u:secret@mail.example",
            "secret:x@mail.example",
            "smtp://",
            "smtp:///path",
            "smtp://u:secret@mail.example:0",
            "smtp://u:secret@mail.example:99999",
            "smtp://u:sec?ret@mail.example",
            "smtp://u:25?secret@mail.example",
            "smtp://u:25/secret@mail.example",
            "smtp://u:25#secret@mail.example",
            "smtp://mail.example?tls=secret",
            "smtp://mail.example?TLS=required",
            "smtp://mail.example?tls=required&tls=required",
            "smtp://mail.example?tls=required&secret=1",
            "smtps://mail.example?tls=required",
            "smtp://mail.example/secret",
            "smtp://ma il.secret",
            "smtp://ma%20il.secret",
            "smtp://user@mail.example",
            "smtp://:secret@mail.example",
            "smtp://user:secret%0D%0A@mail.example",
            "smtp://user:secret%FF@mail.example",
        ] {
            let error = read(url).err().unwrap_or_else(|| panic!("{url} was accepted"));
            let told = format!("{error} {error:?}");
            assert!(told.starts_with("SMTP_URL: "), "{told}");
            assert!(!told.contains("secret") && !told.contains("sec"), "{url}: {told}");
        }
    }
}
