//! The headers of our mails for which lettre has no type.

use aftercare_entity::user::Language;
use lettre::message::header::{Header, HeaderName, HeaderValue};

/// A header that is only written.
macro_rules! written {
    ($type:ty, $name:literal, |$this:ident| $value:expr) => {
        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("this header is only written".into())
            }

            fn display(&self) -> HeaderValue {
                let $this = self;
                let value: String = $value;
                // As it is: folding would break an address.
                HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
            }
        }
    };
}

/// RFC 3834: holiday notices and other robots must not answer.
#[derive(Clone)]
pub(super) struct AutoSubmitted;

written!(AutoSubmitted, "Auto-Submitted", |_this| "auto-generated".to_owned());

/// RFC 3282: the language of the content.
#[derive(Clone)]
pub(super) struct ContentLanguage(pub Language);

written!(ContentLanguage, "Content-Language", |this| super::written::code(this.0).to_owned());

/// RFC 2369: where such mails can be stopped.
#[derive(Clone)]
pub(super) struct ListUnsubscribe(String);

impl ListUnsubscribe {
    /// `None` for what is no web address that fits on a line.
    pub fn new(url: &str) -> Option<Self> {
        let plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b','));
        let web = url.starts_with("https://") || url.starts_with("http://");
        (plain && web && url.len() <= 900).then(|| Self(url.to_owned()))
    }
}

written!(ListUnsubscribe, "List-Unsubscribe", |this| format!("<{}>", this.0));

/// RFC 8058: one click, that is a POST to that address, is enough.
#[derive(Clone)]
pub(super) struct OneClick;

written!(OneClick, "List-Unsubscribe-Post", |_this| "List-Unsubscribe=One-Click".to_owned());
