//! How somebody becomes a doctor.

use super::Environment;
use crate::domain::admission::DoctorSignup;

/// See the module.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Accounts and sessions")]
pub struct Doctors {
    /// Whether people may sign up as doctors [default: open in development, approval in production]
    #[arg(
        long = "doctor-signup",
        env = "AFTERCARE_DOCTOR_SIGNUP",
        value_enum,
        hide_short_help = true,
        global = true
    )]
    pub signup: Option<DoctorSignup>,
}

impl Doctors {
    /// Whether people may sign up as doctors.
    pub fn signup(&self, env: Environment) -> DoctorSignup {
        self.signup.unwrap_or(match env {
            Environment::Development => DoctorSignup::Open,
            Environment::Production => DoctorSignup::Approval,
        })
    }
}
