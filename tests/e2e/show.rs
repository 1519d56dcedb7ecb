//! A show as the stage manager calls it: GO twice, a laptop that dies in mid-cue, a window for somebody else, and the log
//! of it all.

use anyhow::{Context as _, Result};
use fantoccini::wd::WindowHandle;

use super::desk::{Desk, PATIENCE, Venue};
use super::screens::objections;

const RUNDOWN: &str = "Number,Title,Duration,Lighting,Sound,Note,Flag\n\
    Q1,Apertura de puertas,10m,Luces de sala,,Esperar a seguridad,\n\
    Q2,Himno,10m,Blackout,Pista 1,,yes\n\
    Q3,Discurso de la rectora,10m,Frontal,Micrófono de mano,,\n\
    Q4,La Orquesta Sinfónica Juvenil de Río Abierto,10m,,Línea 3 a 24,,\n\
    Q5,Cierre,10m,Luces de sala,,,\n";

/// The program itself says that more than a second has passed since the last GO of a cue of ten minutes.
const OLD_ENOUGH: &str =
    "/^9:[0-5][0-8]/.test(document.querySelector('[data-testid=\"time-left\"]')?.textContent ?? '')";

/// Goes to the room of the show.
async fn to_the_show(desk: &Desk) -> Result<()> {
    desk.press("[data-testid=\"nav-show\"]").await?;
    desk.find("show-room").await?;
    Ok(())
}

/// The live cue is this one.
async fn is_live(desk: &Desk, number: &str) -> Result<()> {
    desk.says("[data-testid=\"live-number\"]", number).await?;
    Ok(())
}

/// The space bar, down and up; `times` presses one right after the other.
async fn space(desk: &Desk, times: usize) -> Result<()> {
    desk.keys(&" ".repeat(times)).await
}

#[tokio::test]
async fn a_show_is_called_through_a_double_press_and_a_dead_laptop_to_its_as_run() -> Result<()> {
    let venue = Venue::new()?;
    let show = venue.plans_a_show(RUNDOWN)?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;
    to_the_show(&desk).await?;
    desk.find("show-choice").await?.select_by_value(&show.0.to_string()).await?;
    desk.says("[data-testid=\"show-list\"]", "Himno").await?;
    assert_eq!(objections(&desk).await?, Vec::<String>::new());
    desk.press("[data-testid=\"take-call\"]").await?;
    desk.find_css("[data-testid=\"caller\"][data-own=\"true\"]").await?;
    space(&desk, 1).await?;
    is_live(&desk, "Q1").await?;
    assert_eq!(objections(&desk).await?, Vec::<String>::new());

    // Once the first GO is old enough to leave its cue, two presses are one advance and one refusal that everybody sees.
    desk.holds(OLD_ENOUGH).await?;
    space(&desk, 2).await?;
    is_live(&desk, "Q2").await?;
    desk.find_css("[data-testid=\"press-notice\"][data-kind=\"refused\"]").await?;
    desk.picture("show-caller-refused").await?;
    desk.kill().await?;

    let desk = Desk::open(&venue, 1280, 800).await?;
    to_the_show(&desk).await?;
    is_live(&desk, "Q2").await?;
    desk.find_css("[data-testid=\"caller\"][data-own=\"true\"]").await?;
    let left = desk.says("[data-testid=\"time-left\"]", ":").await?;
    assert!(left.contains("9:") || left.contains("8:"), "ten minutes, less what has passed: {left}");
    desk.turn(800, 1280).await?;
    assert_eq!(objections(&desk).await?, Vec::<String>::new());
    desk.picture("show-caller-upright").await?;
    desk.turn(1280, 800).await?;
    others_look(&desk).await?;

    for number in ["Q4", "Q5"] {
        go_to(&desk, number).await?;
    }
    desk.find("show-room").await?;
    go_on(&desk).await?;
    desk.find_css("[data-testid=\"show-state\"][data-state=\"finished\"]").await?;
    desk.press("[data-testid=\"tab-tools\"]").await?;
    desk.press("[data-testid=\"as-run-csv\"]").await?;
    let said = desk.says("[data-testid=\"as-run-path\"]", "as-run").await?;
    let path = said.split_whitespace().find(|word| word.contains("as-run")).context("a path")?.to_owned();
    desk.close().await?;
    let as_run = std::fs::read_to_string(said[said.find('/').context("a path")?..].trim())
        .with_context(|| format!("reading {path}"))?;
    let numbers: Vec<&str> =
        as_run.lines().skip(1).filter_map(|line| line.split([',', ';']).next()).collect();
    assert_eq!(numbers, ["Q1", "Q2", "Q3", "Q4", "Q5"], "{as_run}");
    venue.passes_on_disk()?;
    Ok(())
}

/// GO once, when the last one is old enough by the program's own time.
async fn go_on(desk: &Desk) -> Result<()> {
    desk.holds(OLD_ENOUGH).await?;
    space(desk, 1).await
}

async fn go_to(desk: &Desk, number: &str) -> Result<()> {
    go_on(desk).await?;
    is_live(desk, number).await
}

/// The other windows follow, press nothing that is not theirs, and are read from afar.
async fn others_look(desk: &Desk) -> Result<()> {
    let staff = desk.client.window().await?;
    desk.press("[data-testid=\"tab-tools\"]").await?;
    let mut opened = vec![staff.clone()];
    for view in ["follower", "timer", "wall", "department"] {
        desk.press(&format!("[data-testid=\"window-{view}\"]")).await?;
        let window = newcomer(desk, &opened).await?;
        opened.push(window.clone());
        desk.client.switch_to_window(window).await?;
        desk.find(view).await?;
        assert_eq!(objections(desk).await?, Vec::<String>::new(), "{view}");
        for command in ["press_show", "edit_plan", "admit", "search"] {
            assert!(is_refused(desk, command).await?, "the {view} window may not call {command}");
        }
        assert_eq!(is_refused(desk, "press_department").await?, view != "department");
        desk.picture(&format!("show-{view}")).await?;
        desk.turn(800, 1280).await?;
        assert_eq!(objections(desk).await?, Vec::<String>::new(), "{view}, upright");
        desk.picture(&format!("show-{view}-upright")).await?;
        desk.client.switch_to_window(staff.clone()).await?;
    }
    // The follower hears of the next GO.
    go_to(desk, "Q3").await?;
    desk.client.switch_to_window(opened[1].clone()).await?;
    is_live(desk, "Q3").await?;
    desk.client.switch_to_window(opened[2].clone()).await?;
    let share = "const left = document.querySelector('[data-testid=\"time-left\"]'); \
                 return parseFloat(getComputedStyle(left).fontSize) / innerHeight";
    let share = desk.run(share).await?.as_f64().context("the timer shows the time left")?;
    assert!(share >= 0.2, "the time left takes {share:.2} of the height: it is read at three metres");
    for window in opened.into_iter().skip(1) {
        desk.client.switch_to_window(window).await?;
        desk.client.close_window().await?;
    }
    Ok(desk.client.switch_to_window(staff).await?)
}

/// The window that was not there before.
async fn newcomer(desk: &Desk, known: &[WindowHandle]) -> Result<WindowHandle> {
    let coming = async {
        loop {
            let all = desk.client.windows().await?;
            if let Some(new) = all.into_iter().find(|window| !known.contains(window)) {
                return anyhow::Ok(new);
            }
        }
    };
    tokio::time::timeout(PATIENCE, coming).await.context("no window came")?
}

/// Whether the shell keeps the page from calling a command.
async fn is_refused(desk: &Desk, command: &str) -> Result<bool> {
    let call = format!(
        "const done = arguments[arguments.length - 1]; \
         window.__TAURI_INTERNALS__.invoke('{command}', {{ req: null }}) \
           .then(() => done('let in'), (error) => done(String(error?.message ?? error)))"
    );
    let said = desk.client.execute_async(&call, vec![]).await?;
    Ok(said.as_str().is_some_and(|said| said.contains("not allowed")))
}
