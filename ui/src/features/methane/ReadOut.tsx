// The script: letters that can be read at arm's length, one at a time or all on one page, and the tick for the read-back.
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { MethaneReport } from "../../contract/MethaneReport";
import { HoldButton } from "../../shared/HoldButton";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./methane.module.css";
import { changed, type Part, spoken, type Version } from "./report";
import { WORDS } from "./words";

interface ReadOutProps {
  /** The first one first, at least one. */
  readonly versions: readonly Version[];
  readonly busy: boolean;
  readonly onReadBack: () => void;
  readonly onAgain: () => void;
}

/** The script of the newest version, or of the one that is chosen. */
export function ReadOut({ versions, busy, onReadBack, onAgain }: ReadOutProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const [way, setWay] = useState<"page" | "one">("page");
  const [chosen, setChosen] = useState<number | null>(null);
  const at = versions.findIndex(({ number }) => number === chosen);
  const shown = versions[at] ?? versions.at(-1);
  if (shown === undefined) return null;
  const isNewest = shown === versions.at(-1);
  const before = versions[versions.indexOf(shown) - 1]?.report ?? null;
  return (
    <div className={css.readOut} data-testid="methane-read" data-version={shown.number}>
      <div className={css.readHead}>
        <NativeSelect
          label={words.read.which}
          value={shown.number}
          data={versions.map(({ number, at }) => ({
            value: String(number),
            label: words.versionAt(number, times.time(at)),
          }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data-testid="methane-version"
        />
        <SegmentedControl
          aria-label={words.read.how}
          value={way}
          onChange={(value) => setWay(value === "one" ? "one" : "page")}
          data={[
            { value: "page", label: <span data-testid="methane-page">{words.read.page}</span> },
            { value: "one", label: <span data-testid="methane-one">{words.read.one}</span> },
          ]}
        />
        <p className={css.back} data-done={shown.readBack || undefined} data-testid="methane-read-back">
          <ToneIcon tone={shown.readBack ? "admit" : "used"} size={20} />
          {shown.readBack ? words.readBack : words.unread}
        </p>
      </div>
      {way === "page" ? (
        <Page report={shown.report} news={changed(before, shown.report)} />
      ) : (
        <OneByOne key={shown.number} report={shown.report} news={changed(before, shown.report)} />
      )}
      <div className={css.actions}>
        {isNewest && !shown.readBack && (
          <HoldButton hint={words.read.tickHint} onHeld={onReadBack} loading={busy} testId="methane-tick">
            {words.read.tick}
          </HoldButton>
        )}
        <Button variant="default" onClick={onAgain} data-testid="methane-again">
          {words.read.again}
        </Button>
      </div>
    </div>
  );
}

interface ScriptProps {
  readonly report: MethaneReport;
  readonly news: ReadonlySet<Part>;
}

function Page({ report, news }: ScriptProps) {
  const words = useWords(WORDS);
  return (
    <ol className={css.page}>
      {spoken(report).map(({ letter, part }) => (
        <li key={part} className={css.line} data-part={part}>
          <span className={css.letter} aria-hidden="true">
            {letter}
          </span>
          <div>
            <h3 className={css.part}>
              {words.parts[part]}
              {news.has(part) && <span className={css.news}>{words.changed}</span>}
            </h3>
            <Said report={report} part={part} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** One letter as large as it goes. Its keys work wherever the focus is within the script. */
function OneByOne({ report, news }: ScriptProps) {
  const words = useWords(WORDS);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLElement>(null);
  const script = spoken(report);
  const now = script[at];
  useEffect(() => box.current?.focus(), []);
  const go = (by: number) => setAt((last) => Math.max(0, Math.min(script.length - 1, last + by)));
  const onKeyDown = (event: KeyboardEvent) => {
    const forth = event.key === "ArrowRight" || (event.key === " " && event.target === box.current);
    if (!forth && event.key !== "ArrowLeft") return;
    event.preventDefault();
    go(forth ? 1 : -1);
  };
  if (now === undefined) return null;
  return (
    <section
      ref={box}
      className={css.one}
      // Its keys are told to whoever hears it.
      aria-label={words.read.keys}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="methane-letter"
      data-part={now.part}
    >
      <div className={css.oneText} aria-live="polite">
        <span className={css.oneLetter} aria-hidden="true">
          {now.letter}
        </span>
        <div className={css.oneWords}>
          <h3 className={css.onePart}>
            {words.parts[now.part]}
            {news.has(now.part) && <span className={css.news}>{words.changed}</span>}
          </h3>
          <Said report={report} part={now.part} />
        </div>
      </div>
      <div className={css.steps}>
        <Button variant="default" onClick={() => go(-1)} disabled={at === 0}>
          {words.read.before}
        </Button>
        <span>{words.read.of(at + 1, script.length)}</span>
        <Button onClick={() => go(1)} disabled={at === script.length - 1} data-testid="methane-next">
          {words.read.next}
        </Button>
      </div>
    </section>
  );
}

function Said({ report, part }: { readonly report: MethaneReport; readonly part: Part }) {
  const words = useWords(WORDS).read;
  const known = (text: string) => (text === "" ? words.unknown : text);
  const lines: Readonly<Record<Part, readonly string[]>> = {
    declared: [words.declared],
    location: [known(report.location)],
    kind: [known(report.kind)],
    hazards: [words.there(known(report.hazards)), words.may(known(report.potential))],
    access: [known(report.access)],
    casualties: [
      words.casualties(report.immediate, report.urgent, report.minor, report.dead),
      report.estimated ? words.estimate : words.counted,
    ],
    services: [words.there(known(report.present)), words.required(known(report.required))],
  };
  return (
    <>
      {lines[part].map((line) => (
        <p key={line} className={css.said}>
          {line}
        </p>
      ))}
    </>
  );
}
