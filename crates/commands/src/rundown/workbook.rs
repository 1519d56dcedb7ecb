//! The cells of an XLSX workbook.
//!
//! They are read one after another, so that a sheet with a stray cell at its far end costs no more than its cells.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;

use super::cells::{Cell, Cells, MAX_LINES, Moment};
use super::problem::Unopened;
use crate::import::unreadable::MAX_COLUMNS;

/// More cells with something in them than any rundown has.
const MAX_CELLS: usize = MAX_LINES * 40;

/// The names of the sheets that are shown, and the lines of the chosen one, or of the first.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<(Vec<String>, Vec<Cells>), Unopened> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(Unopened::Workbook)?;
    let shown = workbook.sheets_metadata().iter();
    let sheets: Vec<String> = shown
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let chosen = sheets.iter().find(|name| sheet.is_none_or(|sheet| sheet == name.as_str()));
    let lines = lines(&mut workbook, chosen.ok_or(Unopened::NoSheet)?)?;
    Ok((sheets, lines))
}

fn lines(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Cells>, Unopened> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(Unopened::Workbook)?;
    let (mut lines, mut count): (Vec<Cells>, usize) = (Vec::new(), 0);
    while let Some((found, style)) = reader.next_cell_with_style_id().map_err(Unopened::Workbook)? {
        let (row, column) = found.get_position();
        let code = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let code = code.map_or("", |format| format.format_code.as_str());
        let Some(cell) = cell(found.get_value(), code) else { continue };
        if cell.is_blank() {
            continue;
        }
        count += 1;
        let (line, column) = (u64::from(row) + 1, column as usize);
        if lines.last().is_none_or(|last| last.line != line) {
            lines.push(Cells { line, cells: Vec::new() });
        }
        if count > MAX_CELLS || lines.len() > MAX_LINES || column >= MAX_COLUMNS {
            return Err(Unopened::TooLarge);
        }
        if let Some(last) = lines.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Text(String::new()));
            }
            last.cells[column] = cell;
        }
    }
    let in_order = lines.is_sorted_by_key(|cells| cells.line);
    in_order.then_some(lines).ok_or(Unopened::Workbook(XlsxError::Unexpected("rows out of order")))
}

fn cell(value: &DataRef<'_>, code: &str) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(moment) => Cell::Moment(self::moment(moment, code)),
        DataRef::Error(error) => Cell::Broken(error.to_string()),
    })
}

fn moment(moment: &ExcelDateTime, code: &str) -> Moment {
    let code = without_quoted(code);
    let days = moment.as_f64();
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date =
        || Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    Moment {
        days,
        date: if days >= 1.0 && !moment.is_duration() { date() } else { None },
        hours: code.contains('h'),
        seconds: code.contains('s'),
    }
}

/// The format code in lower case, without the texts and colours that stand in it.
fn without_quoted(code: &str) -> String {
    let first = code.split(';').next().unwrap_or_default().to_lowercase();
    let mut plain = String::new();
    let mut letters = first.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => letters.by_ref().take_while(|&letter| letter != '"').for_each(drop),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                if inner.chars().all(|letter| matches!(letter, 'h' | 'm' | 's')) {
                    plain.push_str(&inner);
                }
            }
            _ => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_whether_hours_and_seconds_are_shown() {
        let check = |code: &str, expected: &str| assert_eq!(without_quoted(code), expected);
        check("h:mm AM/PM", "h:mm am/pm");
        check("[h]:mm:ss;@", "h:mm:ss");
        check("[Red]mm:ss.0", "mm:ss.0");
        check("\"hours\" h\\s", " h");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [b"PK\x03\x04".as_slice(), b"", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            assert!(matches!(read(bytes, None), Err(Unopened::Workbook(_))));
        }
    }
}
