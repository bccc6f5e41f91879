//! The log has no address, name, password or text in it, whatever its level.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use tracing::Level;
use uuid::Uuid;

use super::{
    PATIENT, mail, mailer,
    smtp::{Login, Options, SmtpServer, Step, Trick},
};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_at_its_finest_names_nobody() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);

    let login = Login { user: "ward", password: "s3cret", mechanisms: "PLAIN LOGIN" };
    let server = SmtpServer::start(Options { login: Some(login), ..Options::default() }).await;
    let mailer = mailer(&server.url_with("ward:s3cret", ""));
    mailer.send(&mail(1)).await.expect("accepted");
    server.script(Step::Rcpt, Trick::Answer("550 5.1.1 <jane.roe@patients.example> no such user"));
    let reminder = Uuid::from_u128(2);
    mailer.send(&mail(2)).await.expect_err("refused").log(reminder);
    server.script(Step::Rcpt, Trick::Answer("554 5.7.1 <jane.roe@patients.example> relay denied"));
    mailer.send(&mail(3)).await.expect_err("refused").log(reminder);
    drop(guard);

    let log = lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let log = String::from_utf8(log).expect("UTF-8");
    assert!(log.contains("connected to the mail server"), "{log}");
    for told in [
        format!(
            "reminder={reminder} code=\"MAIL_REFUSED\" stage=\"recipient\" cause=\"reply\" smtp_code=550 enhanced_code=\"5.1.1\""
        ),
        "code=\"MAIL_RELAY_DENIED\"".to_owned(),
        "setting=\"SMTP_URL\"".to_owned(),
    ] {
        assert!(log.contains(&told), "{told} in {log}");
    }
    // "\0ward\0s3cret" in base64, as AUTH PLAIN sends it.
    for private in [PATIENT, "no-reply@", "s3cret", "AHdhcmQAczNjcmV0", "Jane", "foot bath"] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}
