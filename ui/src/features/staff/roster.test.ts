import { expect, test } from "vitest";
import type { StaffMember } from "../../contract/StaffMember";
import { counts, found } from "./roster";

const person = (name: string, more: Partial<StaffMember> = {}) =>
  ({
    name,
    role: "",
    team: "",
    post: "",
    call_sign: "",
    at_post: null,
    presence: "present",
    ...more,
  }) as StaffMember;
const PEOPLE = [
  person("Óscar Niño", { call_sign: "halcon", at_post: "Torre 1" }),
  person("Ana García", { role: "Médica", presence: "late", post: "Carpa 2" }),
  person("Juliana Paz", { presence: "late" }),
];
const names = (words: string, presence: StaffMember["presence"] | null = null) =>
  found(PEOPLE, words, presence).map(({ name }) => name);

test.each([
  ["", ["Óscar Niño", "Ana García", "Juliana Paz"]],
  ["oscar", ["Óscar Niño"]],
  ["HALCON torre", ["Óscar Niño"]],
  ["medica carpa", ["Ana García"]],
  ["ana", ["Ana García", "Juliana Paz"]],
  ["nobody", []],
])("%o finds %o", (words, expected) => {
  expect(names(words)).toEqual(expected);
});

test("only those who are late are shown when they are asked for", () => {
  expect(names("", "late")).toEqual(["Ana García", "Juliana Paz"]);
  expect(counts(PEOPLE)).toEqual({ planned: 0, present: 1, late: 2, gone: 0 });
});
