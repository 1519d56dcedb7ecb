// Words for how the exchange stands: the chip, the explanation, the alarms.
import type { Parked } from "../../contract/Parked";
import type { SyncAlarm } from "../../contract/SyncAlarm";
import { inBoth } from "../../shared/words";
import type { Stand } from "./stand";

/** A state in words. */
export interface Explained {
  /** What it is, in one or two words. */
  readonly title: string;
  readonly means: string;
  readonly todo: string;
}

/** Words for how it stands. */
export interface StandWords {
  readonly chip: Readonly<
    Record<"alone" | "offline" | "connecting" | "sending" | "syncedEver" | "noData", string>
  > & {
    readonly synced: (time: string) => string;
    readonly downloading: (percent: number) => string;
    readonly waiting: (count: string) => string;
    readonly data: (age: string) => string;
    readonly parked: Readonly<Record<Parked, string>>;
  };
  readonly stand: Readonly<Record<Exclude<Stand, "parked">, Explained>>;
  readonly parked: Readonly<Record<Parked, Explained>>;
  readonly alarm: Readonly<Record<SyncAlarm, Explained>>;
  readonly clock: { readonly ahead: (by: string) => string; readonly behind: (by: string) => string };
  readonly facts: Readonly<
    Record<
      "waiting" | "elsewhere" | "contact" | "data" | "clock" | "store" | "never" | "download" | "justNow",
      string
    >
  > & {
    readonly ago: (age: string) => string;
    readonly devices: (count: number) => string;
    readonly of: (done: string, total: string) => string;
  };
}

/** Words for how it stands. */
export const STAND_WORDS = inBoth<StandWords>(
  {
    chip: {
      alone: "Not connected to a store",
      offline: "Offline",
      connecting: "Connecting",
      sending: "Sending",
      synced: (time) => `All synced ${time}`,
      syncedEver: "All synced",
      downloading: (percent) => `Downloading ${percent} %`,
      waiting: (count) => `${count} waiting`,
      data: (age) => `data ${age} old`,
      noData: "no list yet",
      parked: {
        sign_in: "Parked: sign in again",
        revoked: "Parked: rights withdrawn",
        refused: "Parked: store refuses",
        storage: "Parked: open again",
      },
    },
    stand: {
      alone: {
        title: "Not connected",
        means: "This device works by itself. Everything is kept here, and the gate needs nothing else.",
        todo: "Nothing to do. To work with other devices, join with a code from the organizer.",
      },
      offline: {
        title: "Offline",
        means: "The store cannot be reached. The gate goes on; every scan is kept here and none is lost.",
        todo: "Nothing to do. It is sent by itself as soon as there is a network.",
      },
      connecting: {
        title: "Connecting",
        means: "Trying to reach the store. The gate goes on meanwhile.",
        todo: "Nothing to do.",
      },
      downloading: {
        title: "Downloading",
        means: "The list of attendees is coming in. Whoever is not here yet is judged by the signature.",
        todo: "Keep this device on the network until it is done.",
      },
      sending: {
        title: "Sending",
        means: "The store answers, and what waits here is on its way.",
        todo: "Nothing to do.",
      },
      synced: {
        title: "All synced",
        means: "What happens here is in the store within seconds, and what the store knows is here.",
        todo: "Nothing to do.",
      },
    },
    parked: {
      sign_in: {
        title: "Sign in again",
        means: "The store does not know this device any more. The gate goes on; nothing is sent.",
        todo: "Ask the organizer for a new code and join again.",
      },
      revoked: {
        title: "Rights withdrawn",
        means:
          "The organizer took this device's rights away. The list of attendees was removed from it, and it admits nobody.",
        todo: "Send people to another gate and ask the organizer. To go on, join again with a new code.",
      },
      refused: {
        title: "Store refuses",
        means: "The store refuses what this device sends. The gate goes on; everything is kept here.",
        todo: "Update Gatehouse on this device, or call the organizer; then try again.",
      },
      storage: {
        title: "Stopped",
        means: "This device cannot record anything, so nobody can be admitted.",
        todo: "Open the event again.",
      },
    },
    alarm: {
      stuck: {
        title: "Stuck",
        means: "Connected, but nothing has got through for two minutes.",
        todo: "Try now; if it stays, call the organizer.",
      },
      distrust: {
        title: "A log in doubt",
        means: "The log of another device cannot be trusted; its records are left out.",
        todo: "Ask who uses that device, then ask the organizer.",
      },
      clock: {
        title: "Clock wrong",
        means: "This device's clock is wrong.",
        todo: "Set it right in the system, then try again.",
      },
      forked: {
        title: "A copy in use",
        means: "A copy of this device's data was in use; it goes on under a new name.",
        todo: "Nothing is lost. Keep only one copy in use.",
      },
    },
    clock: {
      ahead: (by) => `${by} ahead`,
      behind: (by) => `${by} behind`,
    },
    facts: {
      waiting: "Waiting here",
      elsewhere: "Waiting elsewhere",
      contact: "Last contact",
      data: "List of attendees",
      clock: "This device's clock",
      store: "Store",
      never: "None yet",
      justNow: "just now",
      download: "Downloaded",
      ago: (age) => `${age} ago`,
      devices: (count) => (count === 1 ? "at 1 device" : `at ${count} devices`),
      of: (done, total) => `${done} of ${total}`,
    },
  },
  {
    chip: {
      alone: "Sin almacén conectado",
      offline: "Sin conexión",
      connecting: "Conectando",
      sending: "Enviando",
      synced: (time) => `Todo al día ${time}`,
      syncedEver: "Todo al día",
      downloading: (percent) => `Descargando ${percent} %`,
      waiting: (count) => `${count} en espera`,
      data: (age) => `datos de hace ${age}`,
      noData: "sin lista",
      parked: {
        sign_in: "Detenida: vuelve a entrar",
        revoked: "Detenida: sin permiso",
        refused: "Detenida: rechazada",
        storage: "Detenida: abre otra vez",
      },
    },
    stand: {
      alone: {
        title: "Sin almacén",
        means: "Este equipo funciona solo. Todo se guarda aquí y la puerta no necesita nada más.",
        todo: "No hay que hacer nada. Para trabajar con otros equipos, únete con un código de la organización.",
      },
      offline: {
        title: "Sin conexión",
        means: "No se llega al almacén. La puerta sigue; cada lectura se guarda aquí y no se pierde ninguna.",
        todo: "No hay que hacer nada. Se envía solo en cuanto haya red.",
      },
      connecting: {
        title: "Conectando",
        means: "Se intenta llegar al almacén. Mientras tanto la puerta sigue.",
        todo: "No hay que hacer nada.",
      },
      downloading: {
        title: "Descargando",
        means: "Está llegando la lista de asistentes. A quien aún no está se le juzga por la firma.",
        todo: "Deja este equipo en la red hasta que termine.",
      },
      sending: {
        title: "Enviando",
        means: "El almacén responde y lo que espera aquí va en camino.",
        todo: "No hay que hacer nada.",
      },
      synced: {
        title: "Todo al día",
        means: "Lo que pasa aquí está en el almacén en segundos, y lo que sabe el almacén está aquí.",
        todo: "No hay que hacer nada.",
      },
    },
    parked: {
      sign_in: {
        title: "Vuelve a entrar",
        means: "El almacén ya no conoce este equipo. La puerta sigue; no se envía nada.",
        todo: "Pide un código nuevo a la organización y únete otra vez.",
      },
      revoked: {
        title: "Sin permiso",
        means:
          "La organización retiró el permiso a este equipo. Se borró su lista de asistentes y no deja pasar a nadie.",
        todo: "Manda a la gente a otra puerta y pregunta a la organización. Para seguir, únete con un código nuevo.",
      },
      refused: {
        title: "Rechazada",
        means: "El almacén rechaza lo que este equipo envía. La puerta sigue; todo se guarda aquí.",
        todo: "Actualiza Gatehouse en este equipo o llama a la organización; luego reintenta.",
      },
      storage: {
        title: "Detenida",
        means: "Este equipo no puede registrar nada y nadie puede pasar.",
        todo: "Abre el evento otra vez.",
      },
    },
    alarm: {
      stuck: {
        title: "Atascada",
        means: "Hay conexión, pero nada ha llegado en dos minutos.",
        todo: "Reintenta; si sigue, llama a la organización.",
      },
      distrust: {
        title: "Registro dudoso",
        means: "El registro de otro equipo no es de fiar; lo suyo no se cuenta.",
        todo: "Pregunta quién usa ese equipo y avisa a la organización.",
      },
      clock: {
        title: "Reloj mal",
        means: "El reloj de este equipo está mal.",
        todo: "Corrígelo en el sistema y reintenta.",
      },
      forked: {
        title: "Copia en uso",
        means: "Se usó una copia de los datos de este equipo; sigue con otro nombre.",
        todo: "No se pierde nada. Usa una sola copia.",
      },
    },
    clock: {
      ahead: (by) => `${by} adelantado`,
      behind: (by) => `${by} atrasado`,
    },
    facts: {
      waiting: "En espera aquí",
      elsewhere: "En espera en otros",
      contact: "Último contacto",
      data: "Lista de asistentes",
      clock: "Reloj de este equipo",
      store: "Almacén",
      never: "Ninguno aún",
      justNow: "ahora",
      download: "Descargado",
      ago: (age) => `hace ${age}`,
      devices: (count) => (count === 1 ? "en 1 equipo" : `en ${count} equipos`),
      of: (done, total) => `${done} de ${total}`,
    },
  },
);
