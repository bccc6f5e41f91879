//! stub
use super::Table;
/// The rows.
pub const TABLE: Table = Table { timing: &[], subjects: &[], cues: &[], headings: &[], frequent: "", ordinary: "" };
