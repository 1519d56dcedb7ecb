//! The wrappers of the run of show.

use gatehouse_commands::show;
use gatehouse_contract::show::{
    CurfewRes, DepartmentReq, EditPlanReq, ExportRes, ExportShowReq, ImportRundownReq, NewShowReq,
    OpenWindowReq, PlanRes, PressReq, PressRes, RundownRes, SettleReq, ShowLive, ShowReq, ShowSummary,
    UndoEditReq,
};
use tauri::State;

use super::{Answer, off_the_main_thread};
use crate::desk::Desk;
use crate::windows;

#[tauri::command]
pub(crate) async fn list_shows(desk: State<'_, Desk>) -> Answer<Vec<ShowSummary>> {
    off_the_main_thread(&desk, show::list).await
}

#[tauri::command]
pub(crate) async fn new_show(desk: State<'_, Desk>, req: NewShowReq) -> Answer<PlanRes> {
    off_the_main_thread(&desk, move |host| show::create(host, req)).await
}

#[tauri::command]
pub(crate) async fn show_plan(desk: State<'_, Desk>, req: ShowReq) -> Answer<PlanRes> {
    off_the_main_thread(&desk, move |host| show::plan(host, req)).await
}

#[tauri::command]
pub(crate) async fn edit_plan(desk: State<'_, Desk>, req: EditPlanReq) -> Answer<PlanRes> {
    off_the_main_thread(&desk, move |host| show::edit(host, req)).await
}

#[tauri::command]
pub(crate) async fn undo_edit(desk: State<'_, Desk>, req: UndoEditReq) -> Answer<PlanRes> {
    off_the_main_thread(&desk, move |host| show::undo(host, req)).await
}

#[tauri::command]
pub(crate) async fn settle_proposal(desk: State<'_, Desk>, req: SettleReq) -> Answer<PlanRes> {
    off_the_main_thread(&desk, move |host| show::settle(host, req)).await
}

#[tauri::command]
pub(crate) async fn import_rundown(desk: State<'_, Desk>, req: ImportRundownReq) -> Answer<RundownRes> {
    off_the_main_thread(&desk, move |host| show::import(host, req)).await
}

#[tauri::command]
pub(crate) async fn export_show(desk: State<'_, Desk>, req: ExportShowReq) -> Answer<ExportRes> {
    off_the_main_thread(&desk, move |host| show::export(host, req)).await
}

#[tauri::command]
pub(crate) async fn show_live(desk: State<'_, Desk>, req: ShowReq) -> Answer<ShowLive> {
    off_the_main_thread(&desk, move |host| show::live(host, req)).await
}

#[tauri::command]
pub(crate) async fn press_show(desk: State<'_, Desk>, req: PressReq) -> Answer<PressRes> {
    off_the_main_thread(&desk, move |host| show::press(host, req)).await
}

#[tauri::command]
pub(crate) async fn press_department(desk: State<'_, Desk>, req: DepartmentReq) -> Answer<PressRes> {
    off_the_main_thread(&desk, move |host| show::press_department(host, req)).await
}

#[tauri::command]
pub(crate) async fn curfew_options(desk: State<'_, Desk>, req: ShowReq) -> Answer<CurfewRes> {
    off_the_main_thread(&desk, move |host| show::curfew(host, req)).await
}

/// Windows are the shell's own business.
#[tauri::command]
pub(crate) async fn open_window(desk: State<'_, Desk>, req: OpenWindowReq) -> Answer<()> {
    windows::open(desk.app(), &req)
}
