// Words of the gate screen; those of the verdicts are in `verdict-words.ts`.
import type { CameraHint } from "../../contract/CameraHint";
import type { CameraTrouble } from "../../contract/CameraTrouble";
import type { Kind } from "../../contract/Kind";
import type { UndoRes } from "../../contract/UndoRes";
import { inBoth } from "../../shared/words";

interface GateWords {
  readonly title: string;
  readonly way: Readonly<Record<"in" | "out", string>>;
  readonly kind: Readonly<Record<Kind, string>>;
  readonly seat: (seat: string) => string;
  readonly order: (code: string) => string;
  readonly rehearsal: string;
  readonly signatureOnly: string;
  readonly attention: string;
  readonly admitAnyway: string;
  readonly counters: {
    readonly title: string;
    readonly entries: string;
    readonly exits: string;
    readonly inside: string;
    readonly of: (capacity: string) => string;
    readonly refused: string;
    readonly perMinute: string;
    readonly chart: (values: string) => string;
  };
  readonly recent: {
    readonly title: string;
    readonly empty: string;
    readonly undo: string;
    readonly seconds: (left: number) => string;
    readonly undone: string;
    readonly unknown: string;
  };
  readonly undo: Readonly<Record<UndoRes, string>>;
  readonly search: {
    readonly label: string;
    readonly placeholder: string;
    readonly none: string;
    readonly inside: string;
    readonly bad: string;
    readonly results: (count: number) => string;
  };
  readonly look: {
    readonly title: string;
    readonly would: string;
    readonly admit: string;
    readonly exit: string;
    readonly close: string;
  };
  readonly post: {
    readonly title: string;
    readonly way: string;
    readonly empty: string;
    readonly toSetup: string;
    readonly none: string;
  };
  readonly camera: {
    readonly label: string;
    readonly choose: string;
    readonly title: string;
    readonly off: string;
    readonly turnOff: string;
    readonly none: string;
    readonly again: string;
    readonly starting: string;
    readonly ready: string;
    readonly offHelp: string;
    readonly retry: string;
    readonly trouble: Readonly<Record<CameraTrouble, { readonly what: string; readonly todo: string }>>;
    readonly hint: Readonly<Record<CameraHint, string>>;
  };
}

/** Words of the gate screen. */
export const WORDS = inBoth<GateWords>(
  {
    title: "Gate",
    way: { in: "Entrance", out: "Exit" },
    kind: {
      ticket: "Ticket",
      staff: "Staff",
      vendor: "Vendor",
      press: "Press",
      artist: "Artist",
      exhibitor: "Exhibitor",
      guest_list: "Guest list",
    },
    seat: (seat) => `Seat ${seat}`,
    order: (code) => `Order ${code}`,
    rehearsal: "Rehearsal: does not count",
    signatureOnly:
      "Not on this device's list yet. The signature is good, and the ticket is used up from now on.",
    attention: "Attention",
    admitAnyway: "Admit anyway",
    counters: {
      title: "Counters",
      entries: "In",
      exits: "Out",
      inside: "Inside",
      of: (capacity) => `of ${capacity}`,
      refused: "Refused",
      perMinute: "Per minute",
      chart: (values) => `Entries per minute over the last 15 minutes: ${values}`,
    },
    recent: {
      title: "Last scans",
      empty: "Nobody has been scanned here yet.",
      undo: "Undo",
      seconds: (left) => `${left} s`,
      undone: "Taken back",
      unknown: "Unknown code",
    },
    undo: {
      undone: "Taken back. They may come again.",
      unknown: "This device does not know that scan.",
      nothing_to_undo: "Nobody passed: nothing to take back.",
      already_undone: "It had been taken back before.",
      other_device: "Another device made it: take it back there.",
      too_late: "Too late to take it back. Call a supervisor.",
    },
    search: {
      label: "Search by name, company or order",
      placeholder: "Type a name, company or order",
      none: "Nobody found. Try fewer letters.",
      inside: "Inside",
      bad: "Not good",
      results: (found) => (found === 1 ? "1 found" : `${found} found`),
    },
    look: {
      title: "Not admitted yet",
      would: "Would be",
      admit: "Admit",
      exit: "Let out",
      close: "Close",
    },
    post: {
      title: "Where is this device?",
      way: "Direction",
      empty: "This event has no checkpoint yet.",
      toSetup: "Make one in Setup",
      none: "No checkpoint",
    },
    camera: {
      label: "Camera picture",
      choose: "Camera",
      title: "Choose a camera",
      off: "The camera is off",
      turnOff: "No camera",
      none: "No camera was found. Plug one in, then look again.",
      again: "Look again",
      starting: "The camera is starting",
      ready: "Hold the code in front of the camera",
      offHelp: "Choose a camera, use a scanner, or search by name.",
      retry: "Tried again by itself. Until then use a scanner, or search by name.",
      trouble: {
        not_found: { what: "The camera is not there", todo: "Plug it in, or choose another." },
        busy: { what: "Another program uses the camera", todo: "Close that program." },
        denied: {
          what: "The system blocks the camera",
          todo: "Allow it for Gatehouse in the privacy settings.",
        },
        unplugged: { what: "The camera was unplugged", todo: "Plug it in again." },
        unsupported: { what: "This camera cannot be read", todo: "Choose another camera." },
        bad_replay: { what: "The recorded pictures cannot be read", todo: "Choose another camera." },
      },
      hint: {
        too_dark: "Too dark: turn on a light",
        glare: "Glare: tilt the code",
        too_close: "Too close: move it back",
        too_far: "Too far: bring it closer",
        blurred: "Blurred: hold it still",
      },
    },
  },
  {
    title: "Puerta",
    way: { in: "Entrada", out: "Salida" },
    kind: {
      ticket: "Entrada",
      staff: "Personal",
      vendor: "Proveedor",
      press: "Prensa",
      artist: "Artista",
      exhibitor: "Expositor",
      guest_list: "Lista de invitados",
    },
    seat: (seat) => `Asiento ${seat}`,
    order: (code) => `Pedido ${code}`,
    rehearsal: "Ensayo: no cuenta",
    signatureOnly:
      "Aún no está en la lista de este equipo. La firma es buena y la entrada queda usada desde ahora.",
    attention: "Atención",
    admitAnyway: "Dejar pasar igual",
    counters: {
      title: "Conteo",
      entries: "Entran",
      exits: "Salen",
      inside: "Dentro",
      of: (capacity) => `de ${capacity}`,
      refused: "Rechazos",
      perMinute: "Por minuto",
      chart: (values) => `Entradas por minuto en los últimos 15 minutos: ${values}`,
    },
    recent: {
      title: "Últimas lecturas",
      empty: "Aquí aún no se ha leído a nadie.",
      undo: "Deshacer",
      seconds: (left) => `${left} s`,
      undone: "Deshecha",
      unknown: "Código desconocido",
    },
    undo: {
      undone: "Deshecha. Puede volver a pasar.",
      unknown: "Este equipo no conoce esa lectura.",
      nothing_to_undo: "No pasó nadie: no hay nada que deshacer.",
      already_undone: "Ya estaba deshecha.",
      other_device: "La hizo otro equipo: deshazla allí.",
      too_late: "Ya es tarde para deshacerla. Llama al supervisor.",
    },
    search: {
      label: "Buscar por nombre, empresa o pedido",
      placeholder: "Escribe nombre, empresa o pedido",
      none: "Nadie encontrado. Prueba con menos letras.",
      inside: "Dentro",
      bad: "No vale",
      results: (found) => (found === 1 ? "1 resultado" : `${found} resultados`),
    },
    look: {
      title: "Todavía no ha pasado",
      would: "Sería",
      admit: "Dejar pasar",
      exit: "Dejar salir",
      close: "Cerrar",
    },
    post: {
      title: "¿Dónde está este equipo?",
      way: "Sentido",
      empty: "Este evento aún no tiene puntos de control.",
      toSetup: "Crear uno en Ajustes",
      none: "Sin punto de control",
    },
    camera: {
      label: "Imagen de la cámara",
      choose: "Cámara",
      title: "Elige una cámara",
      off: "La cámara está apagada",
      turnOff: "Sin cámara",
      none: "No se encontró ninguna cámara. Conecta una y busca otra vez.",
      again: "Buscar otra vez",
      starting: "La cámara está arrancando",
      ready: "Muestra el código a la cámara",
      offHelp: "Elige una cámara, usa un lector o busca por nombre.",
      retry: "Se reintenta solo. Mientras tanto usa un lector o busca por nombre.",
      trouble: {
        not_found: { what: "La cámara no está", todo: "Conéctala o elige otra." },
        busy: { what: "Otro programa usa la cámara", todo: "Cierra ese programa." },
        denied: { what: "El sistema bloquea la cámara", todo: "Permítela para Gatehouse en la privacidad." },
        unplugged: { what: "Se desconectó la cámara", todo: "Conéctala otra vez." },
        unsupported: { what: "Esta cámara no se puede leer", todo: "Elige otra cámara." },
        bad_replay: { what: "Las imágenes grabadas no se pueden leer", todo: "Elige otra cámara." },
      },
      hint: {
        too_dark: "Muy oscuro: enciende una luz",
        glare: "Reflejo: inclina el código",
        too_close: "Muy cerca: aléjalo",
        too_far: "Muy lejos: acércalo",
        blurred: "Borroso: mantenlo quieto",
      },
    },
  },
);
