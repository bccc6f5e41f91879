//! What proxies say of the client: `Forwarded` (RFC 7239) and `X-Forwarded-For`, as lists of hops, the nearest last.

use http::{HeaderMap, HeaderName, header};
use std::net::{IpAddr, SocketAddr};

/// One hop, as a proxy wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hop {
    /// An address.
    At(IpAddr),
    /// A proxy that does not say: `unknown`, `_a-name`, or an element without `for`.
    Hidden,
    /// Nothing that the format has.
    Garbage,
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The hops of `X-Forwarded-For`, over all its lines; `None` when it is not there.
pub(super) fn x_forwarded_for(headers: &HeaderMap) -> Option<Vec<Hop>> {
    hops(headers, &X_FORWARDED_FOR, |line, hops| {
        hops.extend(line.split(',').map(str::trim).filter(|text| !text.is_empty()).map(node));
    })
}

/// The hops of `Forwarded`, over all its lines; `None` when it is not there.
pub(super) fn forwarded(headers: &HeaderMap) -> Option<Vec<Hop>> {
    hops(headers, &header::FORWARDED, |line, hops| match elements(line) {
        Some(elements) => hops.extend(elements),
        None => hops.push(Hop::Garbage),
    })
}

fn hops(headers: &HeaderMap, name: &HeaderName, read: impl Fn(&str, &mut Vec<Hop>)) -> Option<Vec<Hop>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let mut hops = Vec::new();
    for line in lines {
        match line.to_str() {
            Ok(line) => read(line, &mut hops),
            Err(_) => hops.push(Hop::Garbage),
        }
    }
    Some(hops)
}

/// A node of RFC 7239, section 6: an IPv4 address, an IPv6 one in brackets, each with a port or without; `unknown`; or a name
/// that begins with an underscore. `X-Forwarded-For` has IPv6 addresses without brackets too.
fn node(text: &str) -> Hop {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Hop::At(address.to_canonical());
    }
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Hop::At(address.ip().to_canonical());
    }
    // Ports may be names too: 192.0.2.7:_hidden.
    let (name, port) = text.rsplit_once(':').unwrap_or((text, ""));
    let named = |text: &str| {
        text.strip_prefix('_').is_some_and(|rest| {
            !rest.is_empty()
                && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        })
    };
    let port_fits = port.is_empty() || named(port) || port.parse::<u16>().is_ok();
    if !port_fits {
        return Hop::Garbage;
    }
    if named(name) || name.eq_ignore_ascii_case("unknown") {
        return Hop::Hidden;
    }
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = bare.map_or_else(|| name.parse().map(IpAddr::V4), |bare| bare.parse().map(IpAddr::V6));
    address.map_or(Hop::Garbage, |address| Hop::At(address.to_canonical()))
}

/// The elements of one line of `Forwarded`; `None` when it does not follow the grammar.
fn elements(line: &str) -> Option<Vec<Hop>> {
    let mut rest = line;
    let mut found = Vec::new();
    loop {
        let (mut hop, mut empty) = (None, true);
        loop {
            rest = rest.trim_start_matches([' ', '\t']);
            if !rest.starts_with([';', ',']) && !rest.is_empty() {
                let (name, value, after) = pair(rest)?;
                empty = false;
                rest = after.trim_start_matches([' ', '\t']);
                if name.eq_ignore_ascii_case("for") && hop.replace(node(&value)).is_some() {
                    return None;
                }
            }
            match rest.strip_prefix(';') {
                Some(after) => rest = after,
                None => break,
            }
        }
        // Lists may have empty members (RFC 9110, section 5.6.1).
        if !empty {
            found.push(hop.unwrap_or(Hop::Hidden));
        }
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Some(found),
            None => return None,
        }
    }
}

/// `name=token` or `name="quoted"` at the beginning of `text`, and what comes after it.
fn pair(text: &str) -> Option<(&str, String, &str)> {
    let (name, rest) = text.split_once('=')?;
    if name.is_empty() || !name.bytes().all(is_token) {
        return None;
    }
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find([';', ',', ' ', '\t']).unwrap_or(rest.len());
        let (value, rest) = rest.split_at(end);
        // More than a token has: proxies forget to quote IPv6 addresses and ports.
        let fits = |b: u8| is_token(b) || matches!(b, b':' | b'[' | b']');
        return (!value.is_empty() && value.bytes().all(fits)).then(|| (name, value.to_owned(), rest));
    };
    let (mut value, mut characters) = (String::new(), quoted.char_indices());
    loop {
        match characters.next()? {
            (at, '"') => return Some((name, value, &quoted[at + 1..])),
            (_, '\\') => value.push(characters.next()?.1),
            (_, other) => value.push(other),
        }
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn at(text: &str) -> Hop {
        Hop::At(text.parse().unwrap())
    }

    fn read(name: &'static str, lines: &[&str]) -> Vec<Hop> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name, HeaderValue::from_str(line).unwrap());
        }
        if name == "forwarded" { forwarded(&headers).unwrap() } else { x_forwarded_for(&headers).unwrap() }
    }

    #[test]
    fn the_examples_of_rfc_7239_are_read() {
        for (line, hops) in [
            ("for=\"_gazonk\"", vec![Hop::Hidden]),
            ("For=\"[2001:db8:cafe::17]:4711\"", vec![at("2001:db8:cafe::17")]),
            ("for=192.0.2.60;proto=http;by=203.0.113.43", vec![at("192.0.2.60")]),
            ("for=192.0.2.43, for=198.51.100.17", vec![at("192.0.2.43"), at("198.51.100.17")]),
            ("for=_hidden, for=_SEVKISEK", vec![Hop::Hidden, Hop::Hidden]),
            (
                "for=192.0.2.43,for=\"[2001:db8:cafe::17]\",for=unknown",
                vec![at("192.0.2.43"), at("2001:db8:cafe::17"), Hop::Hidden],
            ),
            ("by=203.0.113.43", vec![Hop::Hidden]),
            (" , for=192.0.2.43 ; proto=https ,, ", vec![at("192.0.2.43")]),
            ("for=\"192.0.2.43:_port\"", vec![at("192.0.2.43")]),
            ("for=\"::ffff:192.0.2.43\"", vec![at("192.0.2.43")]),
            ("host=\"a, for=1.1.1.1\";for=192.0.2.43", vec![at("192.0.2.43")]),
            ("host=\"a\\\"b\";for=192.0.2.43", vec![at("192.0.2.43")]),
        ] {
            assert_eq!(read("forwarded", &[line]), hops, "{line}");
        }
    }

    #[test]
    fn what_does_not_follow_the_grammar_is_garbage_as_a_whole() {
        for line in [
            "192.0.2.43",
            "for=",
            "for=192.0.2.43;for=192.0.2.44",
            "for=\"192.0.2.43",
            // What a client sent and what a proxy added, when the client's part leaves a quotation open.
            "for=9.9.9.9;by=\", for=192.0.2.43",
            "for=9.9.9.9;by=\", for=\"[2001:db8::1]\"",
            "for=192.0.2.43 for=192.0.2.44",
            "=192.0.2.43",
            "for=192.0.2.43;=x",
        ] {
            assert_eq!(read("forwarded", &[line]), [Hop::Garbage], "{line}");
        }
        assert_eq!(read("forwarded", &["for=nonsense, for=192.0.2.1"]), [Hop::Garbage, at("192.0.2.1")]);
        assert_eq!(read("forwarded", &["for=\"", "for=192.0.2.1"]), [Hop::Garbage, at("192.0.2.1")]);
    }

    #[test]
    fn x_forwarded_for_is_read_over_all_its_lines() {
        let lines = ["192.0.2.1, [2001:db8::1]:80", "2001:db8::2,192.0.2.3:4711, unknown, bad host"];
        let hops = [
            at("192.0.2.1"),
            at("2001:db8::1"),
            at("2001:db8::2"),
            at("192.0.2.3"),
            Hop::Hidden,
            Hop::Garbage,
        ];
        assert_eq!(read("x-forwarded-for", &lines), hops);
    }
}
