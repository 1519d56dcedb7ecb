//! Which column holds what: guessed from the headings, or checked when somebody chose.
//!
//! Headings are compared by their words in English and Spanish, never by what stands below them: a guess must be
//! explainable at a glance.

use gatehouse_contract::import::{Field, Mapping};

use super::clean::words;

/// Words that say whose the column is and not what it holds.
const FILLERS: [&str; 22] = [
    "attendee",
    "attendees",
    "participant",
    "guest",
    "holder",
    "asistente",
    "asistentes",
    "participante",
    "invitado",
    "titular",
    "the",
    "of",
    "your",
    "de",
    "del",
    "la",
    "el",
    "los",
    "las",
    "su",
    "tu",
    "y",
];

/// Headings by field, without [`FILLERS`]; the earlier one wins when a file has several.
const HEADINGS: [(Field, &[&str]); 14] = [
    (
        Field::Reference,
        &[
            "reference",
            "referencia",
            "ref",
            "row key",
            "id",
            "uuid",
            "ticket id",
            "id ticket",
            "ticket number",
            "number ticket",
            "id boleta",
            "id entrada",
            "numero boleta",
            "numero entrada",
            "codigo boleta",
            "codigo entrada",
            "ticket code",
            "barcode",
            "position id",
            "registration id",
            "id registro",
            "number",
        ],
    ),
    (
        Field::Name,
        &[
            "full name",
            "nombre completo",
            "nombre apellido",
            "nombre apellidos",
            "nombres apellidos",
            "name",
            "nombre",
            "nombres",
        ],
    ),
    (
        Field::FirstName,
        &["first name", "given name", "firstname", "forename", "primer nombre", "nombre pila"],
    ),
    (
        Field::LastName,
        &["last name", "surname", "family name", "lastname", "apellidos", "apellido", "primer apellido"],
    ),
    (
        Field::Email,
        &[
            "email",
            "e mail",
            "mail",
            "email address",
            "e mail address",
            "correo electronico",
            "correo",
            "direccion correo",
            "direccion correo electronico",
            "buyer email",
            "email comprador",
            "correo comprador",
            "correo electronico comprador",
        ],
    ),
    (
        Field::Company,
        &[
            "company",
            "empresa",
            "company name",
            "nombre empresa",
            "organization",
            "organisation",
            "organizacion",
            "compania",
            "entidad",
            "institucion",
            "medio",
            "outlet",
            "affiliation",
        ],
    ),
    (
        Field::Product,
        &[
            "product",
            "producto",
            "ticket type",
            "type ticket",
            "tipo boleta",
            "tipo entrada",
            "tipo ticket",
            "tipo boleto",
            "ticket name",
            "ticket class",
            "pass type",
            "tipo pase",
            "localidad",
            "boleta",
            "entrada",
            "boleto",
            "ticket",
            "pass",
            "pase",
            "item",
            "type",
            "tipo",
            "category",
            "categoria",
        ],
    ),
    (
        Field::Kind,
        &[
            "kind",
            "clase",
            "accreditation",
            "acreditacion",
            "accreditation type",
            "tipo acreditacion",
            "role",
            "rol",
        ],
    ),
    (
        Field::OrderCode,
        &[
            "order code",
            "codigo pedido",
            "order",
            "pedido",
            "order number",
            "order id",
            "order no",
            "numero pedido",
            "no pedido",
            "n o pedido",
            "id pedido",
            "codigo orden",
            "numero orden",
            "id orden",
            "orden",
            "codigo compra",
            "numero compra",
            "booking",
            "booking code",
            "booking reference",
            "reserva",
            "codigo reserva",
        ],
    ),
    (
        Field::Seat,
        &[
            "seat",
            "asiento",
            "silla",
            "puesto",
            "seat number",
            "numero asiento",
            "table",
            "mesa",
            "ubicacion",
        ],
    ),
    (
        Field::Attention,
        &[
            "attention",
            "atencion",
            "note",
            "notes",
            "nota",
            "notas",
            "remarks",
            "observaciones",
            "observacion",
            "comment",
            "comments",
            "comentario",
            "comentarios",
            "special needs",
            "necesidades especiales",
        ],
    ),
    (
        Field::Status,
        &[
            "status",
            "estado",
            "payment status",
            "estado pago",
            "order status",
            "estado pedido",
            "ticket status",
            "estado boleta",
        ],
    ),
    (Field::ValidFrom, &["valid from", "valido desde", "valida desde", "vigente desde", "desde"]),
    (
        Field::ValidUntil,
        &[
            "valid until",
            "valid to",
            "valido hasta",
            "valida hasta",
            "vigente hasta",
            "hasta",
            "expires",
            "vence",
        ],
    ),
];

/// Headings that mean the first name as soon as there is a column for the last one.
const MAYBE_FIRST: [&str; 3] = ["name", "nombre", "nombres"];

/// Why a chosen mapping cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadMapping {
    /// It is for a file with another number of columns.
    #[error("The choice of columns is for another file")]
    OtherFile,
    /// Two columns are said to hold one thing.
    #[error("Two columns are chosen for one field")]
    Twice,
    /// The product for rows that name none does not exist.
    #[error("The product for rows that name none does not exist")]
    DefaultProduct,
}

/// Guesses which column holds what. No field has two columns; columns that nothing speaks for are ignored.
pub(super) fn guess(headings: &[String]) -> Mapping {
    let spoken: Vec<String> = headings.iter().map(|heading| without_fillers(&words(heading))).collect();
    let mut columns = vec![None; headings.len()];
    for (field, names) in HEADINGS {
        let place = |name: &&str| spoken.iter().position(|words| words == name);
        if let Some(column) = names.iter().find_map(place) {
            columns[column] = Some(field);
        }
    }
    let at = |field| columns.iter().position(|column| *column == Some(field));
    if let (Some(name), Some(_), None) = (at(Field::Name), at(Field::LastName), at(Field::FirstName))
        && MAYBE_FIRST.contains(&spoken[name].as_str())
    {
        columns[name] = Some(Field::FirstName);
    }
    Mapping { columns, default_product: None }
}

/// Says whether a chosen mapping fits a file with so many columns.
pub(super) fn check(mapping: &Mapping, columns: usize) -> Result<(), BadMapping> {
    if mapping.columns.len() != columns {
        return Err(BadMapping::OtherFile);
    }
    let chosen = || mapping.columns.iter().flatten();
    let twice = |field: &Field| chosen().filter(|other| *other == field).count() > 1;
    if chosen().any(twice) { Err(BadMapping::Twice) } else { Ok(()) }
}

/// A heading that is all fillers ("Attendee", "Asistente") names the person.
fn without_fillers(words: &str) -> String {
    let kept: Vec<&str> = words.split(' ').filter(|word| !FILLERS.contains(word)).collect();
    if kept.is_empty() && !words.is_empty() { "name".to_owned() } else { kept.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_guess(headings: &[&str], expected: &[Option<Field>]) {
        let headings: Vec<String> = headings.iter().map(ToString::to_string).collect();
        assert_eq!(guess(&headings).columns, expected, "{headings:?}");
    }

    #[test]
    fn headings_are_understood_in_both_languages() {
        use Field as F;
        let check = |heading: &str, expected: Field| check_guess(&[heading], &[Some(expected)]);
        check("Nombre", F::Name);
        check("NOMBRE COMPLETO", F::Name);
        check("Nombre del asistente", F::Name);
        check("Nombres y apellidos", F::Name);
        check("Attendee name", F::Name);
        check("Asistente", F::Name);
        check("First Name", F::FirstName);
        check("Apellidos", F::LastName);
        check("Correo electrónico", F::Email);
        check("E-mail", F::Email);
        check("Attendee email", F::Email);
        check("Empresa", F::Company);
        check("Nombre de la empresa", F::Company);
        check("Tipo de boleta", F::Product);
        check("ticket_type", F::Product);
        check("Localidad", F::Product);
        check("Código de pedido", F::OrderCode);
        check("Order #", F::OrderCode);
        check("N.º de pedido", F::OrderCode);
        check("Referencia", F::Reference);
        check("Attendee #", F::Reference);
        check("Mesa", F::Seat);
        check("Observaciones", F::Attention);
        check("Estado del pago", F::Status);
        check("Válido desde", F::ValidFrom);
        check("valid-until", F::ValidUntil);
        check("Acreditación", F::Kind);
    }

    #[test]
    fn a_lone_name_beside_a_last_name_is_the_first_name() {
        use Field::{FirstName, LastName, Name};
        check_guess(&["Nombre", "Apellidos"], &[Some(FirstName), Some(LastName)]);
        check_guess(&["Nombre completo", "Apellido"], &[Some(Name), Some(LastName)]);
        check_guess(&["Nombre", "Primer nombre", "Apellido"], &[Some(Name), Some(FirstName), Some(LastName)]);
    }

    #[test]
    fn no_field_has_two_columns_and_the_clearer_one_wins() {
        check_guess(&["Email", "E-mail"], &[Some(Field::Email), None]);
        check_guess(&["Correo del comprador", "Correo"], &[None, Some(Field::Email)]);
        check_guess(&["", "Color", "Talla"], &[None, None, None]);
    }

    #[test]
    fn every_heading_of_the_table_is_found_by_its_own_words() {
        for (field, names) in HEADINGS {
            for name in names {
                assert_eq!(without_fillers(&words(name)), *name, "{field:?}");
                let owners = HEADINGS.iter().filter(|(_, names)| names.contains(name)).count();
                assert_eq!(owners, 1, "{name} would mean two things");
            }
        }
    }

    #[test]
    fn a_chosen_mapping_must_fit_the_file() {
        let mapping =
            |columns: &[Option<Field>]| Mapping { columns: columns.to_vec(), default_product: None };
        assert_eq!(check(&mapping(&[Some(Field::Name), None, None]), 3), Ok(()));
        assert_eq!(check(&mapping(&[Some(Field::Name)]), 2), Err(BadMapping::OtherFile));
        assert_eq!(check(&mapping(&[Some(Field::Name), Some(Field::Name)]), 2), Err(BadMapping::Twice));
    }
}
