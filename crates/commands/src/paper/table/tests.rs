use super::*;

fn frame() -> Frame {
    Frame {
        paper: Paper::A4,
        title: "Gala".into(),
        subtitle: String::new(),
        printed: String::new(),
        language: Language::English,
        stamp: String::new(),
        foot: Vec::new(),
    }
}

fn sketched<T>(frame: &Frame, of: impl FnOnce(&Sketch<'_>) -> T) -> T {
    let typefaces = Typefaces::load().expect("typefaces");
    of(&Sketch::new(frame, &typefaces))
}

const LONG: [Room; 1] = [Room { size: 9.0, lines: usize::MAX }];

fn text(text: &str, rooms: &'static [Room]) -> Vec<Text> {
    vec![Text::plain(text.to_owned(), rooms)]
}

#[test]
fn no_text_leaves_its_column_and_no_row_another() {
    sketched(&frame(), |sketch| {
        let columns = [1.0, 3.0, 0.5];
        let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(9);
        let cells = || vec![text(&long, &TITLE), text("Ana", &TITLE), text(&long, &LONG)];
        let boxes = columns.into_iter().zip(cells()).collect();
        for row in [Row::Cells(cells()), Row::Boxes(boxes)] {
            let laid = sketch.lay(&columns, &row);
            for (cell, (left, room)) in laid.cells.iter().zip(sketch.places(&columns)) {
                assert_eq!(cell.x, left);
                let piece = &cell.pieces[0];
                let widest = |line: &String| {
                    PADDING + sketch.typefaces.regular.width(line, piece.text.size) <= room + 0.01
                };
                assert!(piece.text.lines.iter().all(widest));
                assert!(row::stack(&cell.pieces) <= laid.height - 2.0 * PADDING + 0.01);
            }
        }
    });
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on_and_loses_no_word() {
    sketched(&frame(), |sketch| {
        let words: Vec<String> = (0..3_000).map(|word| format!("word{word}")).collect();
        let cell: Vec<Text> = words.chunks(1_000).map(|words| Text::plain(words.join(" "), &LONG)).collect();
        let laid = sketch.lay(&[1.0, 2.0], &Row::Cells(vec![text("21:04", &LONG), cell]));
        let parts = laid.parted(400.0);
        assert!(parts.len() > 2);
        assert!(parts.iter().all(|part| part.height <= 400.0));
        let lines = parts.iter().flat_map(|part| &part.cells[1].pieces).flat_map(|piece| &piece.text.lines);
        let found: Vec<&str> = lines.flat_map(|line| line.split(' ')).collect();
        assert_eq!(found, words);
        assert!(parts[1].cells[0].pieces.is_empty(), "a short cell stands once");
    });
}

#[test]
fn a_room_that_holds_no_line_still_ends() {
    sketched(&frame(), |sketch| {
        let laid = sketch.lay(&[1.0], &Row::Cells(vec![text("a word", &LONG)]));
        assert_eq!(laid.parted(1.0).len(), 1);
    });
}
