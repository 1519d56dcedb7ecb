//! The commands: name, request, answer. The shell's access list, its wrappers and the TypeScript caller all come from
//! this one table.

use crate::app::{AppRes, CreateEventReq, OpenEventReq};
use crate::control::{
    ActReq, AttachReq, AttachmentLine, CapacityReq, CapacityRes, ControlRes, ControlSetupRes, CrowdRes,
    ExportLogReq, IncidentReq, IncidentRes, LogReq, LogRes, ReadLineReq, ReadLineRes, StaffRes, VisitReq,
    WriteLineReq, WrittenRes,
};
use crate::gate::{
    AdmitReq, CameraChoice, CameraState, ChooseCameraReq, GateRes, OpenGateReq, PresentReq, SearchHit,
    SearchReq, UndoReq, UndoRes,
};
use crate::import::{ImportReq, ImportRes, StagePieceReq, StageReq, StagedFile};
use crate::setup::{Checkpoint, EventDetails, PrintReq, PrintRes, Product, SetKeyStatusReq, SetupRes, Zone};
use crate::show::{
    CurfewRes, DepartmentReq, EditPlanReq, ExportRes, ExportShowReq, ImportRundownReq, NewShowReq,
    OpenWindowReq, PlanRes, PressReq, PressRes, RundownRes, SettleReq, ShowLive, ShowReq, ShowSummary,
    UndoEditReq,
};
use crate::sync::{
    CarriedRes, CarryReq, EnrolmentRes, JoinReq, LookForCodeReq, MakeCodeReq, OrganizerSignInReq,
    SnapshotFileRes, SyncRes,
};
use crate::verdict::ShownScan;

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident($req:ty) -> $res:ty;)+) => {
        /// Names of all commands, in the order of the table.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+, CAMERA_FRAME];

        /// One entry of the table, for the generated TypeScript.
        pub(crate) struct Entry {
            pub(crate) doc: &'static str,
            pub(crate) name: &'static str,
            pub(crate) req: String,
            pub(crate) res: String,
        }

        pub(crate) fn table(config: &ts_rs::Config) -> Vec<Entry> {
            vec![$(Entry {
                doc: concat!($($doc),+),
                name: stringify!($name),
                req: <$req as ts_rs::TS>::name(config),
                res: <$res as ts_rs::TS>::name(config),
            }),+]
        }

        pub(crate) fn export(config: &ts_rs::Config) -> Result<(), ts_rs::ExportError> {
            $(
                crate::bindings::export::<$req>(config)?;
                crate::bindings::export::<$res>(config)?;
            )+
            Ok(())
        }
    };
}

commands! {
    /// What the program is doing.
    app_status(()) -> AppRes;
    /// Makes a new event on this device and opens it.
    create_event(CreateEventReq) -> AppRes;
    /// Opens an event of this device.
    open_event(OpenEventReq) -> AppRes;
    /// Closes the event and opens it again, checking it; the way back after the replica halted.
    reopen_event(()) -> AppRes;
    /// Says that the first screen with its data is visible; the program notes how long that took.
    screen_ready(()) -> ();
    /// Everything the gate screen shows.
    gate_status(()) -> GateRes;
    /// Stands at a checkpoint from now on.
    open_gate(OpenGateReq) -> GateRes;
    /// Judges a code that a scanner typed.
    present(PresentReq) -> ShownScan;
    /// Judges a credential that the operator picked.
    admit(AdmitReq) -> ShownScan;
    /// Takes a pass back.
    undo(UndoReq) -> UndoRes;
    /// Finds credentials by words.
    search(SearchReq) -> Vec<SearchHit>;
    /// Cameras to choose from.
    list_cameras(()) -> Vec<CameraChoice>;
    /// Uses a camera.
    choose_camera(ChooseCameraReq) -> GateRes;
    /// Everything Setup shows.
    setup_status(()) -> SetupRes;
    /// Changes what the event is.
    save_event(EventDetails) -> SetupRes;
    /// Adds or changes a product.
    save_product(Product) -> SetupRes;
    /// Adds or changes a zone.
    save_zone(Zone) -> SetupRes;
    /// Adds or changes a checkpoint.
    save_checkpoint(Checkpoint) -> SetupRes;
    /// Makes a new signing key; the active one retires.
    new_key(()) -> SetupRes;
    /// Changes what a key is good for.
    set_key_status(SetKeyStatusReq) -> SetupRes;
    /// Starts to hand over a file.
    stage_file(StageReq) -> StagedFile;
    /// Hands over the next piece.
    stage_piece(StagePieceReq) -> StagedFile;
    /// Looks at what importing the file would do.
    preview_import(ImportReq) -> ImportRes;
    /// Imports the file, all or nothing.
    run_import(ImportReq) -> ImportRes;
    /// Prints credentials as a PDF file.
    print_credentials(PrintReq) -> PrintRes;
    /// Everything the Sync screen shows.
    sync_status(()) -> SyncRes;
    /// Tries the central store now, whatever it was waiting for.
    sync_now(()) -> SyncRes;
    /// Joins an event with an enrolment code, and opens it.
    join_event(JoinReq) -> AppRes;
    /// Looks for an enrolment code with a camera while no event is open.
    look_for_code(LookForCodeReq) -> CameraState;
    /// Everything the page for enrolling devices shows.
    enrolment_status(()) -> EnrolmentRes;
    /// Signs the organizer in to the central store.
    sign_in_organizer(OrganizerSignInReq) -> EnrolmentRes;
    /// Signs the organizer out.
    sign_out_organizer(()) -> EnrolmentRes;
    /// Puts the event into the central store, or brings it up to date there.
    publish_event(()) -> EnrolmentRes;
    /// Makes an enrolment code for one device.
    make_enrolment_code(MakeCodeReq) -> EnrolmentRes;
    /// Writes everything that others may lack into one signed file, for a venue without any network.
    write_bundle(CarryReq) -> CarriedRes;
    /// Takes what such a file holds.
    read_bundle(CarryReq) -> CarriedRes;
    /// Writes what the organizer says of the event into one signed file, for a device without any network.
    write_snapshot(CarryReq) -> SnapshotFileRes;
    /// Takes such a file, if it is newer than what is here.
    read_snapshot(CarryReq) -> SnapshotFileRes;
    /// The shows of the event.
    list_shows(()) -> Vec<ShowSummary>;
    /// Makes a new show.
    new_show(NewShowReq) -> PlanRes;
    /// The plan of a show, to edit it.
    show_plan(ShowReq) -> PlanRes;
    /// Changes a plan; while somebody else calls the show, its structure is only proposed.
    edit_plan(EditPlanReq) -> PlanRes;
    /// Takes back what this device changed last, or does it again.
    undo_edit(UndoEditReq) -> PlanRes;
    /// Answers a proposed change.
    settle_proposal(SettleReq) -> PlanRes;
    /// Looks at what a rundown from a file would change, or carries it out, all or nothing.
    import_rundown(ImportRundownReq) -> RundownRes;
    /// Writes the plan or the run as a file.
    export_show(ExportShowReq) -> ExportRes;
    /// A show at this moment.
    show_live(ShowReq) -> ShowLive;
    /// Presses something while the show runs; what came of it is on disk before the answer.
    press_show(PressReq) -> PressRes;
    /// Presses what a department can.
    press_department(DepartmentReq) -> PressRes;
    /// Ways to meet the curfew.
    curfew_options(ShowReq) -> CurfewRes;
    /// Opens a window for somebody else to look at.
    open_window(OpenWindowReq) -> ();
    /// The control room at this moment.
    control_status(()) -> ControlRes;
    /// A part of the log.
    log_entries(LogReq) -> LogRes;
    /// Everything about an incident.
    incident_status(IncidentReq) -> IncidentRes;
    /// What a line would become, while it is typed.
    read_line(ReadLineReq) -> ReadLineRes;
    /// Writes a line into the log; the entry is on disk before the answer.
    write_line(WriteLineReq) -> WrittenRes;
    /// Does something in the control room and writes it into the log.
    act_in_control(ActReq) -> WrittenRes;
    /// Takes a staged file as an attachment.
    attach_file(AttachReq) -> AttachmentLine;
    /// The names of whom an incident is about, opened; that they were asked for is written into the log.
    open_names(IncidentReq) -> IncidentRes;
    /// How many are inside.
    crowd_status(()) -> CrowdRes;
    /// Works out how many a place may hold.
    capacity(CapacityReq) -> CapacityRes;
    /// Who works where.
    staff_status(()) -> StaffRes;
    /// How the control room is set up.
    control_setup(()) -> ControlSetupRes;
    /// The log as a visiting authority may see it: personal data sealed, nothing to change.
    visit_log(VisitReq) -> LogRes;
    /// Writes the log as a file.
    export_log(ExportLogReq) -> ExportRes;
}

/// The one command that answers with bytes: the newest camera picture.
///
/// Layout: width u16, height u16, frame number u32, corner count u16 (all little endian), then per corner x and y as
/// u16, then one grey byte per pixel. An empty answer means that there is no newer picture than the one asked for.
pub const CAMERA_FRAME: &str = "camera_frame";
