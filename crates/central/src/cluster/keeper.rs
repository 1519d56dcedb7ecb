//! Ends the server when this program ends, however it ends.
//!
//! A small shell waits at the other end of a pipe. When the pipe closes, because the cluster was dropped, a test
//! process went without dropping its statics, or somebody killed it, the shell stops the server and removes the folder.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::programs::Programs;
use crate::error::Result;

/// Ignores what a terminal sends to all of a group, waits for the end of its input, runs the rest of its arguments and
/// removes the folder named first.
const SCRIPT: &str = r#"trap "" INT TERM HUP; read -r _; folder=$1; shift; "$@"; rm -rf "$folder""#;

/// The shell that waits.
#[derive(Debug)]
pub(super) struct Keeper {
    shell: Child,
}

impl Keeper {
    /// Starts to wait. `folder` is the keeper's from now on; scratch data need no orderly end.
    pub(super) fn watch(programs: &Programs, folder: TempDir, data: &Path, scratch: bool) -> Result<Self> {
        let mut stop = programs.command("pg_ctl");
        stop.arg("-D").arg(data).args(["-w", "-m", if scratch { "immediate" } else { "fast" }, "stop"]);
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT, "sh"]).arg(folder.path()).arg(stop.get_program()).args(stop.get_args());
        shell.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let shell = shell.spawn()?;
        // Only now: had the shell not started, the folder would go by itself.
        let _ = folder.keep();
        Ok(Self { shell })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // It has nothing to tell, and there is nobody left to tell it to.
        let _ = self.shell.wait();
    }
}
