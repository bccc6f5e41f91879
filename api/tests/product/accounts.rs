//! Addresses that are confirmed, and accounts that can be recovered, as the people of a hospital and a stranger meet them.

#[path = "accounts/addresses.rs"]
mod addresses;
#[path = "accounts/claims.rs"]
mod claims;
#[path = "accounts/confirming.rs"]
mod confirming;
#[path = "accounts/passwords.rs"]
mod passwords;

use crate::support::house::{Client, House};
use aftercare_core::testing::mails;
use aftercare_entity::account_mail::Kind;
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet lamp by the river";
const MINE: &str = "{ viewer { __typename id name email emailConfirmed } }";

/// Signs up; as the new account.
async fn sign_up(house: &House, email: &str, role: &str) -> Client {
    let input = json!({ "email": email, "password": PASSWORD, "name": "Paula Example", "role": role });
    let made = house.client(None).change("signUp", input, "accessToken").await;
    house.client(made["accessToken"].as_str())
}

/// Signs up and confirms the address.
async fn confirmed(house: &House, email: &str, role: &str) -> Client {
    let client = sign_up(house, email, role).await;
    confirm(house, &client, email).await;
    client
}

/// Confirms the address by the digits of the newest mail to it.
async fn confirm(house: &House, client: &Client, email: &str) {
    let code = mails::code(&house.t.app, Kind::ConfirmAddress, email).await;
    client.change("confirmEmail", json!({ "code": code.digits() }), "user { id }").await;
}

/// Logs in; `Err` has the code of the refusal.
async fn log_in(house: &House, email: &str, password: &str) -> Result<Client, String> {
    let query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
    let input = json!({ "input": { "email": email, "password": password } });
    let answer = house.client(None).send(query, input).await.json();
    match answer["errors"][0]["extensions"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(house.client(answer["data"]["logIn"]["accessToken"].as_str())),
    }
}

/// The signed-in person.
async fn mine(client: &Client) -> Value {
    client.ask(MINE, json!({})).await["viewer"].take()
}

/// Whether the session of this client goes on.
async fn is_signed_in(client: &Client) -> bool {
    let answer = client.send(MINE, json!({})).await.json();
    answer["data"]["viewer"].is_object()
}
