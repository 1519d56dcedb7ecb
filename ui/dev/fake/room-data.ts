// The staff, a handover, and how a control room is set up; all invented.
import type { ControlRes } from "../../src/contract/ControlRes";
import type { ControlSetupRes } from "../../src/contract/ControlSetupRes";
import type { HandoverState } from "../../src/contract/HandoverState";
import type { IncidentLine } from "../../src/contract/IncidentLine";
import type { LogEntry } from "../../src/contract/LogEntry";
import type { MethaneReport } from "../../src/contract/MethaneReport";
import type { PlaybookSetting } from "../../src/contract/PlaybookSetting";
import type { RecordId } from "../../src/contract/RecordId";
import type { ReportState } from "../../src/contract/ReportState";
import type { Severity } from "../../src/contract/Severity";
import type { StaffMember } from "../../src/contract/StaffMember";
import type { StaffRes } from "../../src/contract/StaffRes";
import type { Timer } from "../../src/contract/Timer";
import type { WallMs } from "../../src/contract/WallMs";
import type { ZoneId } from "../../src/contract/ZoneId";
import { bands, crowd, LONG } from "./crowd-data";
import { ago } from "./data";

export const record = (seq: number, author = "desk-a") => ({ author, seq }) as RecordId;
const SEVERITIES: readonly Severity[] = ["critical", "serious", "serious", "minor", "minor", "info"];
const WHAT = [
  "Aplastamiento frente a la valla",
  "Desmayo",
  "Riña en barra norte",
  "Menor extraviado",
  "Falla de lector",
];
const TYPES = ["CRO", "MED", "DIS", "CHI", "TEC"];

export function incident(at: number, more: Partial<IncidentLine> = {}): IncidentLine {
  return {
    incident: record(at),
    number: `A-${String(143 + at).padStart(4, "0")}`,
    severity: SEVERITIES[at % SEVERITIES.length] ?? "info",
    types: [TYPES[at % TYPES.length] ?? "MED"],
    title: WHAT[at % WHAT.length] ?? "",
    place: "Barra izquierda",
    status: "dispatched",
    opened: ago(600 + at * 60),
    updated: ago(60),
    sealed: false,
    struck: false,
    duplicate_of: null,
    units: [
      {
        unit: `medic${at + 1}`,
        role: "",
        state: "en_route",
        assigned: ago(90),
        en_route: ago(60),
        on_scene: null,
        clear: null,
      },
    ],
    waits: [],
    sounds: false,
    ...more,
  };
}

export function control(more: Partial<ControlRes> = {}): ControlRes {
  return {
    now: Date.now() as WallMs,
    letter: "A",
    open: [0, 1, 2, 3].map((at) => incident(at)),
    ended: [],
    alarms: [],
    warnings: [],
    promises: [
      {
        promise: record(70),
        incident: record(2),
        number: "A-0145",
        text: "Llamar a la familia del menor",
        owner: "Laura",
        due: ago(-900),
        overdue: false,
      },
      {
        promise: record(71),
        incident: null,
        number: null,
        text: "Reabrir el baño de la Carpa 2",
        owner: "Logística",
        due: ago(300),
        overdue: true,
      },
    ],
    handover: null,
    visit: null,
    undo: null,
    types: [],
    zones: crowd().zones.map(({ zone, name }) => ({ zone, name })),
    call_signs: ["control", "halcon", "medic1", "medic2", "norte", "sur"],
    waiting: 0,
    entries: 412,
    ...more,
  };
}

export function handover(taken: number, own: boolean, long = false): HandoverState {
  const lines = [0, 1, 2, 3].map((at) => incident(at));
  return {
    handover: record(200),
    from: "Laura Ospina",
    to: "Jorge Iván Betancur",
    at: ago(240),
    note: long
      ? `${LONG}. `.repeat(4)
      : "Puerta C cerrada hasta las 22:00. Sin fuegos artificiales por viento.",
    own,
    items: [
      ...lines.map(({ incident, number, title, severity }, at) => ({
        item: incident,
        what: "incident" as const,
        number,
        text: long ? `${title}: ${LONG}` : title,
        severity,
        taken: at < taken,
        taken_by: at < taken ? "Jorge Iván Betancur" : null,
      })),
      ...control().promises.map(({ promise, number, text }, at) => ({
        item: promise,
        what: "promise" as const,
        number: number ?? "",
        text,
        severity: null,
        taken: at + 4 < taken,
        taken_by: at + 4 < taken ? "Jorge Iván Betancur" : null,
      })),
    ],
  };
}

export function person(at: number, name: string, more: Partial<StaffMember> = {}): StaffMember {
  return {
    name,
    role: "Personal de seguridad",
    team: "Norte",
    post: "Puerta A",
    call_sign: `norte${at}`,
    shift: { from: ago(3 * 3_600), until: ago(-5 * 3_600) },
    presence: "present",
    since: ago(3 * 3_600 - 300),
    at_post: "Puerta A",
    ...more,
  };
}

export function staff(more: Partial<StaffRes> = {}): StaffRes {
  return {
    now: Date.now() as WallMs,
    people: [
      person(1, "Ana María García"),
      person(2, "Christopher Montgomery-Featherstonehaugh", {
        role: "Coordinación de primeros auxilios y puestos médicos",
        team: "Cruz Roja",
        at_post: null,
      }),
      person(3, "Diego Rueda", { presence: "late", since: null, at_post: null, post: "Puerta C" }),
      person(4, "Juliana Paz", { presence: "planned", since: null, at_post: null, post: "Torre 2" }),
      person(5, "Marta Cárdenas", { presence: "gone", since: null, at_post: null }),
      person(6, "Óscar Niño", { team: "", post: "", call_sign: "", at_post: "Torre 1" }),
    ],
    posts: [
      { post: "Puerta A", people: ["norte1 Ana María García"], empty: false },
      { post: "Puerta C", people: [], empty: true },
      { post: "Torre 1", people: ["halcon Óscar Niño"], empty: false },
      { post: "Torre 2", people: [], empty: false },
    ],
    ...more,
  };
}

const SECONDS: Readonly<Record<Severity, readonly (number | null)[]>> = {
  critical: [30, 120, 300],
  serious: [120, 300, 900],
  minor: [600, 1_200, 3_600],
  info: [null, null, null],
};
const TIMERS: readonly Timer[] = ["acknowledge", "first_unit", "update"];
const STANDARD: readonly (readonly [string, Severity, string])[] = [
  ["MED", "serious", "faint desmayo"],
  ["WEL", "minor", "bienestar"],
  ["CHI", "serious", "niño menor"],
  ["EJE", "minor", "expulsión"],
  ["DIS", "serious", "pelea riña arma"],
  ["DRU", "minor", "drogas"],
  ["THE", "minor", "robo hurto"],
  ["SEX", "serious", ""],
  ["FIR", "critical", "fuego humo"],
  ["CRO", "serious", "multitud"],
  ["STR", "serious", "viento tormenta"],
  ["TEC", "minor", "luz scanner"],
  ["ALC", "info", "alcohol"],
  ["LOS", "info", "objeto"],
];

const PLAYBOOKS: PlaybookSetting[] = [
  {
    code: "CRO",
    from: "critical",
    own: true,
    steps: [
      { step: "a", text: "Parar el show y encender la sala" },
      { step: "b", text: "Abrir la valla de alivio 2" },
      { step: "c", text: "Pedir a la tarima que hable al público con calma" },
    ],
  },
  {
    code: "MED",
    from: "serious",
    own: false,
    steps: [
      { step: "med-location", text: "" },
      { step: "med-route", text: "" },
    ],
  },
];

export function controlSetup(more: Partial<ControlSetupRes> = {}): ControlSetupRes {
  return {
    types: [
      ...STANDARD.map(([code, severity, words]) => ({
        code,
        label: "",
        words: words.split(" ").filter(Boolean),
        severity,
        sealed: code === "SEX",
        hidden: code === "ALC",
      })),
      {
        code: "MED.FAINT",
        label: "Desmayo",
        words: ["desmayo"],
        severity: "minor",
        sealed: false,
        hidden: false,
      },
    ],
    limits: (Object.keys(SECONDS) as Severity[]).flatMap((severity) =>
      TIMERS.map((timer, at) => ({
        severity,
        timer,
        seconds: SECONDS[severity][at] ?? null,
        source: severity === "critical" ? "Plan de emergencias, 4.2" : "",
      })),
    ),
    chain: ["Jefe de seguridad", "Dirección del evento", "Puesto de mando unificado"],
    playbooks: PLAYBOOKS,
    doors: crowd().doors.map(({ door, name, into, from }, at) => ({
      door,
      name,
      into,
      from,
      most_per_minute: at === 0 ? 22 : null,
      source: at === 0 ? "Medido el 12 de octubre" : "",
    })),
    zones: crowd().zones.map(({ zone, name, capacity, capacity_source }) => ({
      zone: zone as ZoneId,
      name,
      capacity,
      source: capacity_source,
      signed: capacity === null ? "" : "L. Ospina",
      bands: bands(capacity),
    })),
    ...more,
  };
}

export function entry(seq: number, more: Partial<LogEntry> = {}): LogEntry {
  return {
    entry: record(seq),
    kind: "note",
    logged: ago(seq * 95),
    occurred: ago(seq * 95 + 20),
    reported: null,
    late: false,
    desk: "A",
    who: "Laura Ospina",
    channel: "radio",
    from: "medic1",
    to: "control",
    verbatim: "en la barra izquierda, dos personas, una consciente",
    did: [],
    incident: null,
    number: null,
    struck: null,
    corrections: [],
    attachments: [],
    own: true,
    withheld: false,
    ...more,
  };
}

const REPORT: MethaneReport = {
  declared: true,
  location: "Valla frontal, bloque B, frente a la consola; entrada por Puerta C",
  kind: "Aplastamiento contra la valla",
  hazards: "Valla deformada, público que empuja desde el costado norte",
  potential: "Caída de la torre de sonido 2",
  access: "Entra por Carrera 60, Puerta C; punto de encuentro: parqueadero 3",
  immediate: 3,
  urgent: 5,
  minor: 12,
  dead: 0,
  estimated: true,
  present: "2 médicos, 1 ambulancia básica, 14 de logística",
  required: "3 ambulancias medicalizadas, Bomberos",
};

export const METHANE_REPORT: ReportState = {
  record: record(90),
  version: 2,
  at: ago(120),
  report: REPORT,
  read_back: false,
};

export const METHANE_ENTRIES: LogEntry[] = [
  entry(80, {
    did: [{ type: "reported", report: { ...REPORT, declared: false, immediate: 1, required: "" } }],
  }),
];
