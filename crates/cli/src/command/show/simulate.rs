//! `gatehouse show simulate`: a plan on the calendar, and the state of a show after every step of a script.

use std::path::PathBuf;

use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Doubt, Item, Live, Pace, Phase, Run, State, Times};
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::plan_file::{Clock, Named, PlanFile};
use super::script::{Step, When};
use super::stage::{CameTo, Stage};
use crate::failure::Failure;
use crate::program::Program;

/// Arguments of `show simulate`.
#[derive(clap::Args)]
#[command(after_long_help = include_str!("../../../SIMULATE.md"))]
pub(crate) struct Args {
    /// A plan and a script, as JSON; `-` for standard input. `--help` describes the file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Prints the times of every entry, then the state after every step.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    let text = read(args)?;
    let wrong = |why: String| Failure::unreadable(&args.file, why);
    let file: PlanFile = serde_json::from_str(&text).map_err(|error| {
        wrong(error.to_string()).hint("gatehouse show simulate --help describes the file")
    })?;
    let named = file.plan().map_err(wrong)?;
    let times = Times::of(&named.plan);
    let shown = Shown { named: &named, zone: times.zone.clone() };
    for (place, entry) in named.plan.entries.iter().enumerate() {
        let line = shown.entry(&times, place, entry.id);
        program.out.answer(&line.json, line.words)?;
    }
    let whole = shown.whole(&times);
    program.out.answer(&whole.json, whole.words)?;
    if file.script.is_empty() {
        return Ok(());
    }
    let mut stage = Stage::new(named.plan.clone(), times);
    for (number, step) in file.script.iter().enumerate() {
        let at = shown.moment(&stage, step);
        let cue = step.cue.as_deref().map(|name| {
            named.find(name).ok_or_else(|| wrong(format!("step {}: no entry is called {name}", number + 1)))
        });
        let cue = cue.transpose()?;
        if at < stage.now && number > 0 {
            return Err(wrong(format!("step {}: it lies before the step before", number + 1)));
        }
        // The first step may come before the planned start: a show can begin early.
        if number == 0 {
            stage.now = at;
        }
        for moment in stage.pass(at).map_err(wrong)? {
            let line = shown.state(&stage, moment, None, None);
            program.out.answer(&line.json, line.words)?;
        }
        let came_to = stage.act(step, cue);
        let line = shown.state(&stage, stage.now, Some((number + 1, step)), Some(&came_to));
        program.out.answer(&line.json, line.words)?;
    }
    Ok(())
}

fn read(args: &Args) -> Result<String, Failure> {
    let read = if args.file.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(&args.file)
    };
    read.map_err(|error| Failure::unreadable(&args.file, error))
}

/// One answer, for programs and for people.
struct Line {
    json: Value,
    words: String,
}

/// What is shown of a plan by the names of its file.
struct Shown<'a> {
    named: &'a Named,
    zone: TimeZone,
}

impl Shown<'_> {
    fn name(&self, id: EntryId) -> &str {
        self.named.names.get(&id).map_or("", String::as_str)
    }

    fn time(&self, at: WallMs) -> String {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
    }

    fn clock(&self, at: WallMs) -> String {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
        at.to_zoned(self.zone.clone()).strftime("%H:%M:%S").to_string()
    }

    /// The static times of an entry.
    fn entry(&self, times: &Times, place: usize, id: EntryId) -> Line {
        let name = self.name(id);
        let item = self.named.plan.entries.get(place).map(|entry| &entry.item);
        let (json, words) = match (item, times.cue(id)) {
            (Some(Item::Cue(cue)), Some(time)) => (
                json!({
                    "entry": name, "kind": "cue", "title": cue.title, "skip": time.skipped,
                    "start": self.time(time.start), "end": self.time(time.end), "duration_ms": time.duration_ms,
                    "day": time.day, "gap_ms": time.gap_ms, "delay_ms": time.delay_ms, "linked": time.linked,
                    "expected_start": self.time(time.expected_start()),
                }),
                format!(
                    "{name:<8} {}–{}{}{}  {}",
                    self.clock(time.start),
                    self.clock(time.end),
                    if time.day == 0 { String::new() } else { format!(" (+{} d)", time.day) },
                    if time.skipped { " skipped" } else { "" },
                    cue.title
                ),
            ),
            (Some(Item::Group { title, target_ms, .. }), _) => {
                let group = times.groups.iter().find(|group| group.id == id);
                let span = group.and_then(|group| group.span);
                (
                    json!({
                        "entry": name, "kind": "group", "title": title,
                        "start": span.map(|(start, _)| self.time(start)),
                        "end": span.map(|(_, end)| self.time(end)),
                        "duration_ms": span.map(|(start, end)| end.0 - start.0),
                        "sum_ms": group.map(|group| group.sum_ms), "target_ms": target_ms,
                    }),
                    format!("{name:<8} group  {title}"),
                )
            }
            (Some(Item::Delay { by_ms }), _) => (
                json!({ "entry": name, "kind": "delay", "by_ms": by_ms }),
                format!("{name:<8} delay  {}", span(*by_ms)),
            ),
            (Some(Item::Milestone { title }), _) => (
                json!({ "entry": name, "kind": "milestone", "title": title }),
                format!("{name:<8} milestone  {title}"),
            ),
            (_, _) => (Value::Null, String::new()),
        };
        Line { json, words }
    }

    /// The plan as a whole.
    fn whole(&self, times: &Times) -> Line {
        let doubts: Vec<Value> = times.doubts.iter().map(|doubt| self.doubt(doubt)).collect();
        let at = |at: Option<WallMs>| at.map(|at| self.time(at));
        let clock = |at: Option<WallMs>| at.map_or_else(|| "–".to_owned(), |at| self.clock(at));
        Line {
            json: json!({
                "plan": self.named.plan.title, "start": at(times.start), "end": at(times.end),
                "total_ms": times.total_ms, "curfew": at(times.curfew), "opens": at(times.opens), "doubts": doubts,
            }),
            words: format!(
                "plan     {}–{}, {} in all{}",
                clock(times.start),
                clock(times.end),
                span(i64::try_from(times.total_ms).unwrap_or(i64::MAX)),
                if doubts.is_empty() { String::new() } else { format!(", {} doubts", doubts.len()) }
            ),
        }
    }

    fn doubt(&self, doubt: &Doubt) -> Value {
        let of = |of: &gatehouse_core::show::Timed| match of {
            gatehouse_core::show::Timed::Cue(cue) => self.name(*cue).to_owned(),
            gatehouse_core::show::Timed::Opening => "opens".to_owned(),
            gatehouse_core::show::Timed::Curfew => "curfew".to_owned(),
        };
        match doubt {
            Doubt::Zone => json!({ "doubt": "zone" }),
            Doubt::Missing { of: timed, taken, .. } => {
                json!({ "doubt": "missing", "of": of(timed), "taken": self.time(*taken) })
            }
            Doubt::Twice { of: timed, first, second, taken } => json!({
                "doubt": "twice", "of": of(timed), "first": self.time(*first), "second": self.time(*second),
                "taken": self.time(*taken),
            }),
            Doubt::NoTime { entry, taken } => {
                json!({ "doubt": "no_time", "of": self.name(*entry), "taken": self.time(*taken) })
            }
        }
    }

    /// When a step is done.
    fn moment(&self, stage: &Stage, step: &Step) -> WallMs {
        match &step.at {
            None => stage.now,
            Some(When::After(ms)) => WallMs(stage.now.0.saturating_add(*ms)),
            Some(When::At(Clock(civil))) => {
                // Without a day it is the first such time from the step before on.
                let day = stage.now.civil_day(&self.zone);
                let here = civil.resolve(civil.date.unwrap_or(day), &self.zone).taken();
                if civil.date.is_none() && stage.now.0 - here.0 > 12 * 3_600_000 {
                    let tomorrow = day.tomorrow().unwrap_or(day);
                    return civil.resolve(tomorrow, &self.zone).taken();
                }
                here
            }
        }
    }

    /// The state of the show after something happened.
    fn state(
        &self,
        stage: &Stage,
        at: WallMs,
        step: Option<(usize, &Step)>,
        came_to: Option<&CameTo>,
    ) -> Line {
        let run = stage.run();
        let live = Live::of(&stage.plan, &stage.times, &run, at);
        let mut json = self.show(&run, &live);
        if let Value::Object(fields) = &mut json {
            fields.insert("at".into(), json!(self.time(at)));
            let done: Value = step.map_or(json!("by_itself"), |(_, step)| json!(step.what));
            fields.insert("do".into(), done);
            fields.insert("step".into(), json!(step.map(|(number, _)| number)));
            let (outcome, reason) = match came_to {
                None | Some(CameTo::Done) => ("done", None),
                Some(CameTo::Refused(why)) => ("refused", Some(word(why))),
                Some(CameTo::NotNow(why)) => ("not_now", Some(word(why))),
            };
            fields.insert("outcome".into(), json!(outcome));
            fields.insert("reason".into(), json!(reason));
        }
        Line { words: self.words(&live, &run, at, step, came_to), json }
    }

    fn show(&self, run: &Run, live: &Live) -> Value {
        let cues = |outlook: &gatehouse_core::show::Outlook| -> Vec<Value> {
            let cue = |cue: &gatehouse_core::show::Expected| json!({ "entry": self.name(cue.cue), "start": self.time(cue.start), "end": self.time(cue.end) });
            outlook.cues.iter().map(cue).collect()
        };
        let on_air = live.on_air().map(|on_air| {
            json!({
                "entry": self.name(on_air.cue), "started": self.time(on_air.started), "pace": pace(on_air.pace),
                "phase": phase(on_air.phase), "elapsed_ms": on_air.elapsed_ms, "remaining_ms": on_air.remaining_ms,
                "overtime_ms": on_air.overtime_ms, "added_ms": on_air.added_ms, "paused_ms": on_air.paused_ms,
                "over_absolute_ms": on_air.over_ms, "over_relative_ms": on_air.relative_over_ms,
                "expected_finish": self.time(on_air.expected_end),
            })
        });
        let state = match &live.state {
            _ if run.held().is_some() => "held",
            State::Waiting => "waiting",
            State::On(_) => "live",
            State::Finished { .. } => "finished",
        };
        let over_ms = match &live.state {
            State::Finished { over_ms, .. } => Some(*over_ms),
            State::Waiting | State::On(_) => None,
        };
        json!({
            "state": state, "live": on_air, "finished_over_ms": over_ms, "rolling": run.rolling,
            "standby": run.standby.as_ref().map(|standby| self.name(standby.cue)),
            "projected": cues(&live.absolute), "projected_relative": cues(&live.relative),
            "projected_end": live.absolute.end.map(|end| self.time(end)),
            "projected_end_relative": live.relative.end.map(|end| self.time(end)),
            "group_end": live.absolute.group_end.map(|end| self.time(end)),
            "next_flag": live.absolute.flag.and_then(|place| live.absolute.cues.get(place))
                .map(|cue| json!({ "entry": self.name(cue.cue), "at": self.time(cue.start) })),
            "refusals": run.refusals.len(),
        })
    }

    fn words(
        &self,
        live: &Live,
        run: &Run,
        at: WallMs,
        step: Option<(usize, &Step)>,
        came_to: Option<&CameTo>,
    ) -> String {
        let what = step.map_or_else(|| "by itself".to_owned(), |(_, step)| word(&step.what));
        let refused = match came_to {
            None | Some(CameTo::Done) => String::new(),
            Some(CameTo::Refused(why)) => format!(" REFUSED ({})", word(why)),
            Some(CameTo::NotNow(why)) => format!(" not now ({})", word(why)),
        };
        let now = match &live.state {
            State::Waiting => "nothing is live".to_owned(),
            State::Finished { over_ms, .. } => format!("finished, {}", over(*over_ms)),
            State::On(on_air) => format!(
                "{} {} left, {}, {}",
                self.name(on_air.cue),
                span(on_air.remaining_ms),
                pace(on_air.pace),
                over(on_air.over_ms)
            ),
        };
        let end = live.absolute.end.map_or_else(String::new, |end| format!(", ends {}", self.clock(end)));
        let held = if run.held().is_some() { ", HELD" } else { "" };
        format!("{} {what}{refused}: {now}{end}{held}", self.clock(at))
    }
}

const fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Playing => "playing",
        Pace::Paused => "paused",
        Pace::Held => "held",
    }
}

const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Normal => "normal",
        Phase::Warning => "warning",
        Phase::Danger => "danger",
        Phase::Overtime => "overtime",
    }
}

/// The word of a variant without data: `TooSoon` as `too_soon`.
fn word(variant: &impl std::fmt::Debug) -> String {
    let mut word = String::new();
    for letter in format!("{variant:?}").chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

fn over(ms: i64) -> String {
    match ms {
        0 => "on time".to_owned(),
        ms if ms > 0 => format!("{} behind", span(ms)),
        ms => format!("{} ahead", span(-ms)),
    }
}

/// `4:00`, from an hour on `1:02:03`; with a sign when it is negative.
fn span(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let seconds = ms.unsigned_abs() / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{sign}{minutes}:{seconds:02}")
    }
}
