// The dialogs of an incident: what each asks for, and what it writes. Pure but for the writing, which is handed in.
import type { ActReq } from "../../contract/ActReq";
import type { AlertLevel } from "../../contract/AlertLevel";
import type { ControlAct } from "../../contract/ControlAct";
import type { ControlRes } from "../../contract/ControlRes";
import type { IncidentLink } from "../../contract/IncidentLink";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { LogEntry } from "../../contract/LogEntry";
import type { Severity } from "../../contract/Severity";
import type { WallMs } from "../../contract/WallMs";
import type { ZoneId } from "../../contract/ZoneId";
import { type ControlWords, typeName } from "../../shared/control-words";
import { digitOf, SEVERITIES } from "../../shared/severities";
import type { Question } from "./Ask";
import type { WORDS } from "./words";

/** What the dialogs need. */
export interface Asking {
  readonly words: (typeof WORDS)["en"];
  readonly codes: ControlWords;
  /** The room, for what can be chosen. */
  readonly room: ControlRes;
  /** Does it, and fetches the picture anew. */
  readonly act: (what: ControlAct, more?: Partial<Omit<ActReq, "act">>) => Promise<void>;
  /** Now on the program's clock. */
  readonly now: () => number;
}

const value = (values: Readonly<Record<string, string>>, name: string) => (values[name] ?? "").trim();
const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** A moment so many minutes from now; none for no figure. */
export function inMinutes(text: string, now: number): WallMs | null {
  const minutes = Number.parseFloat(text);
  return Number.isFinite(minutes) && text !== "" ? (Math.round(now + minutes * 60_000) as WallMs) : null;
}

/** Sends a unit. */
export function dispatch({ words, room, act }: Asking): Question {
  return {
    title: words.ask.dispatch,
    fields: [
      { name: "unit", label: words.ask.unit, needed: true, offers: room.call_signs },
      { name: "role", label: `${words.ask.role} (${words.ask.optional})` },
    ],
    write: (values) =>
      act({ type: "unit", unit: value(values, "unit"), role: value(values, "role"), state: "assigned" }),
  };
}

/** Says how it ended; then closes it where nothing else is missing. */
export function outcome({ words, act }: Asking, res: IncidentRes, closes: boolean): Question {
  return {
    title: words.ask.outcome,
    fields: [
      { name: "outcome", label: words.ask.outcome, kind: "lines", needed: true, initial: res.outcome },
    ],
    write: async (values) => {
      await act({ type: "outcome", outcome: value(values, "outcome") });
      if (closes && !res.missing.includes("type")) await act({ type: "move", status: "closed" });
    },
  };
}

/** Lowers the severity, with a reason. */
export function lower({ words, codes, act }: Asking, from: Severity): Question {
  const below = SEVERITIES.slice(0, digitOf(from) - 1).toReversed();
  return {
    title: words.ask.lower,
    fields: [
      {
        name: "severity",
        label: words.ask.severity,
        kind: "choice",
        initial: below[0] ?? from,
        options: below.map((one) => ({ value: one, label: `${digitOf(one)} ${codes.severity[one]}` })),
      },
      { name: "why", label: words.ask.why, needed: true },
    ],
    write: (values) =>
      act({
        type: "severity",
        severity: below.find((one) => one === values.severity) ?? from,
        why: value(values, "why"),
      }),
  };
}

/** Strikes an entry, with a reason. */
export function strike({ words, act }: Asking, { entry, verbatim }: LogEntry): Question {
  return {
    title: words.ask.strike,
    hint: verbatim === "" ? words.ask.strikeHint : `“${verbatim}” ${words.ask.strikeHint}`,
    fields: [{ name: "reason", label: words.ask.why, needed: true }],
    write: (values) => act({ type: "strike", entry, reason: value(values, "reason") }),
  };
}

/** Corrects an entry. */
export function correct({ words, act }: Asking, { entry, verbatim }: LogEntry): Question {
  return {
    title: words.ask.correct,
    fields: [{ name: "text", label: words.ask.right, kind: "lines", needed: true, initial: verbatim }],
    write: (values) => act({ type: "correct", entry, text: value(values, "text") }),
  };
}

/** Notes something. */
export function note({ words, act }: Asking): Question {
  return {
    title: words.ask.note,
    fields: [{ name: "words", label: words.ask.words, kind: "lines", needed: true }],
    write: (values) => act({ type: "note" }, { words: value(values, "words") }),
  };
}

/** Decides something. */
export function decide({ words, room, act, now }: Asking): Question {
  const { ask } = words;
  return {
    title: ask.decide,
    fields: [
      { name: "chosen", label: ask.chosen, needed: true },
      { name: "rationale", label: ask.rationale, needed: true },
      { name: "options", label: `${ask.options} (${ask.optional})`, kind: "lines" },
      { name: "owner", label: `${ask.owner} (${ask.optional})`, offers: room.call_signs },
      { name: "review", label: `${ask.reviewIn} (${ask.optional})`, kind: "minutes" },
    ],
    write: (values) =>
      act({
        type: "decide",
        options: lines(value(values, "options")),
        chosen: value(values, "chosen"),
        rationale: value(values, "rationale"),
        owner: value(values, "owner"),
        review: inMinutes(value(values, "review"), now()),
      }),
  };
}

/** Says whom it is about. */
export function subject({ words, act }: Asking): Question {
  const { ask } = words;
  return {
    title: ask.subject,
    fields: [
      { name: "description", label: ask.description, kind: "lines", needed: true },
      { name: "name", label: `${ask.name} (${ask.optional})` },
    ],
    write: (values) =>
      act({
        type: "subject",
        description: value(values, "description"),
        name: value(values, "name") === "" ? null : value(values, "name"),
      }),
  };
}

/** Links it to another one. */
export function link({ words, codes, room, act }: Asking, own: string): Question {
  const others = [...room.open, ...room.ended].filter(({ number }) => number !== own);
  const kinds: readonly IncidentLink[] = ["related", "duplicate_of", "caused_by", "same_person"];
  const { ask } = words;
  return {
    title: ask.link,
    fields: [
      {
        name: "to",
        label: ask.number,
        kind: "choice",
        initial: others[0]?.number ?? "",
        options: others.map(({ number, title }) => ({ value: number, label: `${number} ${title}`.trim() })),
        needed: true,
      },
      {
        name: "how",
        label: ask.how,
        kind: "choice",
        initial: "related",
        options: kinds.map((one) => ({ value: one, label: codes.link[one] })),
      },
    ],
    write: async (values) => {
      const to = others.find(({ number }) => number === values.to);
      if (to === undefined) return;
      const how = kinds.find((one) => one === values.how) ?? "related";
      await act({ type: "link", to: to.incident, link: how, on: true });
    },
  };
}

/** Promises something. */
export function promise({ words, room, act, now }: Asking): Question {
  const { ask } = words;
  return {
    title: ask.promise,
    fields: [
      { name: "text", label: ask.what, needed: true },
      { name: "owner", label: ask.owner, needed: true, offers: room.call_signs },
      { name: "due", label: `${ask.dueIn} (${ask.optional})`, kind: "minutes" },
    ],
    write: (values) =>
      act({
        type: "promise",
        text: value(values, "text"),
        owner: value(values, "owner"),
        due: inMinutes(value(values, "due"), now()),
      }),
  };
}

/** Says where it is. */
export function place({ words, room, act }: Asking, res: IncidentRes): Question {
  const { ask } = words;
  return {
    title: ask.place,
    fields: [
      { name: "place", label: ask.place, initial: res.place },
      {
        name: "zone",
        label: ask.zone,
        kind: "choice",
        initial: res.zone ?? "",
        options: [
          { value: "", label: ask.noZone },
          ...room.zones.map(({ zone, name }) => ({ value: zone, label: name })),
        ],
      },
    ],
    write: (values) =>
      act({
        type: "place",
        place: value(values, "place"),
        zone: values.zone === "" ? null : ((values.zone ?? null) as ZoneId | null),
      }),
  };
}

/** Gives it a type, or takes one away. */
export function types({ words, codes, room, act }: Asking, res: IncidentRes): Question {
  const has = res.line.types;
  return {
    title: words.ask.types,
    fields: [
      {
        name: "code",
        label: words.ask.types,
        kind: "choice",
        initial: room.types.find(({ code }) => !has.includes(code))?.code ?? "",
        options: room.types.map(({ code }) => ({
          value: code,
          label: `${has.includes(code) ? "− " : "+ "}${code} ${typeName(code, codes, room.types)}`,
        })),
      },
    ],
    write: (values) => {
      const code = value(values, "code");
      return act({ type: "type", code, on: !has.includes(code) });
    },
  };
}

/** Says how loudly it is told outside. */
export function alert({ words, codes, act }: Asking, res: IncidentRes): Question {
  const levels: readonly AlertLevel[] = ["none", "info", "urgent", "emergency"];
  return {
    title: words.ask.alert,
    fields: [
      {
        name: "alert",
        label: words.ask.alert,
        kind: "choice",
        initial: res.alert_by_hand ? res.alert : "",
        options: [
          { value: "", label: words.bySeverity },
          ...levels.map((one) => ({ value: one, label: codes.alert[one] })),
        ],
      },
    ],
    write: (values) => act({ type: "alert", alert: levels.find((level) => level === values.alert) ?? null }),
  };
}
