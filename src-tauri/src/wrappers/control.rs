//! The wrappers of the control room.

use gatehouse_commands::control;
use gatehouse_contract::control::{
    ActReq, AttachReq, AttachmentLine, CapacityReq, CapacityRes, ControlRes, ControlSetupRes, CrowdRes,
    ExportLogReq, IncidentReq, IncidentRes, LogReq, LogRes, ReadLineReq, ReadLineRes, StaffRes, VisitReq,
    WriteLineReq, WrittenRes,
};
use gatehouse_contract::show::ExportRes;
use tauri::State;

use super::{Answer, off_the_main_thread};
use crate::desk::Desk;

#[tauri::command]
pub(crate) async fn control_status(desk: State<'_, Desk>) -> Answer<ControlRes> {
    off_the_main_thread(&desk, control::status).await
}

#[tauri::command]
pub(crate) async fn log_entries(desk: State<'_, Desk>, req: LogReq) -> Answer<LogRes> {
    off_the_main_thread(&desk, move |host| control::log(host, req)).await
}

#[tauri::command]
pub(crate) async fn incident_status(desk: State<'_, Desk>, req: IncidentReq) -> Answer<IncidentRes> {
    off_the_main_thread(&desk, move |host| control::incident(host, req)).await
}

#[tauri::command]
pub(crate) async fn read_line(desk: State<'_, Desk>, req: ReadLineReq) -> Answer<ReadLineRes> {
    off_the_main_thread(&desk, move |host| control::read_line(host, req)).await
}

#[tauri::command]
pub(crate) async fn write_line(desk: State<'_, Desk>, req: WriteLineReq) -> Answer<WrittenRes> {
    off_the_main_thread(&desk, move |host| control::write_line(host, req)).await
}

#[tauri::command]
pub(crate) async fn act_in_control(desk: State<'_, Desk>, req: ActReq) -> Answer<WrittenRes> {
    off_the_main_thread(&desk, move |host| control::act(host, req)).await
}

#[tauri::command]
pub(crate) async fn attach_file(desk: State<'_, Desk>, req: AttachReq) -> Answer<AttachmentLine> {
    off_the_main_thread(&desk, move |host| control::attach(host, req)).await
}

#[tauri::command]
pub(crate) async fn open_names(desk: State<'_, Desk>, req: IncidentReq) -> Answer<IncidentRes> {
    off_the_main_thread(&desk, move |host| control::open_names(host, req)).await
}

#[tauri::command]
pub(crate) async fn crowd_status(desk: State<'_, Desk>) -> Answer<CrowdRes> {
    off_the_main_thread(&desk, control::crowd).await
}

#[tauri::command]
pub(crate) async fn capacity(desk: State<'_, Desk>, req: CapacityReq) -> Answer<CapacityRes> {
    off_the_main_thread(&desk, move |host| control::capacity(host, req)).await
}

#[tauri::command]
pub(crate) async fn staff_status(desk: State<'_, Desk>) -> Answer<StaffRes> {
    off_the_main_thread(&desk, control::staff).await
}

#[tauri::command]
pub(crate) async fn control_setup(desk: State<'_, Desk>) -> Answer<ControlSetupRes> {
    off_the_main_thread(&desk, control::setup).await
}

#[tauri::command]
pub(crate) async fn visit_log(desk: State<'_, Desk>, req: VisitReq) -> Answer<LogRes> {
    off_the_main_thread(&desk, move |host| control::visit(host, req)).await
}

#[tauri::command]
pub(crate) async fn export_log(desk: State<'_, Desk>, req: ExportLogReq) -> Answer<ExportRes> {
    off_the_main_thread(&desk, move |host| control::export(host, req)).await
}
