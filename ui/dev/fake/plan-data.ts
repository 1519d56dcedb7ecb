// A plan for the scenes, and a small stand-in for editing it, so that keys and hands can be tried. All invented. It knows
// nothing of the rules: times are laid end to end, and what does not fit was written down.
import type { AuthorId } from "../../src/contract/AuthorId";
import type { Conflict } from "../../src/contract/Conflict";
import type { EntryId } from "../../src/contract/EntryId";
import type { PlanCue } from "../../src/contract/PlanCue";
import type { PlanEdit } from "../../src/contract/PlanEdit";
import type { PlanEntry } from "../../src/contract/PlanEntry";
import type { PlanItem } from "../../src/contract/PlanItem";
import type { PlanRes } from "../../src/contract/PlanRes";
import type { ShowId } from "../../src/contract/ShowId";
import type { WallMs } from "../../src/contract/WallMs";

export const SHOW = "5b0e0000-0000-4000-8000-000000000001" as ShowId;
export const OTHER = "5b0e0000-0000-4000-8000-000000000002" as ShowId;
const DATE = "2026-11-28";
/** Bogotá is five hours behind UTC all year. */
const at = (time: string, days = 0) =>
  (Date.parse(`${DATE}T${time}Z`) + 5 * 3_600_000 + days * 86_400_000) as WallMs;

let made = 0;
export const id = () => `e0000000-0000-4000-8000-${String(++made).padStart(12, "0")}` as EntryId;

const EMPTY_CUE: PlanCue = {
  number: "",
  title: "",
  note: "",
  calls: [],
  owner: "",
  location: "",
  flag: false,
  colour: null,
  skip: false,
  start: { kind: "soft" },
  duration_ms: 60_000,
  min_ms: null,
  max_ms: null,
  cuttable: false,
  count_to_end: false,
  end_action: "none",
  warning_ms: 60_000,
  danger_ms: 15_000,
  span_ms: null,
  link: "",
  columns: {},
};

const line = (item: PlanItem, group: EntryId | null = null): PlanEntry => ({
  entry: id(),
  group,
  item,
  start: null,
  end: null,
  gap_ms: 0,
  delay_ms: 0,
  day: 0,
  locked: false,
});
export const cue = (
  number: string,
  title: string,
  minutes: number,
  more: Partial<PlanCue> = {},
): PlanItem => ({
  kind: "cue",
  ...EMPTY_CUE,
  number,
  title,
  duration_ms: minutes * 60_000,
  ...more,
});
const hard = (time: string, date: string | null = null) =>
  ({ kind: "hard", at: { date, time, occurrence: null } }) as const;
const call = (department: string, text: string, standby_s = 30) => ({ department, text, standby_s });
const group = (title: string, colour: string | null, minutes: number | null): PlanItem => ({
  kind: "group",
  title,
  colour,
  target_ms: minutes === null ? null : minutes * 60_000,
  duration_ms: 0,
});

const TITLES = [
  "Video de apertura",
  "Discurso",
  "Cambio de escenario",
  "Solo de guitarra",
  "Balada",
  "Coro final",
];

function opening(): PlanEntry[] {
  const first = line(group("Apertura", "#2f7fc1", 12));
  const inside = [
    line(
      cue("Q1", "Luces de sala abajo", 1, {
        start: hard("20:00:00"),
        flag: true,
        calls: [call("LX", "Sala a negro"), call("SND", "Música ambiente fuera")],
        columns: { voice: "Ana Restrepo", cam: "Grúa" },
      }),
      first.entry,
    ),
    line(
      cue("Q2", "Video de apertura", 2.5, {
        calls: [call("VID", "Rodar apertura"), call("LX", "Negro")],
        count_to_end: true,
        end_action: "load_next",
        columns: { cam: "Fija" },
      }),
      first.entry,
    ),
    line(
      cue("Q3", "Bienvenida de la presentadora y agradecimientos a los patrocinadores principales", 6, {
        min_ms: 180_000,
        max_ms: 420_000,
        cuttable: true,
        colour: "#3f9c5a",
        note: "Nombra a los tres patrocinadores.\nSi vamos tarde: solo el primero.",
        calls: [call("LX", "Seguidor a la presentadora"), call("SND", "Micrófono de mano 1 abierto")],
        columns: { voice: "Ana Restrepo", cam: "Grúa", checked: "yes" },
      }),
      first.entry,
    ),
  ];
  return [first, ...inside, line({ kind: "delay", by_ms: 300_000 })];
}

function rest(count: number): PlanEntry[] {
  const lines: PlanEntry[] = [];
  let inside: EntryId | null = null;
  for (let n = 4; lines.length < count; n++) {
    if (n % 12 === 4) {
      const heading = line(group(`Bloque ${Math.ceil(n / 12)}`, "#8658c4", 40));
      lines.push(heading);
      inside = heading.entry;
    }
    if (n % 12 === 0) {
      lines.push(line({ kind: "milestone", title: "Puertas de camerinos" }));
      inside = null;
    }
    const more: Partial<PlanCue> = {
      ...(n === 6 ? { start: hard("20:24:00"), flag: true } : {}),
      ...(n === 8 ? { skip: true } : {}),
      ...(n === 9
        ? {
            start: {
              kind: "window",
              earliest: { date: null, time: "20:30:00", occurrence: null },
              latest: { date: null, time: "20:45:00", occurrence: null },
            } as const,
          }
        : {}),
      ...(n === 11 ? { start: hard("20:36:00") } : {}),
      calls: n % 3 === 0 ? [call("LX", "Estado siguiente"), call("SND", "Pista")] : [],
      columns: { voice: n % 4 === 0 ? "Julián Ospina, Ana Restrepo" : "" },
      cuttable: n % 5 === 0,
    };
    lines.push(line(cue(`Q${n}`, TITLES[n % TITLES.length] ?? "", 2 + (n % 4), more), inside));
  }
  return lines;
}

/** Lays the lines end to end. */
function laid(res: PlanRes): PlanRes {
  let clock: number = at("20:00:00");
  let delay = 0;
  const sums = new Map<EntryId, { from: number; until: number; ms: number }>();
  const entries = res.entries.map((one) => {
    const { item } = one;
    if (item.kind === "delay") {
      delay += item.by_ms;
      return { ...one, start: clock as WallMs };
    }
    if (item.kind !== "cue") return { ...one, start: clock as WallMs };
    const own = item.start.kind === "hard" ? item.start.at : null;
    const day = own && own.time < "12:00" ? 1 : 0;
    const planned = own ? at(own.time, own.date ? 1 : day) + delay : clock;
    const start = Number.isNaN(planned) ? clock : planned;
    const gap_ms = item.skip ? 0 : start - clock;
    const end = start + item.duration_ms;
    if (!item.skip) clock = end;
    if (one.group && !item.skip) {
      const sum = sums.get(one.group) ?? { from: start, until: end, ms: 0 };
      sums.set(one.group, { from: sum.from, until: end, ms: sum.ms + item.duration_ms });
    }
    const days = start >= at("00:00:00", 1) ? 1 : 0;
    return { ...one, start: start as WallMs, end: end as WallMs, gap_ms, delay_ms: delay, day: days };
  });
  const withSums = entries.map((one) => {
    const sum = sums.get(one.entry);
    if (one.item.kind !== "group") return one;
    const item = { ...one.item, duration_ms: sum?.ms ?? 0 };
    return {
      ...one,
      item,
      start: (sum?.from ?? one.start) as WallMs,
      end: (sum?.until ?? one.end) as WallMs,
    };
  });
  const none = entries.length === 0;
  return {
    ...res,
    entries: withSums,
    planned_start: none ? null : at("20:00:00"),
    planned_end: none ? null : (clock as WallMs),
    total_ms: none ? 0 : clock - at("20:00:00"),
    curfew: none ? null : { at: at("23:00:00"), over_ms: clock - at("23:00:00") },
  };
}

const devices = ["Cabina", "Norte 1", "Escenario izquierda"].map((device, n) => ({
  author: `a0000000-0000-4000-8000-00000000000${n}` as AuthorId,
  device,
  who: n === 0 ? "Valentina Restrepo" : null,
}));

/** A plan of so many lines. */
export function plan(count: number, more: Partial<PlanRes> = {}): PlanRes {
  const entries = count === 0 ? [] : [...opening(), ...rest(count - 5)];
  return laid({
    show: SHOW,
    details: {
      title: "Gala de clausura",
      stage: "Escenario Norte",
      zone: "America/Bogota",
      date: DATE,
      opens: { date: null, time: "18:00:00", occurrence: null },
      curfew: { date: null, time: "23:00:00", occurrence: null },
      min_span_ms: 1_000,
      changeover_ms: 300_000,
      ranks: devices.slice(0, 2).map(({ author }) => author),
      hold_raisers: [],
      hold_releasers: devices.slice(0, 1).map(({ author }) => author),
      columns:
        count === 0
          ? []
          : [
              { key: "voice", title: "Voces", kind: { kind: "person" } },
              { key: "cam", title: "Cámara", kind: { kind: "choice", options: ["Fija", "Grúa"] } },
              { key: "checked", title: "Revisado", kind: { kind: "check" } },
            ],
    },
    entries,
    planned_start: null,
    planned_end: null,
    total_ms: 0,
    curfew: null,
    conflicts: [],
    proposals: [],
    overruled: [],
    can_undo: false,
    can_redo: false,
    proposes: false,
    devices,
    ...more,
  });
}

/** What does not fit in a plan of sixty lines. */
export function misfits({ entries }: PlanRes): Conflict[] {
  const of = (number: string) => {
    const found = entries.find(({ item }) => item.kind === "cue" && item.number === number);
    const title = found?.item.kind === "cue" ? found.item.title : "";
    return {
      show: SHOW,
      show_title: "Gala de clausura",
      entry: found?.entry ?? id(),
      name: `${number} · ${title}`,
    };
  };
  const elsewhere = { show: OTHER, show_title: "Carpa de jazz", entry: id(), name: "J12 · Prueba de sonido" };
  return [
    { rule: "overlap", lines: [of("Q10"), of("Q11")], by_ms: 80_000, what: null },
    { rule: "person_twice", lines: [of("Q8"), elsewhere], by_ms: null, what: "Julián Ospina" },
    { rule: "time_twice", lines: [of("Q6")], by_ms: null, what: "20:24" },
    { rule: "after_curfew", lines: [of("Q40")], by_ms: 1_220_000, what: null },
  ];
}

/** What becomes of a plan. */
export function edited(res: PlanRes, edits: readonly PlanEdit[]): PlanRes {
  return laid({ ...edits.reduce(applied, structuredClone(res)), can_undo: true, can_redo: false });
}

function applied(res: PlanRes, edit: PlanEdit): PlanRes {
  const { entries } = res;
  switch (edit.edit) {
    case "details":
      return { ...res, details: edit.details };
    case "set":
      return {
        ...res,
        entries: entries.map((one) => (one.entry === edit.entry ? withField(one, edit.field) : one)),
      };
    case "remove":
    case "apply_delay": {
      const free = (one: PlanEntry) => (one.group === edit.entry ? { ...one, group: null } : one);
      return { ...res, entries: entries.filter(({ entry }) => entry !== edit.entry).map(free) };
    }
    case "duplicate": {
      const from = entries.find(({ entry }) => entry === edit.entry);
      if (!from) return res;
      const copy = { ...structuredClone(from), entry: id(), locked: false };
      return { ...res, entries: placed(entries, [copy], from.group, from.entry) };
    }
    case "add":
      return {
        ...res,
        entries: placed(entries, [line(itemOf(edit.kind), edit.group)], edit.group, edit.after),
      };
    case "move": {
      const moves = entries.filter(({ entry, group: of }) => entry === edit.entry || of === edit.entry);
      const others = entries.filter((one) => !moves.includes(one));
      const taken = moves.map((one) => (one.entry === edit.entry ? { ...one, group: edit.group } : one));
      return { ...res, entries: placed(others, taken, edit.group, edit.after) };
    }
  }
}

function placed(
  entries: readonly PlanEntry[],
  lines: readonly PlanEntry[],
  into: EntryId | null,
  after: EntryId | null,
): PlanEntry[] {
  const own = (one: PlanEntry) => one.entry === after || one.group === after;
  const at = after === null ? entries.findIndex(({ entry }) => entry === into) : entries.findLastIndex(own);
  return [...entries.slice(0, at + 1), ...lines, ...entries.slice(at + 1)];
}

function itemOf(kind: PlanItem["kind"]): PlanItem {
  if (kind === "cue") return cue("", "", 1);
  if (kind === "group") return group("", null, null);
  return kind === "delay" ? { kind, by_ms: 0 } : { kind, title: "" };
}

const NAMES: Readonly<Record<string, string>> = {
  duration: "duration_ms",
  min: "min_ms",
  max: "max_ms",
  warning: "warning_ms",
  danger: "danger_ms",
  span: "span_ms",
  delay: "by_ms",
  target: "target_ms",
};

function withField(one: PlanEntry, { field, value }: Extract<PlanEdit, { edit: "set" }>["field"]): PlanEntry {
  if (field === "column" && one.item.kind === "cue") {
    return { ...one, item: { ...one.item, columns: { ...one.item.columns, [value.key]: value.value } } };
  }
  return { ...one, item: { ...one.item, [NAMES[field] ?? field]: value } as PlanItem };
}
