//! Which media type an answer has (GraphQL-over-HTTP, sections 6.2 and 6.4; RFC 9110, 12.5.1).

use http::{HeaderMap, HeaderValue, header};

/// The media types of GraphQL answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::http) enum Media {
    /// `application/json`: what clients that do not know better get.
    #[default]
    Json,
    /// `application/graphql-response+json`: its status tells whether the request ran.
    Response,
}

impl Media {
    /// The best of what the client accepts; nothing when that is neither.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut ranges = ranges(headers).peekable();
        if ranges.peek().is_none() {
            return Some(Self::Json);
        }
        let (mut json, mut response) = (Match::default(), Match::default());
        for range in ranges {
            json.take(&range, "application/json");
            response.take(&range, "application/graphql-response+json");
        }
        // At the same quality, a client that names the new type means it; one that takes anything gets the old.
        match (json.quality, response.quality) {
            (0, 0) => None,
            (json_quality, quality) if quality > json_quality => Some(Self::Response),
            (json_quality, quality) if quality == json_quality && response.specificity == 3 => {
                Some(Self::Response)
            }
            _ => Some(Self::Json),
        }
    }

    /// The header's value.
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Response => "application/graphql-response+json; charset=utf-8",
        })
    }
}

/// True when HTML is named in `Accept`: the client is a browser's address bar.
pub(in crate::http) fn wants_html(headers: &HeaderMap) -> bool {
    ranges(headers).any(|range| range.name == "text/html" && range.quality > 0)
}

/// True for `application/json`, in UTF-8 or without a charset.
pub(in crate::http) fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let Ok(text) = value.to_str() else { return false };
    let mut parts = text.split(';').map(str::trim);
    parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"))
        && parts.filter_map(|parameter| parameter.split_once('=')).all(is_utf8)
}

fn is_utf8((name, value): (&str, &str)) -> bool {
    !name.trim().eq_ignore_ascii_case("charset")
        || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
}

/// One member of `Accept`; its quality in thousandths.
struct Range {
    name: String,
    quality: u16,
}

fn ranges(headers: &HeaderMap) -> impl Iterator<Item = Range> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|text| text.split(',')).filter_map(|member| {
        let mut parts = member.split(';').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
        let mut quality = 1000;
        for parameter in parts.filter_map(|parameter| parameter.split_once('=')) {
            if parameter.0.trim().eq_ignore_ascii_case("q") {
                quality = thousandths(parameter.1.trim());
            } else if !is_utf8(parameter) {
                quality = 0;
            }
        }
        Some(Range { name, quality })
    })
}

/// `0.75` is 750; what is not a weight is 0.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if fits && fraction.bytes().all(|byte| byte == b'0') => 1000,
        "0" if fits => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// What `Accept` says of one type: its most specific range decides.
#[derive(Default)]
struct Match {
    specificity: u8,
    quality: u16,
}

impl Match {
    fn take(&mut self, range: &Range, name: &str) {
        let specificity = match range.name.as_str() {
            exact if exact == name => 3,
            "application/*" => 2,
            "*/*" => 1,
            _ => return,
        };
        if specificity > self.specificity || (specificity == self.specificity && range.quality > self.quality)
        {
            *self = Self { specificity, quality: range.quality };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &'static str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(text));
        Media::accepted(&headers)
    }

    #[test]
    fn quality_decides_then_the_name() {
        assert_eq!(Media::accepted(&HeaderMap::new()), Some(Media::Json));
        assert_eq!(accepted("*/*"), Some(Media::Json));
        assert_eq!(accepted("application/*;q=0.1"), Some(Media::Json));
        assert_eq!(accepted("application/json"), Some(Media::Json));
        assert_eq!(accepted("Application/GraphQL-Response+JSON"), Some(Media::Response));
        assert_eq!(
            accepted("application/graphql-response+json, application/json;q=0.9"),
            Some(Media::Response)
        );
        assert_eq!(
            accepted("application/graphql-response+json;q=0.5, application/json;q=0.9"),
            Some(Media::Json)
        );
        assert_eq!(accepted("application/json, application/graphql-response+json"), Some(Media::Response));
        assert_eq!(accepted("application/json;q=0, */*"), Some(Media::Response));
        assert_eq!(accepted("application/graphql-response+json; charset=utf-8"), Some(Media::Response));
        assert_eq!(accepted("text/html,application/xhtml+xml,*/*;q=0.8"), Some(Media::Json));
    }

    #[test]
    fn nothing_fits() {
        assert_eq!(accepted("text/html"), None);
        assert_eq!(accepted("application/json;q=0"), None);
        assert_eq!(accepted("application/json;charset=latin1"), None);
        assert_eq!(accepted("*/*;q=2"), None);
    }
}
