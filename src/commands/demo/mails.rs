//! The mails of the demo, which are files: reading them, and confirming an address with the code in one.

use super::client::Client;
use anyhow::Context;
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// The .eml files whose names contain `part`, oldest first.
pub fn named(folder: &Path, part: &str) -> anyhow::Result<Vec<PathBuf>> {
    let Ok(folder) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<_> = folder.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        path.extension().is_some_and(|ending| ending == "eml") && name.contains(part)
    });
    files.sort();
    Ok(files)
}

/// Waits for the mail to this person, and confirms their address with the code in it.
pub async fn confirm(folder: &Path, person: &Client) -> anyhow::Result<()> {
    let mail = mail_to(folder, &person.email).await?;
    let code = readable(&mail).into_iter().find(|line| is_code(line)).context("a mail without a code")?;
    let query =
        "mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { emailConfirmed } } }";
    let ask = || person.ask(query, json!({ "input": { "code": code } }));
    // The file is there a moment before the worker has noted that the mail is sent, and until then its code is not good.
    let mut answer = ask().await;
    for _ in 0..3 {
        if answer.is_err() {
            tokio::time::sleep(Duration::from_millis(300)).await;
            answer = ask().await;
        }
    }
    let answer = answer?;
    anyhow::ensure!(answer["confirmEmail"]["user"]["emailConfirmed"] == true, "not confirmed: {answer}");
    Ok(())
}

async fn mail_to(folder: &Path, email: &str) -> anyhow::Result<String> {
    for _ in 0..600 {
        for file in named(folder, "-account-")? {
            let mail = std::fs::read_to_string(file)?;
            if mail.lines().any(|line| line.starts_with("To:") && line.contains(email)) {
                return Ok(mail);
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("no mail came to {email}")
}

/// Eight digits in two groups, alone on their line.
fn is_code(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    digits == 8 && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')
}

/// The text part of a mail, as far as a terminal can show it.
pub fn readable(mail: &str) -> Vec<String> {
    let part = mail.split("text/plain").nth(1).unwrap_or(mail);
    let body = part.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let body = decoded(&body.split("\r\n--").next().unwrap_or(body).replace("=\r\n", ""));
    body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// Quoted-printable text (RFC 2045, section 6.7) without its soft line breaks, as it was before.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'=');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
