//! A proxy in front of Postgres that counts the statements which go through it.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::Relaxed},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

pub struct Proxy {
    pub url: String,
    count: Arc<AtomicU32>,
}

impl Proxy {
    pub async fn start(database: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut url = url::Url::parse(database).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
        url.set_ip_host([127, 0, 0, 1].into()).unwrap();
        url.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
        // What is encrypted cannot be counted.
        url.query_pairs_mut().append_pair("sslmode", "disable");
        let count = Arc::new(AtomicU32::new(0));
        let counts = Arc::clone(&count);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                let (mut from_server, to_server) = server.into_split();
                let (from_client, mut to_client) = client.into_split();
                tokio::spawn(forward(from_client, to_server, Arc::clone(&counts)));
                tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
            }
        });
        Self { url: url.into(), count }
    }

    pub fn statements(&self) -> u32 {
        self.count.load(Relaxed)
    }
}

/// The client's messages: a length alone at first, then a letter before each length; `E` and `Q` run a statement.
async fn forward(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    count: Arc<AtomicU32>,
) -> std::io::Result<()> {
    let mut begun = false;
    loop {
        let mut message = Vec::new();
        if begun {
            message.push(from.read_u8().await?);
        }
        let length = from.read_u32().await?;
        message.extend(length.to_be_bytes());
        let head = message.len();
        message.resize(head + usize::try_from(length).unwrap() - 4, 0);
        from.read_exact(&mut message[head..]).await?;
        if begun && matches!(message[0], b'E' | b'Q') {
            count.fetch_add(1, Relaxed);
        }
        begun = true;
        to.write_all(&message).await?;
    }
}
