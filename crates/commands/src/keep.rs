//! What happens by itself while an event is open: shows that run on, alarms that sound, and the wall clock, whose steps are
//! facts.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use gatehouse_contract::error::CommandError;

use crate::host::Host;
use crate::{control, show};

/// How often it is looked after.
const EVERY: Duration = Duration::from_millis(100);

/// Looks after whatever event is open, until it is dropped.
pub struct Keeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to look after the event that is open.
///
/// # Errors
/// When the system gives no thread.
pub fn keep(host: Arc<dyn Host>) -> std::io::Result<Keeper> {
    let (stop, stopped) = channel();
    let run = move || keep_until(&*host, &stopped);
    let thread = std::thread::Builder::new().name("keeper".into()).spawn(run)?;
    Ok(Keeper { stop: Some(stop), thread: Some(thread) })
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to do.
            let _ = thread.join();
        }
    }
}

fn keep_until(host: &dyn Host, stopped: &Receiver<()>) {
    while matches!(stopped.recv_timeout(EVERY), Err(RecvTimeoutError::Timeout)) {
        // Whatever failed is tried again at the next look; screens that ask hear of it themselves.
        let _ = look(host);
    }
}

/// Does what is due now; where no event is open, nothing is.
///
/// # Errors
/// When the replica fails.
pub fn look(host: &dyn Host) -> Result<(), CommandError> {
    let Some(open) = host.session().current() else { return Ok(()) };
    show::look_after(host, &open)?;
    control::look_after(host, &open)
}
