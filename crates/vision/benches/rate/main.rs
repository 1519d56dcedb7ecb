//! Measures the cascade beside other decoders on the same grey pixels: `cargo xtask bench vision [PHOTOS]`.
//!
//! Every reader has one thread and is timed by itself. The sets: drawn gate frames, in the half that the cascade was
//! tuned by and in the half that it was not; the hall without a ticket, as a sequence; frames made to keep a reader
//! busy; and the photographs below `PHOTOS`, a set a folder, with what each says in the `.txt` beside it. Peers run
//! where `GATEHOUSE_PYTHON` (or `python3`) can import `zxingcpp` or `pyzbar`. Nothing is asserted: machines differ.

use std::io::{self, Write};
use std::path::Path;

use gatehouse_frames::{Frame, Half, Trouble, gate_frame, hostile_frame, idle_frame};
use gatehouse_vision::Budget;

mod photos;
mod reader;
mod tally;

use reader::{Peer, Reader};
use tally::Tally;

const IDLE_FRAMES: u64 = 120;

const USAGE: &str = "usage: rate [PHOTOS] [--alone] [--each] [--set NAME] [--count GATE] [--hostile COUNT]";

/// A grey picture and what it says.
pub(crate) struct Picture {
    pub(crate) name: String,
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
    pub(crate) texts: Vec<String>,
}

impl Picture {
    fn of(frame: Frame, name: String) -> Self {
        let Frame { width, height, pixels, texts, .. } = frame;
        Self { name, width, height, pixels, texts }
    }
}

/// What to measure.
struct Request {
    photos: Option<String>,
    /// Without peers.
    alone: bool,
    /// A line for each picture that was not read.
    each: bool,
    /// Only this set.
    set: Option<String>,
    hostile: u64,
    /// Gate frames of each half.
    count: u64,
}

impl Request {
    fn parse() -> Option<Self> {
        let mut request =
            Self { photos: None, alone: false, each: false, set: None, hostile: 1_000, count: 400 };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo's own word for every program that it benches.
                "--bench" => {}
                "--alone" => request.alone = true,
                "--each" => request.each = true,
                "--set" => request.set = Some(words.next()?),
                "--count" => request.count = words.next()?.parse().ok()?,
                "--hostile" => request.hostile = words.next()?.parse().ok()?,
                _ if request.photos.is_none() && !word.starts_with('-') => request.photos = Some(word),
                _ => return None,
            }
        }
        Some(request)
    }
}

fn main() -> io::Result<()> {
    let request = Request::parse().ok_or_else(|| io::Error::other(USAGE))?;
    let peers = if request.alone {
        Vec::new()
    } else {
        Peer::all(&std::env::var("GATEHOUSE_PYTHON").unwrap_or_else(|_| "python3".to_owned()))?
    };
    let mut readers = vec![Reader::ours(Budget::default())];
    readers.extend(peers.into_iter().map(Reader::Peer));
    let out = &mut io::stdout().lock();
    tally::head(out)?;
    for half in [Half::Open, Half::HeldBack] {
        let name = if half == Half::Open { "gate, open half" } else { "gate, held back" };
        gate(half, name, &request, &mut readers, out)?;
    }
    let idle = (0..IDLE_FRAMES).map(|seed| Picture::of(idle_frame(seed / 40), format!("idle {seed}")));
    measure("idle", idle, &request, &mut readers, out)?;
    let hostile = (0..request.hostile)
        .map(|seed| Picture::of(hostile_frame(1920, 1080, seed), format!("hostile {seed}")));
    measure("hostile, 1080p", hostile, &request, &mut readers, out)?;
    if let Some(photos) = &request.photos {
        for folder in photos::folders(Path::new(photos))? {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            measure(&name, photos::pictures(&folder)?.into_iter(), &request, &mut readers, out)?;
        }
    }
    Ok(())
}

/// The gate frames of one half, and with `--each` a line for each trouble.
fn gate(
    half: Half,
    name: &str,
    request: &Request,
    readers: &mut [Reader],
    out: &mut impl Write,
) -> io::Result<()> {
    let pictures = half.seeds(request.count).map(|seed| {
        let frame = gate_frame(seed);
        let name = format!("{:?} {seed}", frame.trouble);
        Picture::of(frame, name)
    });
    measure(name, pictures, request, readers, out)?;
    if request.each && request.set.is_none() {
        for (place, trouble) in Trouble::ALL.iter().enumerate() {
            let seeds = half.seeds(request.count).filter(|seed| (seed / 2) as usize % 13 == place);
            let pictures = seeds.map(|seed| Picture::of(gate_frame(seed), String::new()));
            measure(&format!("  {trouble:?}"), pictures, request, readers, out)?;
        }
    }
    Ok(())
}

/// One set with every reader.
fn measure(
    set: &str,
    pictures: impl Iterator<Item = Picture>,
    request: &Request,
    readers: &mut [Reader],
    out: &mut impl Write,
) -> io::Result<()> {
    if request.set.as_ref().is_some_and(|wanted| !set.contains(wanted.as_str())) {
        return Ok(());
    }
    let mut tallies: Vec<Tally> = readers.iter().map(|_| Tally::default()).collect();
    for picture in pictures {
        for (reader, tally) in readers.iter_mut().zip(&mut tallies) {
            let answer = reader.read(&picture)?;
            let whole = tally.note(&picture, &answer);
            if request.each && !whole && !picture.name.is_empty() {
                writeln!(out, "{} not by {}", picture.name, reader.name())?;
            }
        }
    }
    for (reader, tally) in readers.iter().zip(&mut tallies) {
        tally.report(out, set, reader.name())?;
    }
    Ok(())
}
