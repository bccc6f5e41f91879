//! The words before encryption begins: greeting, EHLO, STARTTLS.
//!
//! They are read byte by byte, straight from the socket, so that not a byte which somebody slipped in after the
//! server's "go ahead" can be taken for an answer given under encryption (RFC 3207's injection): such a byte goes to
//! the TLS handshake, and ends it.

use lettre::transport::smtp::extension::ClientId;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::classify;
use crate::mail::error::{Cause, SendError, Stage};

/// The most that a server may say in one answer.
const MOST: usize = 16 * 1024;

/// Asks for encryption. True: the TLS handshake is next. False: the server does not offer it, nothing has been agreed.
pub(super) async fn negotiate(stream: &mut TcpStream, hello: &ClientId) -> Result<bool, SendError> {
    let greeting = read(stream, Stage::Greeting).await?;
    positive(&greeting, Stage::Greeting)?;
    say(stream, &format!("EHLO {hello}\r\n")).await?;
    let offer = read(stream, Stage::Greeting).await?;
    positive(&offer, Stage::Greeting)?;
    let offered =
        offer.lines().any(|line| line.get(4..).is_some_and(|l| l.trim().eq_ignore_ascii_case("STARTTLS")));
    if !offered {
        return Ok(false);
    }
    say(stream, "STARTTLS\r\n").await?;
    let answer = read(stream, Stage::Tls).await?;
    positive(&answer, Stage::Tls)?;
    Ok(true)
}

async fn say(stream: &mut TcpStream, words: &str) -> Result<(), SendError> {
    stream.write_all(words.as_bytes()).await.map_err(|error| classify::io(Stage::Greeting, &error))
}

/// One answer of one or more lines; the last has a space after its code.
async fn read(stream: &mut TcpStream, stage: Stage) -> Result<String, SendError> {
    let mut answer = Vec::new();
    let mut line_start = 0;
    while answer.len() < MOST {
        let byte = stream.read_u8().await.map_err(|error| classify::io(stage, &error))?;
        answer.push(byte);
        if byte != b'\n' {
            continue;
        }
        match answer.get(line_start + 3) {
            Some(b'-') => line_start = answer.len(),
            Some(b' ' | b'\r' | b'\n') => return Ok(String::from_utf8_lossy(&answer).into_owned()),
            _ => break,
        }
    }
    Err(SendError::new(stage, Cause::Protocol))
}

fn positive(answer: &str, stage: Stage) -> Result<(), SendError> {
    let last = answer.lines().next_back().unwrap_or_default();
    let code = last.get(..3).and_then(|code| code.parse().ok());
    match code {
        Some(200..=299) => Ok(()),
        Some(code @ 400..=599) => Err(classify::reply(stage, code, last.get(4..).unwrap_or_default())),
        _ => Err(SendError::new(stage, Cause::Protocol)),
    }
}
