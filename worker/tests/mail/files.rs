//! Mails as .eml files.

use std::{fs, path::Path};

use aftercare_worker::mail::{Accepted, Cause, Failure, MailSettings, Mailer, Stage};

use super::{PATIENT, mail};

fn mailer(folder: &Path) -> Mailer {
    Mailer::new(&MailSettings::new("no-reply@ward.example", folder)).expect("good settings")
}

#[tokio::test]
async fn each_mail_is_a_complete_file_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("deep/mails");
    let mailer = mailer(&folder);
    mailer.check().await.expect("the folder can be made");
    let mut later = mail(1);
    later.date += chrono::Duration::days(1);
    for mail in [&later, &mail(2), &mail(1)] {
        let Ok(Accepted::File(path)) = mailer.send(mail).await else { panic!("a file") };
        let content = fs::read_to_string(&path).expect("a mail");
        assert!(content.contains(&format!("To: {PATIENT}\r\n")) && content.contains(&mail.message_id));
    }
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    let reminder = "reminder-00000000-0000-0000-0000-00000000000";
    assert_eq!(
        names,
        [
            format!("20261124T060000Z-{reminder}1@ward.example.eml"),
            format!("20261124T060000Z-{reminder}2@ward.example.eml"),
            format!("20261125T060000Z-{reminder}1@ward.example.eml"),
        ]
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_them() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("mails");
    let Ok(Accepted::File(path)) = mailer(&folder).send(&mail(1)).await else { panic!("a file") };
    let mode = |path: &Path| fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
}

#[tokio::test]
async fn a_repeated_mail_replaces_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = mailer(folder.path());
    let first = mailer.send(&mail(1)).await.expect("a file");
    assert_eq!(mailer.send(&mail(1)).await.expect("a file"), first);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[tokio::test]
async fn a_folder_that_is_none_is_a_matter_of_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");
    let mailer = mailer(&file);
    for error in [mailer.send(&mail(1)).await.map(drop), mailer.check().await] {
        let error = error.expect_err("no folder");
        assert!(
            matches!(error.failure(), Failure { stage: Stage::File, cause: Cause::Folder(_) }),
            "{error:?}"
        );
        assert_eq!(error.verdict().setting, Some("AFTERCARE_DATA_DIR"));
        assert!(!error.to_string().contains("file\""));
    }
}
