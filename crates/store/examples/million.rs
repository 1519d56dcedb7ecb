//! A replica of a million credentials: how long the import takes, how much memory, how fast the search answers.
//!
//! `cargo run --release -p gatehouse-store --example million [ROWS]`. Names are drawn from lists of names common in
//! Latin America, frequent ones more often, with a share of rare ones, so that the vocabulary is as large as in life.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use gatehouse_core::admission::{Kind, Product};
use gatehouse_core::ids::{AuthorId, CredentialId, EventId, ProductNo};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::credential::{Details, Importer, NewCredential};
use gatehouse_store::table::event::EventRow;
use gatehouse_store::table::product::{self, ProductRow};
use gatehouse_store::{FileKey, NewDevice, NewReplica, Replica, search};

const GIVEN: &[&str] = &[
    "María",
    "José",
    "Juan",
    "Luis",
    "Carlos",
    "Ana",
    "Jorge",
    "Andrés",
    "Camila",
    "Valentina",
    "Santiago",
    "Sofía",
    "Mateo",
    "Daniela",
    "Sebastián",
    "Laura",
    "Diego",
    "Gabriela",
    "Felipe",
    "Paula",
    "Alejandro",
    "Natalia",
    "Miguel",
    "Carolina",
    "Nicolás",
    "Isabella",
    "Ricardo",
    "Mónica",
    "Fernando",
    "Adriana",
    "Óscar",
    "Lucía",
    "Héctor",
    "Ángela",
    "Raúl",
    "Verónica",
    "Iván",
    "Inés",
    "Germán",
    "Jimena",
    "Rubén",
    "Ximena",
    "Tomás",
    "Beatriz",
    "Álvaro",
    "Yolanda",
    "Emiliano",
    "Rocío",
    "Joaquín",
    "Noemí",
    "Wilson",
    "Yuliana",
    "Édgar",
    "Luz Marina",
    "Hernán",
    "Maribel",
];

const FAMILY: &[&str] = &[
    "García",
    "Rodríguez",
    "Martínez",
    "Hernández",
    "López",
    "González",
    "Pérez",
    "Sánchez",
    "Ramírez",
    "Torres",
    "Flores",
    "Rivera",
    "Gómez",
    "Díaz",
    "Reyes",
    "Morales",
    "Cruz",
    "Ortiz",
    "Gutiérrez",
    "Chávez",
    "Ramos",
    "Ruiz",
    "Álvarez",
    "Mendoza",
    "Vásquez",
    "Castillo",
    "Jiménez",
    "Moreno",
    "Romero",
    "Herrera",
    "Medina",
    "Aguilar",
    "Vargas",
    "Castro",
    "Guzmán",
    "Méndez",
    "Fernández",
    "Salazar",
    "Rojas",
    "Muñoz",
    "Núñez",
    "Peña",
    "Ríos",
    "Silva",
    "Quiñones",
    "Valencia",
    "Cárdenas",
    "Zapata",
    "Echeverri",
    "Restrepo",
    "Ospina",
    "Jaramillo",
    "Bermúdez",
    "Ibáñez",
    "Úsuga",
    "Zúñiga",
    "Arango",
    "Correa",
    "Cifuentes",
    "Betancur",
    "Montoya",
    "Giraldo",
    "Duarte",
    "Acevedo",
    "Villalobos",
];

const ENDINGS: &[&str] =
    &["ero", "illa", "ales", "uzco", "andía", "ez", "ano", "etti", "oso", "aga", "urre", "ino"];
const STEMS: &[&str] = &[
    "Bar", "Cal", "Dom", "Esc", "Far", "Gal", "Hur", "Itur", "Jar", "Lon", "Mal", "Nav", "Ola", "Pal",
    "Quint", "Ros", "Sal", "Tab", "Urr", "Vel", "Yep", "Zam", "Ben", "Cor", "Del", "Fon", "Gra", "Mon",
    "Per", "Tri",
];

/// A fixed sequence of numbers that look random, so that two runs measure the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    /// The earlier in the list, the likelier.
    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let (a, b) = (self.below(list.len()), self.below(list.len()));
        list[a.min(b)]
    }

    fn family(&mut self) -> String {
        if self.below(10) == 0 {
            let middle = ["", "a", "e", "ar", "en", "is", "or", "un"][self.below(8)];
            format!("{}{middle}{}", self.pick(STEMS), self.pick(ENDINGS))
        } else {
            self.pick(FAMILY).to_owned()
        }
    }
}

fn credential(n: u64, dice: &mut Dice) -> NewCredential {
    let given = dice.pick(GIVEN);
    let name = match dice.below(3) {
        0 => format!("{given} {} {}", dice.family(), dice.family()),
        1 => format!("{given} {} {}", dice.pick(GIVEN), dice.family()),
        _ => format!("{given} {}", dice.family()),
    };
    let code: String = (0..5).map(|_| char::from(b"ABCDEFGHJKLMNPQRSTUVWXYZ3789"[dice.below(28)])).collect();
    let email = format!("{}{}@correo.example", name.to_lowercase().replace(' ', "."), dice.below(1000));
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    NewCredential {
        id: CredentialId::ordered(WallMs(1_790_000_000_000 + n as i64 / 100), random),
        generation: None,
        standing: None,
        approval: None,
        payment: None,
        details: Details {
            product: ProductNo(1),
            name,
            email: Some(email),
            company: (dice.below(5) == 0).then(|| format!("Grupo {}", dice.family())),
            reference: Some(format!("{code}-{n}")),
            order_code: Some(code),
            seat: (dice.below(2) == 0).then(|| format!("{}-{}", 1 + n / 500, 1 + n % 500)),
            ..Details::default()
        },
    }
}

fn make(path: &Path, key: &FileKey) -> Result<Replica, Box<dyn Error>> {
    let event = EventRow {
        id: EventId::from_bytes([1; 16]),
        name: "A million".to_owned(),
        venue: None,
        zone: "America/Bogota".to_owned(),
        starts: WallMs(1_790_000_000_000),
        ends: WallMs(1_790_086_400_000),
        locale: "es-CO".to_owned(),
        currency: None,
    };
    let device =
        NewDevice { author: AuthorId::from_bytes([2; 16]), name: "gate".to_owned(), seed: [3; 32].into() };
    let replica = Replica::create(path, key, NewReplica { event, device })?;
    replica.write(|tx, _| {
        let product = Product { number: ProductNo(1), name: "General".to_owned(), attention: None };
        product::upsert(tx, &ProductRow { product, kind: Kind::Ticket, active: true })
    })?;
    Ok(replica)
}

/// What the operating system says of this process, in MiB.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().unwrap_or(0) / 1024
}

/// Seconds of processor time that this process has used: on a busy machine they tell more than the clock.
fn processor() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks =
        status.split_ascii_whitespace().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(1_000_000), |rows| rows.parse())?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("million.gatehouse");
    let replica = make(&path, &FileKey::new([7; 32]))?;

    let start = Instant::now();
    let generated = replica.write(move |tx, _| {
        let mut dice = Dice(42);
        let mut generated = Duration::ZERO;
        let mut importer = Importer::begin(tx)?;
        for n in 0..rows {
            let before = Instant::now();
            let new = credential(n, &mut dice);
            generated += before.elapsed();
            importer.put(&new)?;
        }
        importer.finish()?;
        Ok::<_, gatehouse_store::Error>(generated)
    })?;
    println!(
        "import: {:.2?} for {rows} rows, and {generated:.2?} to make them up",
        start.elapsed() - generated
    );
    println!("processor time so far: {:.2} s, peak memory: {} MiB", processor(), memory("VmHWM:"));
    let file = std::fs::metadata(&path)?.len() >> 20;
    println!(
        "file: {file} MiB, log: {} MiB",
        std::fs::metadata(path.with_extension("gatehouse-wal"))?.len() >> 20
    );

    let start = Instant::now();
    replica.close();
    println!("close: {:.2?}", start.elapsed());
    let start = Instant::now();
    let replica = Replica::open(&path, &FileKey::new([7; 32]))?;
    println!("open: {:.2?}", start.elapsed());
    measure(&replica)
}

fn measure(replica: &Replica) -> Result<(), Box<dyn Error>> {
    let mut dice = Dice(7);
    type Query = fn(&mut Dice) -> String;
    let sorts: &[(&str, Query)] = &[
        ("two letters", |dice| dice.family().chars().take(2).collect()),
        ("three letters", |dice| dice.family().chars().take(3).collect()),
        ("four letters", |dice| dice.family().chars().take(4).collect()),
        ("one name", |dice| dice.family()),
        ("two names", |dice| format!("{} {}", dice.pick(GIVEN), dice.family())),
        ("names the other way round", |dice| {
            format!("{} {}", dice.family().to_uppercase(), dice.pick(GIVEN))
        }),
        ("typing the second name", |dice| {
            let family: String = dice.family().chars().take(1).collect();
            format!("{} {family}", dice.pick(GIVEN))
        }),
        ("three beginnings", |dice| {
            let mut part = || dice.family().chars().take(2).collect::<String>();
            format!("{} {} {}", part(), part(), part())
        }),
        ("a slip in one name", |dice| slip(&dice.family(), dice)),
        ("a slip in each of two names", |dice| {
            let (given, family) = (dice.pick(GIVEN), dice.family());
            format!("{} {}", slip(given, dice), slip(&family, dice))
        }),
        ("nobody's name", |dice| format!("{}{}", slip(&dice.family(), dice), slip(&dice.family(), dice))),
        ("an order code", |dice| {
            (0..5).map(|_| char::from(b"ABCDEFGHJKLMNPQRSTUVWXYZ3789"[dice.below(28)])).collect()
        }),
        ("an address", |dice| format!("{}.{}", dice.pick(GIVEN), dice.family()).to_lowercase()),
    ];
    let mut all = Vec::new();
    for (name, query) in sorts {
        let mut times = Vec::new();
        let mut hits = 0;
        for _ in 0..300 {
            let words = query(&mut dice);
            let start = Instant::now();
            hits += replica.read(|conn| search(conn, &words, 20))?.len();
            times.push(start.elapsed());
            if start.elapsed() > Duration::from_millis(5) {
                println!("{words:?} {:?}", start.elapsed());
            }
        }
        all.extend_from_slice(&times);
        println!("{name:28} {}, {:4.1} hits", quantiles(&mut times), hits as f64 / 300.0);
    }
    println!("{:28} {}", "all", quantiles(&mut all));
    println!("memory now: {} MiB, peak: {} MiB", memory("VmRSS:"), memory("VmHWM:"));
    Ok(())
}

/// Exchanges, drops or replaces a letter.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters[at] = 'x',
    }
    letters.into_iter().collect()
}

fn quantiles(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    format!("p50 {:6.2} ms, p99 {:6.2} ms, worst {:6.2} ms", at(0.5), at(0.99), at(1.0))
}
