// A crowd, invented: zones in every band, doors, one of which is silent.
import type { CheckpointId } from "../../src/contract/CheckpointId";
import type { CrowdBand } from "../../src/contract/CrowdBand";
import type { CrowdRes } from "../../src/contract/CrowdRes";
import type { DensityGrade } from "../../src/contract/DensityGrade";
import type { DoorCrowd } from "../../src/contract/DoorCrowd";
import type { RecordId } from "../../src/contract/RecordId";
import type { WallMs } from "../../src/contract/WallMs";
import type { ZoneCrowd } from "../../src/contract/ZoneCrowd";
import type { ZoneId } from "../../src/contract/ZoneId";
import { ago } from "./data";

const SHARES = [800, 900, 950, 1_000];

export function bands(capacity: number | null, owner = ""): CrowdBand[] {
  return SHARES.map((permille) => ({
    permille,
    persons: Math.ceil(((capacity ?? 0) * permille) / 1_000),
    owner,
    action: "",
  }));
}

export function zone(at: number, name: string, more: Partial<ZoneCrowd> = {}): ZoneCrowd {
  const capacity = more.capacity === undefined ? 2_000 : more.capacity;
  const known = more.known ?? 900;
  return {
    zone: `zone-${at}` as ZoneId,
    name,
    known,
    lower: known,
    upper: known,
    capacity,
    capacity_source: capacity === null ? "" : "240 m² × 2 × 0,9; L. Ospina",
    bands: bands(capacity, "Jefe de puertas"),
    band: null,
    net_per_minute: 4.2,
    minutes_to_slow: null,
    minutes_to_full: null,
    minutes_to_leave: 6.2,
    silent: [],
    density: null,
    ...more,
  };
}

export function door(at: number, name: string, more: Partial<DoorCrowd> = {}): DoorCrowd {
  return {
    door: `door-${at}` as CheckpointId,
    name,
    into: "zone-1" as ZoneId,
    from: null,
    entries: 1_204,
    exits: 210,
    own_entries: 412,
    own_exits: 36,
    in_per_minute: 14.4,
    out_per_minute: 2.1,
    most_per_minute: 22,
    most_source: "Lectura y requisa, una fila",
    ...more,
  };
}

export const GRADES: DensityGrade[] = [
  { grade: 0, from_per_m2: 0, to_per_m2: 0.5, dangerous_moving: false, dangerous_static: false },
  { grade: 1, from_per_m2: 0.5, to_per_m2: 2, dangerous_moving: false, dangerous_static: false },
  { grade: 2, from_per_m2: 2, to_per_m2: 3.6, dangerous_moving: false, dangerous_static: false },
  { grade: 3, from_per_m2: 3.6, to_per_m2: 4, dangerous_moving: false, dangerous_static: false },
  { grade: 4, from_per_m2: 4, to_per_m2: 5.6, dangerous_moving: true, dangerous_static: false },
  { grade: 5, from_per_m2: 5.6, to_per_m2: null, dangerous_moving: true, dangerous_static: true },
];

const density = (seconds: number, grade: number, note: string) => ({
  entry: { author: "north", seq: 44 } as RecordId,
  at: ago(seconds),
  grade,
  note,
});

export function crowd(more: Partial<CrowdRes> = {}): CrowdRes {
  return {
    now: Date.now() as WallMs,
    zones: [
      zone(1, "Campo", {
        known: 1_820,
        lower: 1_820,
        upper: 1_905,
        band: 2,
        net_per_minute: 12.4,
        minutes_to_slow: 0,
        minutes_to_full: 7.6,
        silent: [
          { door: "Puerta C", device: "Sur 3", heard: ago(250), may_have_let_in: 85 },
          { door: "Puerta D", device: "Sur 4", heard: ago(130), may_have_let_in: 20 },
        ],
        density: density(900, 3, "Frente a la consola, quietos y cantando"),
      }),
      zone(2, "Carpa 2", {
        known: 655,
        lower: 655,
        upper: 655,
        capacity: 800,
        band: 0,
        net_per_minute: -3.1,
      }),
      zone(3, "Gradería", {
        known: 1_840,
        lower: 1_840,
        upper: 1_852,
        band: 1,
        minutes_to_full: 22,
        silent: [{ door: "Puerta E", device: "Occidente 1", heard: ago(75), may_have_let_in: 12 }],
      }),
      zone(4, "VIP", { known: 312, lower: 312, upper: 312, capacity: 300, band: 3, net_per_minute: 0 }),
      zone(5, "Zona de comidas", { known: 210, lower: 210, upper: 210, density: density(4_000, 1, "") }),
      zone(6, "Camerinos", { known: 41, lower: 41, upper: 41, capacity: null, minutes_to_leave: null }),
    ],
    doors: [
      door(1, "Puerta A"),
      door(2, "Puerta B", { in_per_minute: 18.2 }),
      door(3, "Puerta C", { in_per_minute: 0, own_entries: 0, own_exits: 0 }),
      door(4, "Carpa 2, entrada", { from: "zone-1" as ZoneId, into: "zone-2" as ZoneId, entries: 655 }),
    ],
    grades: GRADES,
    ...more,
  };
}

export const LONG =
  "Explanada principal y corredor técnico del costado nororiental, detrás de la tarima Celebra la Vida";
