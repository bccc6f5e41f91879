//! Logging in at the mail server.

use aftercare_worker::mail::{Cause, EnhancedCode, Failure, Meaning, Reply, Stage};

use super::{
    failed, mail, mailer, mailer_trusting,
    smtp::{Authority, Encryption, Login, Options, SmtpServer, Step, Trick},
    told,
};

const PASSWORD_IN_URL: &str = "ward%40st.example:p%C3%A4ss%20%2F%3A";

fn login(mechanisms: &'static str) -> Login {
    Login { user: "ward@st.example", password: "päss /:", mechanisms }
}

fn configuration(cause: Cause) -> (Meaning, Failure) {
    failed(Meaning::Configuration, Stage::LogIn, cause)
}

#[tokio::test]
async fn plain_and_login_under_encryption() {
    let folder = tempfile::tempdir().expect("a folder");
    for mechanisms in ["PLAIN LOGIN", "LOGIN"] {
        let authority = Authority::new();
        let ca_file = authority.write(folder.path());
        let encryption = Encryption::StartTls(authority);
        let options = Options { encryption, login: Some(login(mechanisms)), ..Options::default() };
        let server = SmtpServer::start(options).await;
        let mailer = mailer_trusting(&server.url_with(PASSWORD_IN_URL, "?tls=required"), &ca_file);
        mailer.check().await.expect("logged in");
        mailer.send(&mail(1)).await.expect("accepted");
        let received = server.received().remove(0);
        assert_eq!((received.user.as_deref(), received.encrypted), (Some("ward@st.example"), true));
    }
}

#[tokio::test]
async fn a_refused_log_in_is_a_matter_of_settings() {
    let options = Options { login: Some(login("PLAIN")), ..Options::default() };
    let server = SmtpServer::start(options).await;
    let wrong = mailer(&server.url_with("ward%40st.example:s3cret", ""));
    let reply = |code, enhanced| Cause::Reply(Reply { code, enhanced });
    for error in [wrong.send(&mail(1)).await.expect_err("wrong"), wrong.check().await.expect_err("wrong")] {
        assert_eq!(told(error), configuration(reply(535, Some(EnhancedCode(5, 7, 8)))));
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }

    let error = mailer(&server.url()).send(&mail(1)).await.expect_err("without");
    let cause = reply(530, Some(EnhancedCode(5, 7, 0)));
    assert_eq!(told(error), failed(Meaning::Configuration, Stage::Sender, cause));
    assert_eq!(error.verdict().setting, Some("SMTP_URL"));

    server.script(Step::Auth, Trick::Answer("454 4.7.0 not now"));
    let error = mailer(&server.url_with(PASSWORD_IN_URL, "")).send(&mail(1)).await.expect_err("not now");
    assert_eq!((error.verdict().meaning, error.failure().stage), (Meaning::Later, Stage::LogIn));
}

#[tokio::test]
async fn a_server_without_a_known_log_in_is_a_matter_of_settings() {
    let options = Options { login: Some(login("GSSAPI")), ..Options::default() };
    let server = SmtpServer::start(options).await;
    let error = mailer(&server.url_with(PASSWORD_IN_URL, "")).send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::NoMechanism));
}

/// Somebody on the way who hides the server's STARTTLS gets no password.
#[tokio::test]
async fn opportunistic_never_sends_a_password_in_clear() {
    let options = Options { login: Some(login("PLAIN")), ..Options::default() };
    let server = SmtpServer::start(options).await;
    let mailer = mailer(&server.url_with(PASSWORD_IN_URL, "?tls=opportunistic"));
    let error = mailer.send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::Unencrypted));
}
