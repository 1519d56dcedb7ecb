// Words for the fields of lines and shows, for what does not fit, and for what others changed.
import type { ConflictRule } from "../../contract/ConflictRule";
import type { EndAction } from "../../contract/EndAction";
import type { PlanField } from "../../contract/PlanField";
import type { ProposedWhat } from "../../contract/ProposedWhat";
import type { ShowDetails } from "../../contract/ShowDetails";
import type { Start } from "../../contract/Start";
import { inBoth } from "../../shared/words";

/** A field that has a name of its own. */
export type FieldName = PlanField["field"] | keyof ShowDetails;

interface FieldWords {
  readonly field: Readonly<Record<FieldName, string>>;
  readonly start: Readonly<Record<Start["kind"] | "at" | "earliest" | "latest", string>>;
  readonly occurrence: Readonly<Record<"label" | "first" | "second", string>>;
  readonly endAction: Readonly<Record<EndAction, string>>;
  readonly colours: Readonly<Record<string, string>>;
  readonly noColour: string;
  readonly calls: Readonly<Record<"department" | "text" | "lead" | "add" | "remove" | "none", string>>;
  readonly durationHint: string;
  readonly timeHint: string;
  readonly act: Readonly<Record<"duplicate" | "remove" | "up" | "down" | "in" | "out", string>>;
  readonly delay: {
    readonly apply: string;
    readonly preview: string;
    readonly none: string;
    readonly rest: string;
  };
  readonly rule: Readonly<Record<ConflictRule, (by: string, what: string) => string>>;
  readonly conflicts: { readonly none: string; readonly elsewhere: (show: string) => string };
  readonly proposals: {
    readonly none: string;
    readonly what: Readonly<Record<ProposedWhat, string>>;
    readonly show: string;
    readonly from: (who: string, at: string) => string;
    readonly adopt: string;
    readonly decline: string;
    readonly waits: string;
  };
  readonly overruled: {
    readonly none: string;
    readonly own: (field: string, lost: string, stands: string, who: string, at: string) => string;
    readonly other: (
      whose: string,
      field: string,
      lost: string,
      stands: string,
      who: string,
      at: string,
    ) => string;
    readonly again: (lost: string) => string;
    readonly seen: string;
    readonly empty: string;
  };
  readonly form: Readonly<
    Record<
      "save" | "cancel" | "up" | "down" | "remove" | "addColumn" | "columnTitle" | "columnKind" | "options",
      string
    >
  > & {
    readonly kind: Readonly<Record<"text" | "choice" | "person" | "check", string>>;
    readonly anyDevice: string;
    readonly addDevice: string;
    readonly unknownDevice: string;
    readonly optionsHint: string;
  };
}

/** Words of fields. */
export const FIELD_WORDS = inBoth<FieldWords>(
  {
    field: {
      number: "Number",
      title: "Title",
      note: "Note for the caller",
      calls: "Department calls",
      owner: "Owner",
      location: "Location",
      flag: "Flag: people wait for it",
      colour: "Colour",
      skip: "Skip tonight",
      start: "Start",
      duration: "Duration",
      min: "At least",
      max: "At most",
      cuttable: "May be cut when time runs short",
      count_to_end: "Counts to its planned end",
      end_action: "When its time is up",
      warning: "Warning at",
      danger: "Danger at",
      span: "Shortest span after GO",
      link: "Sponsor or deliverable",
      column: "Column",
      delay: "Delay",
      target: "Should take",
      stage: "Stage",
      zone: "Time zone",
      date: "First day",
      opens: "Venue opens",
      curfew: "Curfew",
      min_span_ms: "Shortest span between two GOs",
      changeover_ms: "Shortest change-over of a person",
      ranks: "Who may call, in this order",
      hold_raisers: "Who may stop the show alone",
      hold_releasers: "Who may release a stop, beside the caller",
      columns: "Columns of this show",
    },
    start: {
      soft: "Follows",
      hard: "Fixed",
      window: "Window",
      at: "At",
      earliest: "Not before",
      latest: "Not after",
    },
    occurrence: { label: "The clock shows this time twice that night", first: "First", second: "Second" },
    endAction: {
      none: "It runs over",
      load_next: "Next goes to standby",
      start_next: "Next starts by itself",
    },
    colours: {
      "#d64545": "Red",
      "#d9822b": "Orange",
      "#c9a227": "Yellow",
      "#3f9c5a": "Green",
      "#2f7fc1": "Blue",
      "#8658c4": "Violet",
    },
    noColour: "None",
    calls: {
      department: "Department",
      text: "What it does",
      lead: "Standby before",
      add: "Add a call",
      remove: "Remove",
      none: "No department is called in this cue.",
    },
    durationHint: "4:00, 90s, 5m",
    timeHint: "21:04, or 01:10 +1",
    act: {
      duplicate: "Duplicate",
      remove: "Remove",
      up: "Up",
      down: "Down",
      in: "Into the group",
      out: "Out of the group",
    },
    delay: {
      apply: "Apply the delay",
      preview: "Applied, these times are written anew and the delay goes. What the table shows stays:",
      none: "No line with a time of its own is behind it: what the table shows stays, and the delay goes.",
      rest: "Lines that follow on each other move along.",
    },
    rule: {
      overlap: (by) => `Overlaps by ${by}`,
      person_twice: (_, what) => `${what} is in two places`,
      place_twice: (_, what) => `${what} is used twice`,
      changeover: (by, what) => `Change-over of ${what} is ${by} short`,
      before_opening: (by) => `${by} before the venue opens`,
      after_curfew: (by) => `${by} past the curfew`,
      over_target: (by) => `${by} over its target`,
      outside_window: (by) => `${by} outside its window`,
      time_missing: (_, what) => `${what} does not exist that night: choose another time`,
      time_twice: (_, what) => `${what} exists twice that night: say which`,
      no_time: () => "Nothing says when the show begins: give the first cue a time",
    },
    conflicts: { none: "Everything fits.", elsewhere: (show) => `in ${show}` },
    proposals: {
      none: "Nobody proposed anything.",
      what: { add: "comes in", remove: "goes", move: "moves", change: "changes" },
      show: "The show as a whole",
      from: (who, at) => `${who}, ${at}`,
      adopt: "Adopt",
      decline: "Decline",
      waits: "Waits for the caller.",
    },
    overruled: {
      none: "Nothing was overruled.",
      own: (field, lost, stands, who, at) =>
        `${field}: your ${lost} lost against ${stands} by ${who} at ${at}.`,
      other: (whose, field, lost, stands, who, at) =>
        `${field}: ${lost} by ${whose} lost against ${stands} by ${who} at ${at}.`,
      again: (lost) => `Set ${lost} again`,
      seen: "Seen",
      empty: "nothing",
    },
    form: {
      save: "Save",
      cancel: "Cancel",
      up: "Up",
      down: "Down",
      remove: "Remove",
      addColumn: "Add a column",
      columnTitle: "Title of the column",
      columnKind: "What it holds",
      options: "Choices",
      kind: { text: "Text", choice: "Choice", person: "People", check: "Check" },
      anyDevice: "Nobody is named: any device may.",
      addDevice: "Name a device",
      unknownDevice: "A device that is not known here",
      optionsHint: "Separated by commas",
    },
  },
  {
    field: {
      number: "Número",
      title: "Título",
      note: "Nota para quien llama",
      calls: "Llamadas a departamentos",
      owner: "Responsable",
      location: "Lugar",
      flag: "Hito: se espera por él",
      colour: "Color",
      skip: "Omitir esta noche",
      start: "Inicio",
      duration: "Duración",
      min: "Al menos",
      max: "A lo sumo",
      cuttable: "Se puede quitar si falta tiempo",
      count_to_end: "Cuenta hasta su fin planeado",
      end_action: "Cuando se acaba su tiempo",
      warning: "Aviso a falta de",
      danger: "Alarma a falta de",
      span: "Mínimo tras GO",
      link: "Patrocinio o entregable",
      column: "Columna",
      delay: "Retraso",
      target: "Debería durar",
      stage: "Escenario",
      zone: "Zona horaria",
      date: "Primer día",
      opens: "El lugar abre",
      curfew: "Hora límite",
      min_span_ms: "Mínimo entre dos GO",
      changeover_ms: "Cambio mínimo de una persona",
      ranks: "Quién puede llamar, en este orden",
      hold_raisers: "Quién puede parar el show por su cuenta",
      hold_releasers: "Quién puede levantar una parada, además de quien llama",
      columns: "Columnas de este show",
    },
    start: {
      soft: "Sigue",
      hard: "Fija",
      window: "Ventana",
      at: "A las",
      earliest: "No antes de",
      latest: "No después de",
    },
    occurrence: {
      label: "El reloj marca esta hora dos veces esa noche",
      first: "Primera",
      second: "Segunda",
    },
    endAction: {
      none: "Se pasa de tiempo",
      load_next: "La siguiente queda en espera",
      start_next: "La siguiente empieza sola",
    },
    colours: {
      "#d64545": "Rojo",
      "#d9822b": "Naranja",
      "#c9a227": "Amarillo",
      "#3f9c5a": "Verde",
      "#2f7fc1": "Azul",
      "#8658c4": "Violeta",
    },
    noColour: "Ninguno",
    calls: {
      department: "Departamento",
      text: "Qué hace",
      lead: "En espera antes",
      add: "Añadir una llamada",
      remove: "Quitar",
      none: "En este cue no se llama a nadie.",
    },
    durationHint: "4:00, 90s, 5m",
    timeHint: "21:04, o 01:10 +1",
    act: {
      duplicate: "Duplicar",
      remove: "Quitar",
      up: "Subir",
      down: "Bajar",
      in: "Al grupo",
      out: "Fuera del grupo",
    },
    delay: {
      apply: "Aplicar el retraso",
      preview:
        "Al aplicarlo, estas horas se escriben de nuevo y el retraso se va. Lo que muestra la tabla queda igual:",
      none: "Detrás no hay líneas con hora propia: lo que muestra la tabla queda igual y el retraso se va.",
      rest: "Las líneas que se siguen unas a otras se mueven con ellas.",
    },
    rule: {
      overlap: (by) => `Se pisa ${by}`,
      person_twice: (_, what) => `${what} está en dos sitios`,
      place_twice: (_, what) => `${what} se usa dos veces`,
      changeover: (by, what) => `Al cambio de ${what} le faltan ${by}`,
      before_opening: (by) => `${by} antes de abrir el lugar`,
      after_curfew: (by) => `${by} después de la hora límite`,
      over_target: (by) => `${by} más de lo debido`,
      outside_window: (by) => `${by} fuera de su ventana`,
      time_missing: (_, what) => `${what} no existe esa noche: elige otra hora`,
      time_twice: (_, what) => `${what} existe dos veces esa noche: di cuál`,
      no_time: () => "Nada dice cuándo empieza el show: pon una hora al primer cue",
    },
    conflicts: { none: "Todo encaja.", elsewhere: (show) => `en ${show}` },
    proposals: {
      none: "Nadie ha propuesto nada.",
      what: { add: "entra", remove: "sale", move: "se mueve", change: "cambia" },
      show: "El show entero",
      from: (who, at) => `${who}, ${at}`,
      adopt: "Aceptar",
      decline: "Rechazar",
      waits: "Espera a quien llama.",
    },
    overruled: {
      none: "Ningún valor perdió contra otro.",
      own: (field, lost, stands, who, at) =>
        `${field}: tu ${lost} perdió contra ${stands} de ${who} a las ${at}.`,
      other: (whose, field, lost, stands, who, at) =>
        `${field}: ${lost} de ${whose} perdió contra ${stands} de ${who} a las ${at}.`,
      again: (lost) => `Poner ${lost} otra vez`,
      seen: "Visto",
      empty: "nada",
    },
    form: {
      save: "Guardar",
      cancel: "Cancelar",
      up: "Subir",
      down: "Bajar",
      remove: "Quitar",
      addColumn: "Añadir una columna",
      columnTitle: "Título de la columna",
      columnKind: "Qué contiene",
      options: "Opciones",
      kind: { text: "Texto", choice: "Opción", person: "Personas", check: "Casilla" },
      anyDevice: "No se nombra a nadie: puede cualquier equipo.",
      addDevice: "Nombrar un equipo",
      unknownDevice: "Un equipo que aquí no se conoce",
      optionsHint: "Separadas por comas",
    },
  },
);
