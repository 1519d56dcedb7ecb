//! How the control room is set up: each setting is an entry of the log.

use std::collections::BTreeSet;

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{ControlSetting, ControlSetupRes, IncidentType};
use gatehouse_contract::error::CommandError;
use gatehouse_core::incident::{Category, Config, Setting, Severity, Step, TypeCode, playbook};
use gatehouse_core::time::WallMs;
use gatehouse_store::{Connection, table};

use super::{room, words};
use crate::error;
use crate::host::Host;
use crate::session;

/// How the control room is set up.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn setup(host: &dyn Host) -> Result<ControlSetupRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let (doors, zones) = open
        .replica
        .read(|conn: &Connection| {
            Ok::<_, gatehouse_store::Error>((table::checkpoint::all(conn)?, table::zone::all(conn)?))
        })
        .map_err(error::store)?;
    let config = &room.log.config;
    Ok(ControlSetupRes {
        types: config.categories.iter().map(category).collect(),
        limits: config
            .limits
            .iter()
            .map(|((severity, timer), (limit_ms, source))| shown::LimitSetting {
                severity: (*severity).into(),
                timer: (*timer).into(),
                seconds: limit_ms.map(|ms| u32::try_from(ms / 1_000).unwrap_or(u32::MAX)),
                source: source.clone(),
            })
            .collect(),
        chain: config.chain.clone(),
        playbooks: playbooks(config),
        doors: doors.into_iter().map(|door| door_setting(config, door)).collect(),
        zones: zones.into_iter().map(|zone| zone_setting(config, &zone)).collect(),
    })
}

/// A type as the screens get it.
pub(super) fn category(category: &Category) -> IncidentType {
    IncidentType {
        code: category.code.0.clone(),
        label: category.label.clone(),
        words: category.words.clone(),
        severity: category.severity.into(),
        sealed: category.sealed,
        hidden: category.hidden,
    }
}

/// What the event wrote, and for every other type what the program brings.
fn playbooks(config: &Config) -> Vec<shown::PlaybookSetting> {
    let own = config.playbooks.iter().map(|((code, from), steps)| playbook(code, *from, steps, true));
    let written: BTreeSet<&TypeCode> = config.playbooks.keys().map(|(code, _)| code).collect();
    let brought = config.categories.iter().filter(|one| !written.contains(&one.code)).filter_map(|one| {
        let steps = playbook::steps(config, std::slice::from_ref(&one.code), Severity::Critical);
        (!steps.is_empty()).then(|| playbook(&one.code, Severity::Info, &steps, false))
    });
    own.chain(brought).collect()
}

fn playbook(code: &TypeCode, from: Severity, steps: &[Step], own: bool) -> shown::PlaybookSetting {
    let steps =
        steps.iter().map(|step| shown::StepSetting { step: step.id.clone(), text: step.text.clone() });
    shown::PlaybookSetting { code: code.0.clone(), from: from.into(), steps: steps.collect(), own }
}

fn door_setting(config: &Config, door: gatehouse_core::admission::Checkpoint) -> shown::DoorSetting {
    let rate = config.rates.get(&door.id);
    shown::DoorSetting {
        door: door.id.into(),
        into: door.zone.into(),
        from: config.doors.get(&door.id).map(|zone| (*zone).into()),
        most_per_minute: rate.map(|(rate, _)| *rate),
        source: rate.map(|(_, source)| source.clone()).unwrap_or_default(),
        name: door.name,
    }
}

fn zone_setting(config: &Config, zone: &table::zone::ZoneRow) -> shown::ZoneSetting {
    let (capacity, source, signed) = capacity(config, zone);
    shown::ZoneSetting {
        zone: zone.id.into(),
        name: zone.name.clone(),
        capacity,
        source,
        signed,
        bands: super::crowd::bands(config, zone.id, capacity),
    }
}

/// How many a zone may hold: what was signed for, else what the organizer says.
pub(super) fn capacity(config: &Config, zone: &table::zone::ZoneRow) -> (Option<u32>, String, String) {
    match config.capacities.get(&zone.id) {
        Some((persons, source, signed)) => (Some(*persons), source.clone(), signed.clone()),
        None => (zone.capacity, String::new(), String::new()),
    }
}

/// What a setting of the screens comes to.
pub(super) fn settings(setting: ControlSetting, at: WallMs) -> Result<Vec<Setting>, CommandError> {
    Ok(match setting {
        ControlSetting::Type { category } => vec![Setting::Category(checked(category)?)],
        ControlSetting::Limit { limit } => vec![Setting::Limit {
            severity: limit.severity.into(),
            timer: limit.timer.into(),
            limit_ms: limit.seconds.map(|seconds| u64::from(seconds) * 1_000),
            source: words::text(&limit.source)?,
        }],
        ControlSetting::Chain { chain } => {
            let chain = chain.iter().map(|name| words::needed(name, "Give everybody in the chain a name"));
            vec![Setting::Chain(chain.collect::<Result<_, _>>()?)]
        }
        ControlSetting::Playbook { code, from, steps } => {
            let steps = steps.into_iter().enumerate().map(|(place, step)| named(&code, at, place, step));
            let steps = steps.collect::<Result<_, _>>()?;
            vec![Setting::Playbook { code: TypeCode(code), from: from.into(), steps }]
        }
        ControlSetting::Door { door, from, most_per_minute, source } => {
            let from = Setting::DoorFrom { door: door.0, from: from.map(|zone| zone.0) };
            let source = words::text(&source)?;
            let rate =
                most_per_minute.map(|per_minute| Setting::DoorRate { door: door.0, per_minute, source });
            std::iter::once(from).chain(rate).collect()
        }
        ControlSetting::Band { zone, band: band @ 0..=3, permille: permille @ 1..=1_500, owner, action } => {
            let (owner, action) = (words::text(&owner)?, words::text(&action)?);
            vec![Setting::Band { zone: zone.0, band, permille, owner, action }]
        }
        ControlSetting::Band { .. } => {
            return Err(error::bad_request("There is no such band", "Give a share between 0.1 % and 150 %"));
        }
        ControlSetting::Capacity { zone, persons, source, signed } => vec![Setting::Capacity {
            zone: zone.0,
            persons,
            source: words::needed(&source, "Say where the figure comes from")?,
            signed: words::needed(&signed, "A safety officer signs with a name")?,
        }],
    })
}

/// A type whose code can be said in a line: capital letters, with a point before a second level.
fn checked(category: IncidentType) -> Result<Category, CommandError> {
    let parts = || category.code.split('.');
    let sayable = parts().count() <= 2
        && parts()
            .all(|part| (2..=12).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase()));
    if !sayable {
        return Err(error::bad_request(
            "The code of a type is capital letters, with a point before a second level",
            "Write it like MED or MED.FAINT",
        ));
    }
    let words = category.words.iter().map(|word| words::text(&word.to_lowercase()));
    Ok(Category {
        words: words
            .filter(|word| word.as_ref().is_ok_and(|word| !word.is_empty()))
            .collect::<Result<_, _>>()?,
        label: words::text(&category.label)?,
        code: TypeCode(category.code),
        severity: category.severity.into(),
        sealed: category.sealed,
        hidden: category.hidden,
    })
}

/// A step with an id: ticks name it, so it stays when the words change.
fn named(code: &str, at: WallMs, place: usize, step: shown::StepSetting) -> Result<Step, CommandError> {
    let text = words::text(&step.text)?;
    let id =
        if step.step.is_empty() { format!("{}.{}.{place}", code.to_lowercase(), at.0) } else { step.step };
    Ok(Step { id, text })
}
