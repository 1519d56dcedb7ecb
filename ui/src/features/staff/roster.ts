// Who is looked for. Pure.
import type { StaffMember } from "../../contract/StaffMember";
import type { StaffPresence } from "../../contract/StaffPresence";

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** Everybody in whose name, role, team, post or call sign every word stands, accents and capitals aside. */
export function found(
  people: readonly StaffMember[],
  words: string,
  presence: StaffPresence | null,
): readonly StaffMember[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    if (presence !== null && person.presence !== presence) return false;
    const { name, role, team, post, call_sign, at_post } = person;
    const text = plain([name, role, team, post, call_sign, at_post ?? ""].join(" "));
    return wanted.every((word) => text.includes(word));
  });
}

/** How many there are of each. */
export function counts(people: readonly StaffMember[]): Readonly<Record<StaffPresence, number>> {
  const of = { planned: 0, present: 0, late: 0, gone: 0 };
  for (const { presence } of people) of[presence] += 1;
  return of;
}
