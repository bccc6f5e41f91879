//! Encryption is what the setting says, with the right server, or there is no mail.

use aftercare_worker::mail::{Cause, Failure, MailSettings, Mailer, Meaning, Stage};

use super::{
    failed, mail, mailer, mailer_trusting, settings,
    smtp::{Authority, Encryption, Options, SmtpServer, Step, Trick},
    told,
};

async fn start(encryption: Encryption) -> SmtpServer {
    SmtpServer::start(Options { encryption, ..Options::default() }).await
}

fn configuration(cause: Cause) -> (Meaning, Failure) {
    failed(Meaning::Configuration, Stage::Tls, cause)
}

#[tokio::test]
async fn starttls_and_implicit_tls_with_the_hospitals_own_authority() {
    let folder = tempfile::tempdir().expect("a folder");
    for (encryption, query) in [
        (Encryption::StartTls as fn(Authority) -> Encryption, "?tls=required"),
        (Encryption::StartTls, "?tls=opportunistic"),
        (Encryption::Implicit, ""),
    ] {
        let authority = Authority::new();
        let ca_file = authority.write(folder.path());
        let server = start(encryption(authority)).await;
        let mailer = mailer_trusting(&server.url_with("", query), &ca_file);
        for number in 0..3 {
            mailer.send(&mail(number)).await.expect("accepted");
        }
        assert!(server.received().iter().all(|mail| mail.encrypted), "{query}");
        assert_eq!((server.received().len(), server.connections()), (3, 1), "{query}");
    }
}

#[tokio::test]
async fn required_is_not_talked_out_of_by_a_plain_server() {
    let server = SmtpServer::plain().await;
    let error = mailer(&server.url_with("", "?tls=required")).send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::NoStartTls));
    assert!(server.received().is_empty());

    mailer(&server.url_with("", "?tls=opportunistic")).send(&mail(1)).await.expect("accepted");
    assert!(!server.received()[0].encrypted);
}

#[tokio::test]
async fn a_certificate_that_is_not_to_be_trusted_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    // Unknown authority; and not even opportunistic encryption falls back to none then.
    for (encryption, query) in [
        (Encryption::StartTls as fn(Authority) -> Encryption, "?tls=required"),
        (Encryption::StartTls, "?tls=opportunistic"),
        (Encryption::Implicit, ""),
    ] {
        let server = start(encryption(Authority::new())).await;
        let error = mailer(&server.url_with("", query)).send(&mail(1)).await.expect_err("refused");
        assert_eq!(told(error), configuration(Cause::Certificate), "{query}");
        assert!(server.received().is_empty());
    }
    // Somebody else's certificate from a known authority.
    let authority = Authority::for_names(&["other.example"]);
    let ca_file = authority.write(folder.path());
    let server = start(Encryption::Implicit(authority)).await;
    let error = mailer_trusting(&server.url(), &ca_file).send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::Certificate));
}

#[tokio::test]
async fn smtps_to_a_plain_server_is_a_matter_of_settings() {
    let server = SmtpServer::plain().await;
    let url = server.url().replace("smtp://", "smtps://");
    let error = mailer(&url).send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::Handshake));
}

/// Bytes slipped in behind the server's "go ahead" must not count as an answer given under encryption.
#[tokio::test]
async fn what_is_slipped_in_before_the_handshake_ends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = Authority::new();
    let ca_file = authority.write(folder.path());
    let server = start(Encryption::StartTls(authority)).await;
    server.script(Step::StartTls, Trick::Append("250-evil\r\n250 AUTH PLAIN"));
    let mailer = mailer_trusting(&server.url_with("", "?tls=required"), &ca_file);
    let error = mailer.send(&mail(1)).await.expect_err("refused");
    assert_eq!(told(error), configuration(Cause::Handshake));

    server.script(Step::StartTls, Trick::Answer("454 4.7.0 not now"));
    let error = mailer.send(&mail(1)).await.expect_err("not now");
    assert_eq!((error.verdict().meaning, error.failure().stage), (Meaning::Later, Stage::Tls));
    mailer.send(&mail(1)).await.expect("accepted");
}

#[test]
fn an_authority_file_that_is_none_is_refused_by_its_setting() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path
    };
    let bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for path in [folder.path().join("missing"), file("empty", ""), file("text", "hello"), file("bad", bad)] {
        let settings = MailSettings { smtp_ca_file: Some(path.clone()), ..settings("smtps://mail.example") };
        let error = Mailer::new(&settings).expect_err("refused");
        assert_eq!(error.setting, "AFTERCARE_SMTP_CA_FILE", "{}", path.display());
    }
}
