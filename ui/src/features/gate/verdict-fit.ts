// How large a verdict's word can be without being cut: 112 where it fits, else 64.

/** `row`: beside its mark on a portrait screen; `stack`: under it on a landscape one; `small`: nowhere. */
export type Fit = "row" | "stack" | "small";

/** Characters that fit at 112 in the narrowest place. */
const ROW = 9;
const STACK = 9;

/** Where the word can be large. A word that fits beside its mark fits under it too. */
export function fitOf(word: string): Fit {
  if ([...word].length <= ROW) return "row";
  const longest = Math.max(...word.split(" ").map((part) => [...part].length));
  return longest <= STACK ? "stack" : "small";
}
