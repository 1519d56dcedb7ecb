//! `gatehouse show simulate`.

use serde_json::{Value, json};

use crate::{Desk, Run, text};

fn simulate(entries: Value, script: Value) -> Run {
    let file = json!({
        "zone": "America/Bogota", "date": "2026-11-25", "curfew": "23:00", "entries": entries, "script": script,
    });
    Desk::new().run_with(["show", "simulate", "-"], &file.to_string())
}

fn cue(number: &str, duration: &str, more: Value) -> Value {
    let mut cue = json!({ "kind": "cue", "number": number, "duration": duration });
    if let (Value::Object(cue), Value::Object(more)) = (&mut cue, more) {
        cue.extend(more);
    }
    cue
}

/// The answers that follow the plan's own.
fn states(run: &Run) -> Vec<Value> {
    assert_eq!(run.status, 0, "{}", run.err);
    run.json().into_iter().filter(|line| line.get("state").is_some()).collect()
}

#[test]
fn a_plan_has_its_times_also_past_midnight() {
    let entries = json!([
        cue("Q1", "30m", json!({ "start": "23:30" })),
        cue("Q2", "10m", json!({ "skip": true })),
        { "kind": "delay", "by": "5m" },
        { "kind": "group", "id": "end", "target": "20m", "entries": [
            cue("Q3", "15m", json!({})), cue("Q4", "10m", json!({ "start": "00:20" })),
        ] },
    ]);
    let run = simulate(entries, json!([]));
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = run.json();
    let of = |name: &str| lines.iter().find(|line| line["entry"] == name).expect("it is listed").clone();
    assert_eq!(text(&of("Q3")["start"]), "2026-11-26T00:00:00-05:00");
    assert_eq!((of("Q3")["day"].as_i64(), of("Q3")["delay_ms"].as_i64()), (Some(1), Some(300_000)));
    assert_eq!(of("Q4")["gap_ms"], 300_000);
    assert_eq!(of("Q2")["skip"], true);
    assert_eq!(of("end")["sum_ms"], 1_500_000);
    let whole = lines.last().expect("the plan itself");
    assert_eq!(text(&whole["end"]), "2026-11-26T00:30:00-05:00");
}

#[test]
fn two_presses_forty_milliseconds_apart_are_one_advance_and_one_refusal() {
    let entries = json!([
        cue("Q1", "10m", json!({ "start": "20:00" })),
        cue("Q2", "5m", json!({})),
        cue("Q3", "5m", json!({}))
    ]);
    let script = json!([
        { "at": "20:00", "do": "go" },
        { "at": "+10m", "do": "go", "shown": "Q1" },
        { "at": "+40ms", "do": "go", "shown": "Q1" },
        { "at": "+1s", "do": "go", "device": "another" },
    ]);
    let states = states(&simulate(entries, script));
    let came_to: Vec<_> =
        states.iter().map(|state| (state["outcome"].as_str(), state["reason"].as_str())).collect();
    assert_eq!(
        came_to,
        [
            (Some("done"), None),
            (Some("done"), None),
            (Some("refused"), Some("already_left")),
            (Some("refused"), Some("not_the_caller")),
        ]
    );
    assert_eq!(states[3]["live"]["entry"], "Q2");
    assert_eq!(states[3]["refusals"], 2);
}

#[test]
fn pauses_added_time_and_end_actions_count_as_the_rules_say() {
    let entries = json!([
        cue("Q1", "10m", json!({ "start": "20:00", "end_action": "start_next" })),
        cue("Q2", "5m", json!({ "count_to_end": true })),
        cue("Q3", "5m", json!({ "start": "20:30" })),
    ]);
    let script = json!([
        { "at": "20:00", "do": "go" },
        { "at": "20:02", "do": "pause" },
        { "at": "20:03", "do": "resume" },
        { "do": "add_time", "by": "1m" },
        { "at": "20:13", "do": "look" },
        { "at": "+1m", "do": "hold" },
        { "at": "+1m", "do": "release" },
    ]);
    let states = states(&simulate(entries, script));
    let look = |at: usize| &states[at];
    assert_eq!(look(3)["live"]["remaining_ms"], 9 * 60_000);
    assert_eq!(text(&look(3)["live"]["expected_finish"]), "2026-11-25T20:12:00-05:00");
    assert_eq!(look(3)["live"]["over_absolute_ms"], 120_000);
    // By itself, when the time was up.
    assert_eq!(look(4)["step"], Value::Null);
    assert_eq!(text(&look(4)["at"]), "2026-11-25T20:12:00-05:00");
    assert_eq!(look(5)["live"]["entry"], "Q2");
    assert_eq!(look(5)["live"]["remaining_ms"], 120_000, "it counts to its planned end");
    assert_eq!(look(6)["state"], "held");
    assert_eq!(text(&look(7)["projected_end"]), "2026-11-25T20:35:00-05:00", "the gap absorbs it all");
}

#[test]
fn what_is_wrong_with_the_file_is_named_with_its_place() {
    let desk = Desk::new();
    let file = desk.write("plan.json", "{\"zone\":\"America/Bogota\",\"date\":\"2026-11-25\",\n\"entries\":[{\"kind\":\"cue\",\"duration\":\"soon\"}]}");
    let run = desk.run([std::path::Path::new("show"), "simulate".as_ref(), &file]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("plan.json") && run.err.contains("line 2"), "{}", run.err);
    let nobody = simulate(json!([cue("Q1", "1m", json!({}))]), json!([{ "do": "go", "cue": "Q9" }]));
    assert_eq!(nobody.status, 2);
    assert!(nobody.err.contains("step 1") && nobody.err.contains("Q9"), "{}", nobody.err);
}
