//! Keys that nobody drew at random, as far as one can see: zeros, patterns, counting, text.
//!
//! Each rule refuses a random key of 32 bytes once in a hundred million draws or less. A key that passes is not thereby a
//! good one; a key that fails was made by hand.

use std::collections::HashSet;

/// What to do instead.
pub const ADVICE: &str = "use 32 random bytes (openssl rand -base64 32)";

/// The longest pattern that is looked for.
const LONGEST_PATTERN: usize = 16;
/// Thirty-two random bytes have thirty different ones among them, on average.
const FEWEST_DIFFERENT: usize = 17;

/// Why a key is no key, in words that show nothing of it; nothing when it looks random.
pub fn weakness(key: &[u8]) -> Option<String> {
    let first = *key.first()?;
    if key.iter().all(|byte| *byte == first) {
        return Some("repeats one byte".to_owned());
    }
    if let Some(period) = (2..=LONGEST_PATTERN.min(key.len() / 2)).find(|period| repeats(key, *period)) {
        return Some(format!("repeats a pattern of {period} bytes"));
    }
    let steps: HashSet<u8> = key.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    if steps.len() == 1 {
        return Some("counts".to_owned());
    }
    if is_text(key) {
        return Some("is text, not random bytes".to_owned());
    }
    let different: HashSet<u8> = key.iter().copied().collect();
    if different.len() < FEWEST_DIFFERENT.min(key.len()) || steps.len() < FEWEST_DIFFERENT.min(key.len() / 2)
    {
        return Some("has hardly any randomness in it".to_owned());
    }
    let ones: usize = key.iter().map(|byte| byte.count_ones() as usize).sum();
    // A half of all bits, give or take eight standard deviations of 256.
    if !(key.len() * 2..=key.len() * 6).contains(&ones) {
        return Some("has hardly any randomness in it".to_owned());
    }
    None
}

fn repeats(key: &[u8], period: usize) -> bool {
    key.iter().zip(&key[period..]).all(|(one, later)| one == later)
}

/// Nine of ten bytes are printable ASCII, or all of it is printable UTF-8.
fn is_text(key: &[u8]) -> bool {
    let printable = key.iter().filter(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n')).count();
    printable * 10 >= key.len() * 9
        || std::str::from_utf8(key).is_ok_and(|text| !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    fn counting(step: u8) -> Vec<u8> {
        (0..32_u8).map(|n| n.wrapping_mul(step).wrapping_add(200)).collect()
    }

    #[test]
    fn keys_made_by_hand_are_refused_and_say_why() {
        let pattern = |bytes: &[u8]| bytes.iter().copied().cycle().take(32).collect::<Vec<u8>>();
        let mut zeros_but_one = vec![0; 32];
        zeros_but_one[31] = 1;
        let mut counting_backwards_in_the_middle = counting(1);
        counting_backwards_in_the_middle[10..20].reverse();
        for (key, why) in [
            (vec![0; 32], "one byte"),
            (vec![255; 48], "one byte"),
            (pattern(&[0xde, 0xad]), "pattern of 2"),
            (pattern(&[0xde, 0xad, 0xbe, 0xef]), "pattern of 4"),
            (pattern(&[9, 250, 33, 128, 7]), "pattern of 5"),
            (pattern(&(200..216).collect::<Vec<u8>>()), "pattern of 16"),
            (counting(1), "counts"),
            (counting(255), "counts"),
            (counting(7), "counts"),
            (b"correct horse battery staple 123".to_vec(), "text"),
            (b"0123456789abcdef0123456789abcdeg".to_vec(), "text"),
            ("schlüssel für das krankenhaus äöü".as_bytes().to_vec(), "text"),
            (zeros_but_one, "randomness"),
            (counting_backwards_in_the_middle, "randomness"),
            ([vec![128; 31], vec![3]].concat(), "randomness"),
        ] {
            let said = weakness(&key).unwrap_or_else(|| panic!("{key:?} passes"));
            assert!(said.contains(why), "{key:?}: {said}");
        }
    }

    #[test]
    fn random_keys_pass() {
        for _ in 0..20_000 {
            assert_eq!(weakness(&random::bytes::<32>()), None);
            assert_eq!(weakness(&random::bytes::<64>()), None);
        }
    }
}
