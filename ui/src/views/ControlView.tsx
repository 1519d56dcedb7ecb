// The control room, part by part. Each part is one row in the table below; its words stand with the others.
import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { ControlRes } from "../contract/ControlRes";
import type { RecordId } from "../contract/RecordId";
import { CONTROL_ROOM_WORDS, ControlRoom } from "../features/control";
import { useWords } from "../shared/language";
import type { Picture } from "../shared/usePicture";
import css from "./show.module.css";

interface ControlViewProps {
  readonly picture: Picture<ControlRes>;
  /** An incident that somebody wants to see; `null` once it is shown. */
  readonly asked: RecordId | null;
  readonly onAnswered: () => void;
}

/** What a part gets. */
interface Inside {
  readonly picture: Picture<ControlRes>;
  readonly selected: RecordId | null;
  readonly onSelect: (incident: RecordId | null) => void;
}

type Part = keyof (typeof CONTROL_ROOM_WORDS)["en"]["tabs"];

const own = (view: "incidents" | "log") => (inside: Inside) => (
  <ControlRoom key="own" view={view} {...inside} onReport={() => undefined} />
);
const PARTS: readonly (readonly [part: Part, draw: (inside: Inside) => ReactNode])[] = [
  ["incidents", own("incidents")],
  ["log", own("log")],
];

/** The room. */
export default function ControlView({ picture, asked, onAnswered }: ControlViewProps) {
  const words = useWords(CONTROL_ROOM_WORDS).tabs;
  const [part, setPart] = useState<Part>("incidents");
  const [selected, setSelected] = useState<RecordId | null>(null);
  useEffect(() => {
    if (asked === null) return;
    setPart("incidents");
    setSelected(asked);
    onAnswered();
  }, [asked, onAnswered]);
  const draw = PARTS.find(([name]) => name === part)?.[1];
  return (
    <div className={css.room} data-testid="control">
      <header className={css.head}>
        <SegmentedControl
          aria-label={words.label}
          value={part}
          onChange={(value) => setPart(PARTS.find(([name]) => name === value)?.[0] ?? "incidents")}
          data={PARTS.map(([value]) => ({
            value,
            label: <span data-testid={`control-${value}`}>{words[value]}</span>,
          }))}
        />
      </header>
      <div className={css.part}>{draw?.({ picture, selected, onSelect: setSelected })}</div>
    </div>
  );
}
