//! Suspended accounts: out at once, everywhere; back as they were.

use crate::support::{
    house::{House, Person},
    soon,
};
use aftercare_core::{
    App,
    audit::Actor,
    domain::suspension,
    on_each_database,
    testing::{planned::daily, proxy::Proxy},
};
use aftercare_entity::user::Role;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet lamp by the river";

async fn suspend(admin: &Person, whom: &str) -> Value {
    admin
        .change("suspendAccount", json!({ "accountId": whom, "reason": "SECURITY" }), "account { state }")
        .await
}

async fn log_in(house: &House, email: &str, password: &str) -> Value {
    let query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
    house.client(None).send(query, json!({ "input": { "email": email, "password": password } })).await.json()
}

on_each_database! {
    async fn who_is_suspended_is_out_as_with_a_wrong_password_and_comes_back_as_before(t: TestApp) {
        let house = House::open(t).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let new = json!({ "email": "paula@example.org", "password": PASSWORD, "name": "Paula", "role": "PATIENT" });
        let made = house.client(None).change("signUp", new, "accessToken refreshToken user { id }").await;
        let paula = house.client(made["accessToken"].as_str());
        let whom = made["user"]["id"].as_str().unwrap();
        assert_eq!(suspend(&olga, whom).await["account"]["state"], "SUSPENDED");
        assert_eq!(paula.refusal("{ viewer { id } }").await, "UNAUTHENTICATED");
        let refresh = json!({ "refreshToken": made["refreshToken"] });
        assert_eq!(house.client(None).refused("refreshSession", refresh).await, "UNAUTHENTICATED");
        let wrong = log_in(&house, "paula@example.org", "another lamp").await;
        assert_eq!(log_in(&house, "paula@example.org", PASSWORD).await, wrong);
        assert_eq!(wrong["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        let listed = olga.ask("{ accounts(state: SUSPENDED) { nodes { name } } }", json!({})).await;
        assert_eq!(listed["accounts"]["nodes"], json!([{ "name": "Paula" }]));

        let back = olga.change("reinstateAccount", json!({ "accountId": whom }), "account { state }").await;
        assert_eq!(back["account"]["state"], "UNCONFIRMED", "as it was: her address is not confirmed yet");
        assert!(log_in(&house, "paula@example.org", PASSWORD).await.get("errors").is_none());
        assert_eq!(paula.refusal("{ viewer { id } }").await, "UNAUTHENTICATED", "the old session stays over");
    }

    async fn a_suspended_doctor_is_in_no_list_and_the_patients_still_see_who_it_is(t: TestApp) {
        let house = House::open(t).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        suspend(&olga, &dora.id()).await;
        let mine = "{ viewer { ... on Patient { doctor { name } steps { nodes { description } } } } }";
        let seen = json!({ "doctor": { "name": "Dora Sample" }, "steps": { "nodes": [{ "description": "Walk" }] } });
        assert_eq!(paula.ask(mine, json!({})).await["viewer"], seen);
        assert_eq!(paula.ask("{ doctors { nodes { name } } }", json!({})).await["doctors"]["nodes"], json!([]));
        let node = format!(r#"{{ node(id: "{}") {{ id }} }}"#, dora.id());
        assert_eq!(paula.ask(&node, json!({})).await["node"], Value::Null);
        assert_eq!(paula.refused("selectDoctor", json!({ "doctorId": dora.id() })).await, "NOT_FOUND");
        olga.change("reinstateAccount", json!({ "accountId": dora.id() }), "account { state }").await;
        let dora = house.again(&dora).await;
        let patients = dora.ask("{ patients { nodes { steps { nodes { description } } } } }", json!({})).await;
        assert_eq!(patients["patients"]["nodes"][0]["steps"]["nodes"][0]["description"], "Walk");
    }

    async fn sockets_close_in_every_process(t: TestApp) {
        let other = House::live(t.clone().in_a_house(|_| ()).await.unwrap()).await;
        let house = House::live(t).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let dora = house.person(Role::Doctor, "Dora").await;
        let elsewhere = other.again(&dora).await;
        let mut sockets = [dora.socket().await, dora.socket().await, elsewhere.socket().await];
        for socket in &mut sockets {
            socket.subscribe("e", "subscription { careEvents { __typename } }").await;
        }
        suspend(&olga, &dora.id()).await;
        for socket in &mut sockets {
            soon("the socket's end", socket.closed()).await;
        }
    }

    async fn sockets_close_also_when_the_signal_is_lost(t: TestApp) {
        let cut_off = match &t.redis {
            Some((redis, _)) => {
                let proxy = Proxy::to(redis.expose_secret()).await;
                let app = t.process_behind(None, Some(&proxy)).await.unwrap();
                proxy.go_away().await;
                app
            }
            // Another process on the same file, such as a command of the operator's.
            None => t.process_behind(None, None).await.unwrap(),
        };
        let house = House::live(t).await;
        let dora = house.person(Role::Doctor, "Dora").await;
        let mut socket = dora.socket().await;
        suspension::suspend(&cut_off, Actor::OPERATOR, dora.account.id, None).await.unwrap();
        soon("the socket's end", socket.closed()).await;
    }

    async fn an_admin_suspends_neither_themselves_nor_the_last_one(t: TestApp) {
        let house = House::open(t).await;
        let (olga, oleg) = (house.person(Role::Admin, "Olga").await, house.person(Role::Admin, "Oleg").await);
        assert_eq!(olga.refused("suspendAccount", json!({ "accountId": olga.id() })).await, "CONFLICT");
        suspend(&olga, &oleg.id()).await;
        assert_eq!(oleg.refused("suspendAccount", json!({ "accountId": olga.id() })).await, "UNAUTHENTICATED");
        // The operator does not lock everybody out either.
        let app = &house.t.app;
        let last = suspension::suspend(app, Actor::OPERATOR, olga.account.id, None).await.unwrap_err();
        assert!(last.to_string().contains("last active admin"), "{last}");
    }

    async fn of_two_admins_who_suspend_each_other_one_remains(t: TestApp) {
        let other = t.another_process().await.unwrap();
        let house = House::open(t).await;
        for _ in 0..5 {
            let (olga, oleg) = (house.person(Role::Admin, "Olga").await, house.person(Role::Admin, "Oleg").await);
            let by = |app: App, who: &Person, whom: &Person| {
                let (who, whom) = (Actor::person(who.account.id, None), whom.account.id);
                async move { suspension::suspend(&app, who, whom, None).await.is_ok() }
            };
            let (one, two) = tokio::join!(by(house.t.app.clone(), &olga, &oleg), by(other.clone(), &oleg, &olga));
            assert!(one ^ two, "{one} {two}");
        }
    }
}
