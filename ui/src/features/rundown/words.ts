// Words of the plan: table, bars, pages. Those of its fields and of what does not fit are in `field-words.ts`.
import type { EntryKind } from "../../contract/EntryKind";
import { inBoth } from "../../shared/words";
import type { FixedColumn, Unreadable } from "./cells";

interface RundownWords {
  readonly title: string;
  readonly lines: (count: string) => string;
  readonly column: Readonly<Record<FixedColumn, string>>;
  readonly kind: Readonly<Record<EntryKind, string>>;
  readonly add: Readonly<Record<EntryKind, string>>;
  readonly addKey: Readonly<Record<EntryKind, string>>;
  readonly undo: string;
  readonly redo: string;
  readonly details: string;
  readonly import: string;
  readonly export: Readonly<Record<"csv" | "pdf", string>>;
  readonly keys: string;
  readonly move: string;
  readonly back: string;
  readonly close: string;
  readonly totals: {
    readonly start: string;
    readonly end: string;
    readonly total: string;
    readonly curfew: string;
    readonly over: (time: string) => string;
    readonly room: (time: string) => string;
    readonly none: string;
  };
  readonly line: {
    readonly drag: (name: string) => string;
    readonly locked: string;
    readonly fixed: string;
    readonly days: (days: number) => string;
    readonly delayed: (time: string) => string;
    readonly gap: string;
    readonly overlap: string;
    readonly of: (time: string) => string;
    readonly on: string;
    readonly skipped: string;
    readonly delay: string;
    readonly untitled: string;
    readonly cuttable: string;
    readonly toEnd: string;
    readonly loadNext: string;
    readonly startNext: string;
  };
  readonly unreadable: Readonly<Record<Unreadable, string>>;
  readonly said: {
    readonly proposed: string;
    readonly locked: string;
    readonly unreadable: (text: string) => string;
    readonly written: (rows: string) => string;
  };
  readonly proposes: string;
  readonly empty: {
    readonly title: string;
    readonly text: string;
    readonly import: string;
    readonly add: string;
  };
  readonly again: string;
  readonly side: Readonly<Record<"line" | "conflicts" | "proposals" | "overruled", string>>;
  readonly help: { readonly title: string; readonly rows: readonly (readonly [string, string])[] };
}

/** Words of the plan. */
export const WORDS = inBoth<RundownWords>(
  {
    title: "Plan",
    lines: (count) => `${count} lines`,
    column: {
      number: "No.",
      title: "Title",
      start: "Start",
      duration: "Duration",
      end: "End",
      gap: "Gap",
      flag: "Flag",
      skip: "Skip",
    },
    kind: { cue: "Cue", group: "Group", delay: "Delay", milestone: "Milestone" },
    add: { cue: "Cue", group: "Group", delay: "Delay", milestone: "Milestone" },
    addKey: {
      cue: "Add a cue (Alt N)",
      group: "Add a group (Alt G)",
      delay: "Add a delay (Alt L)",
      milestone: "Add a milestone (Alt M)",
    },
    undo: "Undo",
    redo: "Redo",
    details: "Details",
    import: "Import",
    export: { csv: "CSV", pdf: "PDF" },
    keys: "Keys",
    move: "Move",
    back: "Back to the plan",
    close: "Close",
    totals: {
      start: "Start",
      end: "End",
      total: "Total",
      curfew: "Curfew",
      over: (time) => `${time} past it`,
      room: (time) => `${time} to spare`,
      none: "none",
    },
    line: {
      drag: (name) => `Move ${name}`,
      locked: "live or over",
      fixed: "fixed",
      days: (days) => `${days < 0 ? "−" : "+"}${Math.abs(days)} day${Math.abs(days) === 1 ? "" : "s"}`,
      delayed: (time) => `${time} delay`,
      gap: "free",
      overlap: "overlap",
      of: (time) => `of ${time}`,
      on: "yes",
      skipped: "skipped",
      delay: "Delay",
      untitled: "No title",
      cuttable: "may be cut",
      toEnd: "counts to its end",
      loadNext: "then standby",
      startNext: "then GO by itself",
    },
    unreadable: {
      duration: "Type 4:00, 90s, 5m or 1h 30m.",
      delay: "Type +5:00, -2:00 or 90s.",
      start: "Type 21:04, 01:10 +1 or 21:00-21:10. Empty: after the one before.",
    },
    said: {
      proposed: "Proposed to the caller. It counts once the caller adopts it.",
      locked: "This line is live or over: its timing cannot be changed any more.",
      unreadable: (text) => `“${text}” was not taken.`,
      written: (rows) => `Written, ${rows} lines:`,
    },
    proposes:
      "Another device calls this show. Texts change at once; lines, order and times are only proposed to the caller.",
    empty: {
      title: "Nothing is planned yet.",
      text: "Import the rundown that you have (CSV or Excel), or add the first cue.",
      import: "Import a rundown",
      add: "Add the first cue",
    },
    again: "Try again",
    side: { line: "Line", conflicts: "Conflicts", proposals: "Proposals", overruled: "Overruled" },
    help: {
      title: "Keys of the plan",
      rows: [
        ["↑ ↓ ← →", "Move through the table"],
        ["Enter", "Edit the cell, or turn it on and off"],
        ["Tab", "While editing: to the next cell"],
        ["Esc", "Take back what was typed"],
        ["Alt N", "Add a cue (also Insert)"],
        ["Alt G · Alt L · Alt M", "Add a group, a delay, a milestone"],
        ["Alt ↑ · Alt ↓", "Move the line, through groups too"],
        ["Alt → · Alt ←", "Into the group above, out of its group"],
        ["Ctrl D", "Duplicate the line"],
        ["Delete", "Remove the line"],
        ["Ctrl Z", "Undo"],
        ["Ctrl Shift Z", "Redo (also Ctrl Y)"],
        ["Home · End", "First or last column; with Ctrl the first or last line"],
        ["Alt E", "To the fields of the line, and back"],
        ["Alt C", "To the next conflict"],
        ["?", "These keys"],
      ],
    },
  },
  {
    title: "Plan",
    lines: (count) => `${count} líneas`,
    column: {
      number: "N.º",
      title: "Título",
      start: "Inicio",
      duration: "Duración",
      end: "Fin",
      gap: "Margen",
      flag: "Hito",
      skip: "Omitir",
    },
    kind: { cue: "Cue", group: "Grupo", delay: "Retraso", milestone: "Marca" },
    add: { cue: "Cue", group: "Grupo", delay: "Retraso", milestone: "Marca" },
    addKey: {
      cue: "Añadir un cue (Alt N)",
      group: "Añadir un grupo (Alt G)",
      delay: "Añadir un retraso (Alt L)",
      milestone: "Añadir una marca (Alt M)",
    },
    undo: "Deshacer",
    redo: "Rehacer",
    details: "Datos",
    import: "Importar",
    export: { csv: "CSV", pdf: "PDF" },
    keys: "Teclas",
    move: "Mover",
    back: "Volver al plan",
    close: "Cerrar",
    totals: {
      start: "Inicio",
      end: "Fin",
      total: "Total",
      curfew: "Hora límite",
      over: (time) => `${time} después`,
      room: (time) => `sobran ${time}`,
      none: "ninguna",
    },
    line: {
      drag: (name) => `Mover ${name}`,
      locked: "en curso o pasada",
      fixed: "hora fija",
      days: (days) => `${days < 0 ? "−" : "+"}${Math.abs(days)} día${Math.abs(days) === 1 ? "" : "s"}`,
      delayed: (time) => `${time} de retraso`,
      gap: "libre",
      overlap: "se pisan",
      of: (time) => `de ${time}`,
      on: "sí",
      skipped: "omitida",
      delay: "Retraso",
      untitled: "Sin título",
      cuttable: "se puede quitar",
      toEnd: "cuenta hasta su fin",
      loadNext: "luego en espera",
      startNext: "luego GO automático",
    },
    unreadable: {
      duration: "Escribe 4:00, 90s, 5m o 1h 30m.",
      delay: "Escribe +5:00, -2:00 o 90s.",
      start: "Escribe 21:04, 01:10 +1 o 21:00-21:10. Vacío: tras la anterior.",
    },
    said: {
      proposed: "Propuesto a quien llama el show. Vale cuando lo acepte.",
      locked: "Esta línea está en curso o ya pasó: sus tiempos ya no se pueden cambiar.",
      unreadable: (text) => `«${text}» no se tomó.`,
      written: (rows) => `Escrito, ${rows} líneas:`,
    },
    proposes:
      "Otro equipo llama este show. Los textos cambian enseguida; las líneas, el orden y los tiempos solo se proponen.",
    empty: {
      title: "Todavía no hay nada planeado.",
      text: "Importa la escaleta que ya tienes (CSV o Excel) o añade el primer cue.",
      import: "Importar una escaleta",
      add: "Añadir el primer cue",
    },
    again: "Reintentar",
    side: { line: "Línea", conflicts: "Conflictos", proposals: "Propuestas", overruled: "Descartados" },
    help: {
      title: "Teclas del plan",
      rows: [
        ["↑ ↓ ← →", "Moverse por la tabla"],
        ["Intro", "Editar la celda, o activarla y desactivarla"],
        ["Tab", "Al editar: a la celda siguiente"],
        ["Esc", "Descartar lo escrito"],
        ["Alt N", "Añadir un cue (también Insert)"],
        ["Alt G · Alt L · Alt M", "Añadir un grupo, un retraso, una marca"],
        ["Alt ↑ · Alt ↓", "Mover la línea, también por los grupos"],
        ["Alt → · Alt ←", "Al grupo de arriba, fuera de su grupo"],
        ["Ctrl D", "Duplicar la línea"],
        ["Supr", "Quitar la línea"],
        ["Ctrl Z", "Deshacer"],
        ["Ctrl Mayús Z", "Rehacer (también Ctrl Y)"],
        ["Inicio · Fin", "Primera o última columna; con Ctrl, línea"],
        ["Alt E", "A los campos de la línea, y de vuelta"],
        ["Alt C", "Al conflicto siguiente"],
        ["?", "Estas teclas"],
      ],
    },
  },
);
