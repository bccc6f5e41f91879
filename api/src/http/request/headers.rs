//! What every answer tells a browser: to take it for what it says it is, to show it in no frame, to run nothing in it that
//! is not ours, to tell nobody where it was, and to keep nothing.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may load: from this server alone, and no code or style written into the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// No page of ours uses any of these.
const FEATURES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
                        microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()";

/// Whether browsers reach this server over https, as its public address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Perhaps over plain http: on a laptop.
    Somehow,
    /// Over https only: browsers are told to come in no other way for a year.
    OverHttps,
}

/// Adds what an answer does not say itself.
pub(super) fn secure(headers: &mut HeaderMap, reached: Reached) {
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::CONTENT_SECURITY_POLICY, POLICY);
    add(header::REFERRER_POLICY, "no-referrer");
    add(HeaderName::from_static("permissions-policy"), FEATURES);
    add(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    // For browsers that do not know frame-ancestors.
    add(header::X_FRAME_OPTIONS, "DENY");
    add(header::CACHE_CONTROL, "no-store");
    if reached == Reached::OverHttps {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
