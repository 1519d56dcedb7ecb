//! Measures the decoder: rate, time, wrong answers.
//!
//! `cargo run -p gatehouse-vision --example decode_rate -- <folder> [milliseconds] [-v]` reads every picture below
//! `<folder>`; a picture's `.txt` beside it says what it should hold, in UTF-8 or Latin-1. With `gate` in place of a
//! folder it draws frames as a gate's camera sees them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use gatehouse_vision::{Budget, Cascade, Decoder, Luma, Sighting};

#[path = "../tests/scene/mod.rs"]
mod scene;

use scene::{Dice, Print, Scene, leaning};

/// What came of a run.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
    cut_short: usize,
    times_ms: Vec<f64>,
    efforts: Vec<u64>,
}

impl Tally {
    fn note(&mut self, sighting: &Sighting, expected: Option<&str>) -> &'static str {
        self.times_ms.push(sighting.spent.as_secs_f64() * 1e3);
        self.efforts.push(sighting.effort);
        self.cut_short += usize::from(!sighting.complete);
        let (count, word) = if sighting.codes.iter().any(|c| Some(c.text.as_str()) == expected) {
            (&mut self.right, "right")
        } else if sighting.codes.is_empty() {
            (&mut self.missed, "missed")
        } else {
            (&mut self.wrong, "WRONG")
        };
        *count += 1;
        word
    }

    fn report(mut self, out: &mut impl Write, name: &str) -> io::Result<()> {
        self.times_ms.sort_by(f64::total_cmp);
        self.efforts.sort_unstable();
        let at = |share: f64| ((self.times_ms.len().max(1) - 1) as f64 * share) as usize;
        let time = |share| self.times_ms.get(at(share)).copied().unwrap_or(0.0);
        let effort = |share| self.efforts.get(at(share)).copied().unwrap_or(0) as f64 / 1e6;
        writeln!(
            out,
            "{name}: {} of {} right, {} wrong, {} missed, {} cut short; median {:.2} ms, p99 {:.2}, most {:.2}; \
             steps median {:.2} M, most {:.2} M",
            self.right,
            self.times_ms.len(),
            self.wrong,
            self.missed,
            self.cut_short,
            time(0.5),
            time(0.99),
            time(1.0),
            effort(0.5),
            effort(1.0)
        )
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let loud = arguments.iter().any(|a| a == "-v");
    let milliseconds = arguments.get(1).and_then(|a| a.parse().ok()).unwrap_or(1_000);
    let budget = Budget::of(Duration::from_millis(milliseconds));
    match arguments.first().map(String::as_str) {
        Some("gate") => gate(budget, loud),
        Some(folder) => photographs(Path::new(folder), budget, loud),
        None => Err(io::Error::other("a folder, or the word gate, is wanted")),
    }
}

/// Reads the pictures below `folder`, one tally for each folder.
fn photographs(folder: &Path, budget: Budget, loud: bool) -> io::Result<()> {
    let mut decoder = Cascade::new();
    let out = &mut io::stdout().lock();
    let mut whole = Tally::default();
    for folder in folders(folder)? {
        let mut tally = Tally::default();
        for path in pictures(&folder)? {
            let picture = image::open(&path).map_err(io::Error::other)?.into_luma8();
            let (width, height) = (picture.width() as usize, picture.height() as usize);
            let frame = Luma::new(width, height, width, picture.as_raw()).map_err(io::Error::other)?;
            let sighting = decoder.decode(&frame, budget);
            let expected = fs::read(path.with_extension("txt")).ok().map(text);
            let word = tally.note(&sighting, expected.as_deref());
            whole.note(&sighting, expected.as_deref());
            if loud {
                let ms = sighting.spent.as_secs_f64() * 1e3;
                writeln!(out, "{word} {width}×{height} {ms:.1} ms {:?} {}", sighting.hint, path.display())?;
            }
        }
        if !tally.times_ms.is_empty() {
            tally.report(out, &folder.display().to_string())?;
        }
    }
    whole.report(out, "all")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect())
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = vec![folder.to_path_buf()];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn pictures(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_picture = |p: &PathBuf| p.extension().is_some_and(|e| e == "png" || e == "jpg");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path())).filter(is_picture).collect();
    found.sort();
    Ok(found)
}

/// Draws two hundred frames as a gate sees them: 1280×720, native tickets on paper and on screens, at arm's length.
fn gate(budget: Budget, loud: bool) -> io::Result<()> {
    let mut decoder = Cascade::new();
    let out = &mut io::stdout().lock();
    let mut tally = Tally::default();
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let text = format!("GH1:{}", (0..150).map(|_| alphanumeric(&mut dice)).collect::<String>());
        let print = Print::new(&text).greys(dice.between(5.0, 80.0), dice.between(140.0, 250.0));
        let module = dice.between(2.4, 11.0);
        let (turn, tilt, axis) = (dice.bell() * 25.0, dice.between(0.0, 40.0), dice.between(0.0, 180.0));
        let half = module * 30.0;
        let room = |side: f32, dice: &mut Dice| {
            if half * 2.0 < side { dice.between(half, side - half) } else { side / 2.0 }
        };
        let centre = (room(1280.0, &mut dice), room(720.0, &mut dice));
        let quad = leaning(centre, module * print.size as f32, turn, tilt, axis);
        let (blur, smear) = (dice.between(0.0, 0.33) * module, dice.between(0.0, 0.8) * module);
        let noise = dice.between(1.0, 14.0);
        let (left, right) = (dice.between(0.4, 1.0), dice.between(0.4, 1.0));
        let (wave, base) = (dice.between(20.0, 90.0), dice.between(40.0, 150.0));
        let mut scene = Scene::from(1280, 720, |x, y| {
            base + 30.0 * (x as f32 / wave).sin() + 25.0 * (y as f32 / wave * 1.7).cos()
        })
        .draw(&print, quad)
        .blur(blur)
        .smear(smear)
        .light(left, right)
        .noise(noise, seed);
        let sighting = decoder.decode(&scene.luma(), budget);
        let word = tally.note(&sighting, Some(&text));
        if loud {
            let ms = sighting.spent.as_secs_f64() * 1e3;
            writeln!(
                out,
                "{word} {ms:.1} ms {:?} module {module:.1} turn {turn:.0} tilt {tilt:.0} blur {:.2} smear {:.2} \
                 noise {noise:.0} contrast {:.0}",
                sighting.hint,
                blur / module,
                smear / module,
                (print.light - print.dark) * left.min(right)
            )?;
        }
    }
    tally.report(out, "gate")?;
    empty(budget, &mut decoder, out)
}

/// The same hall without a ticket, which is what the camera shows most of the time.
fn empty(budget: Budget, decoder: &mut Cascade, out: &mut impl Write) -> io::Result<()> {
    let mut tally = Tally::default();
    for seed in 0..20 {
        let mut dice = Dice::new(seed);
        let (wave, base, noise) =
            (dice.between(20.0, 90.0), dice.between(40.0, 150.0), dice.between(1.0, 14.0));
        let mut scene = Scene::from(1280, 720, |x, y| {
            base + 30.0 * (x as f32 / wave).sin() + 25.0 * (y as f32 / wave * 1.7).cos()
        })
        .noise(noise, seed);
        tally.note(&decoder.decode(&scene.luma(), budget), None);
    }
    tally.report(out, "empty")
}

fn alphanumeric(dice: &mut Dice) -> char {
    const SET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    char::from(SET[(dice.roll() * 45.0) as usize % 45])
}
