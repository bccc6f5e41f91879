//! What was found, in words and as JSON.

use super::finding::{Finding, Status};
use serde_json::{Value, json};
use std::fmt::Write as _;

type Found = (&'static str, Finding);

/// How good all of it is.
pub fn worst(found: &[Found]) -> Status {
    found.iter().map(|(_, finding)| finding.status).max().unwrap_or(Status::Ok)
}

/// A line for each check, with a second one that says what to do.
pub fn text(found: &[Found]) -> String {
    let width = found.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut said = String::new();
    for (name, finding) in found {
        let _ = writeln!(said, "{:<8} {name:<width$}  {}", finding.status.word(), finding.detail);
        let advice = [finding.setting.as_deref(), finding.advice.as_deref()];
        let advice: Vec<_> = advice.into_iter().flatten().collect();
        if finding.status != Status::Ok && !advice.is_empty() {
            let _ = writeln!(said, "{:<8} {:<width$}  -> {}", "", "", advice.join(": "));
        }
    }
    let count = |status| found.iter().filter(|(_, finding)| finding.status == status).count();
    let (failed, warnings) = (count(Status::Failed), count(Status::Warning));
    let _ = writeln!(said, "{} checks, {failed} failed, {warnings} with a warning", found.len());
    said
}

/// The same for a program.
pub fn json(found: &[Found]) -> String {
    let of = |(name, finding): &Found| {
        json!({
            "name": name,
            "status": finding.status.word(),
            "detail": finding.detail,
            "setting": finding.setting,
            "advice": finding.advice,
        })
    };
    let checks: Vec<Value> = found.iter().map(of).collect();
    format!("{:#}\n", json!({ "status": worst(found).word(), "checks": checks }))
}
