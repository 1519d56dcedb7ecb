//! The loudspeaker, through `cpal`.
//!
//! One stream stays open for as long as the program runs, because opening one takes longer than a verdict may. It
//! plays silence until a cue comes in through a short queue without locks, and the newest cue replaces the one that is
//! playing.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{
    BufferSize, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, StreamConfig, SupportedBufferSize,
};

use super::{Cue, Sound, samples};

/// Cues that may wait for the loudspeaker; more within one buffer's time could not be heard apart.
const QUEUE: usize = 4;
/// The buffer to ask for; a cue begins about this much later.
const BUFFER_MS: u32 = 12;
/// How often a missing loudspeaker is looked for.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// How long the driver may take to set up a stream, where it honours a limit.
const OPEN_WAIT: Duration = Duration::from_secs(5);

/// How the loudspeaker is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerState {
    /// Being opened.
    Opening,
    /// Cues are heard.
    Ready,
    /// Nothing is heard, for this reason; looked for again from time to time.
    Unavailable(String),
}

/// The default loudspeaker of the system. Dropping it closes it.
#[derive(Debug)]
pub struct Speaker {
    shared: Arc<Shared>,
    control: Sender<Control>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<SpeakerState>,
    /// Where cues go while a stream is open.
    voice: Mutex<Option<SyncSender<Cue>>>,
}

enum Control {
    /// The stream came to an end, for this reason.
    Lost(String),
    Close,
}

impl Speaker {
    /// Begins to open the loudspeaker and returns at once. `on_state` is called from another thread with every state
    /// that differs from the one before, so that a missing loudspeaker is told once.
    pub fn open(on_state: impl Fn(&SpeakerState) + Send + 'static) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { state: Mutex::new(SpeakerState::Opening), voice: Mutex::new(None) });
        let (control, orders) = mpsc::channel();
        let (held, back) = (Arc::clone(&shared), control.clone());
        let thread = thread::Builder::new()
            .name("speaker".to_owned())
            .spawn(move || keep_open(&held, &orders, &back, &on_state))?;
        Ok(Self { shared, control, thread: Some(thread) })
    }

    /// How the loudspeaker is doing.
    #[must_use]
    pub fn state(&self) -> SpeakerState {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sound for Speaker {
    fn play(&self, cue: Cue) {
        if let Some(voice) = &*self.shared.voice.lock().unwrap_or_else(PoisonError::into_inner) {
            // A full queue means that newer cues than this one are about to be heard anyway.
            let _ = voice.try_send(cue);
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        // Both fail only when the thread has ended already.
        let _ = self.control.send(Control::Close);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// The life of the loudspeaker's thread, which owns the stream.
fn keep_open(
    shared: &Shared,
    orders: &Receiver<Control>,
    control: &Sender<Control>,
    on_state: &dyn Fn(&SpeakerState),
) {
    let voice = |voice| *shared.voice.lock().unwrap_or_else(PoisonError::into_inner) = voice;
    let report = |new: SpeakerState| {
        let old =
            std::mem::replace(&mut *shared.state.lock().unwrap_or_else(PoisonError::into_inner), new.clone());
        if old != new {
            on_state(&new);
        }
    };
    loop {
        let wait = match start(control) {
            Ok((stream, cues)) => {
                voice(Some(cues));
                report(SpeakerState::Ready);
                let order = orders.recv();
                voice(None);
                drop(stream);
                order.map_err(|_| RecvTimeoutError::Disconnected)
            }
            Err(error) => {
                report(SpeakerState::Unavailable(error.to_string()));
                orders.recv_timeout(LOOK_AGAIN)
            }
        };
        match wait {
            Ok(Control::Close) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(Control::Lost(reason)) => report(SpeakerState::Unavailable(reason)),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Opens the default loudspeaker and starts its stream.
fn start(control: &Sender<Control>) -> Result<(Stream, SyncSender<Cue>), cpal::Error> {
    let device = cpal::default_host().default_output_device().ok_or(ErrorKind::DeviceNotAvailable)?;
    let usual = device.default_output_config()?;
    let mut config = usual.config();
    let wanted = config.sample_rate * BUFFER_MS / 1000;
    if let SupportedBufferSize::Range { min, max } = *usual.buffer_size()
        && (min..=max).contains(&wanted)
    {
        config.buffer_size = BufferSize::Fixed(wanted);
    }
    let build = match usual.sample_format() {
        SampleFormat::F32 => stream::<f32>,
        SampleFormat::F64 => stream::<f64>,
        SampleFormat::I16 => stream::<i16>,
        SampleFormat::U16 => stream::<u16>,
        SampleFormat::I32 => stream::<i32>,
        SampleFormat::U32 => stream::<u32>,
        SampleFormat::I8 => stream::<i8>,
        SampleFormat::U8 => stream::<u8>,
        _ => return Err(ErrorKind::UnsupportedConfig.into()),
    };
    let started = build(&device, config, control)?;
    started.0.play()?;
    Ok(started)
}

fn stream<T: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: StreamConfig,
    control: &Sender<Control>,
) -> Result<(Stream, SyncSender<Cue>), cpal::Error> {
    let (cues, queue) = mpsc::sync_channel(QUEUE);
    let mut player = Player::new(config.sample_rate, queue);
    let channels = usize::from(config.channels.max(1));
    let control = control.clone();
    let stream = device.build_output_stream::<T, _, _>(
        config,
        move |buffer, _| {
            player.listen();
            for frame in buffer.chunks_mut(channels) {
                frame.fill(T::from_sample(player.next()));
            }
        },
        move |error| {
            let passes = matches!(
                error.kind(),
                ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied
            );
            if !passes {
                // Fails only while the speaker is being closed.
                let _ = control.send(Control::Lost(error.to_string()));
            }
        },
        Some(OPEN_WAIT),
    )?;
    Ok((stream, cues))
}

/// What is being played. Neither allocates nor waits, for it works inside the sound driver.
struct Player {
    queue: Receiver<Cue>,
    cues: [Vec<f32>; Cue::ALL.len()],
    playing: usize,
    at: usize,
}

impl Player {
    fn new(rate: u32, queue: Receiver<Cue>) -> Self {
        Self { queue, cues: Cue::ALL.map(|cue| samples(cue, rate)), playing: 0, at: usize::MAX }
    }

    /// Turns to the newest cue that came in.
    fn listen(&mut self) {
        if let Some(cue) = self.queue.try_iter().last() {
            (self.playing, self.at) = (cue as usize, 0);
        }
    }

    /// The next sample; silence after the end of a cue.
    fn next(&mut self) -> f32 {
        let sample = self.cues[self.playing].get(self.at).copied();
        self.at = self.at.saturating_add(1);
        sample.unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_cue_replaces_the_one_that_plays() {
        let (cues, queue) = mpsc::sync_channel(QUEUE);
        let mut player = Player::new(8_000, queue);
        let mut hear = |count: usize| -> Vec<f32> {
            player.listen();
            (0..count).map(|_| player.next()).collect()
        };
        assert_eq!(hear(10), [0.0; 10], "silence before the first cue");
        for cue in Cue::ALL {
            cues.try_send(Cue::Attention).expect("the queue has room");
            cues.try_send(cue).expect("the queue has room");
            let expected = samples(cue, 8_000);
            assert_eq!(hear(500), expected[..500], "{cue:?}");
        }
        let _rest = hear(10_000);
        assert_eq!(hear(10), [0.0; 10], "silence after the last");
    }

    #[test]
    fn a_missing_loudspeaker_is_told_and_harms_nothing() {
        let (told, state) = mpsc::channel();
        let speaker = Speaker::open(move |state| drop(told.send(state.clone()))).expect("a thread");
        let first = state.recv_timeout(Duration::from_secs(20)).expect("opening ends");
        assert_ne!(first, SpeakerState::Opening);
        speaker.play(Cue::Admit);
        drop(speaker);
    }
}
