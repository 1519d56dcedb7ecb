//! The desktop program itself: how long until its first screen, and what it holds in memory.
//!
//! Needs `GATEHOUSE_APP` and a display, which `cargo xtask bench` gives; without them the area is left out and said so.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host, import};
use gatehouse_testkit::Machine;

use crate::import::event;
use crate::people;
use crate::report::{Report, memory};

const STARTS: usize = 5;

/// Measures with `size` guests in the replica.
pub(crate) fn measure(size: u64, report: &mut Report) -> Result<()> {
    let (Ok(program), true) = (std::env::var("GATEHOUSE_APP"), std::env::var_os("DISPLAY").is_some()) else {
        println!("app: left out, because there is no GATEHOUSE_APP or no display");
        return Ok(());
    };
    let machine = Machine::new();
    event(&machine, Protect::Unprotected)?;
    let rows = machine.path("guests.csv");
    people::write(&rows, size)?;
    import::run_file(&machine, &rows, None)?;
    machine.session().close();
    for start in 0..STARTS {
        let mut running = Command::new(&program)
            .args(["--camera", "scene", "--checkpoint", "Puerta Norte", "--replica"])
            .arg(machine.path("bench.gatehouse"))
            .arg("--data")
            .arg(machine.path("data"))
            .stderr(Stdio::piped())
            .spawn()
            .context("the program starts")?;
        let lines = BufReader::new(running.stderr.take().context("its standard error was piped")?).lines();
        let mut words = lines.map_while(Result::ok).filter_map(|line| {
            line.strip_prefix("gatehouse: first screen after ")?.strip_suffix(" ms")?.parse::<f64>().ok()
        });
        let spent = words.next().context("the program shows its first screen")?;
        if start == 0 {
            let own = memory(&running.id().to_string(), "VmRSS:");
            let helpers: f64 = children(running.id()).iter().map(|pid| memory(pid, "VmRSS:")).sum();
            report.figure(&format!("app {size}: resident memory of the program"), own, "MiB");
            report.figure(
                &format!("app {size}: resident memory of its web view's processes"),
                helpers,
                "MiB",
            );
            report.figure(&format!("app {size}: first start to first screen"), spent, "ms");
        } else if start + 1 == STARTS {
            report.figure(&format!("app {size}: later start to first screen"), spent, "ms");
        }
        running.kill()?;
        running.wait()?;
    }
    Ok(())
}

fn children(parent: u32) -> Vec<String> {
    let parent = parent.to_string();
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    all.map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|pid| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let rest = stat.rsplit_once(')').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
            rest.split_whitespace().nth(1) == Some(parent.as_str())
        })
        .collect()
}
