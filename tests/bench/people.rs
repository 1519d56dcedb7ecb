//! Invented guests in any number: common Latin American names, frequent ones more often, and rare family names.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use gatehouse_core::ids::EventId;
use gatehouse_testkit::Central;

const GIVEN: [&str; 24] = [
    "María",
    "José",
    "Juan",
    "Luis",
    "Carlos",
    "Ana",
    "Andrés",
    "Camila",
    "Valentina",
    "Santiago",
    "Sofía",
    "Julián",
    "Daniela",
    "Óscar",
    "Mónica",
    "Íngrid",
    "Néstor",
    "Lucía",
    "Tomás",
    "Gabriela",
    "Hernán",
    "Ximena",
    "Raúl",
    "Zoé",
];
const FAMILY: [&str; 24] = [
    "García",
    "Rodríguez",
    "Martínez",
    "López",
    "González",
    "Pérez",
    "Sánchez",
    "Ramírez",
    "Gómez",
    "Díaz",
    "Restrepo",
    "Zapata",
    "Muñoz",
    "Ospina",
    "Álvarez",
    "Cárdenas",
    "Echeverri",
    "Quintero",
    "Vélez",
    "Yepes",
    "Íñiguez",
    "Núñez",
    "Arango",
    "Betancur",
];
const SYLLABLES: [&str; 16] =
    ["ba", "co", "da", "fe", "gui", "la", "mo", "nu", "pe", "ro", "sa", "ti", "va", "xi", "yo", "zu"];

/// Chance that can be repeated.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    /// One of a list, those at its front more often.
    fn often<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let place = self.below(list.len()).min(self.below(list.len()));
        list[place]
    }

    fn family(&mut self) -> String {
        if self.below(4) > 0 {
            return self.often(&FAMILY).to_owned();
        }
        let rare: String = (0..3).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let mut letters = rare.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// A full name: one or two given names, two family names.
    pub(crate) fn name(&mut self) -> String {
        let given = self.often(&GIVEN);
        let second = if self.below(2) == 0 { format!(" {}", self.often(&GIVEN)) } else { String::new() };
        format!("{given}{second} {} {}", self.family(), self.family())
    }

    /// An order code of six letters and digits.
    pub(crate) fn code(&mut self) -> String {
        const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        (0..6).map(|_| char::from(SIGNS[self.below(32)])).collect()
    }
}

/// Writes a guest list of this many rows.
pub(crate) fn write(path: &Path, rows: u64) -> Result<()> {
    let mut dice = Dice(7);
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "reference,order_code,name,email,product,seat,status")?;
    for row in 0..rows {
        let (name, code) = (dice.name(), dice.code());
        writeln!(
            out,
            "R-{row:08},{code},{name},guest{row}@example.org,General,{}-{},paid",
            row % 90,
            row % 40
        )?;
    }
    Ok(out.flush()?)
}

/// Sells each of them a ticket in the central store.
pub(crate) fn sell(central: &Central, event: EventId, tickets: u64) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let people = folder.path().join("people.csv");
    write(&people, tickets)?;
    central.sell(event, &people)
}
