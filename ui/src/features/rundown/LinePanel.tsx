// Everything about the line that is chosen, and what can be done with it.
import { Button } from "@mantine/core";
import { memo } from "react";
import type { PlanEdit } from "../../contract/PlanEdit";
import type { PlanEntry } from "../../contract/PlanEntry";
import type { PlanField } from "../../contract/PlanField";
import type { PlanRes } from "../../contract/PlanRes";
import { useWords } from "../../shared/language";
import { CueFields } from "./CueFields";
import { DelayFields } from "./DelayFields";
import { FIELD_WORDS } from "./field-words";
import { ColourField, OptionalDurationField, TextField } from "./fields";
import { nameOf } from "./lines";
import { LockMark } from "./marks";
import { type Step, step } from "./places";
import css from "./side.module.css";
import type { PlanLink } from "./useRundown";
import { WORDS } from "./words";

/** Writes a field of the line. */
export type Set = (field: PlanField) => void;

interface LinePanelProps extends Pick<PlanLink, "edit" | "add"> {
  readonly res: PlanRes;
  readonly line: PlanEntry;
}

/** The fields; drawn again only when the plan or the line is another. */
export const LinePanel = memo(function LinePanel({ edit, add, res, line }: LinePanelProps) {
  const words = useWords(WORDS);
  const { item } = line;
  const set: Set = (field) => edit({ edit: "set", entry: line.entry, field });
  return (
    <div className={css.panel} data-testid="line-panel">
      <h2 className={css.title}>
        <span className={css.kind}>{words.kind[item.kind]}</span> {nameOf(line)}
      </h2>
      {line.locked && (
        <p className={css.locked} data-testid="line-locked">
          <LockMark /> {words.said.locked}
        </p>
      )}
      <Acts edit={edit} add={add} res={res} line={line} />
      {item.kind === "cue" && <CueFields res={res} line={line} cue={item} set={set} />}
      {item.kind === "group" && <GroupFields item={item} set={set} />}
      {item.kind === "delay" && (
        <DelayFields
          res={res}
          line={line}
          by={item.by_ms}
          set={set}
          onApply={() => edit({ edit: "apply_delay", entry: line.entry })}
        />
      )}
      {item.kind === "milestone" && <TitleField title={item.title} set={set} />}
    </div>
  );
});

function TitleField({ title, set }: { title: string; set: Set }) {
  const words = useWords(FIELD_WORDS);
  return (
    <TextField label={words.field.title} value={title} onTyped={(value) => set({ field: "title", value })} />
  );
}

function GroupFields({ item, set }: { item: Extract<PlanEntry["item"], { kind: "group" }>; set: Set }) {
  const words = useWords(FIELD_WORDS);
  return (
    <>
      <TitleField title={item.title} set={set} />
      <div className={css.pair}>
        <OptionalDurationField
          label={words.field.target}
          value={item.target_ms}
          onTyped={(value) => set({ field: "target", value })}
        />
        <ColourField
          label={words.field.colour}
          value={item.colour}
          onTyped={(value) => set({ field: "colour", value })}
        />
      </div>
    </>
  );
}

function Acts({ edit, add, res, line }: LinePanelProps) {
  const words = useWords(FIELD_WORDS).act;
  const { entry, locked } = line;
  const act = (change: PlanEdit) => () => edit(change);
  const move = (way: Step) => {
    const place = locked ? null : step(res.entries, entry, way);
    return (
      <Button
        key={way}
        variant="default"
        disabled={place === null}
        data-testid={`line-${way}`}
        onClick={place ? act({ edit: "move", entry, ...place }) : undefined}
      >
        {words[way]}
      </Button>
    );
  };
  return (
    <div className={css.acts}>
      {move("up")}
      {move("down")}
      {line.group === null ? move("in") : move("out")}
      <Button
        variant="default"
        data-testid="line-duplicate"
        onClick={() => add({ edit: "duplicate", entry })}
      >
        {words.duplicate}
      </Button>
      <Button
        variant="default"
        disabled={locked}
        data-testid="line-remove"
        onClick={act({ edit: "remove", entry })}
      >
        {words.remove}
      </Button>
    </div>
  );
}
