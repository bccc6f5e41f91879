//! The trace that a request belongs to, as its header `traceparent` says (W3C Trace Context, level 1).

/// Somebody else's span, whose part a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceParent {
    /// The trace.
    pub trace: u128,
    /// The span in it.
    pub span: u64,
    /// Whether the other side records the trace.
    pub sampled: bool,
}

impl TraceParent {
    /// From the header's value; nothing where it is not well-formed, which is then ignored, as the specification wants.
    pub fn parse(header: &str) -> Option<Self> {
        let version = hex(header.get(..2)?)?;
        let whole = header.len() == 55 || (version > 0 && header.as_bytes().get(55) == Some(&b'-'));
        let dashed = [2, 35, 52].into_iter().all(|place| header.as_bytes().get(place) == Some(&b'-'));
        if version == 0xff || !whole || !dashed {
            return None;
        }
        let trace = hex(header.get(3..35)?)?;
        let span = u64::try_from(hex(header.get(36..52)?)?).ok()?;
        let flags = hex(header.get(53..55)?)?;
        (trace != 0 && span != 0).then_some(Self { trace, span, sampled: flags & 1 == 1 })
    }
}

/// Lower-case digits alone.
fn hex(digits: &str) -> Option<u128> {
    let lower = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    u128::from_str_radix(digits, 16).ok().filter(|_| lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_well_formed_header_names_a_span() {
        let parent = TraceParent::parse(GOOD).expect("is well-formed");
        assert_eq!(format!("{:032x}-{:016x}", parent.trace, parent.span), GOOD[3..52]);
        assert!(parent.sampled);
        assert!(!TraceParent::parse(&GOOD.replace("-01", "-00")).expect("is well-formed").sampled);
        // A later version may say more.
        let later = GOOD.replacen("00", "01", 1) + "-more";
        assert_eq!(TraceParent::parse(&later), Some(parent));
    }

    #[test]
    fn anything_else_is_ignored() {
        let wrong = [
            String::new(),
            GOOD.to_uppercase(),
            GOOD.replacen("00", "ff", 1),
            format!("{GOOD}-more"),
            format!("{GOOD}0"),
            GOOD[..54].to_owned(),
            GOOD.replace("0af7651916cd43dd8448eb211c80319c", &"0".repeat(32)),
            GOOD.replace("b7ad6b7169203331", &"0".repeat(16)),
            GOOD.replace('-', "_"),
            GOOD.replace("0af7", "+af7"),
            "00-ä".repeat(11),
        ];
        for header in wrong {
            assert_eq!(TraceParent::parse(&header), None, "{header}");
        }
    }
}
