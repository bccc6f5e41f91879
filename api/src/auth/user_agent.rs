//! What a client calls itself, in words that a person knows their device by: "Firefox on Linux".
//!
//! `User-Agent` claims more than is true: nearly every browser names the ones it imitates. So the rows are tried in order,
//! the imitators first. It is a help for reading a list, never a proof of anything.

use http::{HeaderMap, header};
use std::sync::Arc;

/// Characters kept of a client that is none of these browsers.
const LONGEST: usize = 60;

const BROWSERS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("X11", "Linux"),
    ("Linux", "Linux"),
];

/// The device that sent these headers, if it says anything of itself.
pub fn device(headers: &HeaderMap) -> Option<Arc<str>> {
    let agent = headers.get(header::USER_AGENT)?.to_str().ok()?.trim();
    (!agent.is_empty()).then(|| named(agent).into())
}

fn named(agent: &str) -> String {
    let find = |rows: &[(&str, &'static str)]| {
        rows.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let browser = if agent.starts_with("Mozilla/") { find(&BROWSERS) } else { None };
    match (browser, find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        // A program: by its first word, such as "curl/8.5.0".
        (None, _) => {
            let first = agent.split_ascii_whitespace().next().unwrap_or_default();
            first.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn browsers_and_programs_are_named_as_people_know_them() {
        let linux = "Mozilla/5.0 (X11; Linux x86_64";
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";
        for (agent, expected) in [
            (format!("{linux}; rv:144.0) Gecko/20100101 Firefox/144.0"), "Firefox on Linux"),
            (
                format!("{linux}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
                "Chrome on Linux",
            ),
            (format!("{phone} Version/26.1 Mobile/15E148 Safari/604.1"), "Safari on iPhone"),
            (format!("{phone} CriOS/142.0 Mobile/15E148 Safari/604.1"), "Chrome on iPhone"),
            (format!("{mac} Version/26.1 Safari/605.1.15"), "Safari on macOS"),
            (format!("{windows} Safari/537.36 Edg/142.0.0.0"), "Edge on Windows"),
            (
                "Mozilla/5.0 (Linux; Android 16; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36"
                    .to_owned(),
                "Samsung Internet on Android",
            ),
            ("curl/8.5.0".to_owned(), "curl/8.5.0"),
            ("python-requests/2.32 (Linux)".to_owned(), "python-requests/2.32"),
            ("Mozilla/5.0".to_owned(), "Mozilla/5.0"),
            ("x".repeat(5000), &"x".repeat(60)),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_str(&agent).unwrap());
            assert_eq!(device(&headers).as_deref(), Some(expected), "{agent}");
        }
    }

    #[test]
    fn nothing_of_control_or_beyond_ascii_gets_in() {
        for agent in [&b""[..], b"  ", b"curl\xff", "M\u{fc}ller/1".as_bytes(), b"a\tb"] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_bytes(agent).unwrap());
            let named = device(&headers);
            assert!(named.is_none_or(|name| name.chars().all(|c| !c.is_control() && c.is_ascii())));
        }
        assert_eq!(device(&HeaderMap::new()), None);
    }
}
