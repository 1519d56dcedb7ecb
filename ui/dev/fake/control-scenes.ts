// The control room's incidents, its log and its line, by name: what the program answers. All invented.
import type { ControlRes } from "../../src/contract/ControlRes";
import type { IncidentLine } from "../../src/contract/IncidentLine";
import type { IncidentReq } from "../../src/contract/IncidentReq";
import type { IncidentRes } from "../../src/contract/IncidentRes";
import type { LogEntry } from "../../src/contract/LogEntry";
import type { LogReq } from "../../src/contract/LogReq";
import type { LogRes } from "../../src/contract/LogRes";
import type { ReadLineReq } from "../../src/contract/ReadLineReq";
import type { ReadLineRes } from "../../src/contract/ReadLineRes";
import type { ShowId } from "../../src/contract/ShowId";
import type { Warning } from "../../src/contract/Warning";
import type { WallMs } from "../../src/contract/WallMs";
import type { WriteLineReq } from "../../src/contract/WriteLineReq";
import { LONG } from "./crowd-data";
import { ago, ZONE } from "./data";
import { control, entry, incident, record } from "./room-data";

type Answers = Readonly<Record<string, unknown>>;

const fails = (code: string) => () => {
  throw { code, blame: "machine", message: "", hint: "" };
};
const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const CODES = ["MED", "WEL", "CHI", "EJE", "DIS", "FIR", "CRO", "TEC"];
const TYPES = CODES.map((code) => ({
  code,
  label: "",
  words: [],
  severity: "serious" as const,
  sealed: false,
  hidden: false,
}));

function open(): IncidentLine[] {
  return [
    incident(0, {
      status: "logged",
      units: [],
      sounds: true,
      opened: ago(95),
      waits: [{ timer: "acknowledge", due: ago(65), rounds: 1 }],
    }),
    incident(1, {
      title: "desmayo",
      status: "acknowledged",
      opened: ago(150),
      waits: [{ timer: "first_unit", due: ago(-150), rounds: 0 }],
    }),
    incident(2, { status: "on_scene", waits: [{ timer: "update", due: ago(-610), rounds: 0 }] }),
    incident(3, { status: "on_hold" }),
    incident(5, { types: ["SEX"], title: "", place: "", sealed: true, units: [] }),
  ];
}

function alarmOf({ incident: id, number, title, severity }: IncidentLine) {
  return {
    incident: id,
    number,
    title,
    severity,
    timer: "acknowledge",
    round: 1,
    since: ago(65),
    to: "Jorge",
  } as const;
}

function entriesOf(line: IncidentLine, long: boolean): LogEntry[] {
  const of = { incident: line.incident, number: line.number };
  const opening = {
    type: "opened",
    number: line.number,
    severity: line.severity,
    types: line.types,
    title: line.title,
    place: line.place,
  } as const;
  return [
    entry(40, {
      ...of,
      kind: "opened",
      verbatim: long ? LONG : "cro4 aplastamiento frente a la valla >medic1",
      did: [opening, { type: "unit", unit: "medic1", role: "", state: "assigned" }],
      late: true,
      occurred: ago(4_800),
    }),
    entry(31, {
      ...of,
      kind: "status",
      verbatim: "",
      channel: null,
      from: "",
      to: "",
      did: [{ type: "moved", status: "acknowledged" }],
    }),
    entry(22, {
      ...of,
      verbatim: "dos personas en el suelo junto a la torre 2",
      struck: { strike: record(900), at: ago(1_900), who: "Laura Ospina", reason: "Era la torre 3" },
    }),
    entry(17, {
      ...of,
      kind: "decision",
      verbatim: "",
      did: [
        {
          type: "decided",
          options: ["Abrir la valla", "Esperar"],
          chosen: "Abrir la valla",
          rationale: "La presión viene de atrás",
          owner: "Laura",
          review: ago(-600),
        },
      ],
    }),
    entry(9, {
      ...of,
      verbatim: "medic1 llega con camilla",
      did: [{ type: "severity", old: "serious", new: "critical", why: "" }],
      corrections: ["medic2 llega con camilla"],
      attachments: [{ hash, name: "torre-3.jpg", media: "image/jpeg", bytes: 81_234, here: true }],
    }),
  ];
}

function detail(line: IncidentLine, long = false): IncidentRes {
  const ended = line.status === "resolved" || line.status === "closed";
  return {
    now: Date.now() as WallMs,
    line,
    occurred: ago(4_800),
    place: long ? LONG : line.place,
    zone: ZONE,
    reporter: "Halcón 3",
    outcome: "",
    alert: line.severity === "critical" ? "emergency" : "info",
    alert_by_hand: false,
    message: line.severity === "critical" ? "queued" : null,
    reopened: 0,
    subjects: line.sealed
      ? []
      : [
          {
            record: record(501),
            description: "Mujer, unos 25, camiseta roja, pelo corto",
            named: true,
            name: null,
          },
        ],
    units: [
      {
        unit: "medic1",
        role: "Médico",
        state: "on_scene",
        assigned: ago(300),
        en_route: ago(280),
        on_scene: ago(90),
        clear: null,
      },
      {
        unit: "norte",
        role: "",
        state: "en_route",
        assigned: ago(200),
        en_route: ago(160),
        on_scene: null,
        clear: null,
      },
    ],
    links: [{ incident: record(1), number: "A-0144", title: "desmayo", link: "caused_by", from_there: true }],
    context: {
      cue: "Q5 Totó la Momposina: entrada",
      inside: [{ zone: "Frente de tarima", known: 1_720, upper: 1_780 }],
      posts: [{ post: "Torre 3", who: "halcon" }],
    },
    entries: line.sealed ? [entry(40, { withheld: true, verbatim: "", did: [] })] : entriesOf(line, long),
    playbook: line.sealed
      ? []
      : ["cro.density", "cro.inflow", "cro.relief", "cro.caller", "cro.message", "cro.show_stop"].map(
          (step, at) => ({
            step,
            text: "",
            done: at === 0,
            who: at === 0 ? "Laura Ospina" : "",
            at: at === 0 ? ago(200) : null,
          }),
        ),
    report: null,
    sounding: line.sounds ? line.waits : [],
    missing: ended ? ["outcome"] : [],
    show_stop:
      line.severity === "critical" ? { show: "1" as ShowId, title: "Noche de apertura", held: false } : null,
    withheld: line.sealed && line.title === "",
  };
}

/** Reads a line by a few words that were written down: `med3 desmayo barra >medic1`. */
function read({ text }: ReadLineReq): ReadLineRes {
  const tokens: ReadLineRes["tokens"] = [];
  const problems: ReadLineRes["problems"] = [];
  for (const found of text.matchAll(/\S+/g)) {
    const [word] = found;
    const from = found.index;
    const to = from + word.length;
    const type = /^(med|cro|fir)([1-4])$/.exec(word);
    if (type) {
      tokens.push({ from, to: to - 1, role: "type" }, { from: to - 1, to, role: "severity" });
    } else if (word.startsWith(">")) tokens.push({ from, to, role: "unit" });
    else if (word.startsWith("@")) {
      tokens.push({ from, to, role: "place" });
      problems.push({ from, to, what: "unknown_zone" });
    } else if (word.startsWith("barra")) tokens.push({ from, to, role: "place" });
    else if (/^m\d+s$/.test(word)) tokens.push({ from, to, role: "subject" });
    else tokens.push({ from, to, role: "text" });
  }
  const last = /(\S*)$/.exec(text);
  const word = last?.[1] ?? "";
  const from = text.length - word.length;
  const fresh = /^(med|cro|fir)[1-4]/.test(text);
  return {
    tokens,
    target: fresh ? { type: "new", number: "A-0149" } : { type: "note" },
    did: fresh
      ? [
          {
            type: "opened",
            number: "A-0149",
            severity: "serious",
            types: ["MED"],
            title: "desmayo",
            place: "barra-izquierda",
          },
          { type: "unit", unit: "medic1", role: "", state: "assigned" },
        ]
      : [],
    occurred: null,
    from: "",
    to: "",
    problems,
    completions: word.startsWith("bar")
      ? ["barra-izquierda", "barra-norte", "barra-vip"].map((insert) => ({
          from,
          to: text.length,
          insert,
          role: "place" as const,
          label: "",
        }))
      : [],
  };
}

/** A program that keeps what is written, as far as these screens see it. */
function room(first: Partial<ControlRes> = {}, long = false): Answers {
  const lines = open();
  let now = control({
    open: lines,
    alarms: lines.filter(({ sounds }) => sounds).map(alarmOf),
    types: TYPES,
    ...first,
  });
  const log = Array.from({ length: 60 }, (_, at) =>
    entry(at + 1, {
      number: at % 3 === 0 ? "A-0144" : null,
      withheld: at % 11 === 5,
      verbatim:
        at % 11 === 5 ? "" : at % 7 === 2 ? LONG : "en la barra izquierda, dos personas, una consciente",
      did: at % 3 === 0 ? [{ type: "moved", status: "on_scene" }] : [],
      struck:
        at % 13 === 4 ? { strike: record(900), at: ago(60), who: "Laura", reason: "Era otra barra" } : null,
      late: at % 9 === 3,
    }),
  );
  const detailOf = ({ incident: id }: IncidentReq) => {
    const line = [...now.open, ...now.ended].find((one) => one.incident.seq === id.seq) ?? incident(0);
    return detail(line, long);
  };
  return {
    control_status: () => ({ ...now, now: Date.now() }),
    incident_status: detailOf,
    open_names: (req: IncidentReq) => {
      const res = detailOf(req);
      return { ...res, subjects: res.subjects.map((one) => ({ ...one, name: "Paula Andrea Rincón" })) };
    },
    log_entries: ({ before, words, limit }: LogReq): LogRes => {
      const fits = log.filter(({ verbatim }) => verbatim.includes(words));
      const from = before === null ? 0 : fits.findIndex((one) => one.entry.seq === before.seq) + 1;
      return {
        now: Date.now() as WallMs,
        entries: fits.slice(from, from + limit),
        more: from + limit < fits.length,
      };
    },
    read_line: read,
    write_line: ({ text }: WriteLineReq) => {
      const written = entry(700, { verbatim: text, logged: Date.now() as WallMs, number: "A-0149" });
      now = { ...now, undo: written };
      return { entry: written, incident: null, number: "A-0149", opened: false };
    },
    act_in_control: () => ({ entry: entry(500), incident: null, number: null, opened: false }),
    attach_file: { hash, name: "torre-3.jpg", media: "image/jpeg", bytes: 81_234, here: true },
    export_log: {
      path: "/home/gate/Documents/Gatehouse/Festival de la Cordillera, licence log.pdf",
      rows: 412,
    },
  };
}

const MANY = Array.from({ length: 40 }, (_, at) =>
  incident(at, {
    title: at % 2 === 0 ? LONG : "desmayo",
    waits: at % 3 === 0 ? [{ timer: "update", due: ago(-60 * at), rounds: 0 }] : [],
  }),
).toSorted((a, b) => "cs mi".indexOf(a.severity[0] ?? "") - "cs mi".indexOf(b.severity[0] ?? ""));
const ENDED = [
  incident(8, { status: "resolved", units: [] }),
  incident(9, { status: "closed", units: [] }),
  incident(10, { status: "closed", struck: true, units: [] }),
  incident(11, { status: "closed", duplicate_of: "A-0144", units: [] }),
];
const CROWD: Warning = {
  type: "crowd",
  zone: ZONE,
  name: "Frente de tarima",
  band: 2,
  upper: 1_780,
  capacity: 1_850,
  action: "",
  owner: "Jefe de zona",
};
const GATES: Warning = {
  type: "gates",
  anomaly: record(801),
  at: ago(240),
  rule: "silent_gate",
  severity: "minor",
  checkpoints: ["Puerta Norte", "Puerta C"],
  evidence: 14,
  draft: true,
};

/** The first answers come, the later ones fail. */
function stale(): Answers {
  const answers = room({ alarms: [] });
  let asked = 0;
  return {
    ...answers,
    control_status: () => {
      asked += 1;
      // In strict mode the first picture is asked for twice.
      if (asked > 3) return fails("io")();
      return { ...control({ open: open(), types: TYPES }), now: Date.now() };
    },
  };
}

/** By name. */
export const CONTROL_SCENES: Readonly<Record<string, () => Answers>> = {
  control: () => room({ ended: ENDED }),
  "control-empty": () => ({
    ...room({ open: [], alarms: [], promises: [], entries: 0, letter: null }),
    log_entries: { now: Date.now(), entries: [], more: false },
  }),
  "control-many": () => room({ open: MANY, waiting: 3 }, true),
  "control-quiet": () => room({ open: open().slice(1), alarms: [] }),
  "control-crowd": () => room({ open: open().slice(1), alarms: [], warnings: [CROWD, GATES] }),
  "control-gates": () => room({ open: open().slice(1), alarms: [], warnings: [GATES] }),
  "control-fails": () => ({
    ...room({ alarms: [] }),
    write_line: fails("disk_full"),
    act_in_control: fails("halted"),
    export_log: fails("io"),
  }),
  "control-stale": stale,
  "control-lost": () => ({ ...room(), control_status: fails("io"), log_entries: fails("io") }),
  "control-10000": () => {
    const answers = room();
    return {
      ...answers,
      log_entries: ({ before }: LogReq): LogRes => {
        const from = before === null ? 1 : before.seq + 1;
        const entries = Array.from({ length: 10_000 }, (_, at) => entry(from + at));
        return { now: Date.now() as WallMs, entries, more: true };
      },
    };
  },
};
