//! The Message-ID of a reminder's mail: by it a mail that comes back is known.

use uuid::Uuid;

/// The Message-ID of a reminder's mail, the same at every attempt: `<reminder-UUID@domain>`.
pub fn message_id(reminder: Uuid, domain: &str) -> String {
    format!("<reminder-{reminder}@{domain}>")
}

/// The reminder that a Message-ID names, with or without its angle brackets; `None`: it is no reminder's.
pub(super) fn named_in(message_id: &str) -> Option<Uuid> {
    let (local, _) = message_id.trim_start_matches('<').split_once('@')?;
    Uuid::try_parse(local.strip_prefix("reminder-")?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_is_found_in_its_message_id_and_in_no_other() {
        let id = Uuid::from_u128(7);
        assert_eq!(named_in(&message_id(id, "ward.example")), Some(id));
        assert_eq!(named_in(&format!("reminder-{id}@ward.example")), Some(id));
        for other in
            ["", "<>", "<reminder-@x>", "<reminder-7@x>", &format!("<account-{id}@x>"), &id.to_string()]
        {
            assert_eq!(named_in(other), None, "{other}");
        }
    }
}
