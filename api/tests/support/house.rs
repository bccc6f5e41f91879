//! The product's own schema on a free port, with the people, notes and steps that a test asks for.
//!
//! Nothing runs beside the requests (no publisher, no sweep), so what happens in the database is what was asked for;
//! in a test hospital that is [live](House::live) events are numbered and fanned out, and sockets end with their sessions.

use super::{
    http::{Http, Reply},
    socket::Socket,
};
use aftercare_api::{
    auth::{SessionWatch, Sessions, TokenKeys},
    http::{Config, Graphql, Origins, Proxies, Reached, Requests, finish, serve},
    mail_link,
    schema::{self, Api},
};
use aftercare_core::testing::sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, prelude::Expr,
};
use aftercare_core::{
    domain::{
        notes,
        plan::{self, ExtractionRecord, PlannedStep},
        reminders,
        sessions::{self, Lives, Origin},
    },
    events::{Hub, publisher},
    random,
    testing::{TestApp, people},
};
use aftercare_entity::{
    access_log, account_mail, job, note,
    user::{self, Admission, Role},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Duration, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::{net::SocketAddr, ops::Deref};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

/// How long sessions last in a test hospital.
pub const LIVES: Lives =
    Lives { idle: Duration::days(1), whole: Duration::days(30), grace: Duration::seconds(30) };

/// A running server and its database; stops when it goes.
pub struct House {
    pub t: TestApp,
    pub http: Http,
    keys: TokenKeys,
    _stop: DropGuard,
}

/// A web app that shows an access token, or none.
#[derive(Clone)]
pub struct Client {
    pub http: Http,
    pub token: Option<String>,
    headers: Vec<(String, String)>,
}

/// Someone signed in.
#[derive(Clone)]
pub struct Person {
    pub account: user::Model,
    /// The session.
    pub session: Uuid,
    client: Client,
}

impl Deref for Person {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl House {
    pub async fn open(t: TestApp) -> Self {
        Self::start(t, false).await
    }

    /// With what feeds subscriptions.
    pub async fn live(t: TestApp) -> Self {
        Self::start(t, true).await
    }

    async fn start(t: TestApp, live: bool) -> Self {
        let setting = SecretString::from(format!("t:{}", BASE64_STANDARD.encode(random::bytes::<32>())));
        let keys = TokenKeys::parse(&setting, Duration::minutes(15)).expect("a key");
        let app = t.app.clone();
        let hub = Hub::new(app.clone()).await.expect("a hub");
        let (stop, watch) = (CancellationToken::new(), SessionWatch::new(app.clone()));
        if live {
            tokio::spawn(hub.clone().run(stop.clone()));
            tokio::spawn(watch.clone().run(stop.clone()));
            tokio::spawn(publisher::run(app.clone(), stop.clone()));
        }
        let api = Api { app: app.clone(), keys: keys.clone(), lives: LIVES, hub };
        let sessions = Sessions::new(app, keys.clone(), watch, Origins::default());
        let mut config = Config::new(Requests::new(|| "unexpected".to_owned()));
        // A test that says so is behind a proxy of its own.
        config.proxies = Proxies::new(["127.0.0.0/8".parse().expect("a network")]);
        let limits = config.limits.server.clone();
        let requests = config.requests.clone();
        let graphql = Graphql::new(schema::build(Some(&api), true), sessions, config);
        let router = finish(
            graphql.router().merge(mail_link::routes(api.app.clone())),
            axum::response::Response::default,
            &Origins::default(),
            Reached::Somehow,
            requests,
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let http = Http(listener.local_addr().expect("an address"));
        tokio::spawn(serve(listener, router, limits, stop.clone()));
        Self { t, http, keys, _stop: stop.drop_guard() }
    }

    /// A patient and their doctor, both signed in.
    pub async fn patient_and_doctor(&self) -> (Person, Person) {
        let doctor = self.person(Role::Doctor, "Dora Sample").await;
        (self.patient_of(&doctor, "Paula Example").await, doctor)
    }

    pub async fn patient_of(&self, doctor: &Person, name: &str) -> Person {
        let patient = self.person(Role::Patient, name).await;
        people::assign(&self.t.app, patient.account.id, doctor.account.id).await.expect("is assigned");
        patient
    }

    /// Someone signed in; no password was hashed for it.
    pub async fn person(&self, role: Role, name: &str) -> Person {
        let app = &self.t.app;
        let account = people::account(app, role, name).await.expect("an account");
        self.sign_in(account).await
    }

    /// A doctor who is signed in and has not been let in.
    pub async fn doctor_at_the_door(&self, name: &str, admission: Admission) -> Person {
        let app = &self.t.app;
        let account = people::account(app, Role::Doctor, name).await.expect("an account");
        let account = people::keep_out(app, account, admission).await.expect("is kept out");
        self.sign_in(account).await
    }

    /// The same person with a session and an account of now: days pass, and a session does not last for days.
    pub async fn again(&self, person: &Person) -> Person {
        let account =
            user::Entity::own(person.account.id).one(self.t.app.db().read()).await.expect("is read");
        self.sign_in(account.expect("an account")).await
    }

    /// From now on the account has this password.
    pub async fn set_password(&self, person: &Person, password: &str) {
        let app = &self.t.app;
        let hash = app.passwords().hash(password.into()).await.expect("is hashed");
        user::Entity::update_many()
            .col_expr(user::Column::PasswordHash, Expr::value(hash))
            .filter(user::Column::Id.eq(person.account.id))
            .exec(app.db().write())
            .await
            .expect("is stored");
    }

    async fn sign_in(&self, account: user::Model) -> Person {
        let app = &self.t.app;
        let session = sessions::open(app, &account, &Origin::default(), LIVES).await.expect("a session");
        let token =
            self.keys.sign(account.id, session.family, app.now(), session.expires_at).expect("a token");
        let client = self.client(Some(token.token.expose_secret()));
        Person { account, session: session.family, client }
    }

    /// The same session with an access token of now, as it is when the session ends at `session_end`.
    pub fn renewed(&self, person: &Person, session_end: DateTime<Utc>) -> Person {
        let (app, account) = (&self.t.app, person.account.clone());
        let token = self.keys.sign(account.id, person.session, app.now(), session_end).expect("a token");
        Person { account, session: person.session, client: self.client(Some(token.token.expose_secret())) }
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.http.0
    }

    /// Whoever shows this token, or none.
    pub fn client(&self, token: Option<&str>) -> Client {
        Client { http: self.http, token: token.map(str::to_owned), headers: Vec::new() }
    }

    /// A note of the doctor's about the patient, not extracted yet.
    pub async fn note(&self, doctor: &Person, patient: &Person, body: &str) -> note::Model {
        let (doctor, patient) = (doctor.account.id, patient.account.id);
        notes::submit_note(&self.t.app, doctor, patient, body).await.expect("a note")
    }

    /// What an extraction of the note found.
    pub async fn extract(&self, note: Uuid, steps: Vec<PlannedStep>) {
        let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
        let mut change = self.t.app.begin().await.expect("a change");
        plan::store_extraction(&mut change, note, steps, record).await.expect("is stored");
        change.commit().await.expect("is committed");
    }

    /// An extraction of the note that failed for good.
    pub async fn fail(&self, note: Uuid, reason: &'static str) {
        let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
        let mut change = self.t.app.begin().await.expect("a change");
        plan::fail_extraction(&mut change, note, reason, record).await.expect("is stored");
        change.commit().await.expect("is committed");
    }

    /// The account with this address.
    pub async fn account_of(&self, email: &str) -> Uuid {
        let found = user::Entity::by_email_unscoped(email).one(self.t.app.db().read()).await;
        found.expect("is read").expect("an account").id
    }

    /// How many rows of mails and jobs there are.
    pub async fn contents_count(&self) -> u64 {
        let db = self.t.app.db().read();
        let mails = account_mail::Entity::find().count(db).await.expect("is counted");
        mails + job::Entity::find().count(db).await.expect("is counted")
    }

    /// How many rows of the access log say this.
    pub async fn logged(&self, action: &str) -> u64 {
        let rows = access_log::Entity::find().filter(access_log::Column::Action.eq(action));
        rows.count(self.t.app.db().read()).await.expect("is counted")
    }

    /// The day's sweep of the hospital's zone, made now.
    pub async fn sweep(&self) {
        let (app, zone) = (&self.t.app, self.t.app.hospital().time_zone);
        let mut change = app.begin().await.expect("a change");
        let today = app.clock().today(zone);
        reminders::make_reminders(&mut change, reminders::Slot::of_zone(zone), today, None, 1000)
            .await
            .expect("is made");
        change.commit().await.expect("is committed");
    }

    /// A note and its steps.
    pub async fn plan(&self, doctor: &Person, patient: &Person, steps: Vec<PlannedStep>) -> note::Model {
        let note = self.note(doctor, patient, "Rest. Walk. Take the tablets.").await;
        self.extract(note.id, steps).await;
        note
    }
}

impl Person {
    /// The id as clients know it.
    pub fn id(&self) -> String {
        let kind = match self.account.role {
            Role::Patient => "patient",
            Role::Doctor => "doctor",
            Role::Admin => "admin",
        };
        id(kind, self.account.id)
    }

    /// The access token.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// A WebSocket of this person's.
    pub async fn socket(&self) -> Socket {
        let authorization = format!("Bearer {}", self.token());
        Socket::connect(self.http, json!({ "authorization": authorization })).await
    }
}

/// The id of a `kind` as clients know it.
pub fn id(kind: &str, uuid: Uuid) -> String {
    format!("{kind}_{}", uuid.simple())
}

impl Client {
    /// The same, sending one header more.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The whole answer.
    pub async fn send(&self, query: &str, variables: Value) -> Reply {
        let mut ask = self.http.post(&json!({ "query": query, "variables": variables }));
        for (name, value) in &self.headers {
            ask = ask.header(name, value);
        }
        match &self.token {
            Some(token) => ask.bearer(token).send().await,
            None => ask.send().await,
        }
    }

    /// The data of an answer without errors.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.send(query, variables).await.json();
        assert!(answer.get("errors").is_none(), "{query}: {answer}");
        answer["data"].take()
    }

    /// The payload of a mutation, asked for as a web app does: by its name, one `input` and the fields to show.
    pub async fn change(&self, mutation: &str, input: Value, fields: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!("mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {fields} }} }}");
        self.ask(&query, json!({ "input": input })).await[mutation].take()
    }

    /// The status with which the mutation answers, for outcomes that are data.
    pub async fn status(&self, mutation: &str, input: Value) -> Value {
        self.change(mutation, input, "status").await["status"].take()
    }

    /// The payload of a mutation that takes nothing.
    pub async fn change_without_input(&self, mutation: &str, fields: &str) -> Value {
        self.ask(&format!("mutation {{ {mutation} {{ {fields} }} }}"), json!({})).await[mutation].take()
    }

    /// The first error of an answer.
    pub async fn error(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.send(query, variables).await.json();
        assert!(answer["errors"].is_array(), "{query} was answered: {answer}");
        answer["errors"][0].take()
    }

    /// The code of a query's first error.
    pub async fn refusal(&self, query: &str) -> String {
        self.error(query, json!({})).await["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Code, and input path as `a.b` where there is one, of a mutation that is refused.
    pub async fn refused(&self, mutation: &str, input: Value) -> String {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!("mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ __typename }} }}");
        said(&self.error(&query, json!({ "input": input })).await)
    }
}

/// An error's code, and the path of the input that it is about, as in `BAD_USER_INPUT input.body`.
pub fn said(error: &Value) -> String {
    let extensions = &error["extensions"];
    let code = extensions["code"].as_str().unwrap_or_else(|| panic!("no code in {error}"));
    let Some(path) = extensions["inputPath"].as_array() else { return code.to_owned() };
    let path: Vec<_> =
        path.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned)).collect();
    format!("{code} {}", path.join("."))
}
