//! The network between the gates and the central store, and what it does to calls.

use std::rc::Rc;

use serde_json::json;

use super::central::json_answer;
use super::fault::Fault;
use super::world::{Event, World};
use crate::answer::{Answer, NoNetwork, Setback};
use crate::transport::{HttpAnswer, Unreachable};
use crate::wire::Request;
use crate::{Input, Job};

/// What becomes of a call that reaches the central store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Whole,
    AnswerLost,
    Truncated,
    /// A copy on its own way, whose answer nobody waits for.
    Copy,
}

impl World {
    pub(super) fn call(&mut self, gate: usize, job: Job, request: Request) {
        let plan = self.plan.clone();
        let call = request.call();
        let (life, connection, access) = {
            let here = &self.gates[gate];
            (here.life, here.connection, here.access)
        };
        let sent = self.now;
        let mut on_its_way = self.chance.between(3, 60);
        let lost = sent + call.timeout_ms();
        let answer = |came| Event::Answer { gate, life, connection, job, call, came };
        if self.gates[gate].partitioned_until > self.now {
            let at_once = self.chance.permille(500);
            let (at, why) =
                if at_once { (sent + 20, Unreachable::Connect) } else { (lost, Unreachable::TimedOut) };
            return self.at(at, answer(Err(why)));
        }
        if self.strikes(Fault::LostRequest, plan.lost_request) {
            return self.at(lost, answer(Err(Unreachable::TimedOut)));
        }
        if self.strikes(Fault::Portal, plan.portal) {
            let page = HttpAnswer {
                status: if self.chance.permille(500) { 200 } else { 302 },
                content_type: "text/html".to_owned(),
                body: b"<html>Welcome to the venue's network</html>".to_vec(),
                ..HttpAnswer::default()
            };
            return self.at(sent + 30, answer(Ok(page)));
        }
        if self.strikes(Fault::Trouble, plan.trouble) {
            let page = HttpAnswer {
                status: 502,
                content_type: "text/html".to_owned(),
                body: b"bad gateway".to_vec(),
                retry_after_s: self.chance.permille(300).then_some(3),
            };
            return self.at(sent + 30, answer(Ok(page)));
        }
        if self.strikes(Fault::Contention, plan.contention) {
            let code = if self.chance.permille(500) { "40001" } else { "57014" };
            return self.at(sent + 30, answer(Ok(json_answer(500, &json!({ "code": code })))));
        }
        if self.strikes(Fault::Refused, plan.refused) {
            let status = if self.chance.permille(500) { 403 } else { 404 };
            return self.at(sent + 30, answer(Ok(json_answer(status, &json!({ "code": "PGRST202" })))));
        }
        if self.strikes(Fault::Delay, plan.delay) {
            on_its_way += self.chance.between(500, 40_000);
        }
        let fate = if self.strikes(Fault::LostAnswer, plan.lost_answer) {
            Fate::AnswerLost
        } else if self.strikes(Fault::Truncated, plan.truncated) {
            Fate::Truncated
        } else {
            Fate::Whole
        };
        let request = Rc::new(request);
        let arrive =
            |fate, request| Event::Arrive { gate, life, connection, job, request, access, fate, sent };
        if self.strikes(Fault::Duplicate, plan.duplicate) {
            let at = sent + self.chance.between(3, 15_000);
            self.at(at, arrive(Fate::Copy, Rc::clone(&request)));
        }
        if on_its_way >= call.timeout_ms() {
            self.at(lost, answer(Err(Unreachable::TimedOut)));
            return self.at(sent + on_its_way, arrive(Fate::Copy, request));
        }
        self.at(sent + on_its_way, arrive(fate, request));
    }

    pub(super) fn sign_in(&mut self, gate: usize, life: u64, sign_in: bool, lost: bool) {
        if self.gates[gate].life != life {
            return;
        }
        let partitioned = self.gates[gate].partitioned_until > self.now;
        if partitioned {
            let answer = Answer::NoNetwork(NoNetwork::Unreachable(Unreachable::Connect));
            return self.step(gate, Input::SignInFailed(answer));
        }
        let device = self.gates[gate].device;
        let (tokens, author) = if sign_in {
            let (access, refresh) = self.central.sessions.sign_up(self.now);
            if let Some(cutoff) = self.central.devices[&device].revoked {
                return self.step(gate, Input::SignInFailed(Answer::Revoked { cutoff: Some(cutoff) }));
            }
            let author = self.central.resume(access, device);
            (Some((access, refresh)), Some(author))
        } else {
            let refresh = self.gates[gate].refresh;
            (refresh.and_then(|refresh| self.central.sessions.refresh(refresh, self.now)), None)
        };
        if lost {
            let answer = Answer::Retry { after_ms: None, why: Setback::TimedOut };
            return self.step(gate, Input::SignInFailed(answer));
        }
        match tokens {
            Some((access, refresh)) => {
                (self.gates[gate].access, self.gates[gate].refresh) = (Some(access), Some(refresh));
                self.step(gate, Input::SignedIn { author });
            }
            None => {
                let answer =
                    Answer::Refused { status: 400, code: Some("refresh_token_not_found".to_owned()) };
                self.step(gate, Input::SignInFailed(answer));
            }
        }
    }
}
