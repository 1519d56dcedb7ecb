//! A show is planned, called, followed and written out, on real replicas.

use anyhow::{Context as _, Result};
use gatehouse_commands::{Host as _, app, keep, open, show};
use gatehouse_contract::error::ErrorCode;
use gatehouse_contract::event::Push;
use gatehouse_contract::id::{EntryId, RecordId, ShowId};
use gatehouse_contract::show::{
    DepartmentPress, DepartmentReq, EditPlanReq, EndAction, ExportFormat, ExportShowReq, ExportWhat, GoInput,
    ImportRundownReq, NewShowReq, NotNow, PaperLanguage, PlanEdit, PlanField, PlanRes, Press, PressOutcome,
    PressReq, RefusedReason, ShowLive, ShowReq, ShowState, Standing, UndoEditReq,
};
use gatehouse_store::audit;
use gatehouse_testkit::{EVENING, Machine, small_event};

use super::stick::{Second, Stick};

const MINUTE: i64 = 60_000;

/// Five cues of ten minutes from seven in the evening on, which is when the machine's clock begins.
const RUNDOWN: &str = "Number,Title,Start,Duration,Lighting,Flag\n\
    Q1,Doors,19:00,10m,House lights,\n\
    Q2,Opening,,10m,Blackout,yes\n\
    Q3,Speech,,10m,,\n\
    Q4,Band,,10m,Strobe,\n\
    Q5,Outro,,10m,,\n";

/// A stage with a machine on it.
struct Stage {
    machine: Machine,
    show: ShowId,
}

impl Stage {
    fn new() -> Result<Self> {
        let machine = Machine::new();
        small_event(&machine)?;
        let date = "2026-11-20".to_owned();
        let plan = show::create(&machine, NewShowReq { title: "Gala".into(), stage: "Main".into(), date })?;
        let stage = Self { machine, show: plan.show };
        let taken = stage.import(RUNDOWN, true)?;
        assert!(taken.done, "{:?}", taken.bad);
        Ok(stage)
    }

    fn import(&self, text: &str, adopt: bool) -> Result<gatehouse_contract::show::RundownRes> {
        let req = ImportRundownReq {
            show: self.show,
            file: String::new(),
            adopt,
            remove_missing: true,
            sheet: None,
            follow: false,
            typed: None,
        };
        Ok(show::take(&self.machine, text.as_bytes(), &req)?)
    }

    fn live(&self) -> Result<ShowLive> {
        Ok(show::live(&self.machine, ShowReq { show: self.show })?)
    }

    fn plan(&self) -> Result<PlanRes> {
        Ok(show::plan(&self.machine, ShowReq { show: self.show })?)
    }

    fn press(&self, press: Press) -> Result<PressOutcome> {
        Ok(show::press(&self.machine, PressReq { show: self.show, press })?.outcome)
    }

    fn department(&self, press: DepartmentPress) -> Result<PressOutcome> {
        Ok(show::press_department(&self.machine, DepartmentReq { show: self.show, press })?.outcome)
    }

    /// GO as a screen presses it that shows what is live.
    fn go(&self) -> Result<PressOutcome> {
        let from = self.live()?.live.map(|live| live.instance);
        self.press(Press::Go { from, to: None, input: GoInput::Key })
    }

    fn take_call(&self) -> Result<()> {
        assert_eq!(self.press(Press::TakeCall { reason: String::new() })?, PressOutcome::Done);
        Ok(())
    }

    fn number(&self) -> Result<String> {
        Ok(self.live()?.live.map(|live| live.number).unwrap_or_default())
    }

    fn entry(&self, number: &str) -> Result<EntryId> {
        let live = self.live()?;
        Ok(live.lines.iter().find(|line| line.number == number).context("no such cue")?.entry)
    }

    fn set(&self, number: &str, field: PlanField) -> Result<()> {
        let edits = vec![PlanEdit::Set { entry: self.entry(number)?, field }];
        show::edit(&self.machine, EditPlanReq { show: self.show, edits })?;
        Ok(())
    }

    /// As a file would say it.
    fn written(&self, what: ExportWhat) -> Result<String> {
        let open = open(&self.machine)?;
        let (format, language) = (ExportFormat::Csv, PaperLanguage::En);
        let req = ExportShowReq { show: self.show, what, format, language };
        Ok(String::from_utf8(show::made(&self.machine, &open, &req)?.0)?)
    }
}

#[test]
fn a_show_is_called_to_its_end_and_the_log_says_how() -> Result<()> {
    let stage = Stage::new()?;
    assert_eq!(stage.live()?.state, ShowState::NotStarted);
    assert_eq!(stage.go()?, PressOutcome::Refused { reason: RefusedReason::NoCall });
    stage.take_call()?;
    assert_eq!(stage.go()?, PressOutcome::Done);
    stage.machine.pass(10 * MINUTE);
    let from = stage.live()?.live.map(|live| live.instance);
    let twice = Press::Go { from, to: None, input: GoInput::Touch };
    assert_eq!(stage.press(twice.clone())?, PressOutcome::Done);
    stage.machine.pass(40);
    assert_eq!(stage.press(twice)?, PressOutcome::Refused { reason: RefusedReason::AlreadyLeft });
    assert_eq!(stage.number()?, "Q2", "two presses are one advance");
    assert_eq!(stage.live()?.refusals.len(), 2, "and the refusal is visible");

    stage.machine.pass(2 * MINUTE);
    assert_eq!(stage.press(Press::Pause)?, PressOutcome::Done);
    stage.machine.pass(5 * MINUTE);
    assert_eq!(stage.press(Press::Resume)?, PressOutcome::Done);
    assert_eq!(stage.press(Press::AddTime { by_ms: MINUTE })?, PressOutcome::Done);
    let live = stage.live()?.live.context("a cue is live")?;
    assert_eq!((live.remaining_ms, live.paused_ms, live.added_ms), (9 * MINUTE - 40, 300_000, MINUTE));
    for number in ["Q3", "Q4", "Q5"] {
        stage.machine.pass(MINUTE);
        assert_eq!(stage.go()?, PressOutcome::Done);
        assert_eq!(stage.number()?, number);
    }
    assert!(stage.live()?.go_finishes);
    stage.machine.pass(MINUTE);
    assert_eq!(stage.go()?, PressOutcome::Done);
    assert_eq!(stage.live()?.state, ShowState::Finished, "GO on the last cue never starts the first");
    stage.machine.pass(MINUTE);
    assert_eq!(stage.go()?, PressOutcome::Refused { reason: RefusedReason::Finished });

    let as_run = stage.written(ExportWhat::AsRun)?;
    let second: Vec<&str> = as_run.lines().nth(2).context("the second cue")?.split(',').collect();
    assert_eq!((second[0], second[6], second[7]), ("Q2", "5:00", "+1:00"), "{as_run}");
    assert!(audit(&open(&stage.machine)?.replica)?.is_empty());
    Ok(())
}

#[test]
fn a_restart_in_mid_cue_resumes_the_cue_with_the_right_time_left() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    stage.machine.pass(4 * MINUTE);
    let file = open(&stage.machine)?.file.clone();
    stage.machine.session().close();
    stage.machine.pass(MINUTE);
    app::open_path(&stage.machine, &file, None)?;
    let live = stage.live()?;
    assert!(live.call.own, "it still calls");
    assert_eq!(live.live.context("the cue is live")?.remaining_ms, 5 * MINUTE);
    Ok(())
}

#[test]
fn a_corrected_wall_clock_moves_nothing_and_is_a_fact() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    keep::look(&stage.machine)?;
    stage.machine.pass(4 * MINUTE);
    stage.machine.set_clock(-5 * MINUTE);
    keep::look(&stage.machine)?;
    let live = stage.live()?.live.context("the cue is live")?;
    assert_eq!(live.remaining_ms, 6 * MINUTE);
    assert_eq!(stage.go()?, PressOutcome::Done, "and nothing that is pressed after it is out of order");
    let steps = open(&stage.machine)?.replica.read(gatehouse_store::table::clock_step::all)?;
    let by_ms: Vec<i64> = steps.iter().map(|row| row.step.to.0 - row.step.from.0).collect();
    assert_eq!(by_ms, [-5 * MINUTE]);
    assert!(audit(&open(&stage.machine)?.replica)?.is_empty());
    Ok(())
}

#[test]
fn what_is_due_is_done_once_by_whoever_calls() -> Result<()> {
    let stage = Stage::new()?;
    stage.set("Q1", PlanField::EndAction(EndAction::StartNext))?;
    stage.set("Q2", PlanField::EndAction(EndAction::LoadNext))?;
    stage.take_call()?;
    stage.go()?;
    stage.machine.pass(10 * MINUTE - 1);
    keep::look(&stage.machine)?;
    assert_eq!(stage.number()?, "Q1");
    stage.machine.pass(1);
    let _ = stage.machine.told();
    keep::look(&stage.machine)?;
    keep::look(&stage.machine)?;
    assert_eq!(stage.number()?, "Q2");
    let heard = |push: &Push| matches!(push, Push::Show { show } if *show == stage.show);
    assert!(stage.machine.told().iter().any(heard), "screens hear of it");
    stage.machine.pass(10 * MINUTE);
    keep::look(&stage.machine)?;
    keep::look(&stage.machine)?;
    let live = stage.live()?;
    assert_eq!(live.live.context("it runs over")?.number, "Q2");
    assert_eq!(live.standby.context("the next one is loaded")?.cue, stage.entry("Q3")?);
    Ok(())
}

#[test]
fn departments_answer_and_anybody_stops_the_show() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    stage.machine.pass(MINUTE);
    assert_eq!(stage.press(Press::Standby { cue: None })?, PressOutcome::Done);
    let standby = stage.live()?.standby.context("in standby")?;
    assert_eq!(standby.missing, ["lighting"]);
    let tick =
        |standby: RecordId| DepartmentPress::Tick { standby, department: "lighting".into(), ready: true };
    assert_eq!(stage.department(tick(standby.id))?, PressOutcome::Done);
    assert!(stage.live()?.standby.context("in standby")?.missing.is_empty());

    let hold = DepartmentPress::Hold { reason: "Medical".into() };
    assert_eq!(stage.department(hold)?, PressOutcome::Done);
    let held = stage.live()?;
    assert_eq!(held.state, ShowState::Held);
    assert_eq!(stage.go()?, PressOutcome::Refused { reason: RefusedReason::OnHold });
    stage.machine.pass(3 * MINUTE);
    let hold = held.hold.context("it is held")?.id;
    assert_eq!(stage.press(Press::Release { hold })?, PressOutcome::Done);
    let live = stage.live()?.live.context("it goes on")?;
    assert_eq!((live.paused_ms, live.remaining_ms), (180_000, 9 * MINUTE));
    assert_eq!(stage.go()?, PressOutcome::Done);
    assert_eq!(stage.department(tick(standby.id))?, PressOutcome::NotNow { reason: NotNow::Gone });
    Ok(())
}

#[test]
fn a_go_is_taken_back_within_ten_seconds() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    stage.machine.pass(10 * MINUTE);
    stage.go()?;
    let ungo = |stage: &Stage| -> Result<PressOutcome> {
        let instance = stage.live()?.live.context("a cue is live")?.instance;
        stage.press(Press::Ungo { instance })
    };
    stage.machine.pass(9_000);
    assert_eq!(ungo(&stage)?, PressOutcome::Done);
    let live = stage.live()?.live.context("the cue before")?;
    assert_eq!((live.number.as_str(), live.remaining_ms), ("Q1", -9_000), "its time went on");
    stage.go()?;
    stage.machine.pass(10_001);
    assert_eq!(ungo(&stage)?, PressOutcome::NotNow { reason: NotNow::TooLate });
    Ok(())
}

#[test]
fn a_plan_is_changed_by_hand_and_by_file_and_everything_can_be_taken_back() -> Result<()> {
    let stage = Stage::new()?;
    let before = stage.plan()?;
    let names = |plan: &PlanRes| -> Vec<String> {
        let name = |entry: &gatehouse_contract::show::PlanEntry| match &entry.item {
            gatehouse_contract::show::PlanItem::Cue(cue) => cue.number.clone(),
            _ => "-".to_owned(),
        };
        plan.entries.iter().map(name).collect()
    };
    assert_eq!(names(&before), ["Q1", "Q2", "Q3", "Q4", "Q5"]);
    let edits = vec![
        PlanEdit::Move { entry: stage.entry("Q5")?, group: None, after: None },
        PlanEdit::Set { entry: stage.entry("Q2")?, field: PlanField::Duration(1) },
        PlanEdit::Remove { entry: stage.entry("Q3")? },
    ];
    let after = show::edit(&stage.machine, EditPlanReq { show: stage.show, edits })?;
    assert_eq!(names(&after), ["Q5", "Q1", "Q2", "Q4"]);
    let undo = |redo| show::undo(&stage.machine, UndoEditReq { show: stage.show, redo });
    assert_eq!(undo(false)?.entries, before.entries, "one step takes all of it back");
    assert_eq!(names(&undo(true)?), ["Q5", "Q1", "Q2", "Q4"]);
    undo(false)?;

    let file = RUNDOWN.replace("Q3,Speech,,10m", "Q3,Long speech,,25m").replace("Q4,Band,,10m,Strobe,\n", "");
    let seen = stage.import(&file, false)?;
    assert!(!seen.done && seen.unchanged == 3, "{seen:?}");
    assert_eq!(stage.plan()?.entries, before.entries, "a look changes nothing");
    assert!(stage.import(&file, true)?.done);
    assert_eq!(names(&stage.plan()?), ["Q1", "Q2", "Q3", "Q5"]);
    let bad = stage.import(&RUNDOWN.replace("10m", "soon"), true)?;
    assert!(!bad.done && bad.bad.len() == 5, "all or nothing");
    assert_eq!(undo(false)?.entries, before.entries);
    // What is written reads back as what is there.
    assert_eq!(stage.import(&stage.written(ExportWhat::Plan)?, true)?.lines, []);
    Ok(())
}

#[test]
fn what_was_called_keeps_its_times_and_what_comes_later_may_change() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    let locked = stage.set("Q1", PlanField::Duration(1));
    let code =
        locked.err().and_then(|error| error.downcast::<gatehouse_contract::error::CommandError>().ok());
    assert_eq!(code.map(|error| error.code), Some(ErrorCode::Locked));
    stage.set("Q1", PlanField::Title("Doors are open".into()))?;
    stage.set("Q2", PlanField::Duration(60_000))?;
    let live = stage.live()?;
    assert_eq!(live.live.context("live")?.title, "Doors are open");
    let end = live.projected_end.context("it ends")?;
    assert_eq!(end.0 - EVENING.0, 41 * MINUTE);
    assert_eq!(live.lines.iter().filter(|line| line.standing == Standing::Later).count(), 3);
    Ok(())
}

/// The same show on a second device.
struct Follower {
    stage: Stage,
    stick: Stick,
}

impl Follower {
    fn of(first: &Stage, n: i64) -> Result<Self> {
        let Second { machine, stick } = Second::of(&first.machine, n)?;
        Ok(Self { stage: Stage { machine, show: first.show }, stick })
    }

    fn hear(&self, from: &Stage) -> Result<()> {
        self.stick.carry(&from.machine, &self.stage.machine)
    }

    fn tell(&self, to: &Stage) -> Result<()> {
        self.stick.vouch(&self.stage.machine, &to.machine)
    }
}

#[test]
fn two_callers_who_were_cut_off_come_to_one_run_and_nothing_is_lost() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    let follower = Follower::of(&stage, 1)?;
    assert_eq!(follower.stage.number()?, "Q1");
    assert!(!follower.stage.live()?.call.own);
    assert_eq!(follower.stage.go()?, PressOutcome::Refused { reason: RefusedReason::NotTheCaller });

    // Nothing is heard of the caller any more.
    for machine in [&stage.machine, &follower.stage.machine] {
        machine.pass(10 * MINUTE);
    }
    let silent = Press::TakeCall { reason: String::new() };
    assert_eq!(follower.stage.press(silent)?, PressOutcome::NotNow { reason: NotNow::NoReason });
    let take = Press::TakeCall { reason: "no word from the desk".into() };
    assert_eq!(follower.stage.press(take)?, PressOutcome::Done);
    // Both go on: first alike, then each their own way.
    for one in [&stage, &follower.stage] {
        assert_eq!(one.go()?, PressOutcome::Done);
        one.machine.pass(MINUTE);
    }
    let jump = |stage: &Stage, number: &str| -> Result<PressOutcome> {
        let from = stage.live()?.live.map(|live| live.instance);
        stage.press(Press::Go { from, to: Some(stage.entry(number)?), input: GoInput::Touch })
    };
    assert_eq!(jump(&stage, "Q3")?, PressOutcome::Done);
    assert_eq!(jump(&follower.stage, "Q5")?, PressOutcome::Done);
    follower.hear(&stage)?;
    follower.tell(&stage)?;

    for one in [&stage, &follower.stage] {
        assert_eq!(one.number()?, "Q5", "whoever took the call leads");
        let live = one.live()?;
        assert_eq!(live.lanes.len(), 1, "and the other line is kept whole");
        assert_eq!(live.lanes[0].cues, ["Q3 Speech"]);
        let second = live.lines.iter().find(|line| line.number == "Q2").context("Q2")?;
        assert_eq!(second.standing, Standing::Done, "what both called is one advance");
        assert!(audit(&open(&one.machine)?.replica)?.is_empty());
    }
    assert_eq!(stage.go()?, PressOutcome::Refused { reason: RefusedReason::NotTheCaller });
    assert_eq!(
        follower.stage.press(Press::AdoptLane { tip: stage.live()?.lanes[0].tip })?,
        PressOutcome::Done
    );
    assert_eq!(follower.stage.number()?, "Q3", "a person adopts it");
    Ok(())
}

#[test]
fn a_follower_proposes_and_whoever_calls_answers() -> Result<()> {
    let stage = Stage::new()?;
    stage.take_call()?;
    stage.go()?;
    let follower = Follower::of(&stage, 2)?;
    let remove = vec![PlanEdit::Remove { entry: stage.entry("Q4")? }];
    let plan = show::edit(&follower.stage.machine, EditPlanReq { show: stage.show, edits: remove })?;
    assert!(plan.proposes);
    assert_eq!((plan.entries.len(), plan.proposals.len()), (5, 1), "nothing changed yet");
    follower.tell(&stage)?;
    let proposal = stage.plan()?.proposals.first().context("it arrived")?.id;
    let settle = gatehouse_contract::show::SettleReq { show: stage.show, proposal, adopt: true };
    let refused = show::settle(&follower.stage.machine, settle).err().context("it does not call")?;
    assert_eq!(refused.code, ErrorCode::NotTheCaller);
    let settled = show::settle(&stage.machine, settle)?;
    assert_eq!((settled.entries.len(), settled.proposals.len()), (4, 0));
    follower.hear(&stage)?;
    assert_eq!(follower.stage.plan()?.entries.len(), 4);
    Ok(())
}
