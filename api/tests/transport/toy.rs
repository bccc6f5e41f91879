//! A schema with one field for each thing that can happen, and sessions to match.

use super::parts::{Parts, not_there, turns};
use aftercare_api::http::{AuthRefusal, Authenticator, Caller, Checked, Code, Complexity, Ended, Places};
use async_graphql::{
    Context, Data, Enum, Error, ErrorExtensions, InputObject, Object, Schema, SimpleObject, Subscription,
    ValidationMode,
};
use async_trait::async_trait;
use futures_util::{FutureExt, Stream, StreamExt, future::BoxFuture, stream};
use http::HeaderMap;
use serde_json::{Map, Value};
use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What resolvers did, and what holds them up.
#[derive(Debug, Default)]
pub struct World {
    /// Mutations done.
    pub written: AtomicUsize,
    /// A resolver waits at the gate.
    pub waiting: Notify,
    /// Lets one through.
    pub gate: Notify,
    /// Events that a flood has produced.
    pub produced: AtomicUsize,
    /// A subscription's stream is gone.
    pub dropped: Notify,
    /// Ends all sessions.
    pub sessions_end: CancellationToken,
}

impl World {
    pub fn written(&self) -> usize {
        self.written.load(Ordering::SeqCst)
    }
}

pub type Toy = Checked<Schema<Query, Mutation, Events>, Schema<Query, Mutation, Events>>;

pub fn schema(world: &Arc<World>) -> Toy {
    let builder = || Schema::build(Query, Mutation, Events).data(Arc::clone(world));
    let checks = builder().extension(Complexity).extension(Places).finish();
    Checked { checks, runs: builder().validation_mode(ValidationMode::Fast).finish() }
}

fn world<'a>(context: &Context<'a>) -> &'a Arc<World> {
    context.data_unchecked()
}

pub struct Query;

#[derive(InputObject)]
struct Person {
    name: String,
    age: i32,
    colours: Option<Vec<Colour>>,
}

#[derive(Enum, Copy, Clone, PartialEq, Eq)]
enum Colour {
    Red,
    Green,
}

#[derive(SimpleObject)]
#[graphql(complex)]
struct Node {
    id: i32,
}

#[async_graphql::ComplexObject]
impl Node {
    #[graphql(complexity = "usize::try_from(first).unwrap_or(0) * child_complexity")]
    async fn nodes(&self, #[graphql(default = 3)] first: i32) -> Vec<Node> {
        (0..first).map(|id| Node { id }).collect()
    }
}

#[Object]
impl Query {
    async fn turns(&self, of: u32) -> u32 {
        turns(of).await
    }

    async fn parts(&self) -> Parts {
        Parts(0)
    }

    async fn maybe_parts(&self) -> Option<Parts> {
        Some(Parts(0))
    }

    async fn list(&self) -> Vec<Parts> {
        (0..3).map(Parts).collect()
    }

    async fn list_of_maybe(&self) -> Vec<Option<Parts>> {
        (0..3).map(Parts).map(Some).collect()
    }

    async fn maybe_list(&self) -> Option<Vec<Parts>> {
        Some((0..3).map(Parts).collect())
    }

    async fn must(&self) -> Result<i32, Error> {
        std::future::ready(Err(not_there())).await
    }

    async fn sum(&self, of: Vec<i32>) -> i32 {
        of.iter().sum()
    }

    async fn half(&self, of: f64) -> f64 {
        of / 2.0
    }

    async fn hello(&self) -> &str {
        "world"
    }

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn int(&self, value: i32) -> i32 {
        value
    }

    async fn long(&self, bytes: usize) -> String {
        "x".repeat(bytes)
    }

    async fn person(&self, person: Person) -> String {
        format!("{} {} {}", person.name, person.age, person.colours.unwrap_or_default().len())
    }

    async fn node(&self) -> Node {
        Node { id: 0 }
    }

    async fn panics(&self) -> Option<i32> {
        Some(i32::try_from(i64::MAX).expect("a resolver that works"))
    }

    async fn leaks(&self) -> Result<i32, Error> {
        let inner = std::future::ready(Err(std::io::Error::other("password=hunter2"))).await;
        Ok(inner?)
    }

    async fn missing(&self) -> Option<Result<i32, Error>> {
        Some(Err(not_there()))
    }

    /// Cannot be had now.
    async fn busy(&self) -> Result<i32, Error> {
        std::future::ready(Err(busy())).await
    }

    /// The same, where the rest of the answer does without it.
    async fn busy_in_part(&self) -> Option<Result<i32, Error>> {
        Some(Err(busy()))
    }

    /// Who asks, and the number that the operation's data got.
    async fn caller(&self, context: &Context<'_>) -> String {
        let Asker { name, operation } = context.data_unchecked::<Asker>();
        format!("{name} {operation}")
    }

    async fn waits(&self, context: &Context<'_>) -> &str {
        world(context).waiting.notify_one();
        world(context).gate.notified().await;
        "waited"
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn parts(&self) -> Parts {
        Parts(0)
    }

    async fn maybe_parts(&self) -> Option<Parts> {
        Some(Parts(0))
    }

    async fn write(&self, context: &Context<'_>) -> usize {
        world(context).written.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn write_slowly(&self, context: &Context<'_>) -> usize {
        world(context).waiting.notify_one();
        world(context).gate.notified().await;
        world(context).written.fetch_add(1, Ordering::SeqCst) + 1
    }
}

pub struct Events;

struct Tell(Arc<World>);

impl Drop for Tell {
    fn drop(&mut self) {
        self.0.dropped.notify_one();
    }
}

#[Subscription]
impl Events {
    /// The same, without an end.
    async fn parts(&self) -> impl Stream<Item = Parts> {
        stream::repeat(Parts(0))
    }

    async fn maybe_parts(&self) -> impl Stream<Item = Option<Parts>> {
        stream::repeat(Some(Parts(0)))
    }

    async fn count(&self, to: i32) -> impl Stream<Item = i32> {
        stream::iter(1..=to)
    }

    /// Nothing ever happens; its beginning and its end are told.
    async fn silence(&self, context: &Context<'_>) -> impl Stream<Item = i32> {
        world(context).waiting.notify_one();
        let tell = Tell(Arc::clone(world(context)));
        stream::pending().map(move |()| {
            let _ = &tell;
            0
        })
    }

    /// Events of so many bytes, as fast as they are taken.
    async fn flood(&self, context: &Context<'_>, bytes: usize) -> impl Stream<Item = String> {
        let tell = Tell(Arc::clone(world(context)));
        stream::repeat_with(move || {
            tell.0.produced.fetch_add(1, Ordering::SeqCst);
            "x".repeat(bytes)
        })
    }

    async fn refused(&self) -> Result<stream::Empty<i32>, Error> {
        let error = Error::new("no").extend_with(|_, e| e.set("code", Code::Forbidden.as_str()));
        std::future::ready(Err(error)).await
    }

    async fn fails_second(&self) -> impl Stream<Item = Result<i32, Error>> {
        let error = Error::new("gone").extend_with(|_, e| e.set("code", Code::NotFound.as_str()));
        stream::iter([Ok(1), Err(error), Ok(3)])
    }

    async fn expires_second(&self) -> impl Stream<Item = Result<i32, Error>> {
        let error = Error::new("gone").extend_with(|_, e| e.set("code", Code::CursorExpired.as_str()));
        stream::iter([Ok(1), Err(error), Ok(3)])
    }

    async fn busy_second(&self) -> impl Stream<Item = Result<i32, Error>> {
        stream::iter([Ok(1), Err(busy()), Ok(3)])
    }

    async fn panics(&self) -> impl Stream<Item = i32> {
        stream::iter([1, 2]).map(|number| {
            assert!(number == 1, "the stream is broken");
            number
        })
    }
}

fn busy() -> Error {
    Error::new("later").extend_with(|_, e| {
        e.set("code", Code::Overloaded.as_str());
        e.set("retryAfter", 7);
    })
}

struct Asker {
    name: String,
    operation: usize,
}

/// Anyone with the token `ann` or `ben`; `old`, `busy` and `broken` are refused, each in its way; `slow` waits at the gate.
pub struct Tokens(pub Arc<World>);

impl Tokens {
    async fn caller(&self, token: Option<&str>) -> Result<Arc<dyn Caller>, AuthRefusal> {
        let name = match token {
            None => "nobody",
            Some("ann") => "ann",
            Some("ben") => "ben",
            Some("slow") => {
                self.0.waiting.notify_one();
                self.0.gate.notified().await;
                "slow"
            }
            Some("broken") => panic!("the authenticator is broken"),
            Some("busy") => {
                let wait = Some(std::time::Duration::from_millis(1_500));
                return Err(AuthRefusal {
                    code: Code::RateLimited,
                    message: "Wait.".into(),
                    retry_after: wait,
                    for_good: false,
                });
            }
            Some("ended") => return Err(AuthRefusal::for_good("The session is over.")),
            Some(_) => return Err(AuthRefusal::unauthenticated("The token is over.")),
        };
        Ok(Arc::new(Someone {
            name: name.to_owned(),
            world: Arc::clone(&self.0),
            operations: AtomicUsize::new(0),
        }))
    }
}

#[async_trait]
impl Authenticator for Tokens {
    async fn http(&self, headers: &HeaderMap, _: IpAddr) -> Result<Arc<dyn Caller>, AuthRefusal> {
        let header = headers.get("authorization").and_then(|value| value.to_str().ok());
        self.caller(header.and_then(|value| value.strip_prefix("Bearer "))).await
    }

    async fn websocket(
        &self,
        payload: Map<String, Value>,
        _: &HeaderMap,
        _: IpAddr,
    ) -> Result<Arc<dyn Caller>, AuthRefusal> {
        self.caller(payload.get("token").and_then(Value::as_str)).await
    }
}

struct Someone {
    name: String,
    world: Arc<World>,
    operations: AtomicUsize,
}

impl Caller for Someone {
    fn data(&self) -> Data {
        let operation = self.operations.fetch_add(1, Ordering::SeqCst) + 1;
        let mut data = Data::default();
        data.insert(Asker { name: self.name.clone(), operation });
        data
    }

    fn account(&self) -> Option<Uuid> {
        match self.name.as_str() {
            "ann" => Some(Uuid::from_u128(1)),
            "ben" => Some(Uuid::from_u128(2)),
            _ => None,
        }
    }

    fn ended(&self) -> BoxFuture<'static, Ended> {
        self.world.sessions_end.clone().cancelled_owned().map(|()| Ended::TokenExpired).boxed()
    }
}
