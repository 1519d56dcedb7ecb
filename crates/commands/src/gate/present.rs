//! A code is presented: by a camera, a hand-held scanner or the command line.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_contract::gate::PresentReq;
use gatehouse_contract::verdict::{ShownScan, Tone};
use gatehouse_core::admission::Source;
use gatehouse_hardware::sound::Cue;
use gatehouse_hardware::wedge::Read;

use super::judge::{Judged, Presentation, judge};
use super::{show, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Judges a code, writes the verdict down, sounds it, and tells every screen. What a hand-held scanner sends twice in a
/// moment is one scan, with one answer.
///
/// # Errors
/// When no event is open, no checkpoint is chosen, the scanner sent nothing that could be a code, or the replica fails.
pub fn present(host: &dyn Host, req: PresentReq) -> Result<ShownScan, CommandError> {
    let open = session::open(host)?;
    let source = Source::from(req.source);
    if source != Source::Scanner {
        return present_text(host, &open, &req.text, source, req.ignore_unpaid);
    }
    let mut scanner = open.scanner();
    let text = match scanner.line.read(&req.text, host.now().mono_ms) {
        Read::Text(text) => text,
        Read::Again => match &scanner.answer {
            Some(answer) => return Ok(answer.clone()),
            None => req.text,
        },
        Read::Empty | Read::TooLong => return Err(error::no_code()),
    };
    let answer = present_text(host, &open, &text, source, req.ignore_unpaid);
    scanner.answer = answer.as_ref().ok().cloned();
    answer
}

/// Judges a code at the post of an open event.
///
/// # Errors
/// As [`present`].
pub fn present_text(
    host: &dyn Host,
    open: &OpenEvent,
    text: &str,
    source: Source,
    ignore_unpaid: bool,
) -> Result<ShownScan, CommandError> {
    let post = open.post().ok_or_else(error::no_post)?;
    let stamp = host.now();
    let presented = open.ring().read(text, stamp.wall);
    let judged = judge_aloud(
        host,
        open,
        Presentation { post, presented, source, ignore_unpaid, stamp, record: true },
    )?;
    tell(host, open, &judged)
}

/// Judges, and says so on every screen when the replica stopped taking records.
pub(super) fn judge_aloud(
    host: &dyn Host,
    open: &OpenEvent,
    presentation: Presentation,
) -> Result<Judged, CommandError> {
    judge(open, presentation).inspect_err(|error| {
        if open.replica.halted().is_some() {
            host.push(Push::Halted { error: error.clone() });
        }
    })
}

/// Sounds what was written down and tells every screen.
pub(super) fn tell(host: &dyn Host, open: &OpenEvent, judged: &Judged) -> Result<ShownScan, CommandError> {
    host.uplink().grown(judged.record.map(|record| record.seq));
    let scan = show::shown(open, judged)?;
    host.sound().play(match scan.tone {
        Tone::Admit => Cue::Admit,
        Tone::Exit => Cue::Exit,
        Tone::Used => Cue::Used,
        Tone::Refused => Cue::Refused,
        Tone::Ask => Cue::Attention,
    });
    let counters = status::counters(host, open, judged.presentation.post)?;
    let replica = status::replica(open)?;
    host.push(Push::Scan { scan: Box::new(scan.clone()), counters, replica });
    Ok(scan)
}
