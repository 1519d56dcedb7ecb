//! The desktop program. Composition only: windows, the desktop as a host, one wrapper per command; no rule lives here.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod args;
mod desk;
mod windows;
mod wrappers;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use clap::Parser as _;
use gatehouse_commands::keep::{self, Keeper};
use gatehouse_commands::{Folders, Host as _, Session, app as commands, gate, import};
use gatehouse_contract::error::CommandError;
use gatehouse_hardware::clock;
use tauri::{Manager as _, RunEvent, WebviewWindowBuilder, WindowEvent};

use crate::args::Args;
use crate::desk::Desk;

fn main() -> anyhow::Result<()> {
    let started_mono_ms = clock::mono_now();
    let args = Args::parse();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _args, _folder| {
            if let Some(window) = app.get_webview_window(windows::STAFF) {
                // Whoever started the program a second time wants to see the one that runs.
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .setup(move |app| {
            start(app, args, started_mono_ms)?;
            Ok(())
        })
        .on_window_event(|window, event| {
            // Windows for others go when the staff's does.
            if window.label() == windows::STAFF && matches!(event, WindowEvent::Destroyed) {
                window.app_handle().exit(0);
            }
        })
        .invoke_handler(tauri::generate_handler![
            wrappers::app_status,
            wrappers::create_event,
            wrappers::open_event,
            wrappers::reopen_event,
            wrappers::screen_ready,
            wrappers::gate_status,
            wrappers::open_gate,
            wrappers::present,
            wrappers::admit,
            wrappers::undo,
            wrappers::search,
            wrappers::list_cameras,
            wrappers::choose_camera,
            wrappers::setup_status,
            wrappers::save_event,
            wrappers::save_product,
            wrappers::save_zone,
            wrappers::save_checkpoint,
            wrappers::new_key,
            wrappers::set_key_status,
            wrappers::stage_file,
            wrappers::stage_piece,
            wrappers::preview_import,
            wrappers::run_import,
            wrappers::print_credentials,
            wrappers::sync_status,
            wrappers::sync_now,
            wrappers::join_event,
            wrappers::look_for_code,
            wrappers::enrolment_status,
            wrappers::sign_in_organizer,
            wrappers::sign_out_organizer,
            wrappers::publish_event,
            wrappers::make_enrolment_code,
            wrappers::write_bundle,
            wrappers::read_bundle,
            wrappers::write_snapshot,
            wrappers::read_snapshot,
            wrappers::camera_frame,
            wrappers::show::list_shows,
            wrappers::show::new_show,
            wrappers::show::show_plan,
            wrappers::show::edit_plan,
            wrappers::show::undo_edit,
            wrappers::show::settle_proposal,
            wrappers::show::import_rundown,
            wrappers::show::export_show,
            wrappers::show::show_live,
            wrappers::show::press_show,
            wrappers::show::press_department,
            wrappers::show::curfew_options,
            wrappers::show::open_window,
            wrappers::control::control_status,
            wrappers::control::log_entries,
            wrappers::control::incident_status,
            wrappers::control::read_line,
            wrappers::control::write_line,
            wrappers::control::act_in_control,
            wrappers::control::attach_file,
            wrappers::control::open_names,
            wrappers::control::crowd_status,
            wrappers::control::capacity,
            wrappers::control::staff_status,
            wrappers::control::control_setup,
            wrappers::control::visit_log,
            wrappers::control::export_log,
        ])
        .build(tauri::generate_context!())
        .context("the window could not be opened")?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit)
                && let Some(desk) = app.try_state::<Desk>()
            {
                if let Some(keeper) = app.try_state::<Mutex<Option<Keeper>>>() {
                    drop(keeper.lock().unwrap_or_else(PoisonError::into_inner).take());
                }
                desk.uplink().detach();
                desk.session().close();
            }
        });
    Ok(())
}

/// Opens the event and then the window, so that the window finds everything in place.
fn start(app: &mut tauri::App, args: Args, started_mono_ms: u64) -> anyhow::Result<()> {
    let data = args
        .data
        .or_else(Folders::usual)
        .context("this system names no home folder; say where to keep files with --data DIR")?;
    let desk = Desk::new(app.handle().clone(), &data, Session::with_camera(args.camera), started_mono_ms);
    // What a stop in the middle of an import left behind holds personal data.
    if let Err(error) = import::empty_staging(&desk) {
        say(&error.to_string());
    }
    if let Err(error) = take_post(&desk, args.replica.as_deref(), args.checkpoint.as_deref()) {
        // The window comes up all the same and offers what can be opened.
        say(&error.to_string());
    }
    let keeper = keep::keep(desk.handle()).context("the event cannot be looked after")?;
    app.manage(Mutex::new(Some(keeper)));
    app.manage(desk);
    let mut window = app.config().app.windows.first().context("the configuration names no window")?.clone();
    if let Some((width, height)) = args.size {
        (window.width, window.height) = (width, height);
    }
    WebviewWindowBuilder::from_config(app.handle(), &window)?.build()?;
    Ok(())
}

/// Opens what was asked for at start, or what was open last, and stands where that was asked for.
fn take_post(desk: &Desk, replica: Option<&Path>, checkpoint: Option<&str>) -> Result<(), CommandError> {
    match replica {
        Some(file) => commands::open_path(desk, file, None)?,
        None => commands::open_last(desk)?,
    }
    match checkpoint {
        Some(name) => gate::open_by_name(desk, name),
        None => Ok(()),
    }
}

/// A line for whoever started the program from a terminal: no names, codes or keys.
fn say(line: &str) {
    use std::io::Write as _;
    // Without a terminal there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "gatehouse: {line}");
}
