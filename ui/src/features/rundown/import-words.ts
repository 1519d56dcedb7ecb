// Words for taking a rundown out of a file.
import type { CellProblem } from "../../contract/CellProblem";
import type { RundownWhat } from "../../contract/RundownWhat";
import { inBoth } from "../../shared/words";

interface ImportWords {
  readonly title: string;
  readonly intro: string;
  readonly choose: string;
  readonly drop: string;
  readonly another: string;
  readonly handing: string;
  readonly options: Readonly<
    Record<"missing" | "sheet" | "typed" | "hoursMinutes" | "minutesSeconds" | "follow", string>
  >;
  readonly what: Readonly<Record<RundownWhat | "unchanged" | "rows" | "bad", string>>;
  readonly adopt: string;
  readonly blocked: string;
  readonly nothing: string;
  readonly done: string;
  readonly line: string;
  readonly column: string;
  readonly problem: string;
  readonly found: string;
  readonly todo: string;
  readonly cell: Readonly<Record<CellProblem, { readonly what: string; readonly todo: string }>>;
  readonly was: string;
  readonly will: string;
  readonly empty: string;
}

const problem = (what: string, todo: string) => ({ what, todo });

/** Words for taking a rundown out of a file. */
export const IMPORT_WORDS = inBoth<ImportWords>(
  {
    title: "Import a rundown",
    intro:
      "A CSV or Excel file with one line per cue and headings in the first row. Nothing changes before you have seen what would.",
    choose: "Choose a CSV or Excel file",
    drop: "or drop it here",
    another: "Another file",
    handing: "Handing the file over",
    options: {
      missing: "Remove lines that the file does not have",
      sheet: "Sheet",
      typed: "The spreadsheet took durations such as 4:00 for hours. They are",
      hoursMinutes: "hours and minutes",
      minutesSeconds: "minutes and seconds",
      follow: "Cues that start when the one before is over follow it",
    },
    what: {
      add: "New",
      change: "Changed",
      move: "Moved",
      remove: "Removed",
      unchanged: "Unchanged",
      rows: "Lines in the file",
      bad: "Bad cells",
    },
    adopt: "Adopt into the plan",
    blocked:
      "Put these cells right in your file, then choose it again. As long as there is one, nothing is adopted.",
    nothing: "The plan says all of this already.",
    done: "Adopted. Undo takes all of it back.",
    line: "Line",
    column: "Column",
    problem: "Problem",
    found: "Found",
    todo: "What to do",
    cell: {
      time: problem("Not a time of day", "Write 21:04, 21:04:30 or 9:04 pm, or leave it empty."),
      duration: problem("Not a duration", "Write 4:00, 1:02:03, 90s or 5m."),
      unit: problem("Minutes or seconds?", "Write the unit: 5m or 5s."),
      hours_or_minutes: problem("Hours or minutes?", "Choose below what the column holds."),
      yes_no: problem("Neither yes nor no", "Write yes, no, or leave it empty."),
      kind: problem("Not a kind of line", "Write cue, group, delay or milestone."),
      colour: problem("Not a colour", "Write it as #2f7fc1, or leave it empty."),
      end_action: problem("Not an end action", "Write load next or start next, or leave it empty."),
      choice: problem("Not one of the choices", "Write one of the column's choices."),
      apart: problem("The group stands in two places", "Put its lines one below the other."),
      no_group: problem("No group above", "Name the group."),
      no_text: problem("Not readable text", "Write the cell anew; save CSV as UTF-8."),
      too_long: problem("Too long", "Shorten it."),
      no_heading: problem("No heading above", "Give the column a heading, or empty it."),
      heading_twice: problem("The heading stands twice", "Rename or remove one of the two columns."),
    },
    was: "was",
    will: "will be",
    empty: "nothing",
  },
  {
    title: "Importar una escaleta",
    intro:
      "Un archivo CSV o Excel con una línea por cue y los encabezados en la primera fila. Nada cambia antes de que veas qué cambiaría.",
    choose: "Elige un archivo CSV o Excel",
    drop: "o suéltalo aquí",
    another: "Otro archivo",
    handing: "Entregando el archivo",
    options: {
      missing: "Quitar las líneas que el archivo no tiene",
      sheet: "Hoja",
      typed: "La hoja de cálculo tomó duraciones como 4:00 por horas. Son",
      hoursMinutes: "horas y minutos",
      minutesSeconds: "minutos y segundos",
      follow: "Los cues que empiezan cuando acaba el anterior lo siguen",
    },
    what: {
      add: "Nuevas",
      change: "Cambian",
      move: "Se mueven",
      remove: "Salen",
      unchanged: "Iguales",
      rows: "Líneas del archivo",
      bad: "Celdas malas",
    },
    adopt: "Pasar al plan",
    blocked: "Corrige estas celdas en tu archivo y elígelo otra vez. Mientras quede una, no se pasa nada.",
    nothing: "El plan ya dice todo esto.",
    done: "Pasado al plan. Deshacer lo quita todo.",
    line: "Línea",
    column: "Columna",
    problem: "Problema",
    found: "Encontrado",
    todo: "Qué hacer",
    cell: {
      time: problem("No es una hora", "Escribe 21:04, 21:04:30 o 9:04 pm, o déjala vacía."),
      duration: problem("No es una duración", "Escribe 4:00, 1:02:03, 90s o 5m."),
      unit: problem("¿Minutos o segundos?", "Escribe la unidad: 5m o 5s."),
      hours_or_minutes: problem("¿Horas o minutos?", "Elige abajo qué tiene la columna."),
      yes_no: problem("Ni sí ni no", "Escribe sí, no, o déjala vacía."),
      kind: problem("No es un tipo de línea", "Escribe cue, grupo, retraso o hito."),
      colour: problem("No es un color", "Escríbelo como #2f7fc1, o déjala vacía."),
      end_action: problem(
        "No es una acción final",
        "Escribe cargar siguiente o iniciar siguiente, o déjala vacía.",
      ),
      choice: problem("No es una de las opciones", "Escribe una de las opciones de la columna."),
      apart: problem("El grupo está en dos sitios", "Pon sus líneas una debajo de otra."),
      no_group: problem("No hay grupo arriba", "Ponle nombre al grupo."),
      no_text: problem("No es texto legible", "Escribe la celda otra vez; guarda el CSV como UTF-8."),
      too_long: problem("Demasiado largo", "Acórtalo."),
      no_heading: problem("Sin encabezado", "Ponle encabezado a la columna, o vacíala."),
      heading_twice: problem("El encabezado está dos veces", "Cambia o quita una de las dos columnas."),
    },
    was: "era",
    will: "será",
    empty: "nada",
  },
);
