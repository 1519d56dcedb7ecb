//! A screen and a session bus for tests that open windows, on machines that have neither.
//!
//! Linux only: elsewhere a window cannot be driven from a test, and those tests are left out. A person's own
//! session is never used, so that nothing flickers and nothing of theirs is touched.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A running X server without a screen, and a home for what the tests leave behind; both end with it.
pub(crate) struct Display {
    server: Child,
    name: String,
    home: PathBuf,
}

impl Display {
    /// Starts the server; it chooses a free number itself and says so when it is ready.
    pub(crate) fn start() -> Result<Self> {
        let home = env::temp_dir().join(format!("gatehouse-test-{}", std::process::id()));
        private_folder(&home)?;
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x1280x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb; `cargo xtask setup` says how to get it")?;
        let mut display = Self { server, name: String::new(), home };
        let mut number = String::new();
        let answer = display.server.stdout.take().context("the output was piped")?;
        BufReader::new(answer).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb ended before it was ready");
        }
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// The same program, inside: with this screen, a session bus of its own and nobody's files.
    pub(crate) fn inside(&self, command: &Command) -> Command {
        let mut inside = Command::new("dbus-run-session");
        inside.arg("--").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            inside.current_dir(folder);
        }
        inside
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("XDG_RUNTIME_DIR", &self.home)
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            // No graphics card: draw in software, and do not ask for buffers that only a card has.
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            // No desktop: settings live in memory, and no screen reader listens.
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1");
        inside
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody left to tell.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.home);
    }
}

#[cfg(unix)]
fn private_folder(path: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(path).with_context(|| format!("cannot make {}", path.display()))
}

#[cfg(not(unix))]
fn private_folder(path: &std::path::Path) -> Result<()> {
    fs::create_dir(path).with_context(|| format!("cannot make {}", path.display()))
}
