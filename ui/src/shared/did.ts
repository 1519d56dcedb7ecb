// Says what an entry of the log did, in the device's language and at the venue's clock. Pure.
import type { Did } from "../contract/Did";
import type { IncidentType } from "../contract/IncidentType";
import type { Severity } from "../contract/Severity";
import { type ControlWords, typeName } from "./control-words";
import type { DID_WORDS } from "./did-words";
import { digitOf } from "./severities";
import { STEP_WORDS } from "./step-words";
import type { Language } from "./words";

/** What it takes to say it. */
export interface Voice {
  readonly language: Language;
  readonly codes: ControlWords;
  readonly words: (typeof DID_WORDS)["en"];
  /** The event's types, for the names that it gave them. */
  readonly types: readonly IncidentType[];
  /** A moment at the venue. */
  readonly time: (at: number) => string;
}

type Of<T extends Did["type"]> = Extract<Did, { type: T }>;
type Saying<T extends Did["type"]> = (did: Of<T>, voice: Voice) => readonly string[];

const level = (severity: Severity, { codes }: Voice) => `${digitOf(severity)} ${codes.severity[severity]}`;
const reason = (why: string, { words }: Voice) => (why === "" ? "" : words.because(why));
const signed = (by: number) => (by > 0 ? `+${by}` : `${by}`.replace("-", "−"));
const seconds = (ms: number) => `${signed(Math.round(ms / 100) / 10)} s`;

/** A step of a playbook in words: the event's own, else the program's, else its id. */
export function stepText(step: string, text: string, language: Language): string {
  return text === "" ? (STEP_WORDS[language][step] ?? step) : text;
}

function field({ field, old, new: value, why }: Of<"field">, voice: Voice): readonly string[] {
  const { codes, words } = voice;
  if (field === "sealed") return [value === "" || value === "false" ? words.unsealed : words.sealed];
  const named = (text: string) =>
    field === "types"
      ? text
          .split(/[ ,]+/)
          .filter(Boolean)
          .map((code) => typeName(code, codes, voice.types))
          .join(", ")
      : text;
  const said =
    value === "" ? words.emptied(codes.field[field]) : words.field(codes.field[field], named(value));
  return [said, old === "" ? "" : words.was(named(old)), reason(why, voice)];
}

const SAYINGS: { readonly [T in Did["type"]]: Saying<T> } = {
  opened: ({ number, severity, types, title, place }, voice) => [
    `${voice.words.opened} ${number}`,
    level(severity, voice),
    types.map((code) => typeName(code, voice.codes, voice.types)).join(", "),
    title,
    place,
  ],
  field,
  severity: ({ old, new: to, why }, voice) => [
    voice.words.severity(level(to, voice)),
    old === null ? "" : voice.words.was(level(old, voice)),
    reason(why, voice),
  ],
  alert: ({ alert }, { codes, words }) => [
    alert === null ? words.alertDefault : words.alert(codes.alert[alert]),
  ],
  moved: ({ status }, { codes }) => [codes.status[status]],
  unit: ({ unit, role, state }, { codes }) => [
    [unit, role === "" ? "" : `(${role})`, codes.unit[state].toLowerCase()].filter(Boolean).join(" "),
  ],
  subject: ({ description, named }, { words }) => [
    words.field(words.subject, description),
    named ? words.named : "",
  ],
  linked: ({ number, link, on }, { codes, words }) => [
    on ? words.linked(codes.link[link], number) : words.unlinked(codes.link[link].toLowerCase(), number),
  ],
  decided: ({ options, chosen, rationale, owner, review }, { words, time }) => [
    words.decided(chosen),
    rationale === "" ? "" : words.rationale(rationale),
    options.length === 0 ? "" : words.options(options.join(", ")),
    owner === "" ? "" : words.owner(owner),
    review === null ? "" : words.review(time(review)),
  ],
  escalated: ({ timer, round, to }, { codes, words }) => [
    words.escalated(codes.missed[timer], round),
    to === "" ? "" : words.to(to),
  ],
  heeded: ({ timer }, { codes, words }) => [words.heeded(codes.timer[timer].toLowerCase())],
  reported: ({ report }, { words }) => [
    words.reported(report.declared ? "METHANE" : "ETHANE", report.location),
  ],
  read_back: (_, { words }) => [words.readBack],
  ticked: ({ step, text, done }, { language, words }) => [
    done ? words.ticked(stepText(step, text, language)) : words.unticked(stepText(step, text, language)),
  ],
  promised: ({ text, owner, due }, { words, time }) => [
    words.promised(text),
    owner,
    due === null ? "" : words.due(time(due)),
  ],
  settled: ({ text }, { words }) => [words.settled(text)],
  struck: ({ words: text, reason: why }, voice) => [voice.words.struck(text), reason(why, voice)],
  corrected: ({ text }, { words }) => [words.corrected(text)],
  handed_over: ({ to, items, note }, { words }) => [words.handedOver(to, items), note],
  took: ({ what }, { words }) => [words.took(what)],
  withdrew: (_, { words }) => [words.withdrew],
  density: ({ name, grade, note }, { words }) => [words.density(name, grade), note],
  recounted: ({ name, by, reason: why }, voice) => [
    voice.words.recounted(name, signed(Number(by))),
    reason(why, voice),
  ],
  visit: ({ authority, begins }, { words }) => [begins ? words.came(authority) : words.left(authority)],
  letter: ({ letter }, { words }) => [words.letter(letter)],
  configured: ({ what, of }, { codes, words }) => [words.configured(codes.setting[what] ?? what, of)],
  post: ({ who, post, call_sign, on }, { words }) => [
    on ? words.tookPost(who, post) : words.leftPost(who, post),
    call_sign,
  ],
  anomaly: ({ rule, evidence }, { codes, words }) => [words.anomaly(codes.rule[rule], evidence)],
  clock: ({ reference, offset_ms }, { words }) => [
    reference === ""
      ? words.clockSet(seconds(Number(offset_ms)))
      : words.clock(reference, seconds(Number(offset_ms))),
  ],
  message: ({ alert }, { codes, words }) => [words.message(codes.alert[alert])],
  system: ({ what }, { codes }) => [codes.system[what] ?? what],
};

/** One thing that was done, as a line. */
export function say(did: Did, voice: Voice): string {
  const saying = SAYINGS[did.type] as Saying<Did["type"]>;
  return joined(saying(did, voice));
}

/** The same before it is done, beside the number of its incident: that it is opened is said there. */
export function foresay(did: Did, voice: Voice): string {
  return did.type === "opened" ? joined(SAYINGS.opened(did, voice).slice(1)) : say(did, voice);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
