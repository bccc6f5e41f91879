//! The test server's side of the conversation.

use std::{
    io,
    sync::{Arc, atomic::Ordering::SeqCst},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{Encryption, Received, Shared, Step, Trick};

pub trait Io: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Io for T {}

pub(super) async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        let number = shared.accepted.fetch_add(1, SeqCst) + 1;
        let open = shared.open.fetch_add(1, SeqCst) + 1;
        shared.most_open.fetch_max(open, SeqCst);
        tokio::spawn(async move {
            let hang_ups = shared.state().hang_ups;
            let hung_up = async {
                loop {
                    let changed = shared.changed.notified();
                    if shared.state().hang_ups != hang_ups {
                        return;
                    }
                    changed.await;
                }
            };
            tokio::select! {
                _ = serve(stream, number, &shared) => {}
                () = hung_up => {}
            }
            shared.open.fetch_sub(1, SeqCst);
        });
    }
}

/// What the server does next.
#[derive(PartialEq, Eq)]
enum Next {
    Usual,
    /// The script's answer has been given in place of the usual one.
    Nothing,
}

struct Conversation<'a> {
    stream: BufReader<Box<dyn Io>>,
    shared: &'a Shared,
    number: usize,
    encrypted: bool,
    user: Option<String>,
    from: String,
    to: Vec<String>,
}

async fn serve(stream: TcpStream, number: usize, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let implicit = matches!(shared.options.encryption, Encryption::Implicit(_));
    let stream: Box<dyn Io> = match &shared.acceptor {
        Some(acceptor) if implicit => Box::new(acceptor.accept(stream).await?),
        _ => Box::new(stream),
    };
    let mut talk = Conversation {
        stream: BufReader::new(stream),
        shared,
        number,
        encrypted: implicit,
        user: None,
        from: String::new(),
        to: Vec::new(),
    };
    talk.answer(Step::Greeting, "220 test.invalid ESMTP").await?;
    loop {
        let line = talk.line().await?;
        let upper = line.to_ascii_uppercase();
        match upper.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => talk.ehlo().await?,
            "STARTTLS" => {
                if talk.answer(Step::StartTls, "220 go ahead").await? == Next::Usual {
                    talk = talk.encrypt().await?;
                }
            }
            "AUTH" => talk.log_in(&line).await?,
            "MAIL" => talk.mail_from(&line).await?,
            "RCPT" => talk.rcpt(&line).await?,
            "DATA" => talk.data().await?,
            "RSET" => {
                talk.to.clear();
                talk.say("250 forgotten").await?;
            }
            "NOOP" => talk.say("250 well").await?,
            "QUIT" => return talk.say("221 bye").await,
            _ => talk.say("500 what?").await?,
        }
    }
}

impl Conversation<'_> {
    async fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    async fn answer(&mut self, step: Step, usual: &str) -> io::Result<Next> {
        match self.shared.next_trick(step) {
            None => self.say(usual).await?,
            Some(Trick::Answer(answer)) => {
                self.say(answer).await?;
                return Ok(Next::Nothing);
            }
            Some(Trick::Append(more)) => self.say(&format!("{usual}\r\n{more}")).await?,
            Some(Trick::Drop | Trick::KeepAndDrop) => return Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Trick::Delay(time)) => {
                tokio::time::sleep(time).await;
                self.say(usual).await?;
            }
        }
        Ok(Next::Usual)
    }

    async fn ehlo(&mut self) -> io::Result<()> {
        let mut lines = vec!["test.invalid".to_owned(), "8BITMIME".to_owned()];
        if matches!(self.shared.options.encryption, Encryption::StartTls(_)) && !self.encrypted {
            lines.push("STARTTLS".to_owned());
        }
        if let Some(login) = &self.shared.options.login {
            lines.push(format!("AUTH {}", login.mechanisms));
        }
        if self.shared.options.utf8 {
            lines.push("SMTPUTF8".to_owned());
        }
        let last = lines.pop().unwrap_or_default();
        let mut answer: Vec<String> = lines.iter().map(|line| format!("250-{line}")).collect();
        answer.push(format!("250 {last}"));
        self.answer(Step::Ehlo, &answer.join("\r\n")).await.map(drop)
    }

    async fn encrypt(mut self) -> io::Result<Self> {
        let acceptor = self.shared.acceptor.as_ref().ok_or(io::ErrorKind::Unsupported)?;
        let stream = acceptor.accept(self.stream.into_inner()).await?;
        self.stream = BufReader::new(Box::new(stream));
        self.encrypted = true;
        Ok(self)
    }

    async fn log_in(&mut self, line: &str) -> io::Result<()> {
        let mut words = line.split(' ').skip(1);
        let (user, password) = if words.next() == Some("PLAIN") {
            let plain = decode(words.next().unwrap_or_default());
            let mut fields = plain.split('\0').skip(1).map(ToOwned::to_owned);
            (fields.next().unwrap_or_default(), fields.next().unwrap_or_default())
        } else {
            self.say(&format!("334 {}", STANDARD.encode("Username:"))).await?;
            let user = decode(&self.line().await?);
            self.say(&format!("334 {}", STANDARD.encode("Password:"))).await?;
            (user, decode(&self.line().await?))
        };
        let right =
            self.shared.options.login.as_ref().is_some_and(|l| (l.user, l.password) == (&user, &password));
        let usual = if right { "235 2.7.0 welcome" } else { "535 5.7.8 wrong" };
        if self.answer(Step::Auth, usual).await? == Next::Usual && right {
            self.user = Some(user);
        }
        Ok(())
    }

    async fn mail_from(&mut self, line: &str) -> io::Result<()> {
        if self.shared.options.login.is_some() && self.user.is_none() {
            return self.say("530 5.7.0 log in first").await;
        }
        self.to.clear();
        self.from = address(line);
        self.answer(Step::MailFrom, "250 2.1.0 fine").await.map(drop)
    }

    async fn rcpt(&mut self, line: &str) -> io::Result<()> {
        let to = address(line);
        let refusal = self.shared.state().refused.get(&to).copied();
        if let Some(refusal) = refusal {
            return self.say(refusal).await;
        }
        if self.answer(Step::Rcpt, "250 2.1.5 fine").await? == Next::Usual {
            self.to.push(to);
        }
        Ok(())
    }

    async fn data(&mut self) -> io::Result<()> {
        if self.to.is_empty() {
            return self.say("503 5.5.1 to whom?").await;
        }
        if self.answer(Step::Data, "354 go on").await? == Next::Nothing {
            return Ok(());
        }
        let mut raw = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                break;
            }
            raw.push_str(line.strip_prefix('.').unwrap_or(&line));
            raw.push_str("\r\n");
        }
        let coming = self.shared.coming_trick(Step::Content);
        let keep = !matches!(coming, Some(Trick::Answer(_) | Trick::Drop));
        if keep {
            let mail = Received {
                connection: self.number,
                encrypted: self.encrypted,
                user: self.user.clone(),
                from: self.from.clone(),
                to: std::mem::take(&mut self.to),
                raw,
            };
            self.shared.state().received.push(mail);
        }
        self.answer(Step::Content, "250 2.0.0 queued").await.map(drop)
    }
}

fn decode(text: &str) -> String {
    STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn address(line: &str) -> String {
    let inner = line.split('<').nth(1).and_then(|rest| rest.rsplit_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
