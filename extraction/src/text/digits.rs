//! Digits of all scripts: "７ days" and "٧ days" are seven days.
//!
//! Unicode gives each script's decimal digits ten code points in a row, so that a table of zeros is enough.

/// The zeros of the scripts (general category Nd).
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
    0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x1_04A0, 0x1_1066,
    0x1_1136, 0x1_11D0, 0x1_1450, 0x1_14D0, 0x1_1650, 0x1_1730, 0x1_1C50, 0x1_E950, 0x1_FBF0,
];
/// Mathematical digits: five styles of ten each.
const MATHEMATICAL: std::ops::RangeInclusive<u32> = 0x1_D7CE..=0x1_D7FF;
/// The signs of full width, as far from their ASCII ones as this.
const FULL_WIDTH: std::ops::RangeInclusive<u32> = 0xFF01..=0xFF0F;
const FULL_WIDTH_COLON: u32 = 0xFF1A;
const FULL_WIDTH_DISTANCE: u32 = 0xFEE0;

/// The same character, or the ASCII digit or sign that it stands for.
pub fn plain(c: char) -> char {
    if c.is_ascii() || c.is_alphabetic() {
        return c;
    }
    let code = u32::from(c);
    if FULL_WIDTH.contains(&code) || code == FULL_WIDTH_COLON {
        return char::from_u32(code - FULL_WIDTH_DISTANCE).unwrap_or(c);
    }
    let value = if MATHEMATICAL.contains(&code) {
        Some((code - MATHEMATICAL.start()) % 10)
    } else {
        ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|n| *n < 10))
    };
    match c {
        '٫' => '.',
        '٬' => ',',
        _ => value.and_then(|n| char::from_digit(n, 10)).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn digits_of_every_script_are_digits() {
        let plain: String = "７ ٧ ۷ ७ ৭ 𝟕 ７．５ Ａ7x²".chars().map(plain).collect();
        assert_eq!(plain, "7 7 7 7 7 7 7.5 Ａ7x²");
    }
}
