// Every state a screen can be in, by name.
import type { CameraHint } from "../../src/contract/CameraHint";
import type { CarriedRes } from "../../src/contract/CarriedRes";
import type { CarryReq } from "../../src/contract/CarryReq";
import type { ImportRes } from "../../src/contract/ImportRes";
import type { MakeCodeReq } from "../../src/contract/MakeCodeReq";
import type { Push } from "../../src/contract/Push";
import type { ShownScan } from "../../src/contract/ShownScan";
import type { SnapshotFileRes } from "../../src/contract/SnapshotFileRes";
import type { SnapshotOutcome } from "../../src/contract/SnapshotOutcome";
import type { SyncRes } from "../../src/contract/SyncRes";
import { ago, app, counters, first, gate, hits, holder, inDays, recent, scan, setup } from "./data";
import { published, signedOut, state, sync, withCode } from "./sync-data";
import { PLAN_SCENES } from "./plan-scenes";
import { CONTROL_SCENES } from "./control-scenes";
import { control } from "./room-data";
import { ROOM_SCENES } from "./room-scenes";
import { SHOW_SCENES } from "./show-scenes";
import { SYNC_SCENES } from "./sync-scenes";

/** One state. */
export interface Scene {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly pushes: readonly Push[];
  /** Pushes that follow another command than the gate's first. */
  readonly after: Readonly<Record<string, readonly Push[]>>;
  readonly codeInPicture: boolean;
}

const imported: ImportRes = {
  headings: ["ref", "Nombre", "Correo", "Tipo", "Empresa", "Asiento", "Notas"],
  mapping: {
    columns: ["reference", "name", "email", "product", "company", "seat", null],
    default_product: null,
  },
  sample: [
    ["A-1001", "Ana María García López", "ana@example.org", "General", "", "", "vegetariana"],
    ["A-1002", "Juan Sebastián García Peña", "jsg@example.org", "VIP", "Bancolombia", "C-14", ""],
    ["A-1003", "Lucía Garcés", "lucia@example.org", "Prensa", "El Espectador", "", "silla de ruedas"],
  ],
  rows: 10_432,
  added: 10_120,
  updated: 290,
  unchanged: 22,
  bad: 0,
  bad_rows: [],
  done: false,
};
const bad: ImportRes = {
  ...imported,
  added: 10_117,
  bad: 3,
  bad_rows: [
    { line: 14, column: 4, problem: "unknown_product", found: "Platea alta" },
    { line: 207, column: 3, problem: "bad_email", found: "pedro.example.org" },
    { line: 9_981, column: 1, problem: "duplicate_reference", found: "A-1001" },
  ],
};

function snapshot(req: CarryReq, outcome: SnapshotOutcome, res: SyncRes): SnapshotFileRes {
  return {
    file: req.path,
    event: "Río Abierto 2026",
    documents: 10_464,
    as_of: ago(125),
    device: "Norte 1",
    fingerprint: "4G7K-0XWM-P2QR-9ZTV",
    outcome,
    sync: res,
  };
}

function syncAnswers(res: SyncRes): Record<string, unknown> {
  return {
    sync_status: res,
    sync_now: res,
    write_bundle: (req: CarryReq): CarriedRes => ({
      file: req.path,
      records: 1_412,
      new: 0,
      unknown: 10_432,
      sync: res,
    }),
    read_bundle: (req: CarryReq): CarriedRes => ({
      file: req.path,
      records: 418,
      new: 96,
      unknown: 0,
      sync: res,
    }),
    write_snapshot: (req: CarryReq): SnapshotFileRes => snapshot(req, "written", res),
    read_snapshot: (req: CarryReq): SnapshotFileRes => snapshot(req, "taken", res),
  };
}

const file = { token: "t", bytes: 12 };
const base: Record<string, unknown> = {
  app_status: app,
  gate_status: gate,
  open_gate: gate,
  choose_camera: gate,
  screen_ready: null,
  control_status: control({ open: [], promises: [] }),
  setup_status: setup,
  reopen_event: app,
  open_event: app,
  create_event: app,
  save_event: setup,
  save_product: setup,
  save_zone: setup,
  save_checkpoint: setup,
  new_key: setup,
  set_key_status: setup,
  search: hits,
  undo: "undone",
  admit: () =>
    scan(
      "admit",
      { verdict: "admit" },
      { scan: null, undo_until: null, holder: holder({ name: "Ana María García López" }) },
    ),
  present: () => scan("admit", { verdict: "admit" }),
  list_cameras: [
    { spec: "v4l:0", name: "Integrated Camera", chosen: true },
    { spec: "v4l:2", name: "Logitech BRIO", chosen: false },
  ],
  stage_file: file,
  stage_piece: file,
  preview_import: imported,
  run_import: { ...imported, done: true },
  ...syncAnswers(sync(state({ state: "alone" }, { waiting: 132, last_contact: null }))),
  join_event: app,
  look_for_code: { state: "running", fps: 30 },
  enrolment_status: signedOut,
  sign_in_organizer: published,
  sign_out_organizer: signedOut,
  publish_event: published,
  make_enrolment_code: (req: MakeCodeReq) => withCode(req.name),
  print_credentials: {
    file: "/home/gate/Documents/Gatehouse/Cordillera-VIP-2026-11-20.pdf",
    credentials: 1_200,
    pages: 134,
  },
};

const scene = (answers: Record<string, unknown> = {}, pushes: Push[] = [], codeInPicture = false): Scene => ({
  answers: { ...base, ...answers },
  pushes,
  after: {},
  codeInPicture,
});
const shows = (of: ShownScan): Scene =>
  scene({}, [{ type: "scan", scan: of, counters, replica: gate.replica }], true);
const hint = (of: CameraHint): Scene => scene({}, [{ type: "hint", hint: of }]);
const lost = (reason: "denied" | "unplugged" | "busy"): Scene =>
  scene({ gate_status: { ...gate, camera: { state: "lost", reason } } });

const LONG = "Christopher Montgomery-Featherstonehaugh de la Torre y Villavicencio";

/** By name. */
export const SCENES: Readonly<Record<string, () => Scene>> = {
  quiet: () => scene(),
  code: () => scene({}, [], true),
  empty: () =>
    scene({
      gate_status: {
        ...gate,
        recent: [],
        counters: {
          entries: 0,
          exits: 0,
          refused: 0,
          inside: 0,
          capacity: null,
          last_minute: 0,
          per_minute: Array(15).fill(0),
        },
        replica: { waiting: 0, waiting_since: null, data_at: null, last_contact: null },
      },
    }),
  admit: () =>
    shows(scan("admit", { verdict: "admit" }, { holder: holder({ seat: "C-14", product: "VIP" }) })),
  "admit-attention": () =>
    shows(
      scan(
        "admit",
        { verdict: "admit" },
        {
          holder: holder({
            name: LONG,
            product: "Palco familiar numerado oriental",
            seat: "Fila 12, silla 114",
            company: "Fundación Teatro Nacional",
            kind: "press",
            attention: ["Menor de 18: pulsera azul", "Solo primeras tres canciones en el foso"],
          }),
        },
      ),
    ),
  "admit-signature": () =>
    shows(
      scan(
        "admit",
        { verdict: "admit" },
        { signature_only: true, holder: holder({ name: "", rehearsal: true }) },
      ),
    ),
  exit: () => shows(scan("exit", { verdict: "exit" }, { direction: "out" })),
  used: () => shows(scan("used", { verdict: "used", first })),
  invalid: () => shows(scan("refused", { verdict: "invalid", invalid: "bad_signature" }, { holder: null })),
  wrong_event: () =>
    shows(scan("refused", { verdict: "wrong_event", event_name: "Feria del Libro" }, { holder: null })),
  error: () => shows(scan("ask", { verdict: "error" })),
  cancelled: () => shows(scan("refused", { verdict: "cancelled" })),
  revoked: () => shows(scan("refused", { verdict: "revoked", superseded: true })),
  blocked: () => shows(scan("refused", { verdict: "blocked" })),
  unapproved: () => shows(scan("ask", { verdict: "unapproved" })),
  unpaid: () => shows(scan("ask", { verdict: "unpaid", may_admit: true })),
  too_early: () => shows(scan("refused", { verdict: "too_early", valid_from: inDays(1) })),
  too_late: () => shows(scan("refused", { verdict: "too_late", valid_until: ago(7200) })),
  closed: () => shows(scan("refused", { verdict: "closed", opens: inDays(0.05) })),
  wrong_product: () =>
    shows(
      scan(
        "refused",
        { verdict: "wrong_product", right: ["Puerta Sur", "Zona VIP"] },
        { holder: holder({ name: LONG }) },
      ),
    ),
  wrong_session: () => shows(scan("refused", { verdict: "wrong_session" })),
  rules: () => shows(scan("refused", { verdict: "rules", clause: "entries_today < 3" })),
  questions: () => shows(scan("ask", { verdict: "questions" })),
  ambiguous: () => shows(scan("ask", { verdict: "ambiguous" }, { holder: null })),
  full: () => shows(scan("ask", { verdict: "full", capacity: 6_000 })),
  "hint-dark": () => hint("too_dark"),
  "camera-off": () => scene({ gate_status: { ...gate, camera: { state: "off" } } }),
  "camera-denied": () => lost("denied"),
  "no-post": () => scene({ gate_status: { ...gate, post: null, recent: [] } }),
  "no-checkpoint": () => scene({ gate_status: { ...gate, post: null, recent: [], checkpoints: [] } }),
  halted: () =>
    scene({}, [{ type: "halted", error: { code: "halted", blame: "machine", message: "", hint: "" } }]),
  demo: () =>
    scene({
      app_status: { ...app, event: app.event && { ...app.event, demo: true, protection: "unprotected" } },
    }),
  long: () =>
    scene({
      ...syncAnswers(
        sync(
          state(
            { state: "offline", since: ago(7_200) },
            { waiting: 12_841, waiting_since: ago(7_200), data_at: ago(3 * 86_400) },
          ),
        ),
      ),
      app_status: {
        ...app,
        event: app.event && {
          ...app.event,
          details: {
            ...app.event.details,
            name: "XXVII Congreso Iberoamericano de Administración Hospitalaria",
          },
        },
      },
      gate_status: {
        ...gate,
        post: gate.post && { ...gate.post, name: "Parqueadero 63, entrada de proveedores", direction: "out" },
        recent: recent.map((one) => ({
          ...one,
          holder: holder({ name: LONG, product: "Palco familiar numerado oriental" }),
        })),
        counters: {
          ...counters,
          entries: 128_400,
          exits: 97_311,
          inside: 48_120,
          capacity: 60_000,
          refused: 3_100,
          last_minute: 412,
        },
        replica: { waiting: 12_841, waiting_since: ago(7_200), data_at: ago(3 * 86_400), last_contact: null },
      },
    }),
  nobody: () => scene({ search: [] }),
  "undo-late": () => scene({ undo: "too_late" }),
  events: () => scene({ app_status: { ...app, event: null } }),
  "events-empty": () => scene({ app_status: { ...app, event: null, files: [] } }),
  "import-bad": () => scene({ preview_import: bad }),
  "setup-empty": () =>
    scene({
      setup_status: {
        ...setup,
        products: [],
        zones: [],
        checkpoints: [],
        keys: [],
        credentials: 0,
        credentials_by_product: [],
        data_at: null,
      },
    }),
};

/** The scene of that name; the quiet one for a name that is none. Those of the exchange and of a show change only its answers. */
export function sceneOf(name: string): Scene {
  const plan = PLAN_SCENES[name];
  if (plan) return scene(plan());
  const room = CONTROL_SCENES[name] ?? ROOM_SCENES[name];
  if (room) return scene({ ...room() });
  const show = SHOW_SCENES[name];
  if (show) return scene({ ...show });
  const of = SYNC_SCENES[name];
  if (!of) return (SCENES[name] ?? SCENES.quiet ?? scene)();
  const quiet = scene(of.sync ? syncAnswers(of.sync) : {}, [...(of.pushes ?? [])], of.codeInPicture);
  // A gate that hears nothing else says the same about what waits.
  const replica = of.sync && {
    waiting: of.sync.state.waiting,
    waiting_since: of.sync.state.waiting_since,
    data_at: of.sync.state.data_at,
    last_contact: of.sync.state.last_contact,
  };
  const heard = replica ? { gate_status: { ...gate, replica } } : {};
  return { ...quiet, answers: { ...quiet.answers, ...heard, ...of.answers }, after: of.after ?? {} };
}
