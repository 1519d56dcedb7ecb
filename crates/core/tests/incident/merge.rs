//! Whoever knows the same records shows the same log, and what it shows is what the rules say.

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_core::ids::{RecordId, Seq};
use gatehouse_core::incident::{Deed, Fact, fold, timers};
use gatehouse_core::time::{Hlc, WallMs};
use proptest::prelude::*;

use super::naive::{Plain, before, struck};
use super::night::{Chance, Night};

proptest! {
    // A night is long: a few of them say more than many short ones.
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn in_whatever_order_and_however_often_records_come_the_log_is_one(seed in any::<u64>()) {
        let night = Night::new(seed);
        let log = night.log();
        prop_assert!(night.all.len() >= 300, "{}", night.all.len());
        prop_assert!(log.incidents.len() >= 40, "{}", log.incidents.len());
        let mut chance = Chance(seed);
        for desk in &night.desks {
            prop_assert_eq!(&desk.log(), &log);
            let mut facts = desk.facts.clone();
            // Some of them twice, and all of them in another order.
            facts.extend_from_slice(&desk.facts[chance.below(facts.len())..]);
            chance.shuffle(&mut facts);
            prop_assert_eq!(&fold(facts), &log);
        }
    }

    #[test]
    fn batches_that_come_one_by_one_come_to_the_same(seed in any::<u64>()) {
        let night = Night::new(seed);
        let mut chance = Chance(seed);
        let mut left = night.all.clone();
        chance.shuffle(&mut left);
        let mut known: Vec<Fact> = Vec::new();
        while !left.is_empty() {
            let batch = left.split_off(left.len().saturating_sub(1 + chance.below(60)));
            known.extend(batch);
            let part = fold(known.clone());
            let ids: BTreeSet<RecordId> = part.entries.iter().map(|fact| fact.id).collect();
            prop_assert_eq!(ids.len(), known.len(), "no entry is lost");
            let told: usize = part.incidents.values().map(|incident| incident.entries.len()).sum();
            let about = known.iter().filter(|fact| fact.incident().is_some()).count();
            prop_assert_eq!(told + part.waiting.len(), about, "what is about an incident is told of it or waits");
            known = part.entries;
        }
        prop_assert_eq!(fold(known), night.log());
    }

    #[test]
    fn every_number_is_said_once_and_no_desk_leaves_a_gap(seed in any::<u64>()) {
        let log = Night::new(seed).log();
        let said: BTreeSet<String> = log.incidents.values().map(|incident| incident.said()).collect();
        prop_assert_eq!(said.len(), log.incidents.len());
        let mut given: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for incident in log.incidents.values() {
            given.entry(incident.desk).or_default().push(incident.number.no);
        }
        for numbers in given.into_values() {
            let count = u32::try_from(numbers.len()).expect("a night");
            prop_assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_log_is_what_the_rules_say(seed in any::<u64>()) {
        let night = Night::new(seed);
        let log = night.log();
        prop_assert!(log.entries.windows(2).all(|pair| before(&pair[0], &pair[1])));
        let mut counting: Vec<&Fact> = Vec::new();
        for fact in &log.entries {
            let strike = struck(&night.all, fact);
            prop_assert_eq!(log.struck.get(&fact.id).copied(), strike);
            if strike.is_none() {
                counting.push(fact);
            }
        }
        for opening in log.entries.iter().filter(|fact| fact.opening().is_some()) {
            let incident = &log.incidents[&opening.id];
            prop_assert_eq!(Plain::of(incident), Plain::told(opening, &counting));
            let mut last = BTreeMap::new();
            for change in &incident.changes {
                let field = format!("{:?}", change.new);
                let name = field.split([' ', '(']).next().unwrap_or_default().to_owned();
                let name = if name == "Type" { field.split(", on").next().unwrap_or_default().to_owned() } else { name };
                last.insert(name, change.id);
            }
            let standing: BTreeSet<_> = incident.changes.iter().filter(|c| !c.overtaken).map(|c| c.id).collect();
            prop_assert_eq!(standing, last.into_values().collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn no_round_is_raised_twice_and_what_was_raised_is_not_due(seed in any::<u64>()) {
        let mut night = Night::new(seed);
        let log = night.log();
        let due = timers::raise(&log, night.end);
        let sounding = timers::sounding(&log, night.end);
        let seq = night.all.iter().filter(|fact| fact.id.author == night.desks[0].author).count() as u64;
        let last = night.all.iter().map(|fact| fact.hlc).max().expect("a night");
        for (more, (incident, deed)) in (1..).zip(due.clone()) {
            let mut fact = night.all[0].clone();
            fact.id = RecordId { author: night.desks[0].author, seq: Seq(seq + more) };
            fact.hlc = Hlc(last.0 + more);
            // Desks' clocks differ: what was said last may be dated after this.
            fact.logged = WallMs(night.end.0 + 60_000);
            fact.entry.incident = Some(incident);
            fact.entry.deeds = vec![deed];
            night.all.push(fact);
        }
        let after = night.log();
        for (incident, deed) in due {
            let Deed::Escalate { timer, round, .. } = deed else {
                return Err(TestCaseError::fail("only rounds are raised"));
            };
            prop_assert!(!log.incidents[&incident].alarms.contains_key(&(timer, round)));
            prop_assert!(sounding.contains(&(incident, timer, round)), "what is due sounds");
        }
        prop_assert_eq!(timers::raise(&after, night.end), vec![]);
        prop_assert_eq!(timers::sounding(&after, night.end), sounding, "writing it down changes nothing to be heard");
    }
}
