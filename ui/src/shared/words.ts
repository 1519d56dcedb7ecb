// How words are written down: every text in both languages, side by side, so that a missing one does not compile.

/** A language that people can choose. */
export type Language = "en" | "es";

/** Languages by their own names. */
export const LANGUAGES: readonly { readonly value: Language; readonly label: string }[] = [
  { value: "en", label: "English" },
  { value: "es", label: "Español" },
];

/** Words in both languages. */
export interface InBoth<T> {
  readonly en: T;
  readonly es: T;
}

/** Puts both languages together; the Spanish must have exactly what the English has. */
export function inBoth<T>(en: T, es: NoInfer<T>): InBoth<T> {
  return { en, es };
}

/** Where the choice is kept. */
export const LANGUAGE_KEY = "gatehouse.language";

/** The language to begin with: the one chosen before, else the first of the system's that we speak. */
export function firstLanguage(chosen: string | null, system: readonly string[]): Language {
  const known = [chosen, ...system].map((tag) => tag?.slice(0, 2).toLowerCase());
  return known.find((tag): tag is Language => tag === "en" || tag === "es") ?? "en";
}
