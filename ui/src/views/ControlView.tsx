// The control room, part by part. Each part is one row in the table below; its words stand with the others.
import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { ControlRes } from "../contract/ControlRes";
import type { IncidentRes } from "../contract/IncidentRes";
import type { RecordId } from "../contract/RecordId";
import { CONTROL_ROOM_WORDS, ControlRoom } from "../features/control";
import { ControlSetup } from "../features/control-setup";
import { Crowd } from "../features/crowd";
import { Handover } from "../features/handover";
import { Methane } from "../features/methane";
import { Staff } from "../features/staff";
import { useWords } from "../shared/language";
import type { Picture } from "../shared/usePicture";
import css from "./show.module.css";

interface ControlViewProps {
  readonly picture: Picture<ControlRes>;
  /** What somebody wants to see: an incident or a part; `null` once it is shown. */
  readonly asked: RecordId | "incidents" | "crowd" | null;
  readonly onAnswered: () => void;
}

/** What a part gets. */
interface Inside {
  readonly picture: Picture<ControlRes>;
  readonly selected: RecordId | null;
  readonly onSelect: (incident: RecordId | null) => void;
  readonly onReport: (res: IncidentRes) => void;
}

type Part = keyof (typeof CONTROL_ROOM_WORDS)["en"]["tabs"];

const own = (view: "incidents" | "log") => (inside: Inside) => (
  <ControlRoom key="own" view={view} {...inside} />
);
const PARTS: readonly (readonly [part: Part, draw: (inside: Inside) => ReactNode])[] = [
  ["incidents", own("incidents")],
  ["log", own("log")],
  ["crowd", () => <Crowd />],
  ["staff", () => <Staff />],
  ["handover", () => <Handover />],
  ["setup", () => <ControlSetup />],
];

/** The room. */
export default function ControlView({ picture, asked, onAnswered }: ControlViewProps) {
  const words = useWords(CONTROL_ROOM_WORDS).tabs;
  const [part, setPart] = useState<Part>("incidents");
  const [selected, setSelected] = useState<RecordId | null>(null);
  const [report, setReport] = useState<IncidentRes | null>(null);
  useEffect(() => {
    if (asked === null) return;
    if (typeof asked === "string") setPart(asked);
    else {
      setPart("incidents");
      setSelected(asked);
    }
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
            label: <span data-testid={`control-tab-${value}`}>{words[value]}</span>,
          }))}
        />
      </header>
      <div className={css.part}>
        {draw?.({ picture, selected, onSelect: setSelected, onReport: setReport })}
      </div>
      {report !== null && (
        <Methane
          incident={report.line.incident}
          number={report.line.number}
          report={report.report}
          entries={report.entries}
          onDone={() => setReport(null)}
        />
      )}
    </div>
  );
}
