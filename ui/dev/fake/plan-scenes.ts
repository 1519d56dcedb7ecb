// States of a plan, by name. A scene of the plan answers edits, so that keys and hands can be tried on it.
import type { CommandError } from "../../src/contract/CommandError";
import type { EditPlanReq } from "../../src/contract/EditPlanReq";
import type { ExportShowReq } from "../../src/contract/ExportShowReq";
import type { ImportRundownReq } from "../../src/contract/ImportRundownReq";
import type { PlanRes } from "../../src/contract/PlanRes";
import type { RundownRes } from "../../src/contract/RundownRes";
import type { SettleReq } from "../../src/contract/SettleReq";
import type { UndoEditReq } from "../../src/contract/UndoEditReq";
import type { AuthorId } from "../../src/contract/AuthorId";
import { ago } from "./data";
import { edited, misfits, plan } from "./plan-data";

const fails = (code: CommandError["code"]) => () => {
  throw { code, blame: "operator", message: "", hint: "" } satisfies CommandError;
};
const author = "a0000000-0000-4000-8000-000000000001" as AuthorId;

/** A plan that remembers. */
function kept(first: PlanRes, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  let past: PlanRes[] = [];
  let future: PlanRes[] = [];
  let now = first;
  const said = () => ({ ...now, can_undo: past.length > 0, can_redo: future.length > 0 });
  return {
    show_plan: said,
    edit_plan: ({ edits }: EditPlanReq) => {
      past = [...past, now];
      future = [];
      now = edited(now, edits);
      return said();
    },
    undo_edit: ({ redo }: UndoEditReq) => {
      const next = redo ? future.at(-1) : past.at(-1);
      if (!next) return said();
      if (redo) [past, future] = [[...past, now], future.slice(0, -1)];
      else [past, future] = [past.slice(0, -1), [...future, now]];
      now = next;
      return said();
    },
    settle_proposal: ({ proposal }: SettleReq) => {
      now = { ...now, proposals: now.proposals.filter(({ id }) => id.seq !== proposal.seq) };
      return said();
    },
    export_show: ({ format }: ExportShowReq) => ({
      path: `/home/gate/Documents/Gatehouse/Gala-de-clausura-plan-2026-11-28.${format}`,
      rows: now.entries.length,
    }),
    ...more,
  };
}

const read: RundownRes = {
  rows: 64,
  unchanged: 57,
  bad: [],
  sheets: ["Sábado", "Domingo"],
  following: 12,
  done: false,
  lines: [
    {
      name: "Q2 · Video de apertura",
      what: "change",
      fields: [{ field: "duration", before: "2:30", after: "3:10" }],
    },
    {
      name: "Q3 · Bienvenida de la presentadora y agradecimientos a los patrocinadores principales",
      what: "change",
      fields: [
        { field: "title", before: "Bienvenida", after: "Bienvenida de la presentadora y agradecimientos" },
        { field: "start", before: "", after: "20:04:00" },
        { field: "Voces", before: "Ana Restrepo", after: "" },
      ],
    },
    {
      name: "Q3A · Himno",
      what: "add",
      fields: [
        { field: "duration", before: "", after: "2:00" },
        { field: "owner", before: "", after: "Julián Ospina" },
      ],
    },
    { name: "Q9 · Balada", what: "move", fields: [] },
  ],
};
const gone: RundownRes["lines"] = [
  { name: "Q21 · Solo de guitarra", what: "remove", fields: [] },
  { name: "Q22 · Balada", what: "remove", fields: [] },
];
const bad: RundownRes = {
  ...read,
  lines: read.lines.slice(0, 1),
  bad: [
    { line: 4, column: 3, heading: "Inicio", problem: "time", found: "las nueve" },
    { line: 7, column: 4, heading: "Duración", problem: "duration", found: "un rato" },
    { line: 12, column: 4, heading: "Duración", problem: "hours_or_minutes", found: "4:00" },
    { line: 30, column: 9, heading: "", problem: "no_heading", found: "ojo" },
  ],
};

const sixty = plan(60);
const call = (seq: number) => ({ author, seq });
const entryAt = (at: number) => sixty.entries[at]?.entry ?? null;
const live = { ...sixty, entries: sixty.entries.map((one, at) => ({ ...one, locked: at < 4 })) };
const proposals: PlanRes["proposals"] = [
  {
    id: call(7) as PlanRes["proposals"][number]["id"],
    who: "Norte 1",
    at: ago(240),
    lines: [
      { entry: entryAt(8), name: "Q7 · Discurso", what: "move" },
      { entry: null, name: "", what: "change" },
    ],
  },
  {
    id: call(9) as PlanRes["proposals"][number]["id"],
    who: "Valentina Restrepo",
    at: ago(60),
    lines: [{ entry: null, name: "Himno", what: "add" }],
  },
];
const overruled: PlanRes["overruled"] = [
  {
    entry: entryAt(2),
    name: "Q2 · Video de apertura",
    field: "duration",
    lost: "4:00",
    stands: "2:30",
    who: "Cabina",
    at: ago(900),
    own: true,
    stands_by: "Norte 1",
    stands_at: ago(600),
    again: {
      edit: "set",
      entry: entryAt(2) ?? sixty.entries[0]!.entry,
      field: { field: "duration", value: 240_000 },
    },
  },
  {
    entry: entryAt(3),
    name: "Q3 · Bienvenida",
    field: "note",
    lost: "Nombra a todos.",
    stands: "Nombra a los tres patrocinadores.",
    who: "Escenario izquierda",
    at: ago(1_900),
    own: false,
    stands_by: "Cabina",
    stands_at: ago(1_800),
    again: {
      edit: "set",
      entry: entryAt(3) ?? sixty.entries[0]!.entry,
      field: { field: "note", value: "Nombra a todos." },
    },
  },
];
const imports = (res: RundownRes) => ({
  import_rundown: ({ adopt, remove_missing }: ImportRundownReq): RundownRes => ({
    ...res,
    lines: remove_missing ? [...res.lines, ...gone] : res.lines,
    done: adopt,
  }),
});

/** Answers to the plan's commands, by the name of the scene. */
export const PLAN_SCENES: Readonly<Record<string, () => Record<string, unknown>>> = {
  "plan-sixty": () => kept(sixty, imports(read)),
  "plan-conflicts": () => kept({ ...sixty, conflicts: misfits(sixty) }),
  "plan-500": () => kept(plan(500)),
  "plan-empty": () => kept(plan(0), imports(read)),
  "plan-live": () => kept({ ...live, proposals, overruled }),
  "plan-follows": () => kept({ ...live, proposals, proposes: true }),
  "plan-import-bad": () => kept(sixty, imports(bad)),
  "plan-fails": () => kept(sixty, { edit_plan: fails("halted"), import_rundown: fails("io") }),
  "plan-nothing": () => ({ show_plan: fails("damaged") }),
};
