//! The program under its driver, in a session of its own: one program runs per session bus, and what one window's page
//! remembers another must not find.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::desk::PATIENCE;

/// The driver, the program that it started and their session bus. Dropping it ends all three.
pub(super) struct Running {
    /// What stands in the program's command line and in no other's.
    mark: String,
    _driver: Ends,
    _bus: Ends,
}

/// A process that ends when this goes.
struct Ends(Child);

/// Starts the program with these arguments, and keeps what its session leaves behind in a folder that they name too.
pub(super) async fn start(home: &Path, arguments: &[&str]) -> Result<(Running, Client)> {
    let program = program()?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let (bus, address) = session_bus()?;
    let driver = Command::new("WebKitWebDriver")
        .args([format!("--port={port}"), "--host=127.0.0.1".into()])
        .env("DBUS_SESSION_BUS_ADDRESS", address)
        .env("XDG_DATA_HOME", home.join("session"))
        .env("TAURI_AUTOMATION", "true")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .stdout(Stdio::null())
        .spawn()
        .map(Ends)
        .context("WebKitWebDriver is not installed: run `cargo xtask setup`")?;
    let running = Running { mark: home.display().to_string(), _driver: driver, _bus: bus };
    let capabilities = json!({ "webkitgtk:browserOptions": { "binary": program, "args": arguments } });
    let client = connect(port, capabilities).await?;
    Ok((running, client))
}

/// A session bus, and where it listens.
fn session_bus() -> Result<(Ends, String)> {
    let mut bus = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address=1"])
        .stdout(Stdio::piped())
        .spawn()
        .map(Ends)
        .context("dbus-daemon is not installed: run `cargo xtask setup`")?;
    let output = bus.0.stdout.take().context("the output was piped")?;
    let mut address = String::new();
    BufReader::new(output).read_line(&mut address)?;
    Ok((bus, address.trim().to_owned()))
}

impl Running {
    /// The program's processes that are still there.
    pub(super) fn processes(&self) -> Vec<String> {
        let program = program().unwrap_or_default();
        let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        all.filter(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line);
            line.starts_with(&program) && line.contains(&self.mark)
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
    }

    pub(super) fn kill(&self) -> usize {
        let killed = |pid: &String| {
            Command::new("kill").args(["-KILL", pid]).status().is_ok_and(|done| done.success())
        };
        self.processes().iter().filter(|pid| killed(pid)).count()
    }
}

/// Waits until processes have let go of their files: only when the last of its threads is a zombie has a process.
pub(super) async fn ended(processes: &[String]) -> Result<()> {
    let breathes = |stat: PathBuf| {
        let stat = std::fs::read_to_string(stat).unwrap_or_default();
        stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
    };
    let alive = |pid: &String| {
        let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        threads.into_iter().any(|thread| breathes(thread.path().join("stat")))
    };
    let ending = async {
        let mut again = tokio::time::interval(Duration::from_millis(50));
        while processes.iter().any(alive) {
            again.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, ending).await.context("the program did not end")
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        // It may have ended by itself, which is all that is wanted here.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Result<String> {
    std::env::var("GATEHOUSE_APP")
        .context("GATEHOUSE_APP names no program: run this through `cargo xtask test`")
}

async fn connect(port: u16, capabilities: Value) -> Result<Client> {
    let Value::Object(capabilities) = capabilities else { bail!("capabilities are an object") };
    let address = format!("http://127.0.0.1:{port}");
    let connecting = async {
        let mut again = tokio::time::interval(Duration::from_millis(100));
        loop {
            again.tick().await;
            // The driver needs a moment until it listens.
            if tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok() {
                break;
            }
        }
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities).connect(&address).await
    };
    Ok(tokio::time::timeout(PATIENCE, connecting).await.context("the program never came up")??)
}
