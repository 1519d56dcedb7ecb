// The report over the whole screen: written letter by letter, then read out and ticked off when it was read back.
import { Modal } from "@mantine/core";
import { useMemo, useState } from "react";
import type { LogEntry } from "../../contract/LogEntry";
import type { RecordId } from "../../contract/RecordId";
import type { ReportState } from "../../contract/ReportState";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { forgetDraft } from "./drafts";
import { Form } from "./Form";
import css from "./methane.module.css";
import { ReadOut } from "./ReadOut";
import { nameOf, versions } from "./report";
import { WORDS } from "./words";

interface MethaneProps {
  readonly incident: RecordId;
  /** As it is said: `A-0143`. */
  readonly number?: string;
  /** The newest version; `null` when there is none yet. */
  readonly report: ReportState | null;
  /** The incident's entries, in which older versions stand. */
  readonly entries?: readonly LogEntry[];
  readonly onDone: () => void;
}

const NONE: readonly LogEntry[] = [];

/** The newer of what the incident says and what was just written here. */
function newer(told: ReportState | null, own: ReportState | null): ReportState | null {
  if (own === null || told === null) return told ?? own;
  if (told.version > own.version) return told;
  const isSame = told.record.author === own.record.author && told.record.seq === own.record.seq;
  return isSame && told.read_back ? told : own;
}

/** The report; it lies over everything until it is done. */
export function Methane({ incident, number, report, entries = NONE, onDone }: MethaneProps) {
  const words = useWords(WORDS);
  const [own, setOwn] = useState<ReportState | null>(null);
  const newest = newer(report, own);
  const [writing, setWriting] = useState(newest === null);
  const { busy, failure, run, clear } = useAction();
  const all = useMemo(() => versions(entries, newest), [entries, newest]);
  const write = (next: ReportState["report"]) =>
    void run(async () => {
      const { entry } = await act({ type: "report", report: next }, { incident });
      setOwn({
        record: entry.entry,
        version: (newest?.version ?? 0) + 1,
        at: entry.logged,
        report: next,
        read_back: false,
      });
      forgetDraft(incident);
      setWriting(false);
    });
  const readBack = (state: ReportState) =>
    void run(async () => {
      await act({ type: "read_back", report: state.record }, { incident });
      setOwn({ ...state, read_back: true });
    });
  const name = newest === null ? "ETHANE" : nameOf(newest.report);
  return (
    <Modal
      opened
      fullScreen
      onClose={onDone}
      title={[name, number].filter(Boolean).join(" · ")}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
      data-testid="methane"
    >
      <div className={css.body}>
        <Failure code={failure} />
        {writing || newest === null ? (
          <Form
            incident={incident}
            before={newest?.report ?? null}
            busy={busy}
            onWrite={write}
            onBack={
              newest === null
                ? onDone
                : () => {
                    clear();
                    setWriting(false);
                  }
            }
          />
        ) : (
          <ReadOut
            versions={all}
            busy={busy}
            onReadBack={() => readBack(newest)}
            onAgain={() => setWriting(true)}
          />
        )}
      </div>
    </Modal>
  );
}
