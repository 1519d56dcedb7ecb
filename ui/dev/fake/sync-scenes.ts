// States of the exchange, by name: what is different from the quiet scene.
import type { CommandError } from "../../src/contract/CommandError";
import type { Parked } from "../../src/contract/Parked";
import type { Push } from "../../src/contract/Push";
import type { SyncAlarm } from "../../src/contract/SyncAlarm";
import type { SyncRes } from "../../src/contract/SyncRes";
import { ago, app, counters, gate, holder, scan } from "./data";
import { CODE } from "./qr-data";
import { one, published, seven, signedIn, state, sync, twelve, withCode } from "./sync-data";

/** What is different. */
export interface SyncScene {
  readonly sync?: SyncRes;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly pushes?: readonly Push[];
  readonly after?: Readonly<Record<string, readonly Push[]>>;
  readonly codeInPicture?: boolean;
}

const fails = (code: CommandError["code"]) => () => {
  throw { code, blame: "operator", message: "", hint: "" } satisfies CommandError;
};
/** Work that does not end while a picture is taken. */
const lasts = () => new Promise(() => undefined);

const connected = state({ state: "connected" });
const offline = state({ state: "offline", since: ago(1_100) }, { waiting: 1_320, last_contact: ago(1_100) });
const parked = (reason: Parked): SyncScene => ({
  sync: sync(state({ state: "parked", reason }, { waiting: 132, last_contact: ago(41 * 60) })),
});
const alarm = (kind: SyncAlarm, clock = 120): SyncScene => ({
  sync: sync(
    state(
      { state: "connected" },
      { alarm: kind, waiting: kind === "stuck" ? 132 : 0, clock_ahead_ms: clock },
    ),
    {
      devices: twelve,
    },
  ),
});
const noEvent = { app_status: { ...app, event: null } };
const admit = scan(
  "admit",
  { verdict: "admit" },
  {
    holder: holder({
      name: "Christopher Montgomery-Featherstonehaugh de la Torre",
      product: "Palco familiar numerado oriental",
      attention: ["Menor de 18: pulsera azul"],
    }),
  },
);

/** By name. */
export const SYNC_SCENES: Readonly<Record<string, SyncScene>> = {
  "sync-alone": { sync: sync(state({ state: "alone" }, { last_contact: null })) },
  "sync-connected": { sync: sync(connected) },
  "sync-sending": { sync: sync({ ...connected, waiting: 12, waiting_since: ago(40) }) },
  "sync-connecting": { sync: sync(state({ state: "connecting" }, { waiting: 132, last_contact: ago(400) })) },
  "sync-offline": { sync: sync(offline) },
  "sync-downloading": {
    sync: sync(
      { ...connected, download: { done: 4_381, total: 10_432 }, data_at: null },
      { devices: twelve.slice(0, 1) },
    ),
  },
  "sync-sign_in": parked("sign_in"),
  "sync-revoked": parked("revoked"),
  "sync-refused": parked("refused"),
  "sync-storage": parked("storage"),
  "sync-stuck": alarm("stuck"),
  "sync-distrust": alarm("distrust"),
  "sync-clock": alarm("clock", -204_300),
  "sync-forked": alarm("forked"),
  "sync-try-fails": { ...alarm("stuck"), answers: { sync_now: fails("no_network") } },
  "sync-devices": { sync: sync(connected, { devices: twelve }) },
  "sync-doubles-one": { sync: sync(connected, { devices: twelve, doubles: one }) },
  "sync-doubles-seven": { sync: sync(offline, { devices: twelve, doubles: seven }) },
  "sync-doubles-heard": { sync: sync(connected), pushes: [{ type: "heard", doubles: seven.slice(1, 4) }] },
  "sync-doubles-verdict": {
    sync: sync(state({ state: "parked", reason: "sign_in" }, { waiting: 132 })),
    pushes: [
      { type: "heard", doubles: seven },
      { type: "scan", scan: admit, counters, replica: gate.replica },
    ],
    codeInPicture: true,
  },
  "sync-carry-fails": { sync: sync(offline), answers: { read_bundle: fails("bad_bundle") } },
  join: { answers: noEvent },
  "join-seen": { answers: noEvent, after: { look_for_code: [{ type: "code_seen", text: CODE }] } },
  "join-looking": { answers: noEvent, codeInPicture: true },
  "join-no-camera": { answers: { ...noEvent, list_cameras: [] } },
  "join-camera-lost": { answers: { ...noEvent, look_for_code: { state: "lost", reason: "denied" } } },
  "join-bad-code": { answers: { ...noEvent, join_event: fails("bad_enrolment_code") } },
  "join-no-network": { answers: { ...noEvent, join_event: fails("no_network") } },
  "join-busy": {
    answers: { ...noEvent, join_event: lasts },
    after: { join_event: [{ type: "progress", task: "download", done: 4_381, total: 10_432 }] },
  },
  "enrol-in": { answers: { enrolment_status: signedIn } },
  "enrol-publishing": {
    answers: { enrolment_status: signedIn, publish_event: lasts },
    after: { publish_event: [{ type: "progress", task: "publish", done: 4_381, total: 10_432 }] },
  },
  "enrol-published": { answers: { enrolment_status: published } },
  "enrol-code": { answers: { enrolment_status: withCode() } },
  "enrol-over": { answers: { enrolment_status: withCode("Puerta Sur 2", -5) } },
  "enrol-wrong": { answers: { sign_in_organizer: fails("wrong_sign_in") } },
};
