//! Reading ahead: rows are read and checked on a thread of their own, while the replica takes those before them.
//!
//! Bounded: at most a few batches wait, whatever the size of the file. A reader that nobody listens to any more stops.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use gatehouse_contract::import::BadRow;
use gatehouse_store::table::credential::Words;

use super::row::Attendee;
use super::rows::Rows;
use super::unreadable::Unreadable;

/// Rows that travel together.
const BATCH: usize = 256;
/// Batches that may wait.
const WAITING: usize = 4;

/// One row with the words by which its attendee is found, where the file stands after it, and, for the first rows, what
/// its cells say.
pub(super) struct Ahead {
    pub(super) row: Result<(Attendee, Words), BadRow>,
    pub(super) cells: Option<Vec<String>>,
    pub(super) bytes: u64,
}

type Batch = Result<Vec<Ahead>, Unreadable>;

/// Lets `take` have the batches of a file while they are read; the cells of the first `sample` rows come with them.
pub(super) fn read_ahead<R: Read + Send, T>(
    rows: Rows<'_, R>,
    sample: usize,
    take: impl FnOnce(Receiver<Batch>) -> T,
) -> T {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        scope.spawn(move || read(rows, sample, &sender));
        take(receiver)
    })
}

fn read<R: Read>(mut rows: Rows<'_, R>, sample: usize, sender: &SyncSender<Batch>) {
    let mut left = sample;
    loop {
        let batch = next(&mut rows, &mut left);
        let last = batch.as_ref().map_or(true, |batch| batch.len() < BATCH);
        if sender.send(batch).is_err() || last {
            return;
        }
    }
}

fn next<R: Read>(rows: &mut Rows<'_, R>, left: &mut usize) -> Batch {
    let mut batch = Vec::with_capacity(BATCH);
    while batch.len() < BATCH {
        let Some(row) = rows.next_row()? else { break };
        let row = row.map(found_by);
        let cells = (*left > 0).then(|| rows.cells());
        *left = left.saturating_sub(1);
        batch.push(Ahead { row, cells, bytes: rows.bytes() });
    }
    Ok(batch)
}

fn found_by(attendee: Attendee) -> (Attendee, Words) {
    let words = Words::of(&attendee.name, attendee.company.as_deref(), attendee.email.as_deref());
    (attendee, words)
}
