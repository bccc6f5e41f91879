//! What mails to patients say, and in which language, unless the patient has chosen otherwise.

use aftercare_entity::user;
use clap::ValueEnum;

/// What mails say.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reminders")]
pub struct MailWording {
    /// Language of mails to people who have chosen none
    #[arg(long, env = "AFTERCARE_LANGUAGE", value_enum, default_value = "en", global = true)]
    pub language: Language,
    /// What a reminder says to patients who have not chosen
    #[arg(
        long,
        env = "AFTERCARE_REMINDER_DETAIL",
        value_enum,
        default_value = "count",
        hide_short_help = true,
        global = true
    )]
    pub reminder_detail: ReminderDetail,
}

/// A language in which mails are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
}

impl From<Language> for user::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Es => Self::Es,
            Language::Fr => Self::Fr,
            Language::De => Self::De,
        }
    }
}

/// How much a reminder's mail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReminderDetail {
    /// How many steps there are to do, without naming a medicine.
    Count,
    /// Each step.
    Full,
}

impl From<ReminderDetail> for user::MailDetail {
    fn from(detail: ReminderDetail) -> Self {
        match detail {
            ReminderDetail::Count => Self::Count,
            ReminderDetail::Full => Self::Full,
        }
    }
}
