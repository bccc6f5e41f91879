//! A socket of graphql-transport-ws, from the upgrade to its close: one task, one loop, one message at a time.
//!
//! The protocol: <https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>. Queries and mutations run here too.
//! The loop never waits for an operation while it could hear the client, the session's end or the server's stop; it
//! does wait for the client to take a message, and polls no stream meanwhile.

mod bucket;
mod close;
mod message;
mod phase;
mod running;
mod stop;
mod upgrade;
mod wire;

pub(super) use upgrade::{is_asked_for, upgrade};

use self::{
    bucket::Bucket,
    close::End,
    message::Received,
    phase::{Authentication, Phase, Turn},
    running::{Running, Said},
    stop::Stop,
    wire::Wire,
};
use crate::http::{
    connection::{Full, Held},
    document::Operation,
    execution::{Core, Follow, Ground, Item, Outcome, cause},
    shared::{AuthRefusal, Code, Params, RequestId},
};
use async_graphql::{ServerError, parser::types::OperationType};
use futures_util::{FutureExt, future::BoxFuture};
use http::HeaderMap;
use serde_json::{Map, Value};
use std::{mem, net::IpAddr, panic::AssertUnwindSafe, sync::Arc};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep};
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Speaks the protocol until either side ends it.
fn serve(
    core: Arc<Core>,
    stream: wire::Stream,
    from: Opened,
    stop: CancellationToken,
) -> BoxFuture<'static, ()> {
    let time = core.limits.socket.close_time;
    let mut socket = Socket::new(core, stream, from, stop);
    // Boxed, and made outside, so that the task does not hold its parts twice.
    async move {
        let end = socket.run().await;
        tracing::debug!(?end, "a socket ends");
        // The streams go before the handshake, which may take a while.
        let Socket { wire, running, phase, .. } = socket;
        drop((running, phase));
        Box::pin(close::close(wire, end, time)).await;
    }
    .boxed()
}

/// The request that opened a socket.
struct Opened {
    /// Gone after `connection_init`.
    headers: HeaderMap,
    client: IpAddr,
    id: RequestId,
}

/// Why a socket is not let in.
enum Unwelcome {
    OtherProtocol,
    Full(Full),
}

/// Ends a socket that is not let in.
async fn refuse(core: &Core, stream: wire::Stream, why: Unwelcome) {
    let end = match why {
        Unwelcome::OtherProtocol => End::SUBPROTOCOL,
        Unwelcome::Full(Full::Server) => End::TRY_LATER,
        Unwelcome::Full(Full::Address) => End::ADDRESS_FULL,
    };
    Box::pin(close::close(Wire::new(stream), end, core.limits.socket.close_time)).await;
}

/// Reads a message as a socket does, and says whether it is one of the protocol.
#[cfg(feature = "fuzzing")]
pub(super) fn is_message(text: &str) -> bool {
    Received::read(text, crate::http::shared::SocketLimits::default().id).is_some()
}

struct Socket {
    core: Arc<Core>,
    wire: Wire,
    phase: Phase,
    running: Running,
    from: Opened,
    stop: Stop,
    ping: Interval,
    /// Something came since the last ping.
    heard: bool,
    bucket: Bucket,
    /// Counts it among its account's sockets.
    counted: Option<Held<Uuid>>,
}

enum Happened {
    Stop,
    Turn(Turn),
    Received(Option<Result<Message, End>>),
    Said(Said),
    Ping,
}

impl Socket {
    fn new(core: Arc<Core>, stream: wire::Stream, from: Opened, stop: CancellationToken) -> Self {
        let limits = &core.limits.socket;
        let mut ping = interval_at(Instant::now() + limits.ping, limits.ping);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            phase: Phase::waiting(limits.init_time),
            wire: Wire::new(stream),
            running: Running::default(),
            heard: true,
            bucket: Bucket::new(limits.rate, Instant::now()),
            counted: None,
            core,
            from,
            stop: Stop::new(stop),
            ping,
        }
    }

    async fn run(&mut self) -> End {
        loop {
            if let Err(end) = self.step().await {
                return end;
            }
        }
    }

    async fn step(&mut self) -> Result<(), End> {
        let may_stop = !self.running.has_short();
        let happened = tokio::select! {
            () = self.stop.reached(&self.core.tallies, &self.core.limits), if may_stop => Happened::Stop,
            turn = self.phase.turn() => Happened::Turn(turn),
            received = self.wire.receive() => Happened::Received(received),
            said = self.running.next() => Happened::Said(said),
            _ = self.ping.tick() => Happened::Ping,
        };
        match happened {
            Happened::Stop => Err(End::RESTART),
            // Boxed what is rare: a socket's memory is that of its largest moment.
            Happened::Turn(turn) => Box::pin(self.turn(turn)).await,
            Happened::Received(None) => Err(End::Gone),
            Happened::Received(Some(frame)) => Box::pin(self.receive(frame?)).await,
            Happened::Said(said) if said.says_try_later() => Err(End::TRY_LATER),
            Happened::Said(said) => {
                if said.is_last() {
                    self.running.end(&said.id);
                }
                self.send(Message::Text(said.text())).await
            }
            Happened::Ping if mem::take(&mut self.heard) => self.send(Message::Ping(Bytes::new())).await,
            Happened::Ping => Err(End::SILENCE),
        }
    }

    async fn turn(&mut self, turn: Turn) -> Result<(), End> {
        match turn {
            Turn::InitTimeout => Err(End::INIT_TIMEOUT),
            Turn::Ended(how) => Err(End::of(how)),
            Turn::Authenticated(Ok(caller)) => {
                if let Some(account) = caller.account() {
                    let held = self.core.tallies.accounts.take(account, self.core.limits.socket.per_account);
                    self.counted = Some(held.ok_or(End::ACCOUNT_FULL)?);
                }
                self.phase = Phase::open(caller);
                self.send(Message::Text(Utf8Bytes::from_static(message::ACK))).await
            }
            Turn::Authenticated(Err(refusal)) => match refusal.code {
                Code::RateLimited | Code::Overloaded | Code::Internal => Err(End::TRY_LATER),
                Code::BadUserInput => Err(End::bad_request(refusal.message)),
                _ if refusal.for_good => Err(End::unauthorized(refusal.message)),
                _ => Err(End::forbidden(refusal.message)),
            },
        }
    }

    async fn receive(&mut self, frame: Message) -> Result<(), End> {
        self.heard = true;
        if !self.bucket.take(Instant::now()) {
            return Err(End::TOO_FAST);
        }
        let text = match frame {
            Message::Text(text) => text,
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return Ok(()),
            Message::Binary(_) => return Err(End::INVALID_MESSAGE),
            Message::Close(_) => return Err(End::Closed),
        };
        match Received::read(&text, self.core.limits.socket.id).ok_or(End::INVALID_MESSAGE)? {
            Received::Init(payload) => self.init(payload),
            Received::Ping => self.send(Message::Text(Utf8Bytes::from_static(message::PONG))).await,
            Received::Pong => Ok(()),
            Received::Subscribe(id, params) => self.subscribe(&id, *params).await,
            Received::Complete(id) => {
                self.running.end(&id);
                Ok(())
            }
        }
    }

    fn init(&mut self, payload: Map<String, Value>) -> Result<(), End> {
        if !matches!(self.phase, Phase::Waiting(_)) {
            return Err(End::SECOND_INIT);
        }
        let Opened { headers, client, id } = &mut self.from;
        let from = Opened { headers: mem::take(headers), client: *client, id: id.clone() };
        self.phase = Phase::Authenticating(authenticate(Arc::clone(&self.core), payload, from));
        Ok(())
    }

    async fn subscribe(&mut self, id: &str, params: Params) -> Result<(), End> {
        let Phase::Open(caller, _) = &self.phase else { return Err(End::UNAUTHORIZED) };
        if self.running.has(id) {
            return Err(End::id_taken(id));
        }
        let limits = &self.core.limits;
        let prepared = if self.running.len() < limits.socket.operations {
            Operation::prepare(params, &self.core.documents, &self.from.id)
        } else {
            let message = format!("At most {} operations run on one socket.", limits.socket.operations);
            Err(vec![Code::TooComplex.error(message, None)])
        };
        let counted =
            prepared.and_then(|operation| Ok((self.count(caller.account(), &operation)?, operation)));
        match counted {
            Ok((counted, operation)) => {
                let short = operation.kind != OperationType::Subscription;
                let ground = Ground::of(&operation, caller.account(), self.from.client);
                let follow = Follow::new(Arc::clone(&self.core), Arc::clone(caller), operation, ground);
                self.running.start(id, short, counted, follow);
                Ok(())
            }
            Err(errors) => {
                let outcome = Outcome::refused(errors, limits.document.errors);
                self.core.requests.subscribed(None, outcome.counted());
                self.send(Message::Text(Item::new(&outcome, None, true).message(id))).await
            }
        }
    }

    /// Counts a subscription among those of its account.
    fn count(
        &self,
        account: Option<Uuid>,
        operation: &Operation,
    ) -> Result<Option<Held<Uuid>>, Vec<ServerError>> {
        let (Some(account), OperationType::Subscription) = (account, operation.kind) else { return Ok(None) };
        let at_most = self.core.limits.socket.subscriptions;
        let held = self.core.tallies.subscriptions.take(account, at_most);
        let refused = || {
            let message = format!("At most {at_most} subscriptions of one account run at the same time.");
            vec![Code::TooComplex.error(message, None)]
        };
        held.map(Some).ok_or_else(refused)
    }

    /// Waits until the client has taken the message, but not for ever, and not beyond its session.
    async fn send(&mut self, message: Message) -> Result<(), End> {
        let may_stop = !self.running.has_short();
        tokio::select! {
            biased;
            sent = self.wire.send(message) => if sent { Ok(()) } else { Err(End::Gone) },
            () = self.stop.reached(&self.core.tallies, &self.core.limits), if may_stop => Err(End::RESTART),
            turn = self.phase.turn(), if matches!(self.phase, Phase::Open(..)) => match turn {
                Turn::Ended(how) => Err(End::of(how)),
                Turn::InitTimeout | Turn::Authenticated(_) => Ok(()),
            },
            () = sleep(self.core.limits.socket.write_time) => Err(End::Gone),
        }
    }
}

/// Asks the product who that is; a panic or too long a wait is our fault.
fn authenticate(
    core: Arc<Core>,
    payload: Map<String, Value>,
    from: Opened,
) -> BoxFuture<'static, Authentication> {
    async move {
        let Opened { headers, client, id } = from;
        let asked = AssertUnwindSafe(core.authenticator.websocket(payload, &headers, client)).catch_unwind();
        let failure = match tokio::time::timeout(core.limits.http.operation_time, asked).await {
            Ok(Ok(authentication)) => return authentication,
            Ok(Err(panic)) => cause(panic.as_ref()),
            Err(_) => "authentication took longer than it may".to_owned(),
        };
        let message = id.incident(&failure).message;
        Err(AuthRefusal { code: Code::Internal, message, retry_after: None, for_good: false })
    }
    .boxed()
}
