//! What people type, and whom it finds.

use gatehouse_core::admission::{Direction, Standing};
use gatehouse_store::table::credential;
use gatehouse_store::{Hit, search};

use crate::fixture::{GENERAL, MAIN, NOW, VIP, World, id, ticket};

const PEOPLE: &[&str] = &[
    "María José Núñez",
    "Ana Gómez",
    "Anabel Gómez Ruiz",
    "José Ángel Muñoz",
    "Luis O'Brien",
    "Gonzalo Restrepo",
    "Camila González",
    "Łukasz Sørensen",
    "Li Wei",
    "王小明",
];

fn world() -> World {
    let world = World::new();
    let mut new: Vec<_> = (1..).zip(PEOPLE).map(|(n, name)| ticket(n, GENERAL, name)).collect();
    new[0].details.email = Some("majo.n77@correo.example".to_owned());
    new[1].details.order_code = Some("QX7T3".to_owned());
    new[1].details.seat = Some("12-4".to_owned());
    new[1].details.product = VIP;
    new[2].details.order_code = Some("ZB-40/2".to_owned());
    new[6].details.email = Some("cami.gonza85@correo.example".to_owned());
    new[3].details.company = Some("Café del Río".to_owned());
    world.put(new);
    world
}

fn hits(world: &World, words: &str) -> Vec<Hit> {
    world.replica.read(|conn| search(conn, words, 10)).expect("a search")
}

#[test]
fn people_are_found_by_what_is_typed() {
    let world = world();
    let check = |words: &str, expected: &[&str]| {
        let names: Vec<_> = hits(&world, words).into_iter().map(|hit| hit.name).collect();
        assert_eq!(names, expected, "{words}");
    };
    // From two letters.
    check("na", &[]);
    check("nu", &["María José Núñez"]);
    check("li", &["Li Wei"]);
    check("l", &[]);
    check("", &[]);
    check(" '\"*() ", &[]);
    // Accents and case do not matter, on either side.
    check("munoz", &["José Ángel Muñoz"]);
    check("MUÑOZ", &["José Ángel Muñoz"]);
    check("angel", &["José Ángel Muñoz"]);
    check("sorensen lukasz", &["Łukasz Sørensen"]);
    check("obrien", &["Luis O'Brien"]);
    check("o’brien", &["Luis O'Brien"]);
    check("王小", &["王小明"]);
    // Nor does the order of the words; all must match; one may be a single letter.
    check("nuñez maria", &["María José Núñez"]);
    check("gomez a", &["Ana Gómez", "Anabel Gómez Ruiz"]);
    check("ana ruiz", &["Anabel Gómez Ruiz"]);
    check("maria munoz", &[]);
    // Whole words come before beginnings.
    check("ana", &["Ana Gómez", "Anabel Gómez Ruiz"]);
    check("go", &["Ana Gómez", "Camila González", "Gonzalo Restrepo", "Anabel Gómez Ruiz"]);
    // Companies, addresses, order codes.
    check("cafe", &["José Ángel Muñoz"]);
    check("majo", &["María José Núñez"]);
    check("majo.n77@correo.example", &["María José Núñez"]);
    check("cami.gonza85@correo.example", &["Camila González"]);
    check("gonza85", &["Camila González"]);
    check("gonza86", &[]);
    check("qx7t3", &["Ana Gómez"]);
    check("gomez qx7", &["Ana Gómez"]);
    check("restrepo qx7t3", &[]);
    check("ZB-40/2", &["Anabel Gómez Ruiz"]);
    check("zb402", &["Anabel Gómez Ruiz"]);
    check("correo", &[]);
}

#[test]
fn slips_are_forgiven() {
    let world = world();
    let check = |words: &str, expected: &str| {
        let names: Vec<_> = hits(&world, words).into_iter().map(|hit| hit.name).collect();
        assert!(names.iter().any(|name| name == expected), "{words}: {names:?}");
    };
    check("gonzales camila", "Camila González");
    check("gnozalez", "Camila González");
    check("gonzlez", "Camila González");
    check("gonzzalez", "Camila González");
    check("restrpeo", "Gonzalo Restrepo");
    check("retsrpeo", "Gonzalo Restrepo");
    check("nunes maria", "María José Núñez");
    check("msria nunez", "María José Núñez");
    check("sorenson", "Łukasz Sørensen");
    check("gozal", "Camila González");
    check("munos", "José Ángel Muñoz");
    assert!(hits(&world, "wxyzwxyz").is_empty(), "not everything is a slip");
}

#[test]
fn a_hit_tells_what_the_screen_shows() {
    let world = world();
    world
        .replica
        .write(|tx, _| credential::set_standing(tx, id(3), Standing::Cancelled))
        .expect("a cancellation");
    world.scan(MAIN, Direction::In, id(2), NOW);
    let [ana, anabel] = hits(&world, "ana").try_into().expect("two hits");
    assert_eq!((ana.product, ana.product_name.as_str()), (VIP, "VIP"));
    assert_eq!((ana.order_code.as_deref(), ana.seat.as_deref()), (Some("QX7T3"), Some("12-4")));
    assert!(ana.admitted && ana.inside && !anabel.admitted && !anabel.inside);
    assert_eq!(anabel.standing, Standing::Cancelled);
    world.scan(MAIN, Direction::Out, id(2), NOW);
    let ana = hits(&world, "qx7t3").remove(0);
    assert!(ana.admitted && !ana.inside);
    assert!(!format!("{ana:?}").contains("Ana"), "names stay out of logs");
}

#[test]
fn among_many_the_answer_is_short_and_the_whole_word_first() {
    let world = World::new();
    let mut new: Vec<_> = (0..=254).map(|n| ticket(n, GENERAL, "Mariana Pérez")).collect();
    new.push(ticket(255, GENERAL, "María Pérez"));
    world.put(new);
    let found = hits(&world, "maria perez");
    assert_eq!(found.len(), 10);
    assert_eq!(found[0].name, "María Pérez");
    assert!(world.replica.read(|conn| search(conn, "maria", 0)).expect("a search").is_empty());
}

#[test]
fn endless_questions_are_cut() {
    let world = world();
    assert!(hits(&world, &"gomez ".repeat(5_000)).len() == 2);
    assert!(hits(&world, &"x".repeat(100_000)).is_empty());
    assert!(hits(&world, &(0..500).map(|n| format!("w{n} ")).collect::<String>()).is_empty());
}
