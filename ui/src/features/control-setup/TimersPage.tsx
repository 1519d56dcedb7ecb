// How long an incident waits for something, by severity.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { LimitSetting } from "../../contract/LimitSetting";
import { CONTROL_WORDS } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { SEVERITIES } from "../../shared/severities";
import { SeverityMark } from "../../shared/Severity";
import css from "./control-setup.module.css";
import { limitSeconds, limitText } from "./lists";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";

/** The page: the worst first. */
export function TimersPage({ setup, res }: PageProps) {
  const words = useWords(WORDS).timers;
  return (
    <>
      <p className={css.intro}>{words.intro}</p>
      {[...SEVERITIES].reverse().map((severity) => (
        <section key={severity} className={css.block}>
          <h3>
            <SeverityMark severity={severity} word />
          </h3>
          {res.limits
            .filter((limit) => limit.severity === severity)
            .map((limit) => (
              <Limit
                key={`${limit.timer} ${limit.seconds} ${limit.source}`}
                limit={limit}
                setup={setup}
                res={res}
              />
            ))}
        </section>
      ))}
    </>
  );
}

function Limit({ limit, setup }: PageProps & { readonly limit: LimitSetting }) {
  const words = useWords(WORDS);
  const codes = useWords(CONTROL_WORDS);
  const [text, setText] = useState(limitText(limit.seconds));
  const [source, setSource] = useState(limit.source);
  const seconds = limitSeconds(text);
  const changed = seconds !== limit.seconds || source.trim() !== limit.source;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (seconds === undefined) return;
    void setup.save({ what: "limit", limit: { ...limit, seconds, source: source.trim() } });
  };
  return (
    <form
      className={css.row}
      onSubmit={save}
      data-testid="limit"
      data-timer={limit.timer}
      data-severity={limit.severity}
    >
      <TextInput
        className={css.short ?? ""}
        label={codes.timer[limit.timer]}
        error={seconds === undefined ? words.timers.bad : undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="limit-time"
      />
      <TextInput
        className={css.grow ?? ""}
        label={words.source}
        placeholder={words.ours}
        maxLength={120}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
        data-testid="limit-source"
      />
      <Button
        type="submit"
        variant={changed ? "filled" : "default"}
        loading={setup.busy && changed}
        disabled={!changed || seconds === undefined}
        data-testid="limit-save"
      >
        {words.save}
      </Button>
    </form>
  );
}
