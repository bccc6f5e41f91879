//! A mail server for tests: real SMTP on a port of its own, every mail kept, every fault on demand.
//!
//! Use it from a test crate with `#[path = "support/smtp.rs"] mod smtp;` (with
//! `#[expect(dead_code, reason = "this crate needs a part of it")]` before it where some of it is not used). Faults are scripted:
//! `server.script(Step::Rcpt, Trick::Answer("451 later"))` changes the answer of the next RCPT only, two calls those
//! of the next two, and then the server is itself again.

#[path = "smtp_received.rs"]
mod received;
#[path = "smtp_session.rs"]
mod session;
#[path = "smtp_tls.rs"]
mod tls;

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::{net::TcpListener, sync::Notify, task::JoinHandle};

pub use received::Received;
pub use tls::Authority;

/// What kind of server it is. The default: plain, no log-in.
#[derive(Default)]
pub struct Options {
    pub encryption: Encryption,
    pub login: Option<Login>,
    /// Whether SMTPUTF8 is offered.
    pub utf8: bool,
}

#[derive(Default)]
pub enum Encryption {
    #[default]
    None,
    /// Offers STARTTLS, with a certificate of this authority.
    StartTls(Authority),
    /// Speaks TLS from the first byte.
    Implicit(Authority),
}

/// Mails are taken only after this log-in.
#[derive(Clone)]
pub struct Login {
    pub user: &'static str,
    pub password: &'static str,
    /// As EHLO lists them: "PLAIN LOGIN".
    pub mechanisms: &'static str,
}

/// The places at which a fault can be scripted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    MailFrom,
    Rcpt,
    Data,
    /// The answer to the message itself.
    Content,
}

/// What happens there instead.
#[derive(Debug, Clone, Copy)]
pub enum Trick {
    /// This answer; nothing else is done.
    Answer(&'static str),
    /// The usual answer, and these bytes in the same breath.
    Append(&'static str),
    /// The connection is closed without an answer.
    Drop,
    /// The mail is kept, and the connection closed without an answer (at [`Step::Content`]).
    KeepAndDrop,
    /// The usual answer, late.
    Delay(Duration),
}

/// The server. It stops when it is dropped.
pub struct SmtpServer {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    options: Options,
    acceptor: Option<tokio_rustls::TlsAcceptor>,
    accepted: AtomicUsize,
    open: AtomicUsize,
    most_open: AtomicUsize,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    script: HashMap<Step, VecDeque<Trick>>,
    always: HashMap<Step, Trick>,
    reached: HashMap<Step, usize>,
    refused: HashMap<String, &'static str>,
    hang_ups: u64,
}

impl SmtpServer {
    pub async fn plain() -> Self {
        Self::start(Options::default()).await
    }

    pub async fn start(options: Options) -> Self {
        let (scheme, acceptor) = match &options.encryption {
            Encryption::None => ("smtp", None),
            Encryption::StartTls(authority) => ("smtp", Some(authority.acceptor())),
            Encryption::Implicit(authority) => ("smtps", Some(authority.acceptor())),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            options,
            acceptor,
            accepted: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            state: Mutex::default(),
            changed: Notify::new(),
        });
        let task = tokio::spawn(session::listen(listener, Arc::clone(&shared)));
        Self { address, scheme, shared, task }
    }

    /// `smtp://127.0.0.1:port`, or smtps.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// With `user:password@`, and a query such as `?tls=required`, both as they stand in the URL.
    pub fn url_with(&self, login: &str, query: &str) -> String {
        let at = if login.is_empty() { "" } else { "@" };
        format!("{}://{login}{at}{}{query}", self.scheme, self.address)
    }

    /// The mails accepted so far, in order.
    pub fn received(&self) -> Vec<Received> {
        self.shared.state().received.clone()
    }

    /// Waits until at least so many mails have come; panics after ten seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        self.wait_until(|shared| shared.state().received.len() >= count).await;
        self.received()
    }

    /// Waits until so many connections are open; panics after ten seconds.
    pub async fn wait_for_open(&self, count: usize) {
        self.wait_until(|shared| shared.open.load(SeqCst) == count).await;
    }

    /// Connections accepted since the start.
    pub fn connections(&self) -> usize {
        self.shared.accepted.load(SeqCst)
    }

    /// The most connections that were open at a time.
    pub fn most_open(&self) -> usize {
        self.shared.most_open.load(SeqCst)
    }

    /// Plays the trick at the next such step that has none yet.
    pub fn script(&self, step: Step, trick: Trick) {
        self.shared.state().script.entry(step).or_default().push_back(trick);
    }

    /// Plays the trick at every such step for which none is scripted, until told otherwise: an outage.
    pub fn always(&self, step: Step, trick: Trick) {
        self.shared.state().always.insert(step, trick);
    }

    /// Ends what [`SmtpServer::always`] began.
    pub fn heal(&self) {
        self.shared.state().always.clear();
    }

    /// How many mails have been accepted so far.
    pub fn count(&self) -> usize {
        self.shared.state().received.len()
    }

    /// How often this step was reached, tricks or not.
    pub fn reached(&self, step: Step) -> usize {
        self.shared.state().reached.get(&step).copied().unwrap_or_default()
    }

    /// Answers each RCPT to this address so, until the server ends.
    pub fn refuse(&self, address: &str, answer: &'static str) {
        self.shared.state().refused.insert(address.to_owned(), answer);
    }

    /// Closes every open connection, as a server does with those unused for long.
    pub fn hang_up(&self) {
        self.shared.state().hang_ups += 1;
        self.shared.changed.notify_waiters();
    }

    async fn wait_until(&self, done: impl Fn(&Shared) -> bool) {
        let waiting = async {
            while !done(&self.shared) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("it happens within ten seconds");
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
        self.hang_up();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_trick(&self, step: Step) -> Option<Trick> {
        let mut state = self.state();
        *state.reached.entry(step).or_default() += 1;
        let scripted = state.script.get_mut(&step).and_then(VecDeque::pop_front);
        scripted.or_else(|| state.always.get(&step).copied())
    }

    /// The trick that the next such step will meet.
    fn coming_trick(&self, step: Step) -> Option<Trick> {
        let state = self.state();
        state.script.get(&step).and_then(|tricks| tricks.front()).or_else(|| state.always.get(&step)).copied()
    }
}
