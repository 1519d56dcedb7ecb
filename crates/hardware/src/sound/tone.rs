//! The cues as samples. Pure.

use std::f32::consts::TAU;

use super::Cue;

/// One note, or a rest when its pitch is 0.
struct Note {
    hz: f32,
    ms: u32,
    /// Share of the third harmonic: 0 is a pure tone, more is rougher.
    edge: f32,
}

const fn note(hz: f32, ms: u32) -> Note {
    Note { hz, ms, edge: 0.0 }
}

const fn rough(hz: f32, ms: u32) -> Note {
    Note { hz, ms, edge: 0.4 }
}

const fn rest(ms: u32) -> Note {
    note(0.0, ms)
}

/// The loudest that a sample may be; leaves room for the mixer of the operating system.
const PEAK: f32 = 0.7;
/// Every note swells and fades over this time, so that it does not click.
const RAMP_MS: f32 = 6.0;

/// Two notes up, quick: go.
const ADMIT: &[Note] = &[note(880.0, 70), note(1318.5, 120)];
/// Three even beeps on one pitch.
const USED: &[Note] = &[note(587.3, 80), rest(50), note(587.3, 80), rest(50), note(587.3, 80)];
/// One long, low, rough note: stop.
const REFUSED: &[Note] = &[rough(174.6, 450)];
/// A call: high, low, high, low.
const ATTENTION: &[Note] =
    &[note(784.0, 110), note(523.3, 110), rest(60), note(784.0, 110), note(523.3, 110)];
/// Two notes down, slower than going in.
const EXIT: &[Note] = &[note(659.3, 110), rest(30), note(440.0, 130)];

/// A siren that climbs twice: somebody waits for help.
const ALARM: &[Note] = &[
    note(698.5, 60),
    note(932.3, 60),
    note(1244.5, 90),
    rest(60),
    note(698.5, 60),
    note(932.3, 60),
    note(1244.5, 100),
];

const fn score(cue: Cue) -> &'static [Note] {
    match cue {
        Cue::Admit => ADMIT,
        Cue::Used => USED,
        Cue::Refused => REFUSED,
        Cue::Attention => ATTENTION,
        Cue::Exit => EXIT,
        Cue::Alarm => ALARM,
    }
}

/// The samples of `cue` at `rate` samples a second, one channel, each within ±0.7.
#[must_use]
pub fn samples(cue: Cue, rate: u32) -> Vec<f32> {
    let mut samples = Vec::new();
    for note in score(cue) {
        let count = (u64::from(note.ms) * u64::from(rate) / 1000) as usize;
        let ramp = RAMP_MS / 1000.0 * rate as f32;
        samples.extend((0..count).map(|n| {
            let phase = TAU * note.hz * n as f32 / rate as f32;
            // The third harmonic flattens the top of the wave and does not raise it, up to this edge.
            let wave = phase.sin() + note.edge.min(0.4) * (3.0 * phase).sin();
            let swell = ((n + 1) as f32 / ramp).min((count - n) as f32 / ramp).min(1.0);
            PEAK * wave * swell
        }));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;

    fn ms(samples: &[f32]) -> usize {
        samples.len() * 1000 / RATE as usize
    }

    /// Where it can be heard, in steps of 10 ms.
    fn rhythm(cue: Cue) -> Vec<bool> {
        samples(cue, RATE)
            .chunks(RATE as usize / 100)
            .map(|step| step.iter().any(|s| s.abs() > 0.05))
            .collect()
    }

    /// Times the wave rises through zero, which stands for its pitch.
    fn rises(cue: Cue) -> usize {
        samples(cue, RATE).windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count()
    }

    #[test]
    fn cues_are_short_and_within_bounds() {
        for cue in Cue::ALL {
            let samples = samples(cue, RATE);
            assert!((150..=520).contains(&ms(&samples)), "{cue:?} takes {} ms", ms(&samples));
            let loudest = samples.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
            assert!((0.5..=PEAK).contains(&loudest), "{cue:?} reaches {loudest}");
        }
    }

    #[test]
    fn no_cue_clicks() {
        for cue in Cue::ALL {
            let samples = samples(cue, RATE);
            let (first, last) = (samples[0], samples[samples.len() - 1]);
            assert!(first.abs() < 0.01 && last.abs() < 0.05, "{cue:?} begins at {first} and ends at {last}");
            let step = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
            assert!(step < 0.15, "{cue:?} jumps by {step}");
        }
    }

    #[test]
    fn cues_differ_by_rhythm_and_by_pitch() {
        for (n, one) in Cue::ALL.into_iter().enumerate() {
            for other in Cue::ALL.into_iter().skip(n + 1) {
                assert_ne!(rhythm(one), rhythm(other), "{one:?} and {other:?}");
                let pitch =
                    |cue: Cue| rises(cue) as f32 / rhythm(cue).iter().filter(|heard| **heard).count() as f32;
                let apart = (pitch(one) / pitch(other)).max(pitch(other) / pitch(one));
                assert!(apart > 1.05, "{one:?} and {other:?} have nearly one pitch: {apart}");
            }
        }
    }

    #[test]
    fn a_cue_lasts_as_long_at_every_rate() {
        for cue in Cue::ALL {
            let seconds = |rate| samples(cue, rate).len() as f32 / rate as f32;
            assert!((seconds(44_100) - seconds(96_000)).abs() < 0.001, "{cue:?}");
        }
    }
}
