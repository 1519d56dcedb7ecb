// An evening on one stage, as the program would tell it at any moment after the page was opened. All invented.
import type { AuthorId } from "../../src/contract/AuthorId";
import type { Caller } from "../../src/contract/Caller";
import type { CallLine } from "../../src/contract/CallLine";
import type { CurfewRes } from "../../src/contract/CurfewRes";
import type { EntryId } from "../../src/contract/EntryId";
import type { EntryKind } from "../../src/contract/EntryKind";
import type { LiveCue } from "../../src/contract/LiveCue";
import type { LiveLine } from "../../src/contract/LiveLine";
import type { Phase } from "../../src/contract/Phase";
import type { RefusedPress } from "../../src/contract/RefusedPress";
import type { RefusedReason } from "../../src/contract/RefusedReason";
import type { ShowId } from "../../src/contract/ShowId";
import type { ShowLive } from "../../src/contract/ShowLive";
import type { ShowSummary } from "../../src/contract/ShowSummary";
import type { Standing } from "../../src/contract/Standing";
import type { WallMs } from "../../src/contract/WallMs";
import { now as opened } from "./data";

export const SHOW = "5a0e0000-0000-4000-8000-000000000001" as ShowId;
const MINUTE = 60_000;
const at = (ms: number) => ms as WallMs;
const entry = (n: number) => `e0000000-0000-4000-8000-${String(n).padStart(12, "0")}` as EntryId;
const record = (device: string, seq: number) => ({ author: device as AuthorId, seq });

export const NORTH: Caller = { author: "north" as AuthorId, device: "Norte 1", who: "Ana María" };
export const SOUTH: Caller = { author: "south" as AuthorId, device: "Escenario 2", who: null };

const CUES: readonly (readonly [title: string, minutes: number, departments: string])[] = [
  ["Apertura de puertas", 30, "House"],
  ["Música de sala baja", 2, "LX SND"],
  ["Himno y minuto de silencio", 4, "LX SND VID"],
  ["Palabras de la alcaldía", 8, "SND VID"],
  ["Totó la Momposina: entrada", 3, "LX SND"],
  ["Totó la Momposina: set", 25, "LX SND VID"],
  ["Cambio de escenario", 12, "Stage LX"],
  ["Premio a la trayectoria", 6, "SND VID Talent"],
  ["Bomba Estéreo: entrada", 2, "LX SND"],
  ["Bomba Estéreo: set", 35, "LX SND VID"],
  ["Agradecimientos", 5, "SND"],
  ["Fuegos y cierre", 7, "LX SND Security"],
];
const LONG =
  "Homenaje a las tamboras del Caribe con la Orquesta Filarmónica y coro juvenil de las siete localidades";

interface Evening {
  readonly count?: number;
  readonly long?: boolean;
  /** Which cue is live; before the first `-1`. */
  readonly live?: number;
  readonly standby?: boolean;
  /** What the departments of the cue in standby said. */
  readonly ready?: readonly (boolean | null)[];
  readonly behindMs?: number;
}

/** The lines of an evening. */
export function lines(of: Evening): LiveLine[] {
  const { count = 12, long = false, live = 3, standby = false, ready = [], behindMs = 0 } = of;
  let start = opened - 44 * MINUTE;
  const found: LiveLine[] = [];
  let group: EntryId | null = null;
  for (let n = 0; n < count; n++) {
    const [title, minutes, departments] = CUES[n % CUES.length] ?? ["", 1, ""];
    if (n % 6 === 0) {
      group = entry(1_000 + n);
      found.push(other(group, "group", null, `Bloque ${n / 6 + 1}`, start));
    }
    if (n === 6) found.push(other(entry(2_000), "delay", group, "", start, 3 * MINUTE));
    if (n === 9) found.push(other(entry(2_001), "milestone", group, "Llega el alcalde", start));
    const standing = standingOf(n, live, standby);
    const late = n > live ? behindMs : 0;
    const calls = departments.split(" ").map((department, place): CallLine => ({
      department,
      text: `${department}: ${title.toLowerCase()}`,
      standby_at: at(start + late - 30_000),
      ready: standing === "standby" ? (ready[place] ?? null) : null,
    }));
    found.push({
      entry: entry(n),
      kind: "cue",
      group,
      number: long && n % 3 === 0 ? `VT-${n + 1}.25-B` : `Q${n + 1}`,
      title: long ? `${LONG} ${n + 1}` : title,
      note: "",
      colour: n % 4 === 0 ? "#3b82c4" : null,
      flag: n === 7,
      standing,
      duration_ms: minutes * MINUTE,
      planned_start: at(start),
      start: at(start + late),
      end: at(start + late + minutes * MINUTE),
      calls: long
        ? [...calls, ...calls.map((call) => ({ ...call, department: `${call.department} 2` }))]
        : calls,
    });
    start += minutes * MINUTE;
  }
  return found;
}

function standingOf(n: number, live: number, standby: boolean): Standing {
  if (n === live) return "live";
  if (n < live) return n === 1 ? "passed" : "done";
  if (n === live + 1) return standby ? "standby" : "next";
  return n === live + 4 ? "skipped" : "later";
}

function other(
  id: EntryId,
  kind: EntryKind,
  group: EntryId | null,
  title: string,
  start: number,
  duration = 0,
): LiveLine {
  return {
    entry: id,
    kind,
    group,
    number: "",
    title,
    note: "",
    colour: null,
    flag: false,
    standing: "later",
    duration_ms: duration,
    planned_start: at(start),
    start: at(start),
    end: at(start),
    calls: [],
  };
}

interface CueNow {
  readonly leftMs?: number;
  readonly paused?: boolean;
  readonly long?: boolean;
  readonly ungo?: boolean;
  readonly addedMs?: number;
  readonly durationMs?: number;
}

/** The live cue: `leftMs` were left when the page was opened. */
export function cue(of: CueNow = {}): LiveCue {
  const { leftMs = 253_000, paused = false, long = false, ungo = false, addedMs = 0 } = of;
  const { durationMs = 8 * MINUTE } = of;
  const now = Date.now();
  const remaining = paused ? leftMs : leftMs - (now - opened);
  const phase: Phase =
    remaining < 0 ? "overtime" : remaining <= 30_000 ? "danger" : remaining <= 120_000 ? "warning" : "normal";
  return {
    entry: entry(3),
    instance: record("north", 14),
    number: long ? "VT-4.25-B" : "Q4",
    title: long ? `${LONG} 4` : "Palabras de la alcaldía",
    note: long
      ? `${LONG}. Entra por la izquierda; micrófono de mano 3, y si no llega se sigue con el video de reserva sin avisar.`
      : "Entra por la izquierda; micrófono de mano 3.",
    started: at(opened + leftMs - durationMs - addedMs),
    uncertain: long,
    duration_ms: durationMs,
    added_ms: addedMs,
    paused_ms: 0,
    elapsed_ms: durationMs + addedMs - remaining,
    remaining_ms: remaining,
    counting: !paused,
    phase,
    warning_ms: 120_000,
    danger_ms: 30_000,
    expected_end: at(Math.max(now, now + remaining)),
    count_to_end: long,
    ungo_until: ungo ? at(opened + 10_000) : null,
    calls: [{ department: "SND", text: "Micrófono de mano 3", standby_s: 30 }],
  };
}

export function refusal(seq: number, reason: RefusedReason, secondsAgo: number): RefusedPress {
  return { id: record("south", seq), at: at(opened - secondsAgo * 1_000), who: "Escenario 2", reason };
}

/** A show that runs, called from here; `more` is what is different. */
export function live(more: Partial<ShowLive> = {}, evening: Evening = {}): ShowLive {
  const all = more.lines ?? lines(evening);
  const runs = all.find(({ standing }) => standing === "live");
  const next = all.find(({ standing }) => standing === "next" || standing === "standby");
  const departments = [...new Set(all.flatMap(({ calls }) => calls.map(({ department }) => department)))];
  return {
    show: SHOW,
    title: "Noche de apertura",
    stage: "Tarima principal",
    zone: "America/Bogota",
    now: at(Date.now()),
    state: "running",
    rolling: false,
    call: {
      holder: NORTH,
      own: true,
      silent_ms: null,
      offered_to: null,
      offered_to_us: false,
      may_take: false,
      others: [SOUTH, { author: "foh" as AuthorId, device: "Cabina FOH", who: "Jorge" }],
    },
    live: { ...cue(), ...(runs ? { entry: runs.entry, number: runs.number, title: runs.title } : {}) },
    finish: null,
    next: next?.entry ?? null,
    go_finishes: next === undefined,
    standby: null,
    over_under: { absolute_ms: 130_000, relative_ms: 130_000 },
    planned_end: at(opened + 95 * MINUTE),
    projected_end: at(opened + 97 * MINUTE),
    group_end: null,
    next_flag: null,
    forecast: null,
    curfew: null,
    hold: null,
    refusals: [],
    lanes: [],
    message: "",
    blackout: false,
    departments: departments.sort(),
    proposals: 0,
    may_hold: true,
    may_release: false,
    ...more,
    lines: all,
  };
}

/** The cue after the live one is in standby. */
export function inStandby(ready: readonly (boolean | null)[], missing: readonly string[]): ShowLive {
  const all = lines({ standby: true, ready });
  const next = all.find(({ standing }) => standing === "standby");
  return live({
    lines: all,
    live: cue({ leftMs: 41_000, ungo: false }),
    standby: next
      ? { id: record("north", 15), cue: next.entry, since: at(opened - 9_000), missing: [...missing] }
      : null,
  });
}

export function held(): ShowLive {
  const base = live({ state: "held", live: cue({ paused: true }), may_release: true });
  return {
    ...base,
    hold: {
      id: record("south", 3),
      who: "Escenario 2",
      reason: "Caída de luces en la tarima, lado público",
      since: at(opened - 74_000),
      steps: base.departments.map((department, place) => ({
        department,
        done: place < 2 ? at(opened - 40_000 + place * 6_000) : null,
      })),
    },
  };
}

export const summary = (more: Partial<ShowSummary> = {}): ShowSummary => ({
  show: SHOW,
  title: "Noche de apertura",
  stage: "Tarima principal",
  cues: 12,
  planned_start: at(opened - 44 * MINUTE),
  planned_end: at(opened + 95 * MINUTE),
  state: "running",
  conflicts: 0,
  ...more,
});

export const options: CurfewRes = {
  at: at(opened + 90 * MINUTE),
  over_ms: 400_000,
  most_ms: 900_000,
  options: [
    {
      cuts: [
        { entry: entry(10), number: "Q11", title: "Agradecimientos", to_ms: null, won_ms: 300_000 },
      ].concat([
        { entry: entry(6), number: "Q7", title: "Cambio de escenario", to_ms: null, won_ms: 100_000 },
      ]),
      won_ms: 400_000,
      end: at(opened + 90 * MINUTE),
    },
    {
      cuts: [
        { entry: entry(9), number: "Q10", title: "Bomba Estéreo: set", to_ms: 27 * MINUTE, won_ms: 480_000 },
      ],
      won_ms: 480_000,
      end: at(opened + 89 * MINUTE),
    },
    {
      cuts: [
        { entry: entry(7), number: "Q8", title: "Premio a la trayectoria", to_ms: null, won_ms: 360_000 },
        { entry: entry(10), number: "Q11", title: "Agradecimientos", to_ms: 4 * MINUTE, won_ms: 60_000 },
      ],
      won_ms: 420_000,
      end: at(opened + 90 * MINUTE),
    },
  ],
};
