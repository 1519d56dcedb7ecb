// Words of what lies beside the run: how it will end, the curfew, the tools, the choice of a show.
import { inBoth } from "../../shared/words";

export interface SideWords {
  readonly tabs: Readonly<Record<"list" | "tools" | "curfew", string>>;
  readonly views: Readonly<Record<"run" | "department" | "plan", string>>;
  readonly beside: string;
  readonly ends: {
    readonly title: string;
    readonly projected: string;
    readonly planned: (at: string) => string;
    readonly group: string;
    readonly flag: (cue: string) => string;
    readonly curfew: (at: string) => string;
    readonly over: (by: string) => string;
    readonly room: (by: string) => string;
    readonly forecast: (p50: string, p90: string) => string;
    readonly past: (percent: number, at: string) => string;
    readonly options: string;
    readonly proposals: (count: number) => string;
  };
  readonly curfew: {
    readonly met: string;
    readonly none: string;
    readonly cannot: (most: string) => string;
    readonly wins: (won: string, end: string) => string;
    readonly drop: (cue: string, won: string) => string;
    readonly trim: (cue: string, to: string, won: string) => string;
    readonly agreed: string;
    readonly agreedNote: string;
    readonly adopt: string;
    readonly caller: string;
  };
  readonly tools: {
    readonly message: string;
    readonly show: string;
    readonly clear: string;
    readonly blackout: string;
    readonly lit: string;
    readonly timer: string;
    readonly rolling: string;
    readonly rollOn: string;
    readonly rollOff: string;
    readonly pass: string;
    readonly passTo: (who: string) => string;
    readonly nobodyElse: string;
    readonly windows: string;
    readonly window: Readonly<Record<"timer" | "wall" | "follower" | "department", string>>;
    readonly asRun: string;
    readonly csv: string;
    readonly pdf: string;
    readonly written: (path: string) => string;
    readonly caller: string;
  };
  readonly choose: {
    readonly title: string;
    readonly empty: string;
    readonly emptyNote: string;
    readonly show: string;
    readonly another: string;
    readonly cancel: string;
    readonly name: string;
    readonly stage: string;
    readonly date: string;
    readonly make: string;
  };
  readonly noShow: string;
}

/** Words beside the run. */
export const SIDE_WORDS = inBoth<SideWords>(
  {
    tabs: { list: "List", tools: "Tools", curfew: "Curfew" },
    views: { run: "Run", department: "Department", plan: "Plan" },
    beside: "Beside the run",
    ends: {
      title: "How it will end",
      projected: "Ends",
      planned: (at) => `plan ${at}`,
      group: "Group ends",
      flag: (cue) => `${cue} at`,
      curfew: (at) => `Curfew ${at}`,
      over: (by) => `${by} past it`,
      room: (by) => `${by} to spare`,
      forecast: (p50, p90) => `P50 ${p50} · P90 ${p90}`,
      past: (percent, at) => `${percent} % past ${at}`,
      options: "Options",
      proposals: (count) => (count === 1 ? "1 change waits in Plan" : `${count} changes wait in Plan`),
    },
    curfew: {
      met: "As things are, the show ends before the curfew.",
      none: "This show has no curfew.",
      cannot: (most) => `Cutting alone does not do it: at most ${most} can be won.`,
      wins: (won, end) => `wins ${won}, ends ${end}`,
      drop: (cue, won) => `Drop ${cue} (${won})`,
      trim: (cue, to, won) => `Trim ${cue} to ${to} (${won})`,
      agreed: "Who agreed?",
      agreedNote: "Kept in the record",
      adopt: "Adopt",
      caller: "Whoever calls adopts one of these.",
    },
    tools: {
      message: "Line for whoever speaks",
      show: "Show",
      clear: "Clear",
      blackout: "Timer dark",
      lit: "Timer on",
      timer: "Timer",
      rolling: "Follow the clock",
      rollOn: "Let the clock call",
      rollOff: "Call by hand",
      pass: "Pass the call",
      passTo: (who) => `To ${who}`,
      nobodyElse: "No other device has been heard.",
      windows: "Open a window",
      window: { timer: "Timer", wall: "Wall", follower: "Follower", department: "Department" },
      asRun: "As run",
      csv: "CSV",
      pdf: "PDF",
      written: (path) => `Written: ${path}`,
      caller: "Whoever calls has more here.",
    },
    choose: {
      title: "Show",
      empty: "No show yet",
      emptyNote: "Make one for each stage. Its cues come in Plan, by hand or from a file.",
      show: "Show",
      another: "New show",
      cancel: "Cancel",
      name: "Title",
      stage: "Stage",
      date: "First day",
      make: "Make the show",
    },
    noShow: "This show is not on this device.",
  },
  {
    tabs: { list: "Lista", tools: "Útiles", curfew: "Cierre" },
    views: { run: "En vivo", department: "Departamento", plan: "Plan" },
    beside: "Junto al show",
    ends: {
      title: "Cómo va a terminar",
      projected: "Termina",
      planned: (at) => `plan ${at}`,
      group: "Fin del grupo",
      flag: (cue) => `${cue} a las`,
      curfew: (at) => `Cierre ${at}`,
      over: (by) => `${by} pasado`,
      room: (by) => `${by} de margen`,
      forecast: (p50, p90) => `P50 ${p50} · P90 ${p90}`,
      past: (percent, at) => `${percent} % pasa de ${at}`,
      options: "Opciones",
      proposals: (count) => (count === 1 ? "1 cambio espera en Plan" : `${count} cambios esperan en Plan`),
    },
    curfew: {
      met: "Como va, el show termina antes del cierre.",
      none: "Este show no tiene hora de cierre.",
      cannot: (most) => `Recortar no basta: se ganan ${most} como máximo.`,
      wins: (won, end) => `gana ${won}, termina ${end}`,
      drop: (cue, won) => `Quitar ${cue} (${won})`,
      trim: (cue, to, won) => `Reducir ${cue} a ${to} (${won})`,
      agreed: "¿Quién lo aprobó?",
      agreedNote: "Queda en el registro",
      adopt: "Adoptar",
      caller: "Quien lleva el show adopta una de estas.",
    },
    tools: {
      message: "Línea para quien habla",
      show: "Mostrar",
      clear: "Borrar",
      blackout: "Apagar reloj",
      lit: "Encender reloj",
      timer: "Reloj",
      rolling: "Seguir el reloj",
      rollOn: "Que lleve el reloj",
      rollOff: "Llevar a mano",
      pass: "Pasar el mando",
      passTo: (who) => `A ${who}`,
      nobodyElse: "No se ha oído a ningún otro equipo.",
      windows: "Abrir una ventana",
      window: { timer: "Reloj", wall: "Pared", follower: "Seguidor", department: "Departamento" },
      asRun: "Lo ocurrido",
      csv: "CSV",
      pdf: "PDF",
      written: (path) => `Escrito: ${path}`,
      caller: "Quien lleva el show tiene más aquí.",
    },
    choose: {
      title: "Show",
      empty: "Aún no hay shows",
      emptyNote: "Crea uno por escenario. Sus cues van en Plan, a mano o desde un archivo.",
      show: "Show",
      another: "Nuevo show",
      cancel: "Cancelar",
      name: "Título",
      stage: "Escenario",
      date: "Primer día",
      make: "Crear el show",
    },
    noShow: "Este show no está en este equipo.",
  },
);
