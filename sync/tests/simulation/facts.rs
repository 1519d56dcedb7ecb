//! What the records say, as a function of the set of records: who was admitted, and which admissions are one too many.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gatehouse_core::ids::{AuthorId, CredentialId, Seq};
use gatehouse_core::time::Hlc;
use gatehouse_journal::{Body, Record};

/// One admission. Sorted by credential, then in the common order: the first of a credential is the one that counts.
pub(super) type Fact = (CredentialId, Hlc, AuthorId, Seq);

pub(super) type Logs = BTreeMap<AuthorId, Vec<Rc<Record>>>;

/// The admission that a record tells of, if it does: itself, or the record that it recovers, which goes by its original's
/// name unless others know another record by that.
pub(super) fn of(record: &Record) -> Option<Fact> {
    let body = record.body().expect("the world writes no unreadable record");
    match body {
        Body::Scan(scan) if scan.passes() => Some((scan.credential?, record.hlc, record.author, record.seq)),
        Body::Recovered(recovered) => match recovered.body().expect("readable") {
            Body::Scan(scan) if scan.passes() => {
                let name = if recovered.forked { record.id() } else { recovered.from };
                Some((scan.credential?, recovered.hlc, name.author, name.seq))
            }
            _ => None,
        },
        _ => None,
    }
}

/// All admissions, leaving out what authors wrote behind their cut-off.
pub(super) fn fold(logs: &Logs, cutoff: impl Fn(AuthorId) -> Option<Seq>) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    for (author, log) in logs {
        let cutoff = cutoff(*author);
        facts.extend(
            log.iter()
                .filter(|record| cutoff.is_none_or(|cutoff| record.seq <= cutoff))
                .filter_map(|record| of(record)),
        );
    }
    facts
}

/// For each credential that was admitted twice or more: the admission that counts, and those that do not.
pub(super) fn doubles(facts: &BTreeSet<Fact>) -> BTreeMap<CredentialId, (Fact, Vec<Fact>)> {
    let mut by_credential: BTreeMap<CredentialId, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        by_credential.entry(fact.0).or_default().push(*fact);
    }
    by_credential
        .into_iter()
        .filter(|(_, facts)| facts.len() > 1)
        .map(|(credential, facts)| (credential, (facts[0], facts[1..].to_vec())))
        .collect()
}

/// What tells two admissions apart whatever they go by: who was admitted, when, and by which device.
pub(super) fn essence(fact: &Fact) -> (CredentialId, Hlc, u8) {
    (fact.0, fact.1, fact.2.as_bytes()[0])
}
