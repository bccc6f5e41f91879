//! A mail as the test server received it, and its parts, decoded.

/// One accepted mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The connection it came over, counted from 1.
    pub connection: usize,
    pub encrypted: bool,
    /// Who had logged in.
    pub user: Option<String>,
    /// The envelope's sender and recipients.
    pub from: String,
    pub to: Vec<String>,
    /// The message as it came, lines ended by CRLF.
    pub raw: String,
}

impl Received {
    /// A header of the message, unfolded but not decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        header(&self.raw, name)
    }

    /// The text/plain part.
    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    /// The text/html part.
    pub fn html(&self) -> String {
        self.part("text/html")
    }

    fn part(&self, kind: &str) -> String {
        let content_type = self.header("Content-Type").expect("a Content-Type");
        let boundary = content_type.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
        let delimiter = format!("--{}", boundary.expect("a boundary"));
        let part = self
            .raw
            .split(&delimiter)
            .skip(1)
            .find(|part| header(part.trim_start(), "Content-Type").is_some_and(|t| t.starts_with(kind)))
            .unwrap_or_else(|| panic!("a {kind} part"));
        let (_, body) = part.trim_start().split_once("\r\n\r\n").expect("a body");
        quoted_printable(body).replace("\r\n", "\n")
    }
}

fn header(raw: &str, name: &str) -> Option<String> {
    let head = raw.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
    let prefix = format!("{}:", name.to_ascii_lowercase());
    head.split("\r\n")
        .find(|line| line.to_ascii_lowercase().starts_with(&prefix))
        .map(|line| line[prefix.len()..].trim().to_owned())
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'=' {
            let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            bytes.push(value.expect("two hexadecimal digits after ="));
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
