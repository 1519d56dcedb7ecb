// The voice in which a screen says what entries did.
import { useMemo } from "react";
import type { IncidentType } from "../contract/IncidentType";
import { CONTROL_WORDS } from "./control-words";
import type { Voice } from "./did";
import { DID_WORDS } from "./did-words";
import { useLanguage } from "./language";
import { useTimes } from "./venue";

const NONE: readonly IncidentType[] = [];

/** In the device's language, at the venue's clock. */
export function useVoice(types: readonly IncidentType[] = NONE): Voice {
  const { language } = useLanguage();
  const { moment } = useTimes();
  return useMemo(
    () => ({ language, codes: CONTROL_WORDS[language], words: DID_WORDS[language], types, time: moment }),
    [language, moment, types],
  );
}
