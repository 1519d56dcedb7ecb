//! What the screens ask for, in the words of the rules; a value that cannot be is a request that cannot be.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::id::AuthorId;
use gatehouse_contract::show::{Call, Civil, PlanField, ShowDetails, Start};
use gatehouse_core::ids::{self, EntryId};
use gatehouse_core::show::{self as rules, Change, Field, Plan, ShowField};
use jiff::civil;

use crate::error;

/// Titles, notes and the like are no longer than this, in characters.
const MAX_TEXT: usize = 4_000;

/// Lines that are read from afar are no longer than this, in characters.
const MAX_LINE: usize = 200;

/// A civil time.
pub(super) fn civil(civil: Civil) -> Result<rules::Civil, CommandError> {
    Ok(rules::Civil {
        date: civil.date.as_deref().map(date).transpose()?,
        time: time(&civil.time)?,
        occurrence: civil.occurrence.map(Into::into),
    })
}

/// A day, as `2026-11-25`.
pub(super) fn date(text: &str) -> Result<civil::Date, CommandError> {
    text.parse().map_err(|_| error::bad_request("That is no day", "Write it as 2026-11-25"))
}

fn time(text: &str) -> Result<civil::Time, CommandError> {
    text.parse().map_err(|_| error::bad_request("That is no time of day", "Write it as 21:04 or 21:04:30"))
}

fn start(start: Start) -> Result<rules::Start, CommandError> {
    Ok(match start {
        Start::Soft => rules::Start::Soft,
        Start::Hard { at } => rules::Start::Hard(civil(at)?),
        Start::Window { earliest, latest } => {
            rules::Start::Window { earliest: civil(earliest)?, latest: civil(latest)? }
        }
    })
}

/// What people write.
pub(super) fn text(text: String) -> Result<String, CommandError> {
    if text.chars().count() > MAX_TEXT {
        return Err(error::bad_request("The text is too long", "Keep it below 4,000 characters"));
    }
    Ok(text)
}

/// A line that is read from afar.
pub(super) fn line(text: String) -> Result<String, CommandError> {
    if text.chars().count() > MAX_LINE {
        return Err(error::bad_request(
            "The line is too long to be read from afar",
            "Keep it below 200 characters",
        ));
    }
    Ok(text)
}

fn colour(colour: Option<String>) -> Result<Option<String>, CommandError> {
    let is_colour = |text: &str| {
        text.strip_prefix('#')
            .is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    match colour {
        Some(text) if !is_colour(&text) => {
            Err(error::bad_request("That is no colour", "Write it as #rrggbb"))
        }
        colour => Ok(colour),
    }
}

/// What setting a field means for an entry.
pub(super) fn set(plan: &Plan, entry: EntryId, field: PlanField) -> Result<Vec<Change>, CommandError> {
    let one = match field {
        PlanField::Calls(calls) => return Ok(set_calls(plan, entry, calls)),
        PlanField::Number(value) => Field::Number(text(value)?),
        PlanField::Title(value) => Field::Title(text(value)?),
        PlanField::Note(value) => Field::Note(text(value)?),
        PlanField::Owner(value) => Field::Owner(text(value)?),
        PlanField::Location(value) => Field::Location(text(value)?),
        PlanField::Flag(value) => Field::Flag(value),
        PlanField::Colour(value) => Field::Colour(colour(value)?),
        PlanField::Skip(value) => Field::Skip(value),
        PlanField::Start(value) => Field::Start(start(value)?),
        PlanField::Duration(value) => Field::Duration(span(value)?),
        PlanField::Min(value) => Field::Min(value.map(span).transpose()?),
        PlanField::Max(value) => Field::Max(value.map(span).transpose()?),
        PlanField::Cuttable(value) => Field::Cuttable(value),
        PlanField::CountToEnd(value) => Field::CountToEnd(value),
        PlanField::EndAction(value) => Field::EndAction(value.into()),
        PlanField::Warning(value) => Field::Warning(span(value)?),
        PlanField::Danger(value) => Field::Danger(span(value)?),
        PlanField::Span(value) => Field::Span(value.map(shortest).transpose()?),
        PlanField::Link(value) => Field::Link(text(value)?),
        PlanField::Column { key, value } => Field::Column { key, value: text(value)? },
        PlanField::Delay(value) => {
            span(value.unsigned_abs())?;
            Field::Delay(value)
        }
        PlanField::Target(value) => Field::Target(value.map(span).transpose()?),
    };
    Ok(vec![Change::Set { entry, field: one }])
}

/// A day at most: whatever takes longer is another show.
fn span(ms: u64) -> Result<u64, CommandError> {
    if ms > 24 * 3_600_000 {
        return Err(error::bad_request("That is more than a day", "Keep it below 24 hours"));
    }
    Ok(ms)
}

fn shortest(ms: u32) -> Result<u32, CommandError> {
    if ms > 5_000 {
        return Err(error::bad_request(
            "The shortest span between two GOs is five seconds at most",
            "Choose 0 to 5 seconds",
        ));
    }
    Ok(ms)
}

fn set_calls(plan: &Plan, entry: EntryId, calls: Vec<Call>) -> Vec<Change> {
    let before = plan.cue(entry).map_or(&[][..], |cue| &cue.calls);
    let gone = before.iter().filter(|old| !calls.iter().any(|new| new.department == old.department));
    let gone = gone.map(|old| Field::Call { department: old.department.clone(), call: None });
    let new = calls.iter().map(|call| rules::Call::from(call.clone()));
    let new = new.filter(|call| !before.contains(call));
    let new = new.map(|call| Field::Call { department: call.department.clone(), call: Some(call) });
    gone.chain(new).map(|field| Change::Set { entry, field }).collect()
}

/// What changes when a show's details are these.
pub(super) fn details(plan: &Plan, wanted: ShowDetails) -> Result<Vec<Change>, CommandError> {
    let zone = wanted.zone;
    if jiff::tz::TimeZone::get(&zone).is_err() {
        return Err(error::bad_request("That is no time zone", "Choose one such as America/Bogota"));
    }
    let opens = wanted.opens.map(civil).transpose()?;
    let curfew = wanted.curfew.map(civil).transpose()?;
    let devices = |named: Vec<AuthorId>| named.into_iter().map(|author| author.0).collect::<Vec<_>>();
    let ranks = devices(wanted.ranks);
    let (raisers, releasers) = (devices(wanted.hold_raisers), devices(wanted.hold_releasers));
    let columns: Vec<_> = wanted.columns.into_iter().map(rules::Column::from).collect();
    let date = date(&wanted.date)?;
    let min_span = shortest(wanted.min_span_ms)?;
    let changeover = span(wanted.changeover_ms)?;
    let (title, stage) = (text(wanted.title)?, text(wanted.stage)?);
    let fields = [
        (plan.title != title).then_some(ShowField::Title(title)),
        (plan.stage != stage).then_some(ShowField::Stage(stage)),
        (plan.zone != zone).then_some(ShowField::Zone(zone)),
        (plan.date != date).then_some(ShowField::Date(date)),
        (plan.opens != opens).then_some(ShowField::Opens(opens)),
        (plan.curfew != curfew).then_some(ShowField::Curfew(curfew)),
        (plan.min_span_ms != min_span).then_some(ShowField::MinSpan(min_span)),
        (plan.changeover_ms != changeover).then_some(ShowField::Changeover(changeover)),
        (plan.ranks != ranks).then_some(ShowField::Ranks(ranks)),
        (plan.hold_raisers != raisers).then_some(ShowField::HoldRaisers(raisers)),
        (plan.hold_releasers != releasers).then_some(ShowField::HoldReleasers(releasers)),
        (plan.columns != columns).then_some(ShowField::Columns(columns)),
    ];
    Ok(fields.into_iter().flatten().map(Change::Show).collect())
}

/// What is said of a show as a whole.
pub(super) fn shown_details(plan: &Plan) -> ShowDetails {
    let devices = |named: &[ids::AuthorId]| named.iter().map(|author| (*author).into()).collect();
    ShowDetails {
        title: plan.title.clone(),
        stage: plan.stage.clone(),
        zone: plan.zone.clone(),
        date: plan.date.to_string(),
        opens: plan.opens.map(Into::into),
        curfew: plan.curfew.map(Into::into),
        min_span_ms: plan.min_span_ms,
        changeover_ms: plan.changeover_ms,
        ranks: devices(&plan.ranks),
        hold_raisers: devices(&plan.hold_raisers),
        hold_releasers: devices(&plan.hold_releasers),
        columns: plan.columns.iter().map(Into::into).collect(),
    }
}

/// A line as people call it.
pub(super) fn name(plan: &Plan, entry: EntryId) -> String {
    let Some(entry) = plan.entry(entry) else { return String::new() };
    match &entry.item {
        rules::Item::Cue(cue) if cue.number.is_empty() => cue.title.clone(),
        rules::Item::Cue(cue) if cue.title.is_empty() => cue.number.clone(),
        rules::Item::Cue(cue) => format!("{} {}", cue.number, cue.title),
        rules::Item::Group { title, .. } | rules::Item::Milestone { title } => title.clone(),
        rules::Item::Delay { .. } => String::new(),
    }
}
