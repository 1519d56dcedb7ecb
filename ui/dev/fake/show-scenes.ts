// States of a running show, by name: what the program answers.
import type { AuthorId } from "../../src/contract/AuthorId";
import type { CallState } from "../../src/contract/CallState";
import type { PressOutcome } from "../../src/contract/PressOutcome";
import type { PressReq } from "../../src/contract/PressReq";
import type { ShowLive } from "../../src/contract/ShowLive";
import type { ShowSummary } from "../../src/contract/ShowSummary";
import type { WallMs } from "../../src/contract/WallMs";
import { ago, inDays } from "./data";
import { cue, held, inStandby, lines, live, NORTH, options, refusal, SOUTH, summary } from "./show-data";

type Answers = Readonly<Record<string, unknown>>;

/** A scene: how the show stands, and what a press comes to. */
function show(of: () => ShowLive, outcome: PressOutcome = { outcome: "done" }, after = of): Answers {
  let pressed = false;
  return {
    list_shows: [summary()],
    show_live: () => (pressed ? after() : of()),
    press_show: (_: PressReq) => {
      pressed = true;
      return { outcome, live: after() };
    },
    curfew_options: options,
    open_window: null,
    export_show: { path: "/home/gate/Documents/Gatehouse/Noche de apertura, as run.csv", rows: 12 },
  };
}

const others = (more: Partial<CallState>): CallState => ({ ...live().call, own: false, ...more });
const fails = (code: string) => () => {
  throw { code, blame: "machine", message: "", hint: "" };
};
/** The first answer comes, the later ones fail. */
function once(of: () => ShowLive): () => ShowLive {
  let asked = 0;
  return () => {
    asked += 1;
    // In strict mode the first picture is asked for twice.
    return asked > 2 ? fails("io")() : of();
  };
}
const late = () =>
  live({
    live: cue({ leftMs: 18_000, addedMs: 60_000 }),
    over_under: { absolute_ms: 745_000, relative_ms: 130_000 },
    projected_end: (Date.now() + 97 * 60_000) as WallMs,
    curfew: { at: (Date.now() + 90 * 60_000) as WallMs, over_ms: 400_000 },
    forecast: {
      p50: (Date.now() + 88 * 60_000) as WallMs,
      p90: (Date.now() + 99 * 60_000) as WallMs,
      past_curfew_percent: 34,
      samples: 212,
    },
    proposals: 2,
  });

const LONG_NAME = "Clausura del XXVII Encuentro Iberoamericano de Tambores y Gaitas";
const ready = () => inStandby([true, true, true], []);
const someMissing = () => inStandby([null, true, false], ["LX", "VID"]);

/** By name. */
export const SHOW_SCENES: Readonly<Record<string, Answers>> = {
  show: show(() => live()),
  "show-none": { ...show(() => live()), list_shows: [] },
  "show-several": {
    ...show(() => live()),
    list_shows: [
      summary(),
      summary({ show: "2" as ShowSummary["show"], title: LONG_NAME, stage: "Carpa 2", state: "not_started" }),
    ],
  },
  "show-empty": show(() =>
    live({
      lines: [],
      live: null,
      state: "not_started",
      go_finishes: false,
      over_under: null,
      projected_end: null,
      planned_end: null,
    }),
  ),
  "show-before": show(() => live({ live: null, state: "not_started", over_under: null }, { live: -1 })),
  "show-no-caller": show(() =>
    live(
      { live: null, state: "not_started", over_under: null, call: others({ holder: null, may_take: true }) },
      { live: -1 },
    ),
  ),
  "show-waiting": show(() => live({ live: null, state: "waiting", rolling: true })),
  "show-standby": show(someMissing, { outcome: "done" }),
  "show-ready": show(ready),
  "show-warning": show(() => live({ live: cue({ leftMs: 90_000 }) })),
  "show-over": show(() => live({ live: cue({ leftMs: -134_000 }) })),
  "show-hour": show(() => live({ live: cue({ leftMs: 4_523_000, durationMs: 5_400_000 }) })),
  "show-over-hour": show(() => live({ live: cue({ leftMs: -3_723_000 }) })),
  "show-paused": show(() =>
    live({
      state: "paused",
      live: cue({ paused: true }),
      over_under: { absolute_ms: -45_000, relative_ms: -45_000 },
    }),
  ),
  "show-ungo": show(() => live({ live: cue({ leftMs: 478_000, ungo: true }) })),
  "show-refused": show(
    () => live(),
    { outcome: "refused", reason: "too_soon" },
    () => live({ refusals: [refusal(9, "too_soon", 0), refusal(8, "already_left", 64)] }),
  ),
  "show-not-now": show(() => live(), { outcome: "not_now", reason: "too_late" }),
  "show-press-fails": { ...show(() => live()), press_show: fails("disk_full") },
  "show-late": show(late),
  "show-follow": show(() =>
    live({ call: others({ silent_ms: null }), refusals: [refusal(8, "already_left", 64)] }),
  ),
  "show-silent": show(() =>
    live({ call: others({ silent_ms: Date.now() - ago(7), may_take: true }), may_hold: true }),
  ),
  "show-offered": show(() =>
    live({ call: others({ offered_to: NORTH, offered_to_us: true, holder: SOUTH }) }),
  ),
  "show-offer": show(() => live({ call: { ...live().call, offered_to: SOUTH } })),
  "show-lanes": show(() =>
    live({
      lanes: [
        {
          tip: { author: "south" as AuthorId, seq: 4 },
          who: "Escenario 2",
          cues: ["Q5", "Q6"],
          since: ago(190),
          taken_back: false,
        },
      ],
    }),
  ),
  "show-held": show(held),
  "show-held-follow": show(() => ({ ...held(), call: others({}), may_release: false })),
  "show-finished": show(() =>
    live(
      {
        live: null,
        finish: {
          instance: { author: "north" as AuthorId, seq: 30 },
          at: ago(1),
          ungo_until: (ago(1) + 10_000) as WallMs,
        },
        state: "finished",
        next: null,
        go_finishes: false,
      },
      { live: 99 },
    ),
  ),
  "show-message": show(() => live({ message: "Dos preguntas más y cierras, por favor", live: cue() })),
  "show-dark": show(() => live({ blackout: true })),
  "show-long": show(() =>
    live(
      {
        live: cue({ long: true, leftMs: -3_723_000 }),
        message: "Agradece a la Fundación Teatro Nacional y a la Secretaría de Cultura antes de cerrar",
        curfew: { at: ago(600), over_ms: 5_123_000 },
        forecast: { p50: ago(0), p90: inDays(0.02), past_curfew_percent: 97, samples: 4_112 },
        lines: lines({ count: 60, long: true }),
        proposals: 14,
        call: { ...live().call, holder: { ...NORTH, who: "Christopher Montgomery-Featherstonehaugh" } },
        refusals: [1, 2, 3, 4, 5].map((seq) => refusal(seq, "not_the_caller", seq * 30)),
      },
      {},
    ),
  ),
  "show-500": show(() => live({}, { count: 500, live: 260 })),
  "show-stale": { ...show(() => live()), show_live: once(() => live()) },
  "show-lost": { ...show(() => live()), show_live: fails("not_found") },
};
