// The exchange in the scenes: devices, people who came in twice, codes. All invented.
import type { Connection } from "../../src/contract/Connection";
import type { CredentialId } from "../../src/contract/CredentialId";
import type { AuthorId } from "../../src/contract/AuthorId";
import type { Device } from "../../src/contract/Device";
import type { DoubleAdmission } from "../../src/contract/DoubleAdmission";
import type { EnrolmentRes } from "../../src/contract/EnrolmentRes";
import type { SyncRes } from "../../src/contract/SyncRes";
import type { SyncState } from "../../src/contract/SyncState";
import { ago, gate } from "./data";
import { CODE, modules } from "./qr-data";

const LONG = "Christopher Montgomery-Featherstonehaugh de la Torre y Villavicencio";
const FAR = "Parqueadero 63, entrada de proveedores";

export function state(connection: Connection, more: Partial<SyncState> = {}): SyncState {
  return {
    connection,
    waiting: 0,
    waiting_since: more.waiting ? ago(1_100) : null,
    last_contact: ago(3),
    data_at: ago(18 * 60),
    download: null,
    alarm: null,
    clock_ahead_ms: 120,
    ...more,
  };
}

const device = (name: string, lag: number | null, more: Partial<Device> = {}): Device => ({
  name,
  own: false,
  records: 1_204 + name.length * 37,
  last_record: lag === null ? null : ago(lag + 20),
  waiting: 0,
  last_seen: lag === null ? null : ago(lag),
  standing: "good",
  ...more,
});

const mine = device("Puerta Norte 2", 3, { own: true, records: 1_412, last_seen: ago(3) });

export const three: Device[] = [
  mine,
  device("Puerta Norte 1", 8),
  device("Puerta Sur 1", 31, { waiting: 2 }),
];

export const twelve: Device[] = [
  mine,
  device("Puerta Norte 1", 8),
  device("Puerta Sur 1", 31),
  device("Puerta Sur 2", 11 * 60, { waiting: 418 }),
  device(FAR, 64 * 60, { waiting: 96 }),
  device("Zona VIP", 15),
  device("Backstage", 22, { waiting: 3 }),
  device("Quiosco 1", 5),
  device("Quiosco 2", 3 * 86_400, { waiting: null }),
  device("Puerta Norte 1 (antes)", 7_200, { standing: "replaced" }),
  device("Tableta prestada", 5_400, { standing: "revoked", records: 88 }),
  device("Supervisión", null, { records: 0, waiting: null }),
];

const author = (n: number) =>
  `5e8c41aa-0000-4000-8000-0000000001${n.toString().padStart(2, "0")}` as AuthorId;

function double(
  n: number,
  who: [string | null, string | null],
  gapSeconds: number,
  long = false,
): DoubleAdmission {
  const second = 240 + n * 1_900;
  return {
    credential: `11111111-0000-4000-8000-0000000002${n.toString().padStart(2, "0")}` as CredentialId,
    name: who[0],
    product: who[1],
    first: {
      scan: { author: author(1), seq: 300 + n },
      at: ago(second + gapSeconds),
      checkpoint: long ? FAR : "Puerta Norte",
      device: long ? FAR : "Puerta Norte 1",
    },
    second: {
      scan: { author: author(2), seq: 800 + n },
      at: ago(second),
      checkpoint: n === 3 ? null : "Puerta Sur",
      device: n === 3 ? null : "Puerta Sur 2",
    },
    gap_ms: gapSeconds * 1_000,
  };
}

export const one: DoubleAdmission[] = [double(0, ["Valentina Restrepo Ángel", "General"], 252)];
export const seven: DoubleAdmission[] = [
  double(0, [LONG, "Palco familiar numerado oriental"], 3_852, true),
  double(1, ["Valentina Restrepo Ángel", "General"], 252),
  double(2, ["Jorge Iván Ospina", "VIP"], 12),
  double(3, [null, null], 61),
  double(4, ["María José Vélez", "VIP"], 1_930),
  double(5, ["Camilo Zapata", "Producción"], 7),
  double(6, ["Natalia Cárdenas", "General"], 600),
];

const link = { host: "festival.example.org", role: "gate" };

export function sync(of: SyncState, more: Partial<SyncRes> = {}): SyncRes {
  const alone = of.connection.state === "alone";
  return {
    state: of,
    link: alone ? null : link,
    devices: alone ? [{ ...mine, last_seen: null, waiting: null }] : three,
    doubles: [],
    ...more,
  };
}

const checkpoints = gate.checkpoints;

export const signedOut: EnrolmentRes = { organizer: null, checkpoints, code: null };
export const signedIn: EnrolmentRes = {
  ...signedOut,
  organizer: { email: "operaciones@festival.example.org", host: "festival.example.org", published: false },
};
export const published: EnrolmentRes = {
  ...signedIn,
  organizer: signedIn.organizer && { ...signedIn.organizer, published: true },
};
export const withCode = (name = "Puerta Sur 2", left = 582): EnrolmentRes => ({
  ...published,
  code: { name, text: CODE, modules, expires: ago(-left) },
});
