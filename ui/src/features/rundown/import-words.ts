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
  readonly missing: string;
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
  readonly whole: string;
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
    missing: "Remove lines that the file does not have",
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
    whole: "whole line",
    cell: {
      bad_time: problem("Not a time of day", "Write 21:04 or 21:04:30."),
      bad_duration: problem("Not a duration", "Write 4:00, 1:02:03 or 90s."),
      bad_flag: problem("Neither yes nor no", "Write yes, no, or leave it empty."),
      bad_colour: problem("Not a colour", "Write it as #2f7fc1, or leave it empty."),
      number_twice: problem("The number stands in an earlier line", "Give each cue a number of its own."),
      no_name: problem("Neither number nor title", "Give it one, or take the line out."),
      no_headings: problem(
        "No heading is known",
        "Name the columns, such as number, title, start, duration.",
      ),
      unreadable: problem("The file cannot be read", "Save it again as CSV (UTF-8) or as .xlsx."),
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
    missing: "Quitar las líneas que el archivo no tiene",
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
    whole: "línea entera",
    cell: {
      bad_time: problem("No es una hora", "Escribe 21:04 o 21:04:30."),
      bad_duration: problem("No es una duración", "Escribe 4:00, 1:02:03 o 90s."),
      bad_flag: problem("Ni sí ni no", "Escribe sí, no, o déjala vacía."),
      bad_colour: problem("No es un color", "Escríbelo como #2f7fc1, o déjala vacía."),
      number_twice: problem("El número está en una línea anterior", "Dale a cada cue su propio número."),
      no_name: problem("Ni número ni título", "Ponle uno, o quita la línea."),
      no_headings: problem(
        "No se conoce ningún encabezado",
        "Nombra las columnas: número, título, inicio, duración.",
      ),
      unreadable: problem("El archivo no se puede leer", "Guárdalo otra vez como CSV (UTF-8) o como .xlsx."),
    },
    was: "era",
    will: "será",
    empty: "nada",
  },
);
