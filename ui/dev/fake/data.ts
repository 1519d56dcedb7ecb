// What the scenes are made of: one event, its people, its scans. All invented.
import type { AppRes } from "../../src/contract/AppRes";
import type { AuthorId } from "../../src/contract/AuthorId";
import type { CheckpointId } from "../../src/contract/CheckpointId";
import type { Counters } from "../../src/contract/Counters";
import type { CredentialId } from "../../src/contract/CredentialId";
import type { EventId } from "../../src/contract/EventId";
import type { GateRes } from "../../src/contract/GateRes";
import type { Holder } from "../../src/contract/Holder";
import type { SearchHit } from "../../src/contract/SearchHit";
import type { SetupRes } from "../../src/contract/SetupRes";
import type { ShownScan } from "../../src/contract/ShownScan";
import type { WallMs } from "../../src/contract/WallMs";
import type { ZoneId } from "../../src/contract/ZoneId";

export const now = Date.now();
export const ago = (seconds: number) => (now - seconds * 1_000) as WallMs;
export const inDays = (days: number) => (now + days * 86_400_000) as WallMs;
const NORTH = "0b6f1f9e-0000-4000-8000-000000000001" as CheckpointId;
const ME = "5e8c41aa-0000-4000-8000-000000000009" as AuthorId;
export const ZONE = "77f0a3d2-0000-4000-8000-000000000003" as ZoneId;

export const details = {
  name: "Festival de la Cordillera",
  venue: "Parque Simón Bolívar",
  zone: "America/Bogota",
  window: { from: ago(3 * 3600), until: inDays(0.4) },
};

export const app: AppRes = {
  version: "0.1.0",
  now: ago(0),
  files: [
    { file: "cordillera.gatehouse", name: "Festival de la Cordillera", needs_passphrase: false },
    {
      file: "feria.gatehouse",
      name: "Feria del Libro 2026, Corferias, pabellones 3 a 9",
      needs_passphrase: true,
    },
  ],
  event: {
    id: "c0ffee00-0000-4000-8000-000000000000" as EventId,
    details,
    device_name: "Puerta Norte 2",
    protection: "key_store",
    demo: false,
  },
};

export function holder(more: Partial<Holder> = {}): Holder {
  return {
    credential: "11111111-0000-4000-8000-000000000001" as CredentialId,
    name: "Valentina Restrepo Ángel",
    company: null,
    product: "General",
    kind: "ticket",
    seat: null,
    order_code: "K7QPM",
    attention: [],
    rehearsal: false,
    ...more,
  };
}

type Answer = {
  [V in ShownScan["verdict"]]: Omit<Extract<ShownScan, { verdict: V }>, keyof Common>;
}[ShownScan["verdict"]];
type Common = Pick<
  ShownScan,
  | "scan"
  | "at"
  | "checkpoint"
  | "checkpoint_name"
  | "direction"
  | "source"
  | "rule"
  | "tone"
  | "holder"
  | "signature_only"
  | "undo_until"
  | "undone"
>;

let seq = 1_000;

export function scan(tone: ShownScan["tone"], answer: Answer, more: Partial<Common> = {}): ShownScan {
  seq += 1;
  return {
    scan: { author: ME, seq },
    at: ago(2),
    checkpoint: NORTH,
    checkpoint_name: "Puerta Norte",
    direction: "in",
    source: "camera",
    rule: 14,
    tone,
    holder: holder(),
    signature_only: false,
    undo_until: tone === "admit" || tone === "exit" ? ((now + 8_000) as WallMs) : null,
    undone: false,
    ...more,
    ...answer,
  };
}

export const first = {
  at: ago(41 * 60),
  checkpoint: NORTH,
  checkpoint_name: "Puerta Norte",
  device_name: "Puerta Norte 1",
};

const past = (n: number) => ({ at: ago(n * 23 + 14), undo_until: null });

export const recent: ShownScan[] = [
  scan("admit", { verdict: "admit" }, { at: ago(3), holder: holder({ name: "Andrés Felipe Quintero" }) }),
  scan(
    "admit",
    { verdict: "admit" },
    { ...past(1), holder: holder({ name: "María José Vélez", product: "VIP" }) },
  ),
  scan("used", { verdict: "used", first }, { ...past(2), holder: holder({ name: "Jorge Iván Ospina" }) }),
  scan(
    "admit",
    { verdict: "admit" },
    { ...past(3), undone: true, holder: holder({ name: "Luisa Fernanda Gil" }) },
  ),
  scan("refused", { verdict: "invalid", invalid: "bad_signature" }, { ...past(4), holder: null }),
  scan(
    "exit",
    { verdict: "exit" },
    { ...past(5), holder: holder({ name: "Camilo Zapata", kind: "staff", product: "Producción" }) },
  ),
  scan(
    "ask",
    { verdict: "unpaid", may_admit: true },
    { ...past(6), holder: holder({ name: "Natalia Cárdenas" }) },
  ),
  scan(
    "admit",
    { verdict: "admit" },
    {
      ...past(7),
      holder: holder({
        name: "Christopher Montgomery-Featherstonehaugh de la Torre",
        product: "Palco familiar numerado oriental",
      }),
    },
  ),
  scan(
    "admit",
    { verdict: "admit" },
    { ...past(8), signature_only: true, holder: holder({ name: "", product: "General" }) },
  ),
  scan("refused", { verdict: "cancelled" }, { ...past(9), holder: holder({ name: "Óscar Iván Muñoz" }) }),
];

export const counters: Counters = {
  entries: 1_284,
  exits: 97,
  refused: 31,
  inside: 4_812,
  capacity: 6_000,
  last_minute: 22,
  per_minute: [9, 11, 14, 12, 18, 21, 17, 24, 26, 22, 19, 23, 27, 25, 8],
};

export const gate: GateRes = {
  post: { checkpoint: NORTH, name: "Puerta Norte", direction: "in" },
  checkpoints: [
    "Puerta Norte",
    "Puerta Sur",
    "Zona VIP",
    "Backstage",
    "Parqueadero 63, entrada de proveedores",
  ].map((name, i) => ({
    id: (i === 0 ? NORTH : `0b6f1f9e-0000-4000-8000-00000000001${i}`) as CheckpointId,
    name,
    zone: ZONE,
    zone_name: ["Recinto", "Recinto", "VIP", "Backstage", "Logística"][i] ?? "",
    window: { from: null, until: null },
  })),
  counters,
  recent,
  camera: { state: "running", fps: 30 },
  replica: { waiting: 132, waiting_since: ago(1_100), data_at: ago(18 * 60), last_contact: null },
};

export const hits: SearchHit[] = [
  ["García López, Ana María", "General", null, false, true],
  ["García Peña, Juan Sebastián", "VIP", "Bancolombia", true, true],
  ["Garcés, Lucía", "Prensa", "El Espectador", false, true],
  ["Garzón Ruiz, Tomás", "General", null, false, false],
].map(([name, product, company, inside, good], i) => ({
  credential: `22222222-0000-4000-8000-00000000000${i}` as CredentialId,
  name: name as string,
  company: company as string | null,
  product: product as string,
  kind: "ticket",
  seat: i === 1 ? "C-14" : null,
  order_code: `K7QP${i}`,
  inside: inside as boolean,
  good: good as boolean,
}));

export const setup: SetupRes = {
  event: details,
  products: [
    { number: 1, name: "General", kind: "ticket", attention: null },
    { number: 2, name: "VIP", kind: "ticket", attention: "Pulsera dorada" },
    { number: 3, name: "Producción", kind: "staff", attention: null },
    { number: 4, name: "Prensa", kind: "press", attention: "Solo primeras tres canciones en el foso" },
  ],
  zones: [
    { id: ZONE, name: "Recinto", capacity: 6_000 },
    { id: "77f0a3d2-0000-4000-8000-000000000004" as ZoneId, name: "VIP", capacity: null },
  ],
  checkpoints: [
    {
      id: NORTH,
      name: "Puerta Norte",
      zone: ZONE,
      products: [],
      policy: { policy: "again_after_exit" },
      window: { from: ago(3 * 3600), until: inDays(0.4) },
      admits_unpaid: true,
    },
    {
      id: "0b6f1f9e-0000-4000-8000-000000000012" as CheckpointId,
      name: "Zona VIP",
      zone: "77f0a3d2-0000-4000-8000-000000000004" as ZoneId,
      products: [2, 3],
      policy: { policy: "per_day", times: 3 },
      window: { from: null, until: null },
      admits_unpaid: false,
    },
  ],
  keys: [
    {
      key_id: "9f3ac210",
      public_key: "aa",
      status: "active",
      can_sign: true,
      window: { from: null, until: null },
    },
    {
      key_id: "41b07e5d",
      public_key: "bb",
      status: "retiring",
      can_sign: true,
      window: { from: null, until: null },
    },
    {
      key_id: "0d1e2f3a",
      public_key: "cc",
      status: "revoked",
      can_sign: false,
      window: { from: null, until: null },
    },
  ],
  credentials: 10_432,
  credentials_by_product: [8_900, 1_200, 212, 120],
  data_at: ago(18 * 60),
};
