//! Who works where: whoever took a post, as the log says.

use std::collections::BTreeMap;

use gatehouse_contract::control::{StaffMember, StaffPost, StaffPresence, StaffRes};
use gatehouse_contract::error::CommandError;
use gatehouse_contract::time::Window;
use gatehouse_core::incident::Deed;
use gatehouse_core::time::WallMs;

use super::room::{self, Room};
use crate::host::Host;
use crate::session;

/// The staff at this moment: everybody who took a post, and every post that somebody took.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn staff(host: &dyn Host) -> Result<StaffRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let seen = seen(&room);
    let mut posts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in seen.values() {
        let people = posts.entry(one.post.clone()).or_default();
        if one.present {
            people.push(spoken(one));
        }
    }
    Ok(StaffRes {
        now: room.moment(&now).into(),
        people: seen.values().map(member).collect(),
        posts: posts
            .into_iter()
            .map(|(post, people)| StaffPost { empty: people.is_empty(), post, people })
            .collect(),
    })
}

/// Somebody who took a post, and how that stands.
struct Seen {
    who: String,
    post: String,
    call_sign: String,
    since: WallMs,
    present: bool,
}

/// Everybody's last word about a post, in the common order; what was struck says nothing.
fn seen(room: &Room) -> BTreeMap<String, Seen> {
    let mut seen = BTreeMap::new();
    for fact in room.log.entries.iter().filter(|fact| !room.log.struck.contains_key(&fact.id)) {
        for deed in &fact.entry.deeds {
            if let Deed::Post { who, post, call_sign, on } = deed {
                let one = Seen {
                    who: who.clone(),
                    post: post.clone(),
                    call_sign: call_sign.clone(),
                    since: fact.logged,
                    present: *on,
                };
                seen.insert(who.clone(), one);
            }
        }
    }
    seen
}

fn spoken(one: &Seen) -> String {
    if one.call_sign.is_empty() { one.who.clone() } else { format!("{} {}", one.call_sign, one.who) }
}

fn member(one: &Seen) -> StaffMember {
    StaffMember {
        name: one.who.clone(),
        role: String::new(),
        team: String::new(),
        post: one.post.clone(),
        call_sign: one.call_sign.clone(),
        shift: Window::default(),
        presence: if one.present { StaffPresence::Present } else { StaffPresence::Gone },
        since: Some(one.since.into()),
        at_post: one.present.then(|| one.post.clone()),
    }
}
