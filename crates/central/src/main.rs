//! `gatehouse-central`: the stand-in as a program, for demonstrations and for trying things by hand.
//!
//! It prints one line of JSON about where everything is, then serves until its standard input closes or it is told to
//! stop. Clients reach the server through the fault proxy, so that the network can be taken away.

mod control;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use gatehouse_central::{Algorithm, Cluster, Config, Faults, Keys, Place, Schema, Server};
use serde_json::json;
use tokio::io::AsyncReadExt as _;

const USAGE: &str = "usage: gatehouse-central [--seed] [--data DIR] [--port N] [--control-port N]";

/// Who may organize in a fresh stand-in. The seed's events, if any, belong to this address.
const ORGANIZER: &str = "organizer@gatehouse.test";
const PASSWORD: &str = "gatehouse-demo";

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wishes {
    seed: bool,
    data: Option<PathBuf>,
    port: u16,
    control_port: u16,
}

fn main() -> Result<()> {
    let wishes = read(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(serve(&wishes));
    // Not waited for: reading from the standard input cannot be broken off.
    runtime.shutdown_background();
    result
}

async fn serve(wishes: &Wishes) -> Result<()> {
    let mut schema = Schema::repository()?;
    if wishes.seed {
        schema = schema.with_seed()?;
    }
    let place = wishes.data.clone().map_or(Place::Scratch, Place::Folder);
    let cluster = Cluster::start(place, schema).await?;
    let database = cluster.database("gatehouse").await?;
    let keys = wishes.data.as_deref().map(keys).transpose()?;
    let server = Server::start(&database, Config { keys, ..Config::default() }).await?;
    server.ensure_user(ORGANIZER, PASSWORD).await?;
    let faults = Faults::start_on(server.address(), wishes.port).await.context("the port")?;
    let url = faults.url();
    let control = control::Control::start(faults, wishes.control_port).await.context("the control port")?;
    let about = json!({
        "url": url,
        "publishable_key": server.publishable_key(),
        "email": ORGANIZER,
        "password": PASSWORD,
        "control_url": control.url(),
        "socket": cluster.socket(),
    });
    writeln!(std::io::stdout(), "{about}")?;
    let told = until_told().await;
    cluster.stop();
    told
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Wishes> {
    let mut wishes = Wishes::default();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value\n{USAGE}"));
        match word.as_str() {
            "--seed" => wishes.seed = true,
            "--data" => wishes.data = Some(value()?.into()),
            "--port" => wishes.port = value()?.parse().context("--port")?,
            "--control-port" => wishes.control_port = value()?.parse().context("--control-port")?,
            _ => bail!("{word} is unknown\n{USAGE}"),
        }
    }
    Ok(wishes)
}

/// The keys of a kept folder, so that tokens from last time are still good.
fn keys(folder: &Path) -> Result<Keys> {
    let path = folder.join("keys");
    if path.exists() {
        return Ok(Keys::from_text(Algorithm::default(), &std::fs::read_to_string(&path)?)?);
    }
    let keys = Keys::generate(Algorithm::default())?;
    std::fs::write(&path, keys.to_text())?;
    Ok(keys)
}

/// Waits for the end of the standard input or for a signal.
async fn until_told() -> Result<()> {
    let mut stdin = tokio::io::stdin();
    let mut ignored = [0; 256];
    let input = async { while stdin.read(&mut ignored).await.is_ok_and(|length| length > 0) {} };
    tokio::select! {
        () = input => Ok(()),
        told = stop() => told.context("waiting for signals"),
    }
}

#[cfg(unix)]
async fn stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_read() {
        let check = |line: &str| read(line.split_whitespace().map(str::to_owned));
        assert_eq!(check("").expect("nothing is needed"), Wishes::default());
        let wishes = check("--seed --data /tmp/x --port 54321").expect("wishes");
        assert_eq!(wishes, Wishes { seed: true, data: Some("/tmp/x".into()), port: 54321, control_port: 0 });
        for line in ["--port", "--port x", "--what"] {
            assert!(check(line).is_err(), "{line}");
        }
    }
}
