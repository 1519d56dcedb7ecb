//! Windows beside the staff's, for other people to look at. What each may call is said in `capabilities/`, by the beginning
//! of its label.

use gatehouse_contract::error::{Blame, CommandError, ErrorCode};
use gatehouse_contract::show::{OpenWindowReq, WindowView};
use tauri::{AppHandle, Manager as _, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// The staff's window.
pub(crate) const STAFF: &str = "main";

/// Opens a window, filling another monitor than the staff's when there is one; one that shows the same already comes to
/// the front.
pub(crate) fn open(app: &AppHandle, req: &OpenWindowReq) -> Result<(), CommandError> {
    let label = label(req);
    if let Some(window) = app.get_webview_window(&label) {
        return window.unminimize().and_then(|()| window.set_focus()).map_err(failed);
    }
    let address = WebviewUrl::App(address(req).into());
    let mut window =
        WebviewWindowBuilder::new(app, &label, address).title("Gatehouse").inner_size(1280.0, 720.0);
    if let Some(free) = free_monitor(app) {
        let place = free.position().to_logical::<f64>(free.scale_factor());
        window = window.position(place.x, place.y).fullscreen(true);
    }
    window.build().map(drop).map_err(failed)
}

/// A monitor on which no window of ours stands.
fn free_monitor(app: &AppHandle) -> Option<Monitor> {
    let windows = app.webview_windows();
    let taken: Vec<Monitor> = windows.values().filter_map(monitor_of).collect();
    let all = app.available_monitors().ok()?;
    all.into_iter().find(|one| taken.iter().all(|other| other.position() != one.position()))
}

fn monitor_of(window: &WebviewWindow) -> Option<Monitor> {
    window.current_monitor().ok().flatten()
}

const fn word(view: WindowView) -> &'static str {
    match view {
        WindowView::Timer => "timer",
        WindowView::Wall => "wall",
        WindowView::Follower => "follower",
        WindowView::Department => "department",
    }
}

/// A label takes few characters, so a department stands in it by its bytes.
fn label(req: &OpenWindowReq) -> String {
    let department = req.department.as_deref().unwrap_or_default().bytes().map(|byte| format!("{byte:02x}"));
    format!("{}-{}-{}", word(req.view), req.show.0, department.collect::<String>())
}

fn address(req: &OpenWindowReq) -> String {
    let mut address = format!("index.html?window={}&show={}", word(req.view), req.show.0);
    if let Some(department) = &req.department {
        address.push_str("&department=");
        for byte in department.bytes() {
            if byte.is_ascii_alphanumeric() {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    address
}

fn failed(error: tauri::Error) -> CommandError {
    CommandError {
        code: ErrorCode::Bug,
        blame: Blame::Bug,
        message: format!("The window could not be opened: {error}"),
        hint: "Try again; if it happens again, close Gatehouse and start it once more".into(),
    }
}
