//! A session kept in a cookie, for the pages of this server itself.
//!
//! A page that asks with the header `x-aftercare-session: cookie` gets its refresh token in a cookie that scripts cannot read,
//! and not in the answer. Only a page of this server may ask so ([`Origins::own_page`]); the header itself keeps other pages
//! out too, since a browser sends it across origins only after CORS has allowed it. The access token stays in the page's memory.
//!
//! Over https the cookies carry the prefix `__Host-`: browsers then accept them only over https, for this host and from it
//! alone. Over plain http on this machine, in development, browsers refuse that prefix, so it is left out; plain http from
//! anywhere else has no cookies.

use super::Client;
use crate::{
    http::Origins,
    schema::error::{ApiError, Result},
};
use aftercare_core::{App, domain::devices};
use async_graphql::Context;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// The header by which a page asks for cookies.
pub const ASKING: &str = "x-aftercare-session";

const REFRESH: &str = "aftercare-refresh";
const DEVICE: &str = "aftercare-device";
/// Accounts that one browser is known for.
const DEVICES: usize = 4;

/// Whether a request keeps its session in a cookie.
#[derive(Debug, Clone, Default)]
pub enum Cookies {
    /// It does not ask for that.
    #[default]
    Off,
    /// It asks, and may not: why.
    Refused(&'static str),
    /// It does.
    On(Jar),
}

/// The cookies of one request.
#[derive(Debug, Clone)]
pub struct Jar {
    /// Over https, hence with the prefix.
    secure: bool,
    refresh: Option<SecretString>,
    devices: Arc<[String]>,
}

impl Cookies {
    /// What the headers of a request over HTTP say.
    pub fn of(headers: &HeaderMap, origins: &Origins) -> Self {
        let mut asked = headers.get_all(ASKING).iter();
        let (Some(asked), None) = (asked.next(), asked.next()) else { return Self::Off };
        if asked != "cookie" {
            return Self::Refused("x-aftercare-session can only be: cookie");
        }
        let Some(page) = origins.own_page(headers) else {
            return Self::Refused("only a page of this server may keep its session in a cookie");
        };
        let secure = page.starts_with("https://");
        if !secure && !is_here(page) {
            return Self::Refused("a session can be kept in a cookie only over https");
        }
        let refresh = cookie(headers, &name(secure, REFRESH)).map(SecretString::from);
        let devices = cookie(headers, &name(secure, DEVICE)).unwrap_or_default();
        let devices = devices.split('.').filter(|token| !token.is_empty()).take(DEVICES).map(str::to_owned);
        Self::On(Jar { secure, refresh, devices: devices.collect() })
    }

    /// The cookies, where the request has asked for them.
    ///
    /// # Errors
    /// FORBIDDEN when it may not.
    pub fn jar(&self) -> Result<Option<&Jar>> {
        match self {
            Self::Off => Ok(None),
            Self::On(jar) => Ok(Some(jar)),
            Self::Refused(why) => Err(ApiError::forbidden(why)),
        }
    }
}

impl Jar {
    /// The jar of this operation, if its page keeps the session in a cookie.
    ///
    /// # Errors
    /// As for [`Cookies::jar`].
    pub fn of<'c>(ctx: &Context<'c>) -> Result<Option<&'c Self>> {
        ctx.data_opt::<Client>().map_or(Ok(None), |client| client.cookies.jar())
    }

    /// The refresh token that the browser holds.
    pub fn refresh_token(&self) -> Option<&SecretString> {
        self.refresh.as_ref()
    }

    /// What the browser holds of earlier log-ins.
    pub fn devices(&self) -> &[String] {
        &self.devices
    }

    /// Gives the browser a refresh token, until `expires_at`.
    pub fn keep_session(
        &self,
        ctx: &Context<'_>,
        app: &App,
        token: &SecretString,
        expires_at: DateTime<Utc>,
    ) {
        let seconds = (expires_at - app.now()).num_seconds().max(0);
        self.set(ctx, REFRESH, token.expose_secret(), seconds);
    }

    /// Takes the refresh token from the browser.
    pub fn forget_session(&self, ctx: &Context<'_>) {
        self.set(ctx, REFRESH, "", 0);
    }

    /// Lets the browser be known again as one in which `account` has signed in.
    pub fn remember_device(&self, ctx: &Context<'_>, app: &App, account: Uuid) {
        let others = self.devices.iter().filter(|token| devices::known(app, token, account).is_none());
        let mut tokens = vec![devices::token(app, account)];
        tokens.extend(others.take(DEVICES - 1).cloned());
        self.set(ctx, DEVICE, &tokens.join("."), devices::KNOWN_FOR.num_seconds());
    }

    fn set(&self, ctx: &Context<'_>, what: &str, value: &str, seconds: i64) {
        let secure = if self.secure { "; Secure" } else { "" };
        let cookie = format!(
            "{}={value}; Path=/; Max-Age={seconds}{secure}; HttpOnly; SameSite=Strict",
            name(self.secure, what)
        );
        let Ok(mut cookie) = HeaderValue::from_str(&cookie) else {
            tracing::error!(cookie = what, "a cookie has characters that no header may have");
            return;
        };
        cookie.set_sensitive(true);
        ctx.append_http_header(header::SET_COOKIE, cookie);
    }
}

fn name(secure: bool, what: &str) -> String {
    if secure { format!("__Host-{what}") } else { what.to_owned() }
}

/// Whether a page is of this machine.
fn is_here(page: &str) -> bool {
    let Some(authority) = page.strip_prefix("http://") else { return false };
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The value of a cookie (RFC 6265, section 5.4).
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[(&'static str, &'static str)]) -> Cookies {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Cookies::of(&map, &Origins::default())
    }

    #[test]
    fn only_a_page_of_this_server_over_https_or_on_this_machine_has_cookies() {
        let asks = (ASKING, "cookie");
        let (host, page) = (("host", "care.example.org"), ("origin", "https://care.example.org"));
        assert!(matches!(of(&[host, page]), Cookies::Off));
        assert!(matches!(of(&[host, page, asks]), Cookies::On(Jar { secure: true, .. })));
        for refused in [
            vec![host, asks],
            vec![host, page, (ASKING, "yes")],
            vec![host, asks, ("origin", "https://evil.example")],
            vec![host, page, asks, ("sec-fetch-site", "cross-site")],
            vec![host, asks, ("origin", "http://care.example.org")],
            vec![("host", "localhost.evil.example"), asks, ("origin", "http://localhost.evil.example")],
        ] {
            assert!(matches!(of(&refused), Cookies::Refused(_)), "{refused:?}");
        }
        for here in [
            [("host", "localhost:8000"), ("origin", "http://localhost:8000")],
            [("host", "127.0.0.1"), ("origin", "http://127.0.0.1")],
            [("host", "[::1]:80"), ("origin", "http://[::1]")],
        ] {
            assert!(
                matches!(of(&[here[0], here[1], asks]), Cookies::On(Jar { secure: false, .. })),
                "{here:?}"
            );
        }
    }

    #[test]
    fn the_cookie_of_the_right_name_is_read() {
        let asks = [(ASKING, "cookie"), ("host", "care.example.org"), ("origin", "https://care.example.org")];
        let refresh = |cookies: &'static str| {
            let Cookies::On(jar) = of(&[&asks[..], &[("cookie", cookies)]].concat()) else { panic!("is on") };
            jar.refresh.map(|token| token.expose_secret().to_owned())
        };
        assert_eq!(refresh("a=b; __Host-aftercare-refresh=token; c=d").as_deref(), Some("token"));
        assert_eq!(refresh("aftercare-refresh=planted over http"), None);
        assert_eq!(refresh("__Host-aftercare-refresh="), None);
    }
}
