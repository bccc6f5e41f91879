//! A TCP proxy in front of a server, which a test makes go away or stand still.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
    sync::watch,
    task::JoinSet,
};
use url::Url;

/// What the server behind it seems to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Open,
    /// Connections break and new ones are refused.
    Away,
    /// Connections are taken and stay, and not a byte comes.
    Frozen,
}

/// A proxy; it ends when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
    asked: Arc<AtomicUsize>,
}

impl Proxy {
    /// In front of the server that `url` names, which answers.
    ///
    /// # Panics
    /// When `url` names no host and port, or there is no free port.
    pub async fn to(url: &str) -> Self {
        let url = Url::parse(url).expect("an address");
        let server = format!("{}:{}", url.host_str().expect("a host"), url.port().expect("a port"));
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (mode, watched) = watch::channel(Mode::Open);
        let asked = Arc::new(AtomicUsize::new(0));
        tokio::spawn(run(address, Some(listener), server, watched, Arc::clone(&asked)));
        Self { address, mode, asked }
    }

    /// How often a client has sent something that the server answers: each time is a round trip.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// `url`, but by way of this proxy.
    ///
    /// # Panics
    /// When `url` is not one.
    pub fn instead_of(&self, url: &str) -> String {
        let mut url = Url::parse(url).expect("an address");
        url.set_ip_host(self.address.ip()).expect("a host");
        url.set_port(Some(self.address.port())).expect("a port");
        url.into()
    }

    /// The server is away: its connections break, new ones are refused once this returns.
    pub async fn go_away(&self) {
        self.mode.send_replace(Mode::Away);
        while TcpStream::connect(self.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    /// The server hangs.
    pub fn freeze(&self) {
        self.mode.send_replace(Mode::Frozen);
    }

    /// The server is there again, also to connections that were frozen.
    pub fn come_back(&self) {
        self.mode.send_replace(Mode::Open);
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(128)
}

async fn run(
    address: SocketAddr,
    mut listener: Option<TcpListener>,
    server: String,
    mut mode: watch::Receiver<Mode>,
    asked: Arc<AtomicUsize>,
) {
    let mut connections = JoinSet::new();
    loop {
        let now = *mode.borrow_and_update();
        if now == Mode::Away {
            listener = None;
            connections.shutdown().await;
            if mode.changed().await.is_err() {
                return;
            }
            continue;
        }
        let accepting = listener.get_or_insert_with(|| listen(address).expect("the same port again"));
        tokio::select! {
            changed = mode.changed() => if changed.is_err() { return },
            accepted = accepting.accept() => if let Ok((client, _)) = accepted {
                connections.spawn(pass(client, server.clone(), mode.clone(), Arc::clone(&asked)));
            },
        }
    }
}

async fn pass(client: TcpStream, server: String, mode: watch::Receiver<Mode>, asked: Arc<AtomicUsize>) {
    let mut waits = mode.clone();
    if waits.wait_for(|mode| *mode != Mode::Frozen).await.is_err() {
        return;
    }
    let Ok(server) = TcpStream::connect(server).await else { return };
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    tokio::select! {
        () = copy(from_client, to_server, mode.clone(), Some(asked)) => {}
        () = copy(from_server, to_client, mode, None) => {}
    }
}

async fn copy(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut mode: watch::Receiver<Mode>,
    count: Option<Arc<AtomicUsize>>,
) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(read) = from.read(&mut piece).await
        && read > 0
        && mode.wait_for(|mode| *mode != Mode::Frozen).await.is_ok()
    {
        if let Some(count) = &count {
            count.fetch_add(1, Ordering::SeqCst);
        }
        if to.write_all(&piece[..read]).await.is_err() {
            return;
        }
    }
}
