//! The tags of HTML: which elements are markup, what becomes of them, and where a tag ends.

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Nothing stands in its place.
    Inline,
    /// A line ends.
    Line,
    /// A line ends, and a blank one follows or stands before.
    Title,
    /// An item of a list begins.
    Item,
    /// A cell of a table begins or ends.
    Cell,
    /// A power: "10<sup>9</sup>" is not 109.
    Power,
    /// It goes with its contents: nobody sees them.
    Dropped,
    /// It goes with its contents: they are struck out.
    Struck,
}

/// The elements of HTML that are markup; names that are also used to speak to a program ("data", "input", "code") are not among them.
const TAGS: &[(Tag, &str)] = &[
    (
        Tag::Inline,
        "a abbr acronym b bdi bdo big em font i img ins label mark nobr o:p small span strong sub tt u wbr",
    ),
    (
        Tag::Line,
        "address article aside blockquote body br caption center colgroup col dd dir div dl dt fieldset figcaption figure \
         footer form header hr html legend link main menu meta nav ol p pre section table tbody tfoot thead tr ul",
    ),
    (Tag::Title, "h1 h2 h3 h4 h5 h6"),
    (Tag::Item, "li"),
    (Tag::Cell, "td th"),
    (Tag::Power, "sup"),
    (Tag::Dropped, "head script style template title"),
    (Tag::Struck, "del s strike"),
];

/// Attributes that are written without a value.
const BARE: &[&str] = &[
    "allowfullscreen",
    "async",
    "checked",
    "compact",
    "controls",
    "defer",
    "disabled",
    "hidden",
    "itemscope",
    "nowrap",
    "noshade",
    "readonly",
    "reversed",
    "selected",
];

/// The tag of HTML that begins at `at`, its name, and where it ends.
pub(super) fn tag_at(note: &str, at: usize) -> Option<(Tag, &str, usize)> {
    let rest = note.get(at..)?.strip_prefix('<')?;
    if rest.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("!doctype")) {
        return Some((Tag::Line, "!doctype", at + 1 + rest.find('>')? + 1));
    }
    let named = rest.strip_prefix('/').unwrap_or(rest);
    let length = named.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b':'))?;
    let name = named.get(..length)?;
    let is_it = |names: &&(Tag, &str)| names.1.split(' ').any(|known| known.eq_ignore_ascii_case(name));
    let (tag, _) = TAGS.iter().find(is_it)?;
    let behind = named.get(length..)?;
    let end = attributes(behind)?;
    Some((*tag, name, note.len() - behind.len() + end))
}

/// How many bytes the attributes and the ">" behind a tag's name take; `None` where it is no tag ("x <b and c> y").
fn attributes(behind: &str) -> Option<usize> {
    let mut rest = behind;
    // Whether an attribute has a value, and whether a word stands alone that may be one of a sentence.
    let (mut valued, mut doubtful) = (false, false);
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = trimmed.strip_prefix('>') {
            return (!doubtful).then_some(behind.len() - after.len());
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '/' | '=');
        let name = trimmed.get(..trimmed.find(ends)?)?;
        let after = trimmed.get(name.len()..)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            if name.is_empty() {
                return None;
            }
            doubtful |= !valued && !is_bare(name);
            rest = after;
            continue;
        };
        let value = value.trim_start();
        rest = match value.chars().next()? {
            quote @ ('"' | '\'') => {
                // No sentence writes so.
                doubtful = false;
                value.get(1..)?.split_once(quote)?.1
            }
            _ => value.get(value.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?..)?,
        };
        valued = true;
    }
}

/// Whether an attribute that stands alone has no value by its name, or has a name that no word of a sentence is.
fn is_bare(name: &str) -> bool {
    let is_known = BARE.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_known || (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.contains(['-', '_']))
}

/// Where the text behind the closing tag of `name` begins, looked for from `from` on.
pub(super) fn closed(note: &str, name: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += note.get(at..)?.find("</")?;
        if let Some((_, other, end)) = tag_at(note, at)
            && other.eq_ignore_ascii_case(name)
        {
            return Some(end);
        }
        at += 2;
    }
}
