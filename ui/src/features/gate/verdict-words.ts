// How every verdict reads: the word, why in one sentence with one fact, and what to do next.
import type { ShownScan } from "../../contract/ShownScan";
import { inBoth } from "../../shared/words";

/** A verdict in words. Empty texts are not shown. */
export interface Said {
  readonly word: string;
  readonly why: string;
  readonly next: string;
}

type Of<V extends ShownScan["verdict"]> = Extract<ShownScan, { verdict: V }>;

/** One entry per verdict of the contract; `at` writes a moment in the venue's zone. */
export type VerdictWords = {
  readonly [V in ShownScan["verdict"]]: (scan: Of<V>, at: (moment: number) => string) => Said;
};

const say = (word: string, why: string, next: string): Said => ({ word, why, next });

/** Every verdict in both languages. */
export const VERDICT_WORDS = inBoth<VerdictWords>(
  {
    admit: () => say("Admit", "", ""),
    exit: () => say("Exit", "", "Let them out."),
    invalid: ({ invalid }) => {
      const desk = "Search by name, or send them to the ticket desk.";
      switch (invalid) {
        case "unrecognized":
          return say("Not valid", "This is not a ticket code.", "Ask for the code on the ticket.");
        case "malformed":
          return say("Not valid", "The code is damaged or incomplete.", desk);
        case "bad_signature":
          return say("Not valid", "The code was altered or forged.", "Keep them outside. Call a supervisor.");
        case "unknown_key":
          return say("Not valid", "It was signed with a key that this event does not know.", desk);
        case "revoked_key":
          return say("Not valid", "It was signed with a key that was withdrawn.", desk);
        case "key_outside_its_time":
          return say("Not valid", "It was signed outside its key's time.", desk);
        case "not_found":
          return say("Not valid", "No ticket has this code.", desk);
      }
    },
    wrong_event: ({ event_name }) =>
      say(
        "Other event",
        event_name ? `This ticket is for ${event_name}.` : "This ticket is for another event.",
        "Ask for the ticket of this event.",
      ),
    error: () => say("Cannot tell", "This checkpoint is not known any more.", "Choose the checkpoint again."),
    cancelled: () =>
      say("Cancelled", "The order was cancelled or refunded.", "Send them to the ticket desk."),
    revoked: ({ superseded }) =>
      superseded
        ? say("Replaced", "A newer ticket was issued for this one.", "Ask for the newer ticket.")
        : say("Revoked", "The organiser withdrew this ticket.", "Send them to the ticket desk."),
    blocked: () => say("Blocked", "The organiser blocked this ticket.", "Call a supervisor."),
    unapproved: () =>
      say("Not approved", "The order still waits for approval.", "Send them to the ticket desk."),
    unpaid: ({ may_admit }) =>
      say(
        "Not paid",
        "The order has not been paid.",
        may_admit ? "Take the payment, or admit anyway." : "Send them to the ticket desk.",
      ),
    too_early: ({ valid_from }, at) =>
      say("Too early", `Valid from ${at(valid_from)}.`, "Ask them to come back then."),
    too_late: ({ valid_until }, at) =>
      say("Expired", `It was valid until ${at(valid_until)}.`, "Send them to the ticket desk."),
    closed: ({ opens }, at) =>
      opens === null
        ? say("Closed", "This checkpoint is closed now.", "Nobody passes here.")
        : say("Closed", `This checkpoint opens ${at(opens)}.`, "Ask them to come back then."),
    wrong_product: ({ right }) =>
      right.length > 0
        ? say("Not here", "This ticket is for another entrance.", `Send them to ${right.join(" / ")}.`)
        : say("Not here", "This ticket does not open this checkpoint.", "Send them to the ticket desk."),
    wrong_session: () =>
      say("Not here", "This ticket is for another session.", "Send them to their session."),
    rules: ({ clause }) => say("Not now", `The rule here: ${clause}`, "Unsure? Call a supervisor."),
    questions: () => say("Ask first", "Required answers are missing.", "Send them to the ticket desk."),
    ambiguous: () =>
      say("Which one?", "This code stands for several tickets.", "Search by name and pick one."),
    used: ({ first }, at) =>
      say(
        "Already used",
        `Admitted ${at(first.at)} at ${first.checkpoint_name}.`,
        "Keep them outside. Unsure? Call a supervisor.",
      ),
    full: ({ capacity }) =>
      say("Full", `The zone holds ${capacity} and they are inside.`, "Wait until somebody leaves."),
  },
  {
    admit: () => say("Pasa", "", ""),
    exit: () => say("Salida", "", "Déjale salir."),
    invalid: ({ invalid }) => {
      const desk = "Busca por nombre o envía a la taquilla.";
      switch (invalid) {
        case "unrecognized":
          return say("No vale", "Este código no es de una entrada.", "Pide el código de la entrada.");
        case "malformed":
          return say("No vale", "El código está dañado o incompleto.", desk);
        case "bad_signature":
          return say(
            "No vale",
            "El código fue alterado o falsificado.",
            "Que espere fuera. Llama al supervisor.",
          );
        case "unknown_key":
          return say("No vale", "Se firmó con una clave que este evento no conoce.", desk);
        case "revoked_key":
          return say("No vale", "Se firmó con una clave que fue retirada.", desk);
        case "key_outside_its_time":
          return say("No vale", "Se firmó fuera del plazo de su clave.", desk);
        case "not_found":
          return say("No vale", "Ninguna entrada tiene este código.", desk);
      }
    },
    wrong_event: ({ event_name }) =>
      say(
        "Otro evento",
        event_name ? `Esta entrada es para ${event_name}.` : "Esta entrada es para otro evento.",
        "Pide la entrada de este evento.",
      ),
    error: () =>
      say("No se sabe", "Este punto de control ya no existe.", "Elige otra vez el punto de control."),
    cancelled: () => say("Cancelada", "El pedido se canceló o se devolvió.", "Envía a la taquilla."),
    revoked: ({ superseded }) =>
      superseded
        ? say("Cambiada", "Hay una entrada más nueva en lugar de esta.", "Pide la entrada más nueva.")
        : say("Anulada", "La organización retiró esta entrada.", "Envía a la taquilla."),
    blocked: () => say("Bloqueada", "La organización bloqueó esta entrada.", "Llama al supervisor."),
    unapproved: () => say("Sin aprobar", "El pedido todavía espera aprobación.", "Envía a la taquilla."),
    unpaid: ({ may_admit }) =>
      say(
        "Sin pagar",
        "El pedido no está pagado.",
        may_admit ? "Cobra, o deja pasar de todos modos." : "Envía a la taquilla.",
      ),
    too_early: ({ valid_from }, at) =>
      say("Muy pronto", `Vale desde ${at(valid_from)}.`, "Que vuelva entonces."),
    too_late: ({ valid_until }, at) =>
      say("Vencida", `Valía hasta ${at(valid_until)}.`, "Envía a la taquilla."),
    closed: ({ opens }, at) =>
      opens === null
        ? say("Cerrado", "Este punto de control está cerrado.", "Aquí no pasa nadie.")
        : say("Cerrado", `Este punto de control abre ${at(opens)}.`, "Que vuelva entonces."),
    wrong_product: ({ right }) =>
      right.length > 0
        ? say("Aquí no", "Esta entrada es para otra puerta.", `Envía a ${right.join(" / ")}.`)
        : say("Aquí no", "Esta entrada no abre este punto de control.", "Envía a la taquilla."),
    wrong_session: () => say("Aquí no", "Esta entrada es para otra sesión.", "Envía a su sesión."),
    rules: ({ clause }) => say("Ahora no", `La regla de aquí: ${clause}`, "¿Dudas? Llama al supervisor."),
    questions: () => say("Pregunta", "Faltan respuestas obligatorias.", "Envía a la taquilla."),
    ambiguous: () => say("¿Cuál?", "Este código vale por varias entradas.", "Busca por nombre y elige una."),
    used: ({ first }, at) =>
      say(
        "Ya se usó",
        `Pasó ${at(first.at)} por ${first.checkpoint_name}.`,
        "Que espere fuera. ¿Dudas? Llama al supervisor.",
      ),
    full: ({ capacity }) =>
      say("Lleno", `La zona es para ${capacity} y ya están dentro.`, "Espera a que salga alguien."),
  },
);

/** A scan in words. */
export function said(scan: ShownScan, words: VerdictWords, at: (moment: number) => string): Said {
  // The table has one entry per verdict, each for its own shape; TypeScript cannot follow that through the lookup.
  const speak = words[scan.verdict] as (scan: ShownScan, at: (moment: number) => string) => Said;
  return speak(scan, at);
}
