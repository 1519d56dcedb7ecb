//! How it stands: a function of the roster, of what was scanned and written down, and of the moment.

use std::collections::BTreeMap;

use super::{CheckIn, EARLY_MS, LATE_MS, Person, Posted, Presence};
use crate::ids::PersonId;
use crate::time::{Position, WallMs, Window};

/// How it stands with the staff.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Everybody on the roster, and everybody else who took a post, by name.
    pub people: Vec<Member>,
    /// The posts that somebody is planned for or is on, by name.
    pub posts: BTreeMap<String, Post>,
}

/// How it stands with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who, on the roster; `None` for somebody whom it does not know.
    pub person: Option<PersonId>,
    /// Their name, or what the log calls them.
    pub name: String,
    /// Their call sign: the one on their post, otherwise the planned one.
    pub call_sign: String,
    /// Whether they are here.
    pub presence: Presence,
    /// Since when they are here or gone; `None` when they never came.
    pub since: Option<WallMs>,
    /// The post that they are on. Who took a second one without leaving the first is at the second.
    pub at_post: Option<String>,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post {
    /// Who is there: places in [`Standing::people`].
    pub here: Vec<usize>,
    /// Who is planned for it now: places in [`Standing::people`].
    pub planned: Vec<usize>,
}

impl Post {
    /// Whether nobody is there although somebody is planned for now.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.here.is_empty() && !self.planned.is_empty()
    }
}

/// How it stands with everybody at `now`. Check-ins may come in any order; of `posted`, which is in the common order, entries
/// that were struck are left out.
#[must_use]
pub fn stand(people: &[Person], check_ins: &[CheckIn], posted: &[Posted], now: WallMs) -> Standing {
    let names = Names::of(people);
    let mut seen: Vec<Seen<'_>> = people.iter().map(Seen::on).collect();
    let mut others: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    for check_in in check_ins.iter().filter(|check_in| check_in.at <= now) {
        let theirs =
            |seen: &&mut Seen<'_>| seen.person.is_some_and(|one| one.credential == Some(check_in.credential));
        seen.iter_mut().filter(theirs).for_each(|seen| seen.check(check_in));
    }
    for posted in posted.iter().filter(|posted| posted.at <= now) {
        match names.place(&posted.who) {
            Some(place) => seen[place].post(posted),
            None => others.entry(plain(&posted.who)).or_insert_with(|| Seen::other(&posted.who)).post(posted),
        }
    }
    seen.extend(others.into_values());
    seen.sort_by_key(|seen| (plain(seen.name), seen.person.map(|person| person.id)));
    let mut posts: BTreeMap<String, Post> = BTreeMap::new();
    for (place, seen) in seen.iter().enumerate() {
        if let Some(person) = seen.person.filter(|person| !person.post.is_empty()) {
            let post = posts.entry(person.post.clone()).or_default();
            if is_due(&person.shift, now) {
                post.planned.push(place);
            }
        }
        if let Some(held) = seen.held_now() {
            posts.entry(held.post.clone()).or_default().here.push(place);
        }
    }
    Standing { people: seen.iter().map(|seen| seen.member(now)).collect(), posts }
}

/// Whether somebody with this shift should be here. Without a beginning nobody says so.
fn is_due(shift: &Window, now: WallMs) -> bool {
    shift.from.is_some() && shift.position(now) == Position::Inside
}

/// A name or call sign, however it was typed.
fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whom a name or call sign means: a name before a call sign, and nobody where two are called the same.
struct Names {
    names: BTreeMap<String, Option<usize>>,
    call_signs: BTreeMap<String, Option<usize>>,
}

impl Names {
    fn of(people: &[Person]) -> Self {
        let by = |name: fn(&Person) -> &str| {
            let mut places: BTreeMap<String, Option<usize>> = BTreeMap::new();
            for (place, person) in people.iter().enumerate() {
                let name = plain(name(person));
                if !name.is_empty() {
                    places.entry(name).and_modify(|known| *known = None).or_insert(Some(place));
                }
            }
            places
        };
        Self { names: by(|person| &person.name), call_signs: by(|person| &person.call_sign) }
    }

    fn place(&self, who: &str) -> Option<usize> {
        let who = plain(who);
        self.names.get(&who).or_else(|| self.call_signs.get(&who)).copied().flatten()
    }
}

/// What is known of somebody.
struct Seen<'a> {
    person: Option<&'a Person>,
    name: &'a str,
    /// The latest passage of their accreditation, and whether it went in.
    gate: Option<(WallMs, bool)>,
    /// The posts that they took and did not leave, the latest last.
    held: Vec<&'a Posted>,
    /// When they first took the posts that they hold, and last left one.
    came: Option<WallMs>,
    left: Option<WallMs>,
}

impl<'a> Seen<'a> {
    fn on(person: &'a Person) -> Self {
        Self { person: Some(person), ..Self::other(&person.name) }
    }

    fn other(name: &'a str) -> Self {
        Self { person: None, name, gate: None, held: Vec::new(), came: None, left: None }
    }

    /// Whether something belongs to this shift.
    fn belongs(&self, at: WallMs) -> bool {
        let begins = self.person.and_then(|person| person.shift.from);
        begins.is_none_or(|from| at.0 >= from.0.saturating_sub(EARLY_MS))
    }

    /// Of a passage in and one out at the same moment, the one out counts: it cannot have come first.
    fn check(&mut self, check_in: &CheckIn) {
        let later = self.gate.is_none_or(|(at, into)| (at, !into) < (check_in.at, !check_in.into));
        if self.belongs(check_in.at) && later {
            self.gate = Some((check_in.at, check_in.into));
        }
    }

    fn post(&mut self, posted: &'a Posted) {
        if !self.belongs(posted.at) {
            return;
        }
        self.held.retain(|held| held.post != posted.post);
        if posted.on {
            self.held.push(posted);
            self.came = self.came.or(Some(posted.at));
        } else if self.held.is_empty() {
            self.came = None;
            self.left = Some(posted.at);
        }
    }

    /// When they went out through a gate, when that is the last that a gate knows.
    fn out(&self) -> Option<WallMs> {
        self.gate.filter(|(_, into)| !into).map(|(at, _)| at)
    }

    /// The post that they are on. Whoever went out is on none that they took before, whatever the log says.
    fn held_now(&self) -> Option<&'a Posted> {
        let out = self.out();
        self.held.last().copied().filter(|held| out.is_none_or(|out| held.at > out))
    }

    fn member(&self, now: WallMs) -> Member {
        let (out, held) = (self.out(), self.held_now());
        let checked_in = self.gate.filter(|(_, into)| *into).map(|(at, _)| at);
        let here = held.and_then(|held| if out.is_none() { self.came } else { Some(held.at) });
        let here = [here, checked_in].into_iter().flatten().min();
        let gone = out.max(self.left);
        let shift = self.person.map(|person| person.shift).unwrap_or_default();
        let late = shift.from.is_some_and(|from| now.0.saturating_sub(from.0) > LATE_MS);
        let presence = match (here, gone) {
            (Some(_), _) => Presence::Present,
            (None, Some(_)) => Presence::Gone,
            (None, None) if late => Presence::Late,
            (None, None) => Presence::Planned,
        };
        let planned = self.person.map_or("", |person| &person.call_sign);
        let on_post = held.map(|held| held.call_sign.as_str()).filter(|sign| !sign.is_empty());
        Member {
            person: self.person.map(|person| person.id),
            name: self.name.to_owned(),
            call_sign: on_post.unwrap_or(planned).to_owned(),
            presence,
            since: here.or(gone),
            at_post: held.map(|held| held.post.clone()),
        }
    }
}
