// Words of the live screens. Those of what lies beside the run (tools, curfew, the choice of a show) are in `side-words.ts`.
import type { NotNow } from "../../contract/NotNow";
import type { Phase } from "../../contract/Phase";
import type { RefusedReason } from "../../contract/RefusedReason";
import type { ShowState } from "../../contract/ShowState";
import type { Standing } from "../../contract/Standing";
import { inBoth } from "../../shared/words";
import type { Way } from "./durations";

export interface ShowWords {
  readonly states: Readonly<Record<ShowState, string>>;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly ways: Readonly<Record<Way, string>>;
  readonly refused: Readonly<Record<RefusedReason, string>>;
  readonly notNow: Readonly<Record<NotNow, string>>;
  readonly old: (age: string) => string;
  readonly live: {
    readonly title: string;
    readonly none: string;
    readonly first: (cue: string) => string;
    readonly noCues: string;
    readonly waiting: (cue: string) => string;
    readonly over: string;
    readonly overNote: string;
    readonly left: string;
    readonly of: (planned: string) => string;
    readonly ends: (at: string) => string;
    readonly started: (at: string) => string;
    readonly paused: string;
    readonly toEnd: string;
    readonly uncertain: string;
    readonly relative: (text: string) => string;
  };
  readonly next: {
    readonly title: string;
    readonly none: string;
    readonly planned: (at: string) => string;
    readonly ready: string;
    readonly notReady: string;
    readonly silent: string;
    readonly flag: string;
  };
  readonly bar: {
    readonly title: string;
    readonly go: string;
    readonly finishes: string;
    readonly nothing: string;
    readonly space: string;
    readonly held: string;
    readonly standby: string;
    readonly inStandby: (cue: string) => string;
    readonly missing: (cue: string, departments: string) => string;
    readonly ungo: (seconds: number) => string;
    readonly pause: string;
    readonly resume: string;
    readonly time: (minutes: string) => string;
    readonly jump: (cue: string) => string;
    readonly leave: string;
    readonly holdIt: string;
    readonly holdTwo: string;
  };
  readonly call: {
    readonly own: string;
    readonly by: (who: string) => string;
    readonly nobody: string;
    readonly nobodyNote: string;
    readonly take: string;
    readonly takeFrom: string;
    readonly reason: string;
    readonly silent: (age: string) => string;
    readonly lastGo: (at: string) => string;
    readonly offered: (who: string) => string;
    readonly offeredToUs: (who: string) => string;
    readonly accept: string;
    readonly present: string;
  };
  readonly hold: {
    readonly word: string;
    readonly title: string;
    readonly since: (at: string, who: string) => string;
    readonly stands: (cue: string, left: string) => string;
    readonly steps: string;
    readonly noSteps: string;
    readonly done: string;
    readonly doneAfter: (time: string) => string;
    readonly notDone: string;
    readonly release: string;
    readonly mayNot: string;
    readonly reason: string;
    readonly reasons: readonly string[];
  };
  readonly lanes: {
    readonly title: (who: string, at: string) => string;
    readonly back: (who: string, at: string) => string;
    readonly adopt: string;
  };
  readonly list: {
    readonly title: string;
    readonly back: string;
    readonly delay: (by: string) => string;
  };
  readonly refusals: { readonly title: string; readonly by: (who: string) => string; readonly seen: string };
}

/** Words of the live screens. */
export const WORDS = inBoth<ShowWords>(
  {
    states: {
      not_started: "Not started",
      waiting: "Waits for the clock",
      running: "Running",
      paused: "Paused",
      held: "Stopped",
      finished: "Finished",
    },
    phases: { normal: "In time", warning: "Wrap up soon", danger: "Wrap up now", overtime: "Overtime" },
    standings: {
      done: "done",
      live: "live",
      standby: "standby",
      next: "next",
      later: "later",
      passed: "passed over",
      skipped: "left out",
    },
    ways: { behind: "behind", ahead: "ahead", on_time: "on time" },
    refused: {
      no_call: "Nobody calls this show yet.",
      not_the_caller: "Another device calls.",
      old_call: "The call had changed hands.",
      already_left: "That cue had been left already.",
      too_soon: "Too soon after the last GO.",
      on_hold: "The show is stopped.",
      finished: "The show is over.",
      no_such_cue: "That cue is gone or left out.",
      other: "A newer program refused it.",
    },
    notNow: {
      not_the_caller: "Only whoever calls may do this.",
      nothing_live: "Nothing is live.",
      too_late: "More than ten seconds have passed.",
      caller_present: "The caller is there; ask for the call.",
      no_reason: "Say why first.",
      gone: "It does not exist any more.",
      not_named: "This device is not named for that.",
      already_so: "It is so already.",
      too_much: "At most one hour.",
    },
    old: (age) => `Picture is ${age} old`,
    live: {
      title: "Live",
      none: "Nothing is live",
      first: (cue) => `GO starts the show with ${cue}.`,
      noCues: "The plan has no cues yet. Add them in Plan.",
      waiting: (cue) => `The clock starts ${cue}.`,
      over: "The show is over",
      overNote: "Every call is kept. Export the as-run in Tools.",
      left: "Time left",
      of: (planned) => `of ${planned}`,
      ends: (at) => `ends ${at}`,
      started: (at) => `since ${at}`,
      paused: "Paused",
      toEnd: "counts to its planned end",
      uncertain: "start known by wall clock only",
      relative: (text) => `since the start ${text}`,
    },
    next: {
      title: "Next",
      none: "Nothing comes after this.",
      planned: (at) => `plan ${at}`,
      ready: "ready",
      notReady: "not ready",
      silent: "no answer",
      flag: "Mark",
    },
    bar: {
      title: "Call",
      go: "GO",
      finishes: "ends the show",
      nothing: "nothing next",
      space: "Space",
      held: "stopped",
      standby: "STANDBY",
      inStandby: (cue) => `${cue} in standby`,
      missing: (cue, departments) => `STBY ${cue}: ${departments} not ready`,
      ungo: (seconds) => `Take GO back · ${seconds} s`,
      pause: "Pause",
      resume: "Resume",
      time: (minutes) => `${minutes} min`,
      jump: (cue) => `Jump to ${cue}`,
      leave: "Let go",
      holdIt: "Hold it down",
      holdTwo: "Hold it down for two seconds",
    },
    call: {
      own: "You call",
      by: (who) => `${who} calls`,
      nobody: "Nobody calls this show yet.",
      nobodyNote: "Whoever takes the call gives the GOs.",
      take: "Take the call",
      takeFrom: "Take the call (hold 2 s)",
      reason: "Why do you take it?",
      silent: (age) => `Caller silent ${age}`,
      lastGo: (at) => `running on last GO ${at}`,
      offered: (who) => `The call is offered to ${who}.`,
      offeredToUs: (who) => `${who} passes you the call.`,
      accept: "Accept the call",
      present: "The call can be taken once the caller is silent, or by a device ranked before it.",
    },
    hold: {
      word: "HOLD",
      title: "The show is stopped",
      since: (at, who) => `since ${at} by ${who}`,
      stands: (cue, left) => `${cue} stands still at ${left}`,
      steps: "Departments",
      noSteps: "The plan names no departments.",
      done: "Done",
      doneAfter: (time) => `done after ${time}`,
      notDone: "Undo",
      release: "Go on with the show",
      mayNot: "A device that is named for it lets the show go on.",
      reason: "Why HOLD",
      reasons: ["Safety", "Medical", "Weather", "Technical", "Security"],
    },
    lanes: {
      title: (who, at) => `Cut off, ${who} called something else from ${at}:`,
      back: (who, at) => `Taken back by a correction, called by ${who} from ${at}:`,
      adopt: "Make this the run",
    },
    list: { title: "All", back: "Snap back to live", delay: (by) => `Delay ${by}` },
    refusals: { title: "Did nothing", by: (who) => `Pressed by ${who}.`, seen: "Seen" },
  },
  {
    states: {
      not_started: "Sin empezar",
      waiting: "Espera al reloj",
      running: "En marcha",
      paused: "En pausa",
      held: "Detenido",
      finished: "Terminado",
    },
    phases: { normal: "A tiempo", warning: "Ve cerrando", danger: "Cierra ya", overtime: "Tiempo excedido" },
    standings: {
      done: "hecho",
      live: "en vivo",
      standby: "prevenido",
      next: "sigue",
      later: "después",
      passed: "saltado",
      skipped: "omitido",
    },
    ways: { behind: "de retraso", ahead: "de adelanto", on_time: "a tiempo" },
    refused: {
      no_call: "Nadie lleva este show todavía.",
      not_the_caller: "Lo lleva otro equipo.",
      old_call: "El mando había cambiado de manos.",
      already_left: "Ya se había salido de ese cue.",
      too_soon: "Demasiado pronto tras el último GO.",
      on_hold: "El show está detenido.",
      finished: "El show terminó.",
      no_such_cue: "Ese cue ya no existe o está omitido.",
      other: "Lo rechazó un programa más nuevo.",
    },
    notNow: {
      not_the_caller: "Solo puede hacerlo quien lleva el show.",
      nothing_live: "No hay nada en vivo.",
      too_late: "Pasaron más de diez segundos.",
      caller_present: "Quien lleva el show está presente; pídele el mando.",
      no_reason: "Primero di por qué.",
      gone: "Ya no existe.",
      not_named: "Este equipo no está autorizado para eso.",
      already_so: "Ya está así.",
      too_much: "Como máximo una hora.",
    },
    old: (age) => `Imagen de hace ${age}`,
    live: {
      title: "En vivo",
      none: "No hay nada en vivo",
      first: (cue) => `GO empieza el show con ${cue}.`,
      noCues: "El plan aún no tiene cues. Agrégalos en Plan.",
      waiting: (cue) => `El reloj empieza ${cue}.`,
      over: "El show terminó",
      overNote: "Todo quedó guardado. Exporta lo ocurrido en Útiles.",
      left: "Tiempo restante",
      of: (planned) => `de ${planned}`,
      ends: (at) => `termina ${at}`,
      started: (at) => `desde ${at}`,
      paused: "En pausa",
      toEnd: "cuenta hasta su final previsto",
      uncertain: "inicio según el reloj de pared",
      relative: (text) => `desde el inicio ${text}`,
    },
    next: {
      title: "Sigue",
      none: "No sigue nada.",
      planned: (at) => `plan ${at}`,
      ready: "listo",
      notReady: "no listo",
      silent: "sin respuesta",
      flag: "Hito",
    },
    bar: {
      title: "Mando",
      go: "GO",
      finishes: "termina el show",
      nothing: "no sigue nada",
      space: "Espacio",
      held: "detenido",
      standby: "PREVENIR",
      inStandby: (cue) => `${cue} prevenida`,
      missing: (cue, departments) => `PREV ${cue}: falta ${departments}`,
      ungo: (seconds) => `Deshacer GO · ${seconds} s`,
      pause: "Pausa",
      resume: "Seguir",
      time: (minutes) => `${minutes} min`,
      jump: (cue) => `Saltar a ${cue}`,
      leave: "Soltar",
      holdIt: "Mantén pulsado",
      holdTwo: "Mantén pulsado dos segundos",
    },
    call: {
      own: "Tú llevas el show",
      by: (who) => `Lo lleva ${who}`,
      nobody: "Nadie lleva este show todavía.",
      nobodyNote: "Quien toma el mando da los GO.",
      take: "Tomar el mando",
      takeFrom: "Tomar el mando (2 s)",
      reason: "¿Por qué lo tomas?",
      silent: (age) => `Mando en silencio ${age}`,
      lastGo: (at) => `sigue con el último GO ${at}`,
      offered: (who) => `El mando se ofreció a ${who}.`,
      offeredToUs: (who) => `${who} te pasa el mando.`,
      accept: "Aceptar el mando",
      present: "El mando se puede tomar cuando quien lo tiene calla, o desde un equipo con rango anterior.",
    },
    hold: {
      word: "ALTO",
      title: "El show está detenido",
      since: (at, who) => `desde ${at} por ${who}`,
      stands: (cue, left) => `${cue} parada en ${left}`,
      steps: "Departamentos",
      noSteps: "El plan no nombra departamentos.",
      done: "Hecho",
      doneAfter: (time) => `hecho a los ${time}`,
      notDone: "Aún no",
      release: "Seguir con el show",
      mayNot: "Lo reanuda un equipo autorizado.",
      reason: "Motivo del ALTO",
      reasons: ["Seguridad", "Médico", "Clima", "Técnico", "Vigilancia"],
    },
    lanes: {
      title: (who, at) => `Sin conexión, ${who} llevó otra cosa desde ${at}:`,
      back: (who, at) => `Deshecho por una corrección, lo llevó ${who} desde ${at}:`,
      adopt: "Que esto sea el show",
    },
    list: { title: "Todo", back: "Volver a lo que va", delay: (by) => `Retraso ${by}` },
    refusals: { title: "Sin efecto", by: (who) => `Lo pulsó ${who}.`, seen: "Visto" },
  },
);
