use super::*;

fn card(number: usize) -> Card {
    let names = [
        "Ana Ruiz",
        "María Fernanda de los Ángeles González-Rodríguez Echeverri",
        "王小明",
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren",
        "مريم 👩\u{200d}🚀 \u{202e}Ruiz",
        "Zoë Đặng Łukasiewicz",
        "",
        "Íñigo Ñandú",
    ];
    Card {
        text: format!("GH1:{}{:03}", "0A$7".repeat(35), number),
        name: names[number % names.len()].into(),
        product: if number % 3 == 1 { "Acreditación de prensa — zona técnica" } else { "General" }.into(),
        seat: number.is_multiple_of(2).then(|| "Platea, fila M, silla 24".into()),
        order_code: (!number.is_multiple_of(5)).then(|| "R7KQ2".into()),
    }
}

fn pages(paper: Paper, cards: usize) -> (Vec<u8>, u32) {
    let mut sheet = Sheet::new(paper, "Feria Internacional del Libro de Bogotá 2026").expect("typefaces");
    (0..cards).for_each(|number| sheet.add(card(number)).expect("fits"));
    sheet.finish().expect("a file")
}

#[test]
fn eight_cards_fill_a_page() {
    let check =
        |cards: usize, expected: u32| assert_eq!(pages(Paper::A4, cards).1, expected, "{cards} cards");
    check(1, 1);
    check(8, 1);
    check(9, 2);
}

#[test]
fn both_papers_give_a_pdf_whatever_the_names() {
    for paper in [Paper::A4, Paper::Letter] {
        let (bytes, _) = pages(paper, 8);
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }
}

#[test]
fn the_same_cards_give_the_same_file() {
    assert!(pages(Paper::Letter, 9).0 == pages(Paper::Letter, 9).0);
}

#[test]
fn cards_are_counted_as_they_are_drawn() {
    let mut told = Vec::new();
    sheet(Paper::A4, "Feria", (0..3).map(card), |done| told.push(done)).expect("a file");
    assert_eq!(told, [1, 2, 3]);
}

#[test]
fn cards_tile_the_page_within_its_margins() {
    for paper in [Paper::A4, Paper::Letter] {
        let (width, height) = size(paper);
        let margin = mm(MARGIN_MM);
        for place in places(width, height) {
            assert!(place.x >= margin - 0.01 && place.x + place.width <= width - margin + 0.01);
            assert!(place.y >= margin - 0.01 && place.y + place.height <= height - margin + 0.01);
            assert!(place.height >= mm(60.0) && place.width >= mm(90.0), "room for a code of 40 mm");
        }
    }
}
