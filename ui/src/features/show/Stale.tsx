// Says how old the picture is once it is not renewed any more.
import { OfflineIcon } from "../../shared/icons";
import { ERROR_WORDS } from "../../shared/errors";
import { useWords } from "../../shared/language";
import { span } from "../../shared/time";
import { useSince } from "./beat";
import css from "./notice.module.css";
import type { Picture } from "./state";
import { WORDS } from "./words";

/** An answer that is late by this much is missed, failed or not. */
const LATE_MS = 3_000;

/** The line; nothing while answers come. */
export function Stale({ picture }: { readonly picture: Picture }) {
  const words = useWords(WORDS);
  const errors = useWords(ERROR_WORDS);
  const since = useSince(picture.at);
  if (picture.live === null || (picture.lost === null && since < LATE_MS)) return null;
  return (
    <p className={css.stale} data-testid="stale">
      <OfflineIcon size={16} />
      <strong>{words.old(span(since))}</strong>
      {picture.lost !== null && errors[picture.lost].what}
    </p>
  );
}
