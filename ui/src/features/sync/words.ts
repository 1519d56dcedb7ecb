// Words of the room and the notices of the exchange; those for how it stands are in `stand-words.ts`.
import type { DeviceRole } from "../../contract/DeviceRole";
import type { DeviceStanding } from "../../contract/DeviceStanding";
import type { SnapshotOutcome } from "../../contract/SnapshotOutcome";
import { inBoth } from "../../shared/words";

export interface SyncWords {
  readonly title: string;
  readonly open: string;
  readonly roles: Readonly<Record<DeviceRole, string>>;
  readonly act: Readonly<Record<"join" | "joinFirst" | "try" | "show" | "seen", string>>;
  readonly doubles: {
    readonly title: string;
    readonly none: string;
    readonly alone: string;
    readonly intro: string;
    readonly todo: string;
    readonly first: string;
    readonly second: string;
    readonly later: (span: string) => string;
    readonly alarm: string;
    readonly more: (count: number) => string;
    readonly nobody: string;
    readonly nowhere: string;
    readonly noDevice: string;
  };
  readonly devices: {
    readonly title: string;
    readonly none: string;
    readonly heads: Readonly<Record<"name" | "records" | "last" | "waiting" | "seen" | "standing", string>>;
    readonly own: string;
    readonly untold: string;
    readonly standing: Readonly<Record<DeviceStanding, string>>;
  };
  readonly carry: {
    readonly title: string;
    readonly intro: string;
    readonly path: string;
    readonly write: string;
    readonly read: string;
    readonly wrote: (records: string) => string;
    readonly took: (records: string, fresh: string, unknown: string) => string;
    readonly writeEvent: string;
    readonly readEvent: string;
    readonly event: Readonly<Record<SnapshotOutcome, (moment: string) => string>>;
    readonly signed: (device: string, fingerprint: string) => string;
  };
}

/** Words of the exchange. */
export const WORDS = inBoth<SyncWords>(
  {
    title: "Sync",
    open: "Open Sync",
    roles: { gate: "Gate", kiosk: "Kiosk", stage: "Stage", control: "Control", supervisor: "Supervisor" },
    act: { join: "Join again", joinFirst: "Join an event", try: "Try now", show: "Show", seen: "Seen" },
    doubles: {
      title: "Admitted twice",
      none: "Nobody was admitted twice, as far as this device has heard.",
      alone:
        "This device works by itself: it refuses a second admission at once. Only gates that cannot hear each other can let somebody in twice.",
      intro:
        "Two gates that could not hear each other let the same ticket in. Find the second person and ask for proof.",
      todo: "Find whoever came in second and ask for proof.",
      first: "First",
      second: "Second",
      later: (span) => `${span} later`,
      alarm: "Admitted twice",
      more: (count) => `and ${count} more`,
      nobody: "Name unknown",
      nowhere: "Checkpoint unknown",
      noDevice: "device unknown",
    },
    devices: {
      title: "Devices",
      none: "No other device has been heard.",
      heads: {
        name: "Device",
        records: "Records here",
        last: "Last record",
        waiting: "Waiting there",
        seen: "Heard",
        standing: "Log",
      },
      own: "This device",
      untold: "Not told",
      standing: { good: "Trusted", replaced: "Replaced", revoked: "Not trusted" },
    },
    carry: {
      title: "Carry by file",
      intro: "For a venue without a network: write a file to a stick, read it on the other device.",
      path: "Path of the file",
      write: "Write records",
      read: "Read records",
      wrote: (records) => `Written: ${records} records.`,
      took: (records, fresh, unknown) =>
        `Read: ${records} records, ${fresh} of them new; ${unknown} left out.`,
      writeEvent: "Write event",
      readEvent: "Read event",
      event: {
        written: (moment) => `Written: the event as of ${moment}. The file names guests; keep it safe.`,
        taken: (moment) => `Read: this device now holds the event as of ${moment}.`,
        same: (moment) => `Nothing to do: this device holds the event as of ${moment} already.`,
        older: (moment) => `Nothing done: the file is of ${moment}, this device holds something newer.`,
      },
      signed: (device, fingerprint) => `Signed by ${device}, fingerprint ${fingerprint}`,
    },
  },
  {
    title: "Sincronía",
    open: "Abrir Sincronía",
    roles: {
      gate: "Puerta",
      kiosk: "Quiosco",
      stage: "Escenario",
      control: "Control",
      supervisor: "Supervisión",
    },
    act: {
      join: "Unirse otra vez",
      joinFirst: "Unirse a un evento",
      try: "Reintentar",
      show: "Ver",
      seen: "Visto",
    },
    doubles: {
      title: "Pasaron dos veces",
      none: "Nadie pasó dos veces, por lo que este equipo sabe.",
      alone:
        "Este equipo funciona solo: rechaza la segunda vez al momento. Solo dos puertas que no se oyen pueden dejar pasar dos veces.",
      intro:
        "Dos puertas que no se oían dejaron pasar la misma entrada. Busca a la segunda persona y pide una prueba.",
      todo: "Busca a quien pasó después y pide una prueba.",
      first: "Primero",
      second: "Después",
      later: (span) => `${span} después`,
      alarm: "Pasó dos veces",
      more: (count) => `y ${count} más`,
      nobody: "Nombre desconocido",
      nowhere: "Punto desconocido",
      noDevice: "equipo desconocido",
    },
    devices: {
      title: "Equipos",
      none: "No se ha oído a ningún otro equipo.",
      heads: {
        name: "Equipo",
        records: "Registros aquí",
        last: "Último registro",
        waiting: "Sin enviar",
        seen: "Oído",
        standing: "Registro",
      },
      own: "Este equipo",
      untold: "No se sabe",
      standing: { good: "De fiar", replaced: "Reemplazado", revoked: "No es de fiar" },
    },
    carry: {
      title: "Llevar en un archivo",
      intro: "Para un lugar sin red: escribe un archivo en una memoria y léelo en el otro equipo.",
      path: "Ruta del archivo",
      write: "Escribir registros",
      read: "Leer registros",
      wrote: (records) => `Escritos: ${records} registros.`,
      took: (records, fresh, unknown) =>
        `Leídos: ${records} registros, ${fresh} de ellos nuevos; ${unknown} omitidos.`,
      writeEvent: "Escribir evento",
      readEvent: "Leer evento",
      event: {
        written: (moment) => `Escrito: el evento (datos: ${moment}). El archivo nombra a invitados; cuídalo.`,
        taken: (moment) => `Leído: este equipo ya tiene el evento (datos: ${moment}).`,
        same: (moment) => `Nada que hacer: este equipo ya tenía el evento (datos: ${moment}).`,
        older: (moment) => `No se hizo nada: el archivo es de ${moment} y este equipo tiene algo más nuevo.`,
      },
      signed: (device, fingerprint) => `Firmado por ${device}, huella ${fingerprint}`,
    },
  },
);
