//! `aftercare accounts`: what the operator sees and decides, also while servers run.

use crate::{
    client::Client,
    house::{self, House, Running, house},
    run_in,
    socket::Socket,
};
use aftercare_core::testing;
use std::process::Output;

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

async fn accounts(house: &House, arguments: &[&str]) -> Output {
    house.run(&[&["accounts"], arguments].concat()).await
}

#[test]
fn what_is_no_state_or_nobody_s_is_refused_with_a_hint() {
    let house = tempfile::tempdir().unwrap();
    for (arguments, code, hint) in [
        (vec!["list", "--state", "asleep"], 2, "active, unconfirmed, pending, refused, suspended, ended"),
        (vec!["list", "--role", "nurse"], 2, "patient, doctor, admin"),
        (vec!["suspend", "a@example.org", "--reason", "bored"], 2, "left, security, misuse, requested"),
        (vec!["approve", "nobody@example.org"], 1, "account not found"),
        (vec!["reinstate", "019ac5a2-7b1c-7e3a-9f00-2d4c8e6a1b35"], 1, "account not found"),
    ] {
        let refused = run_in(&house, &[&["accounts"], arguments.as_slice()].concat());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(code), "{said}");
        assert!(said.contains(hint), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operator_lets_a_doctor_in_and_suspends_them_on_every_running_server() {
    let name = "the_operator_lets_a_doctor_in_and_suspends_them_on_every_running_server";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house(&database, &redis).with(&[("AFTERCARE_DOCTOR_SIGNUP", "approval")]);
    let (one, two) = (Running::api(&house).await, Running::api(&house).await);
    let doctor = Client::sign_up(one.address(), "Dr. Dora", "dora@bücher.example", "DOCTOR").await.unwrap();
    assert!(doctor.event_cursor().await.is_err(), "she waits");

    let listed = said(&accounts(&house, &["list", "--state", "pending"]).await);
    assert!(listed.contains("dora@bücher.example") && listed.contains("Dr. Dora"), "{listed}");
    let approved = said(&accounts(&house, &["approve", "Dora@xn--bcher-kva.example"]).await);
    assert!(approved.contains(" unconfirmed "), "{approved}");
    let titled = said(&accounts(&house, &["title", &doctor.id, "Ward 7"]).await);
    assert!(titled.contains("Dr. Dora (Ward 7)"), "{titled}");

    let query = "subscription { careEvents { __typename } }";
    let now = doctor.event_cursor().await.unwrap();
    let mut sockets = Vec::new();
    for server in [&one, &two] {
        let socket = Socket::subscribe(server.address(), doctor.access_token(), query, &now).await.unwrap();
        sockets.push(socket);
    }
    let suspended = said(&accounts(&house, &["suspend", &doctor.id, "--reason", "security"]).await);
    assert!(suspended.contains(" suspended "), "{suspended}");
    for mut socket in sockets {
        assert!(socket.next("careEvents", |_| false).await.is_err(), "the socket is closed");
    }
    assert!(doctor.event_cursor().await.is_err());
    let back = said(&accounts(&house, &["reinstate", &doctor.id]).await);
    assert!(back.contains(" unconfirmed "), "{back}");
    for process in [one, two] {
        process.terminate();
        assert!(process.exit().await.success());
    }
    testing::drop_database(house::database_name(&database)).await;
}
