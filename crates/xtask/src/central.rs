//! The demonstration's central store: the stand-in for a Supabase project, and the switch of its network.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{Place, run as run_to_end};

/// The same every time: a replica remembers where its store is.
const PORT: u16 = 54_871;
const CONTROL_PORT: u16 = 54_872;

/// A store that runs. It stops when this goes.
pub(crate) struct Central {
    server: Child,
    url: String,
    key: String,
    email: String,
    password: String,
}

impl Central {
    /// Starts it on the data of the last time.
    pub(crate) fn start(place: &Place, data: &Path) -> Result<Self> {
        let mut server = Command::new(place.program("gatehouse-central"))
            .arg("--data")
            .arg(data)
            .args(["--port", &PORT.to_string(), "--control-port", &CONTROL_PORT.to_string()])
            .current_dir(&place.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the central store")?;
        let output = server.stdout.take().context("the output was piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let told =
            |name| value(&line, name).with_context(|| format!("the central store did not start ({name})"));
        let (url, key) = (told("url")?, told("publishable_key")?);
        let (email, password) = (told("email")?, told("password")?);
        Ok(Self { server, url, key, email, password })
    }

    /// Puts the event into the store and connects the replica with it, unless that was done before.
    pub(crate) fn publish(&self, place: &Place, replica: &Path) -> Result<()> {
        let done = replica.with_extension("published");
        if done.exists() {
            return Ok(());
        }
        let secret = replica.with_extension("organizer");
        fs::write(&secret, &self.password)?;
        let mut publish = Command::new(place.program("gatehouse"));
        publish.args(["sync", "publish", "--url", &self.url, "--key", &self.key, "--email", &self.email]);
        publish.arg("--password-file").arg(&secret).arg("--replica").arg(replica).current_dir(&place.root);
        let published = run_to_end(&mut publish);
        fs::remove_file(&secret)?;
        published?;
        fs::write(&done, b"")?;
        Ok(())
    }

    /// What a person may try.
    pub(crate) fn introduce(&self) {
        println!(
            "The central store is a stand-in at {} (organizer {}, password {}, key {}).\n\
             Take its network away with `cargo xtask network off`, give it back with `cargo xtask network on`.",
            self.url, self.email, self.password, self.key
        );
    }
}

impl Drop for Central {
    fn drop(&mut self) {
        // It ends with its standard input.
        drop(self.server.stdin.take());
        let _ = self.server.wait();
    }
}

/// `cargo xtask network on|off`: works on the store of a demonstration that runs.
pub(crate) fn network(up: bool) -> Result<()> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, CONTROL_PORT))
        .context("no demonstration with a central store is running; start one with `cargo xtask demo`")?;
    let body = format!("{{\"up\":{up}}}");
    write!(
        stream,
        "POST /demo/network HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the central store answered {:?}", answer.lines().next().unwrap_or_default());
    }
    println!("the network of the demonstration is {}", if up { "there" } else { "gone" });
    Ok(())
}

/// A text in a flat JSON object whose texts need no unquoting.
fn value(json: &str, name: &str) -> Option<String> {
    let (_, rest) = json.split_once(&format!("\"{name}\":\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_of_itself_is_understood() {
        let line = r#"{"control_url":"http://b","email":"o@x","url":"http://127.0.0.1:1"}"#;
        assert_eq!(value(line, "url").as_deref(), Some("http://127.0.0.1:1"));
        assert_eq!(value(line, "email").as_deref(), Some("o@x"));
        assert_eq!(value(line, "password"), None);
        assert_eq!(value("", "url"), None);
    }
}
