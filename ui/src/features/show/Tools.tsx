// What is needed now and then while a show runs: the timer's line, the clock as caller, passing the call, windows, paper.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ExportFormat } from "../../contract/ExportFormat";
import type { ShowLive } from "../../contract/ShowLive";
import type { WindowView } from "../../contract/WindowView";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { HoldButton } from "../../shared/HoldButton";
import { useLanguage, useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { callerName } from "./lines";
import css from "./side.module.css";
import { SIDE_WORDS } from "./side-words";
import type { ShowLine } from "./useShow";
import { WORDS } from "./words";

interface ToolsProps {
  readonly live: ShowLive;
  readonly press: ShowLine["press"];
  /** The department that this device is for, to open its window. */
  readonly department: string | null;
}

/** Every tool; those that only whoever calls may use are shown to them alone. */
export function Tools({ live, press, department }: ToolsProps) {
  const words = useWords(SIDE_WORDS).tools;
  return (
    <div className={css.tools} data-testid="show-tools">
      {live.call.own ? (
        <>
          <TimerTools live={live} press={press} />
          <Rolling live={live} press={press} />
          <Pass live={live} press={press} />
        </>
      ) : (
        <p className={css.quiet}>{words.caller}</p>
      )}
      <Windows live={live} department={department} />
      <AsRun live={live} />
    </div>
  );
}

function Tool({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.tool} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function TimerTools({ live, press }: Pick<ToolsProps, "live" | "press">) {
  const words = useWords(SIDE_WORDS).tools;
  const [text, setText] = useState(live.message);
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void press({ press: "message", text: text.trim() });
  };
  return (
    <Tool title={words.timer}>
      <form className={css.row} onSubmit={show}>
        <TextInput
          className={css.grow ?? ""}
          aria-label={words.message}
          placeholder={words.message}
          maxLength={120}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="message-input"
        />
        <Button type="submit" variant="default" data-testid="message-show">
          {words.show}
        </Button>
      </form>
      {live.message !== "" && (
        <p className={css.shown} data-testid="message-shown">
          {live.message}
        </p>
      )}
      <div className={css.row}>
        <Button
          variant="default"
          disabled={live.message === ""}
          onClick={() => {
            setText("");
            void press({ press: "message", text: "" });
          }}
          data-testid="message-clear"
        >
          {words.clear}
        </Button>
        <Button
          variant={live.blackout ? "filled" : "default"}
          aria-pressed={live.blackout}
          onClick={() => void press({ press: "blackout", on: !live.blackout })}
          data-testid="blackout"
        >
          {live.blackout ? words.lit : words.blackout}
        </Button>
      </div>
    </Tool>
  );
}

function Rolling({ live, press }: Pick<ToolsProps, "live" | "press">) {
  const words = useWords(SIDE_WORDS).tools;
  const { holdIt } = useWords(WORDS).bar;
  return (
    <Tool title={words.rolling}>
      <HoldButton hint={holdIt} onHeld={() => void press({ press: "roll", on: !live.rolling })} testId="roll">
        {live.rolling ? words.rollOff : words.rollOn}
      </HoldButton>
    </Tool>
  );
}

function Pass({ live, press }: Pick<ToolsProps, "live" | "press">) {
  const words = useWords(SIDE_WORDS).tools;
  const { holdIt } = useWords(WORDS).bar;
  const { others } = live.call;
  return (
    <Tool title={words.pass}>
      {others.length === 0 && <p className={css.quiet}>{words.nobodyElse}</p>}
      {others.map((other) => (
        <HoldButton
          key={other.author}
          hint={holdIt}
          onHeld={() => void press({ press: "offer_call", to: other.author })}
          testId="offer-call"
        >
          <span className={css.clip}>{words.passTo(callerName(other))}</span>
        </HoldButton>
      ))}
    </Tool>
  );
}

function Windows({ live, department }: Pick<ToolsProps, "live" | "department">) {
  const words = useWords(SIDE_WORDS).tools;
  const { failure, run } = useAction();
  const own = department ?? live.departments[0] ?? null;
  const open = (view: WindowView) =>
    void run(async () => {
      await call("open_window", { view, show: live.show, department: view === "department" ? own : null });
    });
  const views: readonly WindowView[] =
    own === null ? ["timer", "wall", "follower"] : ["timer", "wall", "follower", "department"];
  return (
    <Tool title={words.windows}>
      <div className={css.pair}>
        {views.map((view) => (
          <Button key={view} variant="default" onClick={() => open(view)} data-testid={`window-${view}`}>
            <span className={css.clip}>
              {view === "department" ? `${words.window[view]} ${own}` : words.window[view]}
            </span>
          </Button>
        ))}
      </div>
      <Failure code={failure} />
    </Tool>
  );
}

function AsRun({ live }: Pick<ToolsProps, "live">) {
  const words = useWords(SIDE_WORDS).tools;
  const { language } = useLanguage();
  const { busy, failure, run } = useAction();
  const [path, setPath] = useState<string | null>(null);
  const write = (format: ExportFormat) =>
    void run(async () => {
      setPath((await call("export_show", { show: live.show, what: "as_run", format, language })).path);
    });
  return (
    <Tool title={words.asRun}>
      <div className={css.pair}>
        <Button variant="default" loading={busy} onClick={() => write("csv")} data-testid="as-run-csv">
          {words.csv}
        </Button>
        <Button variant="default" loading={busy} onClick={() => write("pdf")} data-testid="as-run-pdf">
          {words.pdf}
        </Button>
      </div>
      {path !== null && (
        <p className={css.path} role="status" data-testid="as-run-path">
          {words.written(path)}
        </p>
      )}
      <Failure code={failure} />
    </Tool>
  );
}
