// Words for the codes of the control room, which several features say: types, severities, statuses, timers, kinds.
// What an entry did is said in `did-words.ts`, the steps of playbooks in `step-words.ts`.
import type { AlertLevel } from "../contract/AlertLevel";
import type { AnomalyRule } from "../contract/AnomalyRule";
import type { IncidentFieldName } from "../contract/IncidentFieldName";
import type { IncidentLink } from "../contract/IncidentLink";
import type { IncidentStatus } from "../contract/IncidentStatus";
import type { IncidentType } from "../contract/IncidentType";
import type { LogChannel } from "../contract/LogChannel";
import type { LogKind } from "../contract/LogKind";
import type { MessageState } from "../contract/MessageState";
import type { MissingToClose } from "../contract/MissingToClose";
import type { Severity } from "../contract/Severity";
import type { Timer } from "../contract/Timer";
import type { UnitState } from "../contract/UnitState";
import { inBoth } from "./words";

/** Codes in words. */
export interface ControlWords {
  readonly types: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly status: Readonly<Record<IncidentStatus, string>>;
  /** What is waited for. */
  readonly timer: Readonly<Record<Timer, string>>;
  /** What did not happen in time. */
  readonly missed: Readonly<Record<Timer, string>>;
  readonly unit: Readonly<Record<UnitState, string>>;
  readonly link: Readonly<Record<IncidentLink, string>>;
  readonly alert: Readonly<Record<AlertLevel, string>>;
  readonly message: Readonly<Record<MessageState, string>>;
  readonly channel: Readonly<Record<LogChannel, string>>;
  readonly kind: Readonly<Record<LogKind, string>>;
  readonly field: Readonly<Record<IncidentFieldName, string>>;
  readonly missing: Readonly<Record<MissingToClose, string>>;
  readonly rule: Readonly<Record<AnomalyRule, string>>;
  /** What can be set up, by the program's stable word. */
  readonly setting: Readonly<Record<string, string>>;
  /** What the program itself says, by its stable word. */
  readonly system: Readonly<Record<string, string>>;
}

/** Codes of the control room. */
export const CONTROL_WORDS = inBoth<ControlWords>(
  {
    types: {
      MED: "Medical",
      WEL: "Welfare",
      CHI: "Lost or found child, vulnerable adult",
      EJE: "Ejection, refused entry",
      DIS: "Disorder, weapon",
      DRU: "Drugs",
      THE: "Crime reported",
      SEX: "Sexual offence",
      FIR: "Fire, alarm",
      CRO: "Crowd, crush, barrier",
      STR: "Structure, weather",
      TEC: "Technical fault",
      TRA: "Traffic",
      ACC: "Accessibility",
      SUS: "Suspicious item, person, drone",
      NOI: "Noise complaint",
      ALC: "Alcohol refused",
      VIS: "Visit by an authority",
      SHO: "Show stop or delay",
      STA: "Staff, near miss",
      LOS: "Property",
    },
    severity: { info: "Info", minor: "Minor", serious: "Serious", critical: "Critical" },
    status: {
      logged: "Logged",
      acknowledged: "Acknowledged",
      dispatched: "Dispatched",
      on_scene: "On scene",
      on_hold: "On hold",
      resolved: "Resolved",
      closed: "Closed",
    },
    timer: { acknowledge: "Acknowledge", first_unit: "First unit", update: "Update" },
    missed: {
      acknowledge: "Nobody has acknowledged it",
      first_unit: "No unit is on scene",
      update: "An update is due",
    },
    unit: { assigned: "Assigned", en_route: "En route", on_scene: "On scene", clear: "Clear" },
    link: {
      duplicate_of: "Duplicate of",
      caused_by: "Caused by",
      related: "Related to",
      same_person: "Same person as",
    },
    alert: { none: "Nobody outside", info: "For information", urgent: "Urgent", emergency: "Emergency" },
    message: { queued: "Queued: waits for a connection", handed_over: "Handed over for delivery" },
    channel: { radio: "Radio", phone: "Phone", cctv: "CCTV", in_person: "In person", app: "App" },
    kind: {
      note: "Note",
      radio: "Radio",
      opened: "Opened",
      field: "Field",
      status: "Status",
      dispatch: "Dispatch",
      decision: "Decision",
      escalation: "Escalation",
      methane: "METHANE",
      playbook: "Checklist",
      promise: "Promise",
      handover: "Handover",
      count: "Count",
      strike: "Strike",
      correction: "Correction",
      visit: "Visit",
      post: "Post",
      anomaly: "Gates",
      clock: "Clock",
      setup: "Setup",
      system: "System",
    },
    field: {
      title: "Title",
      types: "Types",
      place: "Place",
      zone: "Zone",
      reporter: "Reported by",
      outcome: "Outcome",
      sealed: "Sealed",
    },
    missing: { type: "a type", outcome: "an outcome" },
    rule: {
      admitted_twice: "Admitted twice",
      many_forgeries: "Many forged codes at one gate",
      refused_then_admitted: "Refused at one gate, admitted at another",
      many_overrides: "One operator overrides far more than the others",
      silent_gate: "A gate is silent while its neighbours are busy",
      too_fast: "More scans than people can present",
      clock_step: "A device's clock was set",
      after_the_window: "Admitted after the window",
    },
    setting: {
      category: "Type",
      limit: "Waiting times",
      chain: "Escalation chain",
      playbook: "Checklist",
      door: "Door",
      band: "Crowd band",
      capacity: "Capacity",
    },
    system: {
      show_stopped: "The show was stopped.",
      names_opened: "Sealed names were opened.",
    },
  },
  {
    types: {
      MED: "Médico",
      WEL: "Bienestar",
      CHI: "Menor o adulto vulnerable perdido o hallado",
      EJE: "Expulsión, ingreso negado",
      DIS: "Desorden, arma",
      DRU: "Drogas",
      THE: "Delito reportado",
      SEX: "Delito sexual",
      FIR: "Fuego, alarma",
      CRO: "Multitud, aplastamiento, valla",
      STR: "Estructura, clima",
      TEC: "Falla técnica",
      TRA: "Tránsito",
      ACC: "Accesibilidad",
      SUS: "Objeto, persona o dron sospechoso",
      NOI: "Queja por ruido",
      ALC: "Alcohol negado",
      VIS: "Visita de una autoridad",
      SHO: "Show detenido o retrasado",
      STA: "Personal, casi accidente",
      LOS: "Objetos",
    },
    severity: { info: "Informativa", minor: "Menor", serious: "Grave", critical: "Crítica" },
    status: {
      logged: "Registrado",
      acknowledged: "Recibido",
      dispatched: "Despachado",
      on_scene: "En el lugar",
      on_hold: "En espera",
      resolved: "Resuelto",
      closed: "Cerrado",
    },
    timer: { acknowledge: "Recibir", first_unit: "Primera unidad", update: "Novedad" },
    missed: {
      acknowledge: "Nadie lo ha recibido",
      first_unit: "No hay unidad en el lugar",
      update: "Falta una novedad",
    },
    unit: { assigned: "Asignada", en_route: "En camino", on_scene: "En el lugar", clear: "Libre" },
    link: {
      duplicate_of: "Duplicado de",
      caused_by: "Causado por",
      related: "Relacionado con",
      same_person: "Misma persona que",
    },
    alert: { none: "A nadie afuera", info: "Informativo", urgent: "Urgente", emergency: "Emergencia" },
    message: { queued: "En cola: espera conexión", handed_over: "Entregado para su envío" },
    channel: { radio: "Radio", phone: "Teléfono", cctv: "Cámara", in_person: "En persona", app: "App" },
    kind: {
      note: "Nota",
      radio: "Radio",
      opened: "Apertura",
      field: "Campo",
      status: "Estado",
      dispatch: "Despacho",
      decision: "Decisión",
      escalation: "Escalamiento",
      methane: "METHANE",
      playbook: "Lista",
      promise: "Compromiso",
      handover: "Relevo",
      count: "Conteo",
      strike: "Tachado",
      correction: "Corrección",
      visit: "Visita",
      post: "Puesto",
      anomaly: "Puertas",
      clock: "Reloj",
      setup: "Ajustes",
      system: "Sistema",
    },
    field: {
      title: "Título",
      types: "Tipos",
      place: "Lugar",
      zone: "Zona",
      reporter: "Reportado por",
      outcome: "Desenlace",
      sealed: "Reservado",
    },
    missing: { type: "un tipo", outcome: "un desenlace" },
    rule: {
      admitted_twice: "Pasó dos veces",
      many_forgeries: "Muchos códigos falsos en una puerta",
      refused_then_admitted: "Rechazado en una puerta, admitido en otra",
      many_overrides: "Un operador fuerza pasos mucho más que los demás",
      silent_gate: "Una puerta calla mientras sus vecinas trabajan",
      too_fast: "Más lecturas de las que la gente puede presentar",
      clock_step: "Cambiaron el reloj de un equipo",
      after_the_window: "Admitido después de la hora",
    },
    setting: {
      category: "Tipo",
      limit: "Tiempos de espera",
      chain: "Cadena de escalamiento",
      playbook: "Lista de pasos",
      door: "Puerta",
      band: "Banda de aforo",
      capacity: "Aforo",
    },
    system: {
      show_stopped: "Se detuvo el show.",
      names_opened: "Se abrieron nombres reservados.",
    },
  },
);

/** What a type is called: its own name, else that of the type it stands below, else its code. */
export function typeName(code: string, words: ControlWords, types: readonly IncidentType[] = []): string {
  const label = types.find((type) => type.code === code)?.label ?? "";
  if (label !== "") return label;
  return words.types[code] ?? words.types[code.split(".")[0] ?? ""] ?? code;
}
