use gatehouse_contract::setup::Paper;
use gatehouse_core::time::WallMs;

use super::*;
use crate::language::Language;
use crate::logbook::Seal;
use crate::logbook::scene::{START, Scene};
use crate::paper::table::written;

fn activity(name: &str, resources: usize) -> Activity {
    let resource = |name: String| Resource {
        name,
        position: "Médico".to_owned(),
        agency: "Cruz Roja (seccional Bogotá)".to_owned(),
    };
    Activity {
        incident: "Gala de clausura".to_owned(),
        period: Window { from: Some(WallMs(START)), until: Some(WallMs(START + 8 * 3_600_000)) },
        of: resource(name.to_owned()),
        also: vec!["Ronda1".to_owned()],
        resources: (1..=resources).map(|n| resource(format!("Recurso {n}"))).collect(),
        prepared: Prepared {
            name: "María Fernanda Ruiz".to_owned(),
            position: "Jefe de seguridad".to_owned(),
        },
    }
}

fn pages(scene: &Scene, language: Language, activity: &Activity) -> Vec<String> {
    let reading = Reading::of(scene.book(language, Paper::Letter, Seal::Open));
    let form = Form { reading, activity };
    written(&form.frame(), &form.tables())
}

#[test]
fn the_form_has_its_eight_blocks_and_repeats_those_that_every_page_has() {
    let pages = pages(&Scene::night(300), Language::English, &activity("medic1", 9));
    assert!(pages.len() > 3);
    for block in ["3. Name", "4. ICS Position", "5. Home Agency", "6. Resources Assigned", "7. Activity Log"]
    {
        assert!(pages[0].contains(block), "{block}");
    }
    for page in &pages {
        for block in
            ["1. Incident Name", "2. Operational Period", "7. Activity Log", "8. Prepared by", "Signature"]
        {
            assert!(page.contains(block), "{block}");
        }
        assert!(page.contains(&"1a".repeat(32)) && page.contains(&"2b".repeat(32)), "the heads");
    }
    assert!(pages[1].contains("7. Activity Log (continuation)"));
}

#[test]
fn a_unit_has_what_it_said_was_told_and_did_and_nothing_else() {
    let scene = Scene::night(3);
    let mut asked = activity("MEDIC1", 0);
    asked.also.clear();
    let page = pages(&scene, Language::Spanish, &asked).concat();
    assert!(page.contains("medic1 en camino") && !page.contains("med3 m30s"));
    assert!(!page.contains("Ronda 1"));
    asked.also.push("sur1".to_owned());
    let page = pages(&scene, Language::Spanish, &asked).concat();
    assert!(page.contains("TACHADA") && page.contains("son tres heridos"), "what was struck is there");
}

#[test]
fn many_resources_and_none_both_fit_the_form() {
    let scene = Scene::night(0);
    let many = pages(&scene, Language::English, &activity("medic1", 120));
    assert!(many[1].contains("6. Resources Assigned") && many[1].contains("1. Incident Name"));
    let none = pages(&Scene::empty(), Language::Spanish, &activity("medic1", 0));
    assert_eq!(none.len(), 1);
    assert!(none[0].contains("Ninguna actividad"));
}
