//! Everything that was called, as a tree: each GO leaves an instance and leads to another.
//!
//! One path through it is the run, whatever branches off is a lane. No GO is lost: one that is in neither waits for the
//! instance that it leaves, or is named as no advance.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet, VecDeque};

use super::super::action::Action;
use super::super::run::{Fact, Instance, Lane};
use super::grants::{Authority, Grants};
use super::parts::{Part, Position, Said, Ungo, parts, target};
use super::spans::{Span, Timing, within};
use crate::ids::{EntryId, RecordId};
use crate::time::WallMs;

/// All GOs, as far as they hang together.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Those that nothing was left for.
    roots: Vec<usize>,
    node_of: HashMap<RecordId, usize>,
    /// GOs that leave an instance that is not in the tree.
    pub(super) waiting: Vec<RecordId>,
    /// GOs under a call that their device did not hold, and those that leave a show that was over.
    pub(super) no_advance: Vec<RecordId>,
}

/// One instance.
struct Node<'a> {
    parent: Option<usize>,
    part: Part<'a>,
    /// The greatest of its GOs'.
    authority: Authority,
    /// The greatest call under which a lane through here was adopted, and where that stands in the common order.
    adopted: Option<(Authority, Position)>,
    /// It or one before it was taken back.
    taken_back: bool,
    children: Vec<usize>,
}

/// What the tree grows from.
#[derive(Default)]
struct Seeds<'a> {
    /// By the record of the instance that they leave.
    gos: HashMap<Option<RecordId>, Vec<Said<'a>>>,
    /// By the record that was taken back.
    ungos: HashMap<RecordId, Vec<Ungo>>,
    adoptions: Vec<(Authority, Position, RecordId)>,
}

impl<'a> Tree<'a> {
    /// Grows it from facts in the common order.
    pub(super) fn of(order: &[&'a Fact], grants: &Grants) -> Self {
        let mut no_advance = Vec::new();
        let mut seeds = Seeds::default();
        for (position, fact) in order.iter().copied().enumerate() {
            let under = |call: RecordId| grants.under(call, fact.id.author);
            match &fact.action {
                Action::Go(go) => match go.call.and_then(under) {
                    Some(authority) => {
                        let said = Said { position, fact, go, authority };
                        seeds.gos.entry(go.from).or_default().push(said);
                    }
                    None => no_advance.push(fact.id),
                },
                Action::Ungo { call, instance } => {
                    let ungo = under(*call).map(|authority| Ungo { position, authority, named: *instance });
                    seeds.ungos.entry(*instance).or_default().extend(ungo);
                }
                Action::AdoptLane { call, instance } => {
                    seeds.adoptions.extend(under(*call).map(|authority| (authority, position, *instance)));
                }
                _ => {}
            }
        }
        let (nodes, roots, node_of) = (Vec::new(), Vec::new(), HashMap::new());
        let mut tree = Self { nodes, roots, node_of, waiting: Vec::new(), no_advance };
        tree.grow(seeds);
        tree
    }

    /// The run, and all lanes by the place of their first GO.
    pub(super) fn lines(&self, timings: &[Timing], holds: &[Span]) -> (Vec<Instance>, Vec<Lane>) {
        let trunk = self.path(self.best(&self.roots));
        let mut starts = VecDeque::new();
        self.branches(None, &self.roots, trunk.first(), &mut starts);
        self.branches_along(&trunk, &mut starts);
        let mut lanes = Vec::new();
        while let Some((from, start)) = starts.pop_front() {
            let path = self.path(Some(start));
            self.branches_along(&path, &mut starts);
            let lane = Lane {
                from,
                line: self.instances(&path, timings, holds),
                taken_back: self.nodes[start].taken_back,
            };
            lanes.push((self.nodes[start].part.gos[0].position, lane));
        }
        lanes.sort_by_key(|(position, _)| *position);
        (self.instances(&trunk, timings, holds), lanes.into_iter().map(|(_, lane)| lane).collect())
    }

    /// The instance that a GO belongs to, as an index below [`Self::len`].
    pub(super) fn instance_of(&self, go: RecordId) -> Option<usize> {
        self.node_of.get(&go).copied()
    }

    /// How many instances there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Where the last GO to an instance stands in the common order.
    pub(super) fn called(&self, instance: RecordId) -> Option<Position> {
        let node = &self.nodes[self.instance_of(instance)?];
        node.part.gos.last().map(|said| said.position)
    }

    /// The standbys that were carried out by GOs which nobody took back.
    pub(super) fn carried_out(&self) -> HashSet<RecordId> {
        let kept = self.nodes.iter().filter(|node| !node.taken_back);
        kept.flat_map(|node| &node.part.gos).filter_map(|said| said.go.standby).collect()
    }

    fn grow(&mut self, mut seeds: Seeds<'a>) {
        self.roots = self.leave(None, &mut seeds);
        let mut unvisited: VecDeque<usize> = self.roots.iter().copied().collect();
        while let Some(node) = unvisited.pop_front() {
            if self.nodes[node].target().is_none() {
                let late = self.leaving(Some(node), &mut seeds);
                self.no_advance.extend(late.iter().map(|said| said.fact.id));
                continue;
            }
            let children = self.leave(Some(node), &mut seeds);
            unvisited.extend(&children);
            self.nodes[node].children = children;
        }
        self.waiting = seeds.gos.into_values().flatten().map(|said| said.fact.id).collect();
        self.waiting.sort_unstable();
        self.no_advance.sort_unstable();
        self.adopt(seeds.adoptions);
    }

    /// Takes the GOs that leave an instance, by whichever of its records they name it.
    fn leaving(&self, node: Option<usize>, seeds: &mut Seeds<'a>) -> Vec<Said<'a>> {
        let mut leave = |from: Option<RecordId>| seeds.gos.remove(&from).unwrap_or_default();
        let mut leaving: Vec<Said<'a>> = match node {
            None => leave(None),
            Some(node) => {
                self.nodes[node].part.gos.iter().flat_map(|said| leave(Some(said.fact.id))).collect()
            }
        };
        leaving.sort_unstable_by_key(|said| said.position);
        leaving
    }

    /// Makes instances of the GOs that leave one.
    fn leave(&mut self, parent: Option<usize>, seeds: &mut Seeds<'a>) -> Vec<usize> {
        let leaving = self.leaving(parent, seeds);
        let before = self.nodes.len();
        for part in parts(leaving, &seeds.ungos) {
            let Some(authority) = part.authority() else { continue };
            self.node_of.extend(part.gos.iter().map(|said| (said.fact.id, self.nodes.len())));
            let taken_back = part.undone || parent.is_some_and(|parent| self.nodes[parent].taken_back);
            let (adopted, children) = (None, Vec::new());
            self.nodes.push(Node { parent, part, authority, adopted, taken_back, children });
        }
        (before..self.nodes.len()).collect()
    }

    /// Marks the way to every instance that was adopted. What was taken back can only be called again.
    fn adopt(&mut self, mut adoptions: Vec<(Authority, Position, RecordId)>) {
        adoptions.sort_unstable();
        // The greatest first, so that a mark that is there already ends the way.
        for (authority, position, instance) in adoptions.into_iter().rev() {
            let mut way = self.instance_of(instance).filter(|node| !self.nodes[*node].taken_back);
            while let Some(node) = way.filter(|node| self.nodes[*node].adopted.is_none()) {
                self.nodes[node].adopted = Some((authority, position));
                way = self.nodes[node].parent;
            }
        }
    }

    /// The one of several instances that left the same one whose line is the run, if one is.
    fn best(&self, siblings: &[usize]) -> Option<usize> {
        let open = siblings.iter().copied().filter(|node| self.nodes[*node].is_open());
        open.max_by_key(|node| self.nodes[*node].weight())
    }

    fn path(&self, start: Option<usize>) -> Vec<usize> {
        std::iter::successors(start, |node| self.best(&self.nodes[*node].children)).collect()
    }

    fn branches_along(&self, path: &[usize], starts: &mut VecDeque<(Option<RecordId>, usize)>) {
        for (place, node) in path.iter().enumerate() {
            let node = &self.nodes[*node];
            self.branches(Some(node.part.gos[0].fact.id), &node.children, path.get(place + 1), starts);
        }
    }

    fn branches(
        &self,
        from: Option<RecordId>,
        siblings: &[usize],
        chosen: Option<&usize>,
        starts: &mut VecDeque<(Option<RecordId>, usize)>,
    ) {
        let others = siblings.iter().filter(|node| Some(*node) != chosen);
        starts.extend(others.map(|node| (from, *node)));
    }

    fn instances(&self, path: &[usize], timings: &[Timing], holds: &[Span]) -> Vec<Instance> {
        let mut instances: Vec<Instance> = Vec::with_capacity(path.len());
        let mut ended = None;
        for node in path.iter().rev() {
            let instance = self.nodes[*node].instance(&timings[*node], holds, ended);
            ended = Some(instance.started);
            instances.push(instance);
        }
        instances.reverse();
        instances
    }
}

impl Node<'_> {
    fn target(&self) -> Option<EntryId> {
        target(self.part.gos[0].go)
    }

    /// Whether the run may lead here: nobody came back from it, or it was adopted since.
    fn is_open(&self) -> bool {
        let since = |(authority, position)| {
            self.adopted.is_some_and(|(under, at)| position < at && authority <= under)
        };
        !self.part.undone && self.part.closed.is_none_or(since)
    }

    fn weight(&self) -> (Authority, Option<(Authority, Position)>, Reverse<Position>) {
        let adopted = self.adopted.map_or(self.authority, |(authority, _)| authority.max(self.authority));
        (adopted, self.adopted, Reverse(self.part.gos[0].position))
    }

    fn instance(&self, timing: &Timing, holds: &[Span], ended: Option<WallMs>) -> Instance {
        let start = |said: &&Said<'_>| said.go.started.unwrap_or(said.fact.at);
        let first = self.part.gos[0];
        let earliest = self.part.gos.iter().min_by_key(start).unwrap_or(&first);
        let started = start(&earliest);
        let mut by = Vec::new();
        for said in &self.part.gos {
            if !by.contains(&said.fact.id.author) {
                by.push(said.fact.id.author);
            }
        }
        Instance {
            id: first.fact.id,
            also: self.part.gos[1..].iter().map(|said| said.fact.id).collect(),
            to: first.go.to,
            by,
            started,
            certain: earliest.fact.certain,
            pauses: within((started, ended), timing.pauses(), holds),
            added_ms: timing.added_ms(),
            ended,
        }
    }
}
