//! An ordinary client of the API over HTTP: signs up, asks, and continues its session as it goes.

use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// Someone signed in.
pub struct Client {
    http: reqwest::Client,
    address: SocketAddr,
    /// To log in with.
    pub email: String,
    /// The id in GraphQL.
    pub id: String,
    /// The name.
    pub name: String,
    access: String,
    refresh: String,
}

/// The password of everyone in the demo.
pub const PASSWORD: &str = "a quiet lamp by the river";

impl Client {
    /// Nobody, signed in nowhere.
    pub fn nobody(address: SocketAddr) -> Self {
        Self {
            http: reqwest::Client::new(),
            address,
            email: String::new(),
            id: String::new(),
            name: String::new(),
            access: String::new(),
            refresh: String::new(),
        }
    }

    /// Signs up.
    pub async fn sign_up(address: SocketAddr, name: &str, email: &str, role: &str) -> anyhow::Result<Self> {
        let mut client = Self { email: email.to_owned(), name: name.to_owned(), ..Self::nobody(address) };
        let input = json!({ "email": email, "password": PASSWORD, "name": name, "role": role });
        let query = "mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } accessToken refreshToken } }";
        let payload = client.ask(query, json!({ "input": input })).await?["signUp"].take();
        client.id = text(&payload["user"]["id"])?;
        client.take_tokens(&payload)?;
        Ok(client)
    }

    /// Continues the session: the clock moves by days, and an access token lasts minutes.
    pub async fn refresh(&mut self) -> anyhow::Result<()> {
        let query = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken refreshToken } }";
        let input = json!({ "input": { "refreshToken": self.refresh } });
        self.access.clear();
        let payload = self.ask(query, input).await?["refreshSession"].take();
        self.take_tokens(&payload)
    }

    /// What `query` answers; an error of the server's is an error here.
    pub async fn ask(&self, query: &str, variables: Value) -> anyhow::Result<Value> {
        let url = format!("http://{}/graphql", self.address);
        let mut request = self.http.post(url).json(&json!({ "query": query, "variables": variables }));
        if !self.access.is_empty() {
            request = request.bearer_auth(&self.access);
        }
        let mut answer: Value =
            request.send().await?.json().await.context("the server did not answer JSON")?;
        if answer["errors"].is_array() {
            bail!("the server refused: {}", answer["errors"]);
        }
        Ok(answer["data"].take())
    }

    /// Cursor of the newest event: what happens from now on comes after it.
    pub async fn event_cursor(&self) -> anyhow::Result<String> {
        text(&self.ask("{ eventCursor }", json!({})).await?["eventCursor"])
    }

    /// The access token, for the WebSocket.
    pub fn access_token(&self) -> &str {
        &self.access
    }

    fn take_tokens(&mut self, payload: &Value) -> anyhow::Result<()> {
        self.access = text(&payload["accessToken"])?;
        self.refresh = text(&payload["refreshToken"])?;
        Ok(())
    }
}

/// The text in a JSON value.
pub fn text(value: &Value) -> anyhow::Result<String> {
    Ok(value.as_str().with_context(|| format!("expected a text, got {value}"))?.to_owned())
}
