// Words of the screens that are looked at from afar: a department's, and the wall.
import { inBoth } from "../../shared/words";

export interface DepartmentWords {
  readonly choose: string;
  readonly none: string;
  readonly now: string;
  readonly nothingNow: (cue: string) => string;
  readonly nothingLive: string;
  readonly standby: string;
  readonly ready: string;
  readonly saidReady: string;
  readonly notReady: string;
  readonly next: string;
  readonly nothing: string;
  readonly in: (time: string) => string;
  readonly due: string;
  readonly wall: { readonly next: string; readonly end: string; readonly last: string };
}

/** Words of a department and of the wall. */
export const DEPARTMENT_WORDS = inBoth<DepartmentWords>(
  {
    choose: "My department",
    none: "The plan names no departments. Add calls to the cues in Plan.",
    now: "Now",
    nothingNow: (cue) => `Nothing for you in ${cue}`,
    nothingLive: "Nothing is live",
    standby: "STANDBY",
    ready: "Ready",
    saidReady: "You are ready",
    notReady: "Not ready after all",
    next: "Your next calls",
    nothing: "No more calls for you.",
    in: (time) => `standby in ${time}`,
    due: "standby is due",
    wall: { next: "Next", end: "Ends", last: "Nothing after this" },
  },
  {
    choose: "Mi departamento",
    none: "El plan no nombra departamentos. Agrega avisos a los cues en Plan.",
    now: "Ahora",
    nothingNow: (cue) => `Nada para ti en ${cue}`,
    nothingLive: "No hay nada en vivo",
    standby: "PREVENIDOS",
    ready: "Listo",
    saidReady: "Estás listo",
    notReady: "Aún no",
    next: "Tus próximos avisos",
    nothing: "No hay más avisos para ti.",
    in: (time) => `prevención en ${time}`,
    due: "toca prevenir",
    wall: { next: "Sigue", end: "Termina", last: "No sigue nada" },
  },
);
