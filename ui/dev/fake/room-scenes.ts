// The control room's crowd, staff, handover and setup, by name: what the program answers.
import type { ActReq } from "../../src/contract/ActReq";
import type { CapacityReq } from "../../src/contract/CapacityReq";
import type { CapacityRes } from "../../src/contract/CapacityRes";
import type { ControlRes } from "../../src/contract/ControlRes";
import type { CrowdRes } from "../../src/contract/CrowdRes";
import type { LogRes } from "../../src/contract/LogRes";
import type { VisitReq } from "../../src/contract/VisitReq";
import type { WallMs } from "../../src/contract/WallMs";
import { crowd, door, LONG, zone } from "./crowd-data";
import { control, controlSetup, entry, handover, incident, person, record, staff } from "./room-data";

type Answers = Readonly<Record<string, unknown>>;

const fails = (code: string) => () => {
  throw { code, blame: "machine", message: "", hint: "" };
};

function capacity(req: CapacityReq): CapacityRes {
  if (req.area_m2 === 0) return { persons: null, limits: [] };
  const area = Math.floor(req.area_m2 * req.density * req.factor);
  const persons = Math.min(area, 968);
  return {
    persons,
    limits: [
      {
        what: "area",
        persons: area,
        sum: `${req.area_m2} m² × ${req.density} × ${req.factor}`,
        source: "",
        binds: persons === area,
      },
      {
        what: "exits",
        persons: 968,
        sum: "(2.4 + 2.4 − 2.4) m × 72 × 8 × 0.7",
        source: "Green Guide 10.12",
        binds: persons === 968,
      },
      { what: "entry", persons: 2_640, sum: "44 × 60", source: "", binds: false },
    ],
  };
}

const LOG = Array.from({ length: 60 }, (_, at) =>
  entry(at + 1, {
    number: at % 3 === 0 ? "A-0144" : null,
    withheld: at % 11 === 5,
    verbatim:
      at % 11 === 5 ? "" : at % 7 === 2 ? LONG : "en la barra izquierda, dos personas, una consciente",
    did: at % 3 === 0 ? [{ type: "moved", status: "on_scene" }] : [],
    struck:
      at % 13 === 4
        ? { strike: record(900), at: entry(at).logged, who: "Laura Ospina", reason: "Era otra barra" }
        : null,
    late: at % 9 === 3,
  }),
);

function visitLog({ before }: VisitReq): LogRes {
  const from = before === null ? 0 : LOG.findIndex((one) => one.entry.seq === before.seq) + 1;
  return { now: Date.now() as WallMs, entries: LOG.slice(from, from + 25), more: from + 25 < LOG.length };
}

/** A program that keeps what is clicked, taken and begun, as far as these screens see it. */
function room(first: Partial<ControlRes> = {}, people: CrowdRes = crowd()): Answers {
  let now = control(first);
  let doors = people.doors;
  const done = ({ act }: ActReq) => {
    if (act.type === "click") {
      doors = doors.map((one) =>
        one.door === act.door
          ? { ...one, own_entries: one.own_entries + act.entries, own_exits: one.own_exits + act.exits }
          : one,
      );
    }
    if (act.type === "hand_over")
      now = { ...now, handover: { ...handover(0, true), to: act.to, note: act.note } };
    if (act.type === "withdraw") now = { ...now, handover: null };
    if (act.type === "take" && now.handover !== null) {
      const items = now.handover.items.map((one) =>
        one.item.seq === act.item.seq ? { ...one, taken: true, taken_by: now.handover?.to ?? "" } : one,
      );
      now = { ...now, handover: items.every(({ taken }) => taken) ? null : { ...now.handover, items } };
    }
    if (act.type === "visit") {
      const visit = { visit: record(300), authority: act.authority, since: Date.now() as WallMs };
      now = { ...now, visit: act.begins ? visit : null };
    }
    return { entry: entry(500), incident: null, number: null, opened: false };
  };
  return {
    control_status: () => ({ ...now, now: Date.now() }),
    crowd_status: () => ({ ...people, doors, now: Date.now() }),
    staff_status: () => staff(),
    control_setup: () => controlSetup(),
    capacity,
    act_in_control: done,
    visit_log: visitLog,
  };
}

/** The first answers come, the later ones fail. */
function late(answers: Answers): Answers {
  let asked = 0;
  const once = (of: unknown) => () => {
    asked += 1;
    if (asked > 2) return fails("io")();
    return typeof of === "function" ? of() : of;
  };
  return { ...answers, crowd_status: once(answers.crowd_status), staff_status: once(answers.staff_status) };
}

const lost = (answers: Answers): Answers =>
  Object.fromEntries(Object.keys(answers).map((name) => [name, fails("io")]));

const MANY = crowd({
  zones: Array.from({ length: 14 }, (_, at) =>
    zone(at, at === 0 ? LONG : `Bloque ${at}`, {
      ...crowd().zones[at % 6],
      zone: `z${at}` as never,
      name: at === 0 ? LONG : `Bloque ${at}`,
    }),
  ),
  doors: Array.from({ length: 30 }, (_, at) => door(at, at === 0 ? LONG : `Puerta ${at}`)),
});

/** By name. */
export const ROOM_SCENES: Readonly<Record<string, () => Answers>> = {
  room: () => room(),
  "room-long": () => ({
    ...room({ open: Array.from({ length: 40 }, (_, at) => incident(at, { title: LONG })) }, MANY),
    staff_status: () =>
      staff({
        people: Array.from({ length: 300 }, (_, at) =>
          person(
            at,
            at === 0 ? LONG : `Persona ${at} Apellido`,
            staff().people[at % 6] && { presence: staff().people[at % 6]?.presence ?? "gone" },
          ),
        ),
        posts: Array.from({ length: 40 }, (_, at) => ({
          post: at === 0 ? LONG : `Puesto ${at}`,
          people: at % 4 === 0 ? [] : [`norte${at} Persona ${at} Apellido`],
          empty: at % 8 === 0,
        })),
      }),
  }),
  "room-empty": () => ({
    ...room({ open: [], promises: [], call_signs: [] }, crowd({ zones: [], doors: [] })),
    staff_status: () => staff({ people: [], posts: [] }),
    control_setup: () => controlSetup({ chain: [], playbooks: [], doors: [], zones: [] }),
    visit_log: { now: Date.now(), entries: [], more: false },
  }),
  "room-outgoing": () => room({ handover: handover(2, true) }),
  "room-incoming": () => room({ handover: handover(2, false) }),
  "room-incoming-long": () => room({ handover: handover(0, false, true) }),
  "room-visit": () => room({ visit: { visit: record(300), authority: "Bomberos", since: entry(4).logged } }),
  "room-fails": () => ({ ...room(), act_in_control: fails("disk_full") }),
  "room-stale": () => late(room()),
  "room-lost": () => lost(room()),
};
