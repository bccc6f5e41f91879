//! The record as plain JSON: everything that is kept about the patient, in this program's own words.

use super::{
    document::Document,
    record::{Noted, Record, Stepped},
};
use crate::{
    Result, audit,
    domain::{reasons, schedule},
    reader::SeenStep,
};
use aftercare_entity::{
    access_log::{self, ActorKind},
    assignment, at_risk_episode, check_in, mail_answer, reminder, user,
};
use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::ActiveEnum;
use serde_json::{Value, json};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Of the form; raised when a field goes or changes its meaning.
const VERSION: u32 = 1;

/// Writes the record.
///
/// # Errors
/// The database's.
pub(super) async fn write(record: &Record<'_>) -> Result<String> {
    let mut out = Document::object();
    out.field("format", &json!("aftercare-record"))?;
    out.field("version", &json!(VERSION))?;
    out.field("exportedAt", &time(record.at))?;
    out.field("account", &account(record))?;
    let assignments = record.assignments().await?;
    let doctors = record.doctors(&assignments).await?;
    out.field("doctors", &doctors.iter().map(doctor).collect())?;
    out.field("assignments", &assignments.iter().map(assigned).collect())?;
    out.list("notes")?;
    let mut after = None;
    loop {
        let notes = record.notes(after).await?;
        let Some(last) = notes.last() else { break };
        after = Some(last.note.id);
        for noted in &notes {
            out.item(&note(noted))?;
        }
    }
    out.end_list();
    out.list("reminders")?;
    let mut after = None;
    loop {
        let reminders = record.reminders(after).await?;
        let Some((last, _)) = reminders.last() else { break };
        after = Some(last.id);
        let answers = record.mail_answers(reminders.iter().map(|(row, _)| row.id)).await?;
        for (row, steps) in &reminders {
            let answers = answers.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            out.item(&reminded(row, steps, answers))?;
        }
    }
    out.end_list();
    out.field("fellBehind", &record.episodes().await?.iter().map(fell_behind).collect())?;
    let sessions = record.sessions().await?;
    let sessions = sessions.iter().map(|row| {
        let (device, address) = (&row.device, &row.address);
        json!({ "startedAt": time(row.started_at.unwrap_or(row.created_at)), "lastUsedAt": time(row.created_at),
                "endedAt": row.revoked_at.map(time), "device": device, "address": address })
    });
    out.field("sessions", &sessions.collect())?;
    let mails = record.mails().await?;
    let mails = mails.iter().map(|row| {
        json!({ "kind": row.kind.to_value(), "to": row.email, "createdAt": time(row.created_at),
                "sentAt": row.sent_at.map(time) })
    });
    out.field("accountMails", &mails.collect())?;
    out.list("accessLog")?;
    let mut before = None;
    loop {
        let rows = record.accesses(before).await?;
        let Some(last) = rows.last() else { break };
        before = Some(last.id);
        for row in &rows {
            out.item(&access(record, row))?;
        }
    }
    out.end_list();
    Ok(out.finish())
}

fn time(at: DateTime<Utc>) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::Micros, true))
}

fn text(text: Option<&Arc<Zeroizing<String>>>) -> Option<&str> {
    text.map(|text| text.as_str())
}

fn account(record: &Record<'_>) -> Value {
    let row = record.account;
    json!({
        "id": row.id, "email": row.email, "name": row.name, "createdAt": time(row.created_at),
        "timeZone": record.app().hospital().zone_of(row).name(),
        "addressConfirmed": row.unconfirmed_since.is_none(),
        "mailFailingSince": row.mail_failing_since.map(time), "noAi": row.no_ai,
    })
}

fn doctor(row: &user::Model) -> Value {
    json!({ "id": row.id, "name": row.name, "title": row.title })
}

fn assigned(row: &assignment::Model) -> Value {
    json!({ "id": row.id, "doctor": row.doctor_id, "from": time(row.from_at), "until": row.until_at.map(time) })
}

fn note(Noted { note, body, steps }: &Noted) -> Value {
    json!({
        "id": note.id, "doctor": note.doctor_id, "writtenOn": note.written_on,
        "submittedAt": time(note.submitted_at), "body": text(body.as_ref()), "unreadable": body.is_none(),
        "state": note.state.to_value(), "extractor": note.extractor, "model": note.model_version,
        "extractedAt": note.extracted_at.map(time), "planReplacedAt": note.plan_replaced_at.map(time),
        "steps": steps.iter().map(step).collect::<Value>(),
    })
}

fn step(Stepped { step, description, passage, check_ins }: &Stepped) -> Value {
    let (cycle, weekdays) = (schedule::cycle_of(step), schedule::weekdays_of(step));
    let weekdays = weekdays.iter(chrono::Weekday::Mon).map(|day| json!(day.to_string()));
    let times = schedule::times_of_day(step).into_iter().map(|at| json!(at.format("%H:%M").to_string()));
    json!({
        "id": step.id, "kind": step.kind.to_value(), "origin": step.origin.to_value(),
        "state": step.state.to_value(), "description": text(description.as_ref()), "unreadable": description.is_none(),
        "passage": text(passage.as_ref()), "timesPerDay": step.times_per_day, "everyDays": step.interval_days,
        "weekdays": weekdays.collect::<Value>(), "timesOfDay": times.collect::<Value>(),
        "cycle": cycle.map(|cycle| json!({ "daysOn": cycle.on, "daysOff": cycle.off })),
        "asNeeded": step.as_needed, "durationDays": step.duration_days, "total": step.total,
        "remaining": step.remaining, "scheduledOn": step.scheduled_on, "nextDueOn": step.next_due_on,
        "createdAt": time(step.created_at), "closedAt": step.closed_at.map(time),
        "supersededBy": step.superseded_by, "checkIns": check_ins.iter().map(checked_in).collect::<Value>(),
    })
}

fn checked_in(row: &check_in::Model) -> Value {
    json!({ "id": row.id, "day": row.day, "at": time(row.at), "via": row.via.to_value(),
            "undoneAt": row.undone_at.map(time) })
}

fn reminded(row: &reminder::Model, steps: &[Arc<SeenStep>], answers: &[mail_answer::Model]) -> Value {
    json!({
        "id": row.id, "day": row.day, "scheduledAt": time(row.scheduled_at), "state": row.state.to_value(),
        "sentAt": row.sent_at.map(time), "reason": row.reason.as_deref().map(reasons::reason_sentence),
        "steps": steps.iter().map(|step| json!(step.row.id)).collect::<Value>(),
        "mailAnswers": answers.iter().map(answered).collect::<Value>(),
    })
}

fn answered(row: &mail_answer::Model) -> Value {
    json!({
        "at": time(row.at), "stage": row.stage.to_value(), "code": row.code, "enhancedCode": row.enhanced_code,
        "outcome": row.outcome.to_value(),
    })
}

fn fell_behind(row: &at_risk_episode::Model) -> Value {
    json!({
        "id": row.id, "noticedOn": row.noticed_on, "daysMissed": row.days_missed, "at": time(row.began_at),
        "snoozedUntil": row.snoozed_until, "endedAt": row.ended_at.map(time),
        "endedBy": row.ended_by.as_ref().map(ActiveEnum::to_value),
        "resolution": row.resolution.as_ref().map(ActiveEnum::to_value), "resolvedBy": row.resolved_by,
    })
}

fn access(record: &Record<'_>, row: &access_log::Model) -> Value {
    // Where others were is theirs; where the patient signed in is the patient's.
    let own = row.actor_kind == ActorKind::Person && row.actor_id == Some(record.account.id);
    json!({
        "at": time(row.at), "by": row.actor_kind.to_value(), "account": row.actor_id, "action": row.action,
        "about": audit::subjects(row), "address": row.address.as_ref().filter(|_| own), "detail": row.detail,
    })
}
