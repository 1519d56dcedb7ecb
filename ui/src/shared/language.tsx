// The two languages, and how a feature gets its words. Chosen per device; no server is asked.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { firstLanguage, type InBoth, LANGUAGE_KEY, type Language } from "./words";

interface Choice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const Chosen = createContext<Choice>({ language: "en", setLanguage: () => undefined });

/** Makes the device's language known to everything inside. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() =>
    firstLanguage(localStorage.getItem(LANGUAGE_KEY), navigator.languages),
  );
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(LANGUAGE_KEY, language);
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage }), [language]);
  return <Chosen value={choice}>{children}</Chosen>;
}

/** The language, and the way to change it. */
export function useLanguage(): Choice {
  return useContext(Chosen);
}

/** A feature's words in the device's language. */
export function useWords<T>(words: InBoth<T>): T {
  return words[useLanguage().language];
}
