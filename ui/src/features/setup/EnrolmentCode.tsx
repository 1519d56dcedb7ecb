// The code for one device, large enough for a camera at arm's length, with the time it has left.
import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { EnrolmentCode as Code } from "../../contract/EnrolmentCode";
import { NoticeIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { countdown } from "../../shared/time";
import { useNow } from "../../shared/useNow";
import css from "./enrolment.module.css";
import { ENROLMENT_WORDS } from "./enrolment-words";
import { QrCode } from "./QrCode";
import setup from "./setup.module.css";

/** The code, that it has run out, or the place where it will be. */
export function EnrolmentCode({ code }: { code: Code | null }) {
  const words = useWords(ENROLMENT_WORDS);
  const now = useNow(1_000);
  if (code === null) return <p className={css.noCode}>{words.noCode}</p>;
  const left = code.expires - now;
  if (left <= 0) {
    return (
      <p className={css.noCode} role="status" data-testid="enrol-over">
        <NoticeIcon size={20} />
        {words.over}
      </p>
    );
  }
  return (
    <section className={css.code} aria-labelledby="code" data-testid="enrol-code" data-name={code.name}>
      <div className={css.codeHead}>
        <h3 id="code" className={setup.subtitle}>
          {words.codeOf(code.name)}
        </h3>
        <p className={css.left}>
          {words.left} <strong data-testid="enrol-left">{countdown(left)}</strong>
        </p>
      </div>
      <QrCode modules={code.modules} label={words.qr(code.name)} />
      <p className={css.hold}>{words.hold}</p>
      <Text key={code.text} text={code.text} />
    </section>
  );
}

/** The text of the code, to be copied. */
function Text({ text }: { text: string }) {
  const words = useWords(ENROLMENT_WORDS);
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const select = () => {
    if (shown.current) getSelection()?.selectAllChildren(shown.current);
  };
  const copy = () => {
    // Where the web view does not let us, the text is at least selected.
    select();
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className={css.text}>
      <span className={setup.hint}>{words.text}</span>
      <div className={css.textRow}>
        <code ref={shown} className={css.textCode} data-testid="enrol-text">
          {text}
        </code>
        <Button variant="default" onClick={copy} data-testid="enrol-copy">
          {copied ? words.copied : words.copy}
        </Button>
      </div>
    </div>
  );
}
