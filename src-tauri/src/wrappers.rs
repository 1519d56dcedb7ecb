//! One wrapper per command: off the main thread, into the use case, and its answer back. Nothing is decided here.

pub(crate) mod control;
pub(crate) mod show;

use gatehouse_commands::{Host, app, gate, import, paper, setup, sync};
use gatehouse_contract::app::{AppRes, CreateEventReq, OpenEventReq};
use gatehouse_contract::error::{Blame, CommandError, ErrorCode};
use gatehouse_contract::gate::{
    AdmitReq, CameraChoice, CameraState, ChooseCameraReq, GateRes, OpenGateReq, PresentReq, SearchHit,
    SearchReq, UndoReq, UndoRes,
};
use gatehouse_contract::import::{ImportReq, ImportRes, StagePieceReq, StageReq, StagedFile};
use gatehouse_contract::setup::{
    Checkpoint, EventDetails, PrintReq, PrintRes, Product, SetKeyStatusReq, SetupRes, Zone,
};
use gatehouse_contract::sync::{
    CarriedRes, CarryReq, EnrolmentRes, JoinReq, LookForCodeReq, MakeCodeReq, OrganizerSignInReq,
    SnapshotFileRes, SyncRes,
};
use gatehouse_contract::verdict::ShownScan;
use tauri::State;
use tauri::ipc::Response;

use crate::desk::Desk;

type Answer<T> = Result<T, CommandError>;

/// Runs a use case where it may wait for the disk without holding the window up.
async fn off_the_main_thread<T: Send + 'static>(
    desk: &State<'_, Desk>,
    work: impl FnOnce(&dyn Host) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let desk = Desk::clone(desk);
    tauri::async_runtime::spawn_blocking(move || work(&desk)).await.unwrap_or_else(|_| {
        Err(CommandError {
            code: ErrorCode::Bug,
            blame: Blame::Bug,
            message: "The command came to an unexpected end".into(),
            hint: "Try again; if it happens again, close Gatehouse and start it once more".into(),
        })
    })
}

/// The newest camera picture; its layout is documented at [`gatehouse_contract::command::CAMERA_FRAME`].
#[tauri::command]
pub(crate) fn camera_frame(desk: State<'_, Desk>, after: u32, max_width: u16) -> Response {
    Response::new(gate::camera::frame(desk.inner(), after, max_width))
}

#[tauri::command]
pub(crate) async fn app_status(desk: State<'_, Desk>) -> Answer<AppRes> {
    off_the_main_thread(&desk, app::status).await
}

#[tauri::command]
pub(crate) async fn create_event(desk: State<'_, Desk>, req: CreateEventReq) -> Answer<AppRes> {
    off_the_main_thread(&desk, move |host| app::create(host, req)).await
}

#[tauri::command]
pub(crate) async fn open_event(desk: State<'_, Desk>, req: OpenEventReq) -> Answer<AppRes> {
    off_the_main_thread(&desk, move |host| app::open(host, req)).await
}

#[tauri::command]
pub(crate) async fn reopen_event(desk: State<'_, Desk>) -> Answer<AppRes> {
    off_the_main_thread(&desk, app::reopen).await
}

#[tauri::command]
pub(crate) async fn screen_ready(desk: State<'_, Desk>) -> Answer<()> {
    off_the_main_thread(&desk, app::screen_ready).await
}

#[tauri::command]
pub(crate) async fn gate_status(desk: State<'_, Desk>) -> Answer<GateRes> {
    off_the_main_thread(&desk, gate::status).await
}

#[tauri::command]
pub(crate) async fn open_gate(desk: State<'_, Desk>, req: OpenGateReq) -> Answer<GateRes> {
    off_the_main_thread(&desk, move |host| gate::open(host, req)).await
}

#[tauri::command]
pub(crate) async fn present(desk: State<'_, Desk>, req: PresentReq) -> Answer<ShownScan> {
    off_the_main_thread(&desk, move |host| gate::present(host, req)).await
}

#[tauri::command]
pub(crate) async fn admit(desk: State<'_, Desk>, req: AdmitReq) -> Answer<ShownScan> {
    off_the_main_thread(&desk, move |host| gate::admit(host, req)).await
}

#[tauri::command]
pub(crate) async fn undo(desk: State<'_, Desk>, req: UndoReq) -> Answer<UndoRes> {
    off_the_main_thread(&desk, move |host| gate::undo(host, req)).await
}

#[tauri::command]
pub(crate) async fn search(desk: State<'_, Desk>, req: SearchReq) -> Answer<Vec<SearchHit>> {
    off_the_main_thread(&desk, move |host| gate::search(host, req)).await
}

#[tauri::command]
pub(crate) async fn list_cameras(desk: State<'_, Desk>) -> Answer<Vec<CameraChoice>> {
    off_the_main_thread(&desk, gate::camera::list).await
}

#[tauri::command]
pub(crate) async fn choose_camera(desk: State<'_, Desk>, req: ChooseCameraReq) -> Answer<GateRes> {
    off_the_main_thread(&desk, move |host| gate::camera::choose(host, req)).await
}

#[tauri::command]
pub(crate) async fn setup_status(desk: State<'_, Desk>) -> Answer<SetupRes> {
    off_the_main_thread(&desk, setup::status).await
}

#[tauri::command]
pub(crate) async fn save_event(desk: State<'_, Desk>, req: EventDetails) -> Answer<SetupRes> {
    off_the_main_thread(&desk, move |host| setup::save_event(host, req)).await
}

#[tauri::command]
pub(crate) async fn save_product(desk: State<'_, Desk>, req: Product) -> Answer<SetupRes> {
    off_the_main_thread(&desk, move |host| setup::save_product(host, req)).await
}

#[tauri::command]
pub(crate) async fn save_zone(desk: State<'_, Desk>, req: Zone) -> Answer<SetupRes> {
    off_the_main_thread(&desk, move |host| setup::save_zone(host, req)).await
}

#[tauri::command]
pub(crate) async fn save_checkpoint(desk: State<'_, Desk>, req: Checkpoint) -> Answer<SetupRes> {
    off_the_main_thread(&desk, move |host| setup::save_checkpoint(host, req)).await
}

#[tauri::command]
pub(crate) async fn new_key(desk: State<'_, Desk>) -> Answer<SetupRes> {
    off_the_main_thread(&desk, setup::new_key).await
}

#[tauri::command]
pub(crate) async fn set_key_status(desk: State<'_, Desk>, req: SetKeyStatusReq) -> Answer<SetupRes> {
    off_the_main_thread(&desk, move |host| setup::set_key_status(host, req)).await
}

#[tauri::command]
pub(crate) async fn stage_file(desk: State<'_, Desk>, req: StageReq) -> Answer<StagedFile> {
    off_the_main_thread(&desk, move |host| import::stage_file(host, req)).await
}

#[tauri::command]
pub(crate) async fn stage_piece(desk: State<'_, Desk>, req: StagePieceReq) -> Answer<StagedFile> {
    off_the_main_thread(&desk, move |host| import::stage_piece(host, req)).await
}

#[tauri::command]
pub(crate) async fn preview_import(desk: State<'_, Desk>, req: ImportReq) -> Answer<ImportRes> {
    off_the_main_thread(&desk, move |host| import::preview(host, req)).await
}

#[tauri::command]
pub(crate) async fn run_import(desk: State<'_, Desk>, req: ImportReq) -> Answer<ImportRes> {
    off_the_main_thread(&desk, move |host| import::run(host, req)).await
}

#[tauri::command]
pub(crate) async fn print_credentials(desk: State<'_, Desk>, req: PrintReq) -> Answer<PrintRes> {
    off_the_main_thread(&desk, move |host| paper::print(host, req)).await
}

#[tauri::command]
pub(crate) async fn sync_status(desk: State<'_, Desk>) -> Answer<SyncRes> {
    off_the_main_thread(&desk, sync::status).await
}

#[tauri::command]
pub(crate) async fn sync_now(desk: State<'_, Desk>) -> Answer<SyncRes> {
    off_the_main_thread(&desk, sync::now).await
}

#[tauri::command]
pub(crate) async fn join_event(desk: State<'_, Desk>, req: JoinReq) -> Answer<AppRes> {
    off_the_main_thread(&desk, move |host| sync::join_event(host, req)).await
}

#[tauri::command]
pub(crate) async fn look_for_code(desk: State<'_, Desk>, req: LookForCodeReq) -> Answer<CameraState> {
    off_the_main_thread(&desk, move |host| sync::look_for_code(host, req)).await
}

#[tauri::command]
pub(crate) async fn enrolment_status(desk: State<'_, Desk>) -> Answer<EnrolmentRes> {
    off_the_main_thread(&desk, sync::enrolment_status).await
}

#[tauri::command]
pub(crate) async fn sign_in_organizer(
    desk: State<'_, Desk>,
    req: OrganizerSignInReq,
) -> Answer<EnrolmentRes> {
    off_the_main_thread(&desk, move |host| sync::sign_in_organizer(host, req)).await
}

#[tauri::command]
pub(crate) async fn sign_out_organizer(desk: State<'_, Desk>) -> Answer<EnrolmentRes> {
    off_the_main_thread(&desk, sync::sign_out_organizer).await
}

#[tauri::command]
pub(crate) async fn publish_event(desk: State<'_, Desk>) -> Answer<EnrolmentRes> {
    off_the_main_thread(&desk, sync::publish_event).await
}

#[tauri::command]
pub(crate) async fn make_enrolment_code(desk: State<'_, Desk>, req: MakeCodeReq) -> Answer<EnrolmentRes> {
    off_the_main_thread(&desk, move |host| sync::make_enrolment_code(host, req)).await
}

#[tauri::command]
pub(crate) async fn write_bundle(desk: State<'_, Desk>, req: CarryReq) -> Answer<CarriedRes> {
    off_the_main_thread(&desk, move |host| sync::write_bundle(host, req)).await
}

#[tauri::command]
pub(crate) async fn read_bundle(desk: State<'_, Desk>, req: CarryReq) -> Answer<CarriedRes> {
    off_the_main_thread(&desk, move |host| sync::read_bundle(host, req)).await
}

#[tauri::command]
pub(crate) async fn write_snapshot(desk: State<'_, Desk>, req: CarryReq) -> Answer<SnapshotFileRes> {
    off_the_main_thread(&desk, move |host| sync::write_snapshot(host, req)).await
}

#[tauri::command]
pub(crate) async fn read_snapshot(desk: State<'_, Desk>, req: CarryReq) -> Answer<SnapshotFileRes> {
    off_the_main_thread(&desk, move |host| sync::read_snapshot(host, req)).await
}
