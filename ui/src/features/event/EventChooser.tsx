// The first screen while no event is open: those of this device, one to join, or a new one.
import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { AppRes } from "../../contract/AppRes";
import { useWords } from "../../shared/language";
import { Preferences } from "../../shared/Preferences";
import { CreateForm } from "./CreateForm";
import css from "./event.module.css";
import { FileRow } from "./FileRow";
import { JoinForm } from "./JoinForm";
import { WORDS } from "./words";

interface EventChooserProps {
  readonly app: AppRes;
  readonly onOpened: (app: AppRes) => void;
  /** Present while another event is open: back to it. */
  readonly onCancel: (() => void) | null;
}

/** The screen. */
export function EventChooser({ app, onOpened, onCancel }: EventChooserProps) {
  const words = useWords(WORDS);
  const [way, setWay] = useState<"join" | "create">("join");
  return (
    <div className={css.screen} data-testid="event-chooser">
      <header className={css.header}>
        <h1 className={css.title}>{words.title}</h1>
        <Preferences />
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        )}
      </header>
      <main className={css.columns}>
        <section className={css.column} aria-labelledby="files">
          <h2 id="files" className={css.subtitle}>
            {words.files}
          </h2>
          {app.files.length === 0 && <p className={css.empty}>{words.empty}</p>}
          <ul className={css.files}>
            {app.files.map((file) => (
              <FileRow key={file.file} file={file} onOpened={onOpened} />
            ))}
          </ul>
        </section>
        <section className={css.column} aria-label={way === "join" ? words.join : words.create}>
          <SegmentedControl
            className={css.ways ?? ""}
            fullWidth
            aria-label={words.way}
            data-testid="event-way"
            value={way}
            onChange={(value) => setWay(value === "create" ? "create" : "join")}
            data={[
              { value: "join", label: words.join },
              { value: "create", label: words.create },
            ]}
          />
          {way === "join" ? (
            <JoinForm mayLook={app.event === null} onOpened={onOpened} />
          ) : (
            <CreateForm onOpened={onOpened} />
          )}
        </section>
      </main>
      <footer className={css.version}>Gatehouse {app.version}</footer>
    </div>
  );
}
