//! `aftercare jobs`: what it says to an operator who mistypes, and with nothing to do.

use crate::run_in;
use std::process::Output;

fn jobs(house: &tempfile::TempDir, arguments: &[&str]) -> Output {
    run_in(house, &[&["jobs"], arguments].concat())
}

#[test]
fn what_is_no_id_or_no_kind_is_refused_with_a_hint() {
    let house = tempfile::tempdir().unwrap();
    for (arguments, hint) in [
        (vec!["retry", "17"], "an id looks like 019"),
        (vec!["retry"], "required"),
        (vec!["list", "--kind", "tea"], "the kinds are extract, sweep, account_mail, mail, doctor_mail"),
    ] {
        let refused = jobs(&house, &arguments);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(said.contains(hint), "{said}");
    }
}

#[test]
fn trying_all_again_says_how_many() {
    let house = tempfile::tempdir().unwrap();
    let done = jobs(&house, &["retry", "--all", "--kind", "mail", "--error", "MAIL_RELAY_DENIED"]);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "0 jobs will be tried again now\n");
    assert!(jobs(&house, &["list", "--dead", "--kind", "mail"]).status.success());
}
