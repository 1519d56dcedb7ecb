// Words of the line and of the log.
import type { LineProblemKind } from "../../contract/LineProblemKind";
import type { LineRole } from "../../contract/LineRole";
import { inBoth } from "../../shared/words";

interface LineWords {
  readonly label: string;
  readonly placeholder: string;
  readonly write: string;
  readonly channel: string;
  readonly attach: string;
  readonly detach: (name: string) => string;
  readonly dropped: string;
  readonly offers: string;
  readonly fresh: (number: string) => string;
  readonly about: (number: string) => string;
  readonly note: string;
  readonly from: (who: string) => string;
  readonly to: (who: string) => string;
  readonly at: (moment: string) => string;
  readonly kept: string;
  readonly written: string;
  readonly undo: string;
  readonly roles: Readonly<Record<LineRole, string>>;
  readonly problems: Readonly<Record<LineProblemKind, string>>;
}

/** Words of the line. */
export const LINE_WORDS = inBoth<LineWords>(
  {
    label: "What was reported",
    placeholder: "med3 m30s faint bar-left >medic1 · 143 onscene",
    write: "Write",
    channel: "How it came",
    attach: "Attach a file",
    detach: (name) => `Do not attach ${name}`,
    dropped: "Let go to attach it",
    offers: "How the word may go on",
    fresh: (number) => `New ${number}`,
    about: (number) => `To ${number}`,
    note: "Note",
    from: (who) => `from ${who}`,
    to: (who) => `to ${who}`,
    at: (moment) => `happened ${moment}`,
    kept: "Not written. Your line is still here.",
    written: "Written",
    undo: "Undo",
    roles: {
      number: "Incident",
      type: "Type",
      severity: "Severity",
      subject: "Person",
      place: "Place",
      unit: "Unit",
      status: "Status",
      time: "Time",
      call_sign: "Call sign",
      alert: "Alert",
      density: "Density",
      keyword: "Keyword",
      text: "Words",
    },
    problems: {
      unknown_incident: "No incident has this number.",
      ambiguous_incident: "Several incidents have this number: type the letter as well.",
      unknown_type: "No type is called that.",
      unknown_zone: "No zone is called that, or several are.",
      bad_time: "This time cannot be.",
      no_reason: "Say why it is lowered.",
      needs_incident: "This needs an incident: begin with its number.",
      not_ready: "To close it, it needs a type and an outcome.",
      too_long: "This is longer than one entry can be.",
    },
  },
  {
    label: "Lo que reportaron",
    placeholder: "med3 m30s desmayo barra >medico1 · 143 enlugar",
    write: "Registrar",
    channel: "Cómo llegó",
    attach: "Adjuntar un archivo",
    detach: (name) => `No adjuntar ${name}`,
    dropped: "Suelta para adjuntarlo",
    offers: "Cómo puede seguir la palabra",
    fresh: (number) => `Nuevo ${number}`,
    about: (number) => `A ${number}`,
    note: "Nota",
    from: (who) => `de ${who}`,
    to: (who) => `a ${who}`,
    at: (moment) => `ocurrió ${moment}`,
    kept: "No se registró. Tu línea sigue aquí.",
    written: "Registrado",
    undo: "Deshacer",
    roles: {
      number: "Incidente",
      type: "Tipo",
      severity: "Gravedad",
      subject: "Persona",
      place: "Lugar",
      unit: "Unidad",
      status: "Estado",
      time: "Hora",
      call_sign: "Indicativo",
      alert: "Aviso",
      density: "Densidad",
      keyword: "Palabra clave",
      text: "Palabras",
    },
    problems: {
      unknown_incident: "Ningún incidente tiene este número.",
      ambiguous_incident: "Varios incidentes tienen este número: escribe también la letra.",
      unknown_type: "Ningún tipo se llama así.",
      unknown_zone: "Ninguna zona se llama así, o varias.",
      bad_time: "Esta hora no puede ser.",
      no_reason: "Di por qué se baja.",
      needs_incident: "Esto necesita un incidente: empieza con su número.",
      not_ready: "Para cerrarlo faltan un tipo y un desenlace.",
      too_long: "Es más largo que un registro.",
    },
  },
);

/** Words of the log. */
export const LOG_WORDS = inBoth(
  {
    title: "Log",
    search: "Search",
    searchHint: "Words, a number, a call sign",
    kind: "Kind",
    every: "Every kind",
    own: "Only this desk",
    from: "From",
    until: "Until",
    count: (count: string) => `${count} entries in the log`,
    none: "Nothing in the log fits.",
    more: "Older entries",
    logged: (at: string) => `Logged ${at}`,
    occurred: (at: string) => `Happened ${at}`,
    reported: (at: string) => `Reported ${at}`,
    late: "Late",
    sealed: "Sealed: what it says is not shown.",
    struckBy: (who: string, at: string, reason: string) => `Struck by ${who}, ${at}: ${reason}`,
    struckAt: (at: string, reason: string) => `Struck ${at}: ${reason}`,
    corrected: (text: string) => `Should say: ${text}`,
    elsewhere: "not on this device",
    acts: (at: string) => `What can be done with the entry of ${at}`,
    strike: "Strike…",
    correct: "Correct…",
    export: "Export",
    exports: {
      licence_pdf: "Licence log (PDF)",
      csv: "CSV",
      jsonl: "JSONL",
      ics214: "ICS-214…",
    },
    withSealed: "With what is sealed",
    ics: {
      title: "ICS-214 activity log",
      who: "Name or call sign",
      position: "Position",
      agency: "Home agency",
      prepared: "Prepared by",
      write: "Write the form",
    },
    written: (path: string, rows: string) => `${rows} entries written: ${path}`,
  },
  {
    title: "Bitácora",
    search: "Buscar",
    searchHint: "Palabras, un número, un indicativo",
    kind: "Clase",
    every: "Todas las clases",
    own: "Solo esta mesa",
    from: "Desde",
    until: "Hasta",
    count: (count: string) => `${count} registros en la bitácora`,
    none: "Nada coincide en la bitácora.",
    more: "Registros anteriores",
    logged: (at: string) => `Registrado ${at}`,
    occurred: (at: string) => `Ocurrió ${at}`,
    reported: (at: string) => `Reportado ${at}`,
    late: "Tardío",
    sealed: "Reservado: no se muestra lo que dice.",
    struckBy: (who: string, at: string, reason: string) => `Tachado por ${who}, ${at}: ${reason}`,
    struckAt: (at: string, reason: string) => `Tachado ${at}: ${reason}`,
    corrected: (text: string) => `Debía decir: ${text}`,
    elsewhere: "no está en este equipo",
    acts: (at: string) => `Qué se puede hacer con el registro de ${at}`,
    strike: "Tachar…",
    correct: "Corregir…",
    export: "Exportar",
    exports: {
      licence_pdf: "Bitácora de licencia (PDF)",
      csv: "CSV",
      jsonl: "JSONL",
      ics214: "ICS-214…",
    },
    withSealed: "Con lo reservado",
    ics: {
      title: "Registro de actividad ICS-214",
      who: "Nombre o indicativo",
      position: "Cargo",
      agency: "Entidad",
      prepared: "Preparado por",
      write: "Generar el formato",
    },
    written: (path: string, rows: string) => `${rows} registros escritos: ${path}`,
  },
);
