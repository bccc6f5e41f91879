//! Why a note failed or waits, why a step waits, why a reminder was not sent: one closed list, each with a stable code for
//! the records and one plain sentence for the person who reads it.
//!
//! Nothing here holds text from outside, so no code can carry a note, a name or a server's answer.

macro_rules! reasons {
    ($($name:ident: $sentence:literal;)*) => {
        $(#[doc = $sentence] pub const $name: &str = stringify!($name);)*

        /// Every code with its sentence.
        pub const ALL: &[(&str, &str)] = &[$(($name, $sentence)),*];
    };
}

/// What a code means, in one sentence; `None` for a code that is not one of these.
pub fn sentence(code: &str) -> Option<&'static str> {
    ALL.iter().find(|(known, _)| *known == code).map(|(_, sentence)| *sentence)
}

/// [`sentence`], with an answer for codes that this program no longer knows.
pub fn reason_sentence(code: &str) -> &'static str {
    sentence(code).unwrap_or("Something prevented this; the operator finds the code in the log.")
}

/// What a code means on a note that is still queued: what happened, and that nobody need do anything about it.
pub fn waiting_sentence(code: &str) -> String {
    let sentence = reason_sentence(code);
    let happened =
        sentence.split_once(". ").map_or_else(|| sentence.trim_end_matches('.'), |(first, _)| first);
    format!("{happened}. It will be tried again by itself.")
}

/// The codes of a step that waits for the doctor.
pub const OF_STEPS: [&str; 15] = [
    REVIEW_MODE,
    PASSAGE_NOT_FOUND,
    DURATION_CONTRADICTED,
    FREQUENCY_CONTRADICTED,
    DOSE_CONTRADICTED,
    NOT_IN_PASSAGE,
    NEGATED,
    STOPPED,
    ADDRESSES_COMPUTER,
    NO_INSTRUCTION,
    LENGTH_UNREAD,
    START_CONTRADICTED,
    CONTRADICTION,
    MAY_BE_MISSING,
    FOREIGN_LANGUAGE,
];

reasons! {
    // A note that failed, or was read by the offline rules instead: the language model.
    MODEL_BAD_KEY: "The language model refused the hospital's key; the operator must check it.";
    MODEL_NOT_ALLOWED: "The language model's service is not open to the hospital's account; the operator must check it.";
    MODEL_NOT_FOUND: "The configured language model does not exist (any more); the operator must choose another with AFTERCARE_MODEL.";
    MODEL_WRONG_URL: "There is no language model at the configured address; the operator must check the path in AFTERCARE_MODEL_URL.";
    MODEL_CONTEXT_OVERFLOW: "This note is too long for the language model. Split it and submit it in parts; the operator may check AFTERCARE_MODEL_CONTEXT_TOKENS and AFTERCARE_MODEL_PROMPT.";
    MODEL_SCHEMA_REFUSED: "The language model cannot be held to the form of an answer; the operator must try AFTERCARE_MODEL_ANSWER_FORM=json_object.";
    MODEL_BAD_REQUEST: "The language model did not understand the request; the operator must check its settings.";
    MODEL_REDIRECTED: "The language model's address points somewhere else; the operator must check it.";
    MODEL_BLOCKED: "The language model declined to read this note. Please add its steps by hand.";
    MODEL_REFUSED: "The language model stopped without an answer. Retry, or add the steps by hand.";
    MODEL_CUT_OFF: "The language model's answer broke off. Retry, or split the note and submit it in two parts; the operator may raise AFTERCARE_MODEL_MAX_OUTPUT_TOKENS.";
    MODEL_EMPTY: "The language model answered nothing. Retry, or add the steps by hand.";
    MODEL_NOT_JSON: "The language model's answer could not be understood. Retry, or add the steps by hand.";
    MODEL_WRONG_SHAPE: "The language model's answer could not be understood. Retry, or add the steps by hand.";
    MODEL_ANSWER_TOO_LARGE: "The language model's answer was far too long. Retry, or add the steps by hand.";
    MODEL_RATE_LIMITED: "The language model was busy with other notes. Retry later.";
    MODEL_QUOTA_EXHAUSTED: "The hospital's quota at the language model is used up. Retry when there is a new one.";
    MODEL_UNAVAILABLE: "The language model could not be reached. Retry later.";
    MODEL_UNREACHABLE: "The language model could not be reached. Retry later.";
    MODEL_CONNECTION_LOST: "The language model could not be reached. Retry later.";
    MODEL_OUTAGE: "The language model could not be reached. Retry later.";
    MODEL_TIMEOUT: "The language model did not answer in time. Retry later.";

    // A note that failed: an answer that cannot be trusted as a whole.
    GATE_TOO_MANY_STEPS: "More than 50 steps were read from this note. Split the note and submit it in parts.";
    GATE_BAD_DESCRIPTION: "A step that was read from this note has no usable description. Retry, or add the steps by hand.";
    GATE_DURATION_OUT_OF_BOUNDS: "A length outside 1 to 3650 days was read from this note. Check the note, then retry or add the steps by hand.";
    GATE_FREQUENCY_OUT_OF_BOUNDS: "An impossible frequency was read from this note. Check the note, then retry or add the steps by hand.";

    // Anything that failed: ourselves.
    INTERNAL: "A fault of this program stopped it. Retry; if it happens again, tell the operator.";
    DATABASE_UNAVAILABLE: "The database was not there for a moment. Retry; if it happens again, tell the operator.";
    WORKER_LOST: "The program that was doing this vanished several times. Retry; if it happens again, tell the operator.";
    RETIRED_JOB: "This kind of background job is no longer done by any version of the program that runs.";
    MALFORMED_JOB: "This background job cannot be understood by this version of the program.";

    // Anything about an account that is gone.
    ERASED: "The account was closed for good.";

    // A note that waits for its doctor.
    NO_AI: "This patient's notes go to no extractor. Please add the steps by hand.";
    EMPTY_EXTRACTION: "No step was found in this note. Say whether the plan in force ends or goes on.";
    NOTHING_FOUND: "No step was found in this note, though it may have some. Add them by hand, or confirm that there are none.";
    FOREIGN_LANGUAGE: "This note is in a language that is not read. Check its steps, and add what is missing by hand.";
    STEPS_NEED_REVIEW: "Some steps of this note wait for you to approve, edit or discard them.";

    // A step that waits for the doctor.
    REVIEW_MODE: "All steps of this patient wait for approval.";
    PASSAGE_NOT_FOUND: "The words that this step was read from are not in the note.";
    DURATION_CONTRADICTED: "The note gives another length than this step.";
    FREQUENCY_CONTRADICTED: "The note gives another frequency than this step.";
    DOSE_CONTRADICTED: "This step names a dose that the note does not.";
    NOT_IN_PASSAGE: "This step names something that the words it was read from do not.";
    NEGATED: "The note says not to do this.";
    STOPPED: "The note says that this was stopped, or is history.";
    ADDRESSES_COMPUTER: "The words that this step was read from speak to a computer, not to the patient.";
    NO_INSTRUCTION: "The words that this step was read from order nothing.";
    LENGTH_UNREAD: "The note gives a length or an end that could not be read. Enter the length.";
    START_CONTRADICTED: "The note gives another first day than this step, or two doses of one medicine overlap.";
    CONTRADICTION: "The note orders this medicine twice, and not alike.";
    MAY_BE_MISSING: "The language model left this order out. Approve it to add it, or discard it.";

    // A reminder that was not sent.
    UNSUBSCRIBED: "The patient does not want reminders.";
    NOTHING_DUE: "Everything was checked in, or no longer in force, before the mail left.";
    DAY_NOT_BEGUN: "The patient's day has not begun yet; the mail waits for its morning.";
    DAY_OVER: "The patient's day was over before the mail could be sent.";
    QUIET_HOURS: "The mail could not leave before the evening's quiet hours; the next morning's mail lists what is still due.";
    QUIET_HOURS_NOT_OVER: "The mail waits for the end of the quiet hours.";
    ACCOUNT_CLOSED: "The patient's account is closed.";
    ADDRESS_UNCONFIRMED: "The patient has not confirmed their e-mail address; nothing is mailed there until they do.";
    ADDRESS_FAILING: "The patient's e-mail address was refused on two days; no mail is tried until it works or changes.";
    MAIL_REFUSED: "The mail server refused the patient's e-mail address.";
    MAIL_REJECTED: "The mail server refused this mail for good; the patient's e-mail address may be all right.";
    MAIL_BOUNCED: "The mail came back: a mail server had taken it, and it could not be delivered.";
    MAIL_UNANSWERED: "The mail server took the mail twice and never said whether it has it; the patient has probably received it.";
    MAIL_DEFERRED: "The mail server did not take the mail yet.";
    MAIL_UNAVAILABLE: "The mail server could not be reached.";
    MANY_MAILS_TO_ADDRESS: "The address got several mails of this kind within the hour; this one waits.";

    // Why a patient gets a reminder on a day or none.
    REMINDER_SENT: "The mail server took the reminder.";
    REMINDER_WAITS: "The reminder is made, and a worker is about to send it.";
    DAY_TO_COME: "That day has not come yet. What is due then will be mailed on its morning.";
    BEFORE_THE_HOUR: "The day's reminders go out later today.";
    SWEEP_MISSING: "Something was due, but the day's reminders were not made; the operator must check that a worker runs.";
    NO_PLAN: "There is no repeated step in the patient's plan.";
    PLAN_WAITS: "All repeated steps wait for the doctor's approval.";
    NOTHING_WAS_DUE: "No repeated step was due on that day.";
    ACCOUNT_SUSPENDED: "The patient's account is suspended; nothing is mailed.";

    // A reminder that waits for the operator: the hospital's settings, or its account at the mail server.
    MAIL_RELAY_DENIED: "The mail server passes no mail on for this hospital; the operator must check SMTP_URL: its server, user and password.";
    MAIL_LOGIN_REFUSED: "The mail server asks for a log-in or refuses it; the operator must check SMTP_URL: its user, password and tls=.";
    MAIL_SENDER_REFUSED: "The mail server refuses the sender; the operator must check AFTERCARE_MAIL_FROM and its domain's records.";
    MAIL_TLS: "The connection to the mail server cannot be encrypted; the operator must check SMTP_URL and AFTERCARE_SMTP_CA_FILE.";
    MAIL_GREETING_REFUSED: "The mail server turns this hospital away; the operator must check SMTP_URL: its server and port.";
    MAIL_ROUTING: "The mail server cannot pass mails on, or its sending limit is used up; the operator must check SMTP_URL's server.";
    MAIL_POLICY: "The mail server's rules refuse the hospital's mails; the operator must check AFTERCARE_MAIL_FROM and SMTP_URL.";
    MAIL_FOLDER: "The folder of mails cannot be written; the operator must check AFTERCARE_DATA_DIR.";
    MAIL_CONFIGURATION: "Mail cannot be sent as it is set up; the operator must check SMTP_URL and the log.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{notes, plan};
    use std::collections::HashSet;

    #[test]
    fn every_code_is_its_own_fits_its_column_and_has_a_sentence() {
        let codes: HashSet<_> = ALL.iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), ALL.len());
        for (code, sentence) in ALL {
            assert!(code.len() <= 32 && sentence.ends_with('.'), "{code}");
            assert_eq!(reason_sentence(code), *sentence);
        }
        for code in [notes::NO_AI, plan::REVIEW_MODE, plan::EMPTY_EXTRACTION, plan::STEPS_NEED_REVIEW] {
            assert!(sentence(code).is_some(), "{code}");
        }
        assert_eq!(sentence("TEA_TIME"), None);
        let waits = "The language model could not be reached. It will be tried again by itself.";
        assert_eq!(waiting_sentence(MODEL_UNREACHABLE), waits);
        assert!(waiting_sentence("TEA_TIME").ends_with("by itself."));
    }
}
