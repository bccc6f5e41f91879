//! The background side: extraction, sweep and mail.
