//! Checks of what people type: lines, names, e-mail addresses, passwords. A refusal names the field and says what to do.
//!
//! One spelling of each thing is stored, so that whoever types another spelling of it means the same: see [`email()`] for
//! addresses, [`password_forms`] for passwords, and [`fold()`] for what search compares. Names are kept as they were
//! written.

mod email;
mod fold;
mod line;
mod name;
mod named;
mod password;
mod unicode;

pub use email::{email, email_part, email_spellings, shown_email};
pub use fold::{fold, search_text};
pub use line::{is_forbidden, line};
pub use name::name;
pub use named::check_client_mutation_id;
pub use password::{new_password, password_forms};
