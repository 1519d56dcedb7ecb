import { expect, test } from "vitest";
import type { Did } from "../contract/Did";
import type { IncidentType } from "../contract/IncidentType";
import { CONTROL_WORDS, typeName } from "./control-words";
import { foresay, say, stepText, type Voice } from "./did";
import { DID_WORDS } from "./did-words";
import { digitOf, SEVERITIES, worse } from "./severities";
import { STEP_WORDS } from "./step-words";
import type { Language } from "./words";

const voice = (language: Language, types: IncidentType[] = []): Voice => ({
  language,
  codes: CONTROL_WORDS[language],
  words: DID_WORDS[language],
  types,
  time: () => "21:04",
});
const bar: IncidentType = {
  code: "MED.BAR",
  label: "At the bar",
  words: [],
  severity: "minor",
  sealed: false,
  hidden: false,
};

test("an opening is said with its number, its severity's digit and its types in words", () => {
  const did: Did = {
    type: "opened",
    number: "A-0144",
    severity: "serious",
    types: ["MED", "MED.BAR"],
    title: "faint",
    place: "bar-left",
  };
  expect(say(did, voice("en", [bar]))).toBe(
    "Opened A-0144 · 3 Serious · Medical, At the bar · faint · bar-left",
  );
  expect(foresay(did, voice("en"))).toBe("3 Serious · Medical, Medical · faint · bar-left");
  expect(say(did, voice("es"))).toBe("Abierto A-0144 · 3 Grave · Médico, Médico · faint · bar-left");
});

test("a change says what stood there before, and why where somebody said", () => {
  expect(say({ type: "severity", old: "serious", new: "minor", why: "awake" }, voice("en"))).toBe(
    "Severity 2 Minor · was 3 Serious · because awake",
  );
  expect(say({ type: "field", field: "types", old: "WEL", new: "MED, CRO", why: "" }, voice("en"))).toBe(
    "Types: Medical, Crowd, crush, barrier · was Welfare",
  );
  expect(say({ type: "field", field: "place", old: "bar", new: "", why: "" }, voice("en"))).toBe(
    "Place taken out · was bar",
  );
});

test("what the screens have no word for is said as the program calls it", () => {
  expect(say({ type: "system", what: "something_new" }, voice("es"))).toBe("something_new");
  expect(say({ type: "configured", what: "moon", of: "" }, voice("en"))).toBe("moon changed");
  expect(typeName("XYZ", CONTROL_WORDS.en)).toBe("XYZ");
  expect(stepText("own.a", "", "en")).toBe("own.a");
});

test("a step has the event's words, else the program's", () => {
  expect(stepText("med.medic", "Send Pedro", "en")).toBe("Send Pedro");
  expect(stepText("med.medic", "", "es")).toBe(STEP_WORDS.es["med.medic"]);
});

test("severities are counted from one, and the worst has no worse", () => {
  expect(SEVERITIES.map(digitOf)).toEqual([1, 2, 3, 4]);
  expect(worse("serious")).toBe("critical");
  expect(worse("critical")).toBeNull();
});
