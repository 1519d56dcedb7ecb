// Says how old a picture is once it is not renewed any more.
import { ERROR_WORDS } from "./errors";
import { OfflineIcon } from "./icons";
import { useWords } from "./language";
import css from "./shared.module.css";
import { span } from "./time";
import { useNow } from "./useNow";
import type { Picture } from "./usePicture";
import { inBoth } from "./words";

const WORDS = inBoth(
  { old: (age: string) => `As it stood ${age} ago.` },
  { old: (age: string) => `Como estaba hace ${age}.` },
);

/** The line; nothing while answers come. */
export function Old({ picture }: { readonly picture: Picture<unknown> }) {
  if (picture.res === null || picture.lost === null) return null;
  return <OldLine picture={picture} />;
}

function OldLine({ picture: { at, lost } }: { readonly picture: Picture<unknown> }) {
  const words = useWords(WORDS);
  const errors = useWords(ERROR_WORDS);
  useNow(1_000);
  return (
    <p className={css.old} role="status" data-testid="old">
      <OfflineIcon size={16} />
      <strong>{words.old(span(performance.now() - at))}</strong>
      {lost !== null && <span>{errors[lost].what}</span>}
    </p>
  );
}
