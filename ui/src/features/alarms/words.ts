// Words of the banner that follows to every screen.
import { inBoth } from "../../shared/words";

/** Words of the banner. */
export const WORDS = inBoth(
  {
    alarm: "Alarm",
    hear: "Hear it",
    seen: "Seen",
    open: "Open",
    since: (age: string) => `for ${age}`,
    to: (who: string) => `to ${who}`,
    others: (count: number) => `+${count} more`,
    upTo: (upper: string, capacity: string) => `up to ${upper} of ${capacity}`,
    band: ["Filling up", "Slow the way in", "One in, one out", "Closed: full"] as string[],
    sealed: "sealed",
  },
  {
    alarm: "Alarma",
    hear: "Oída",
    seen: "Visto",
    open: "Abrir",
    since: (age: string) => `hace ${age}`,
    to: (who: string) => `a ${who}`,
    others: (count: number) => `+${count} más`,
    upTo: (upper: string, capacity: string) => `hasta ${upper} de ${capacity}`,
    band: ["Se está llenando", "Frenar la entrada", "Entra uno, sale uno", "Cerrado: lleno"] as string[],
    sealed: "reservado",
  },
);
