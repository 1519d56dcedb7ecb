// Nothing moves, or something is wrong with it: one sentence and one thing to do. A replica that stopped has a banner of
// its own, the shell's.
import { Button } from "@mantine/core";
import type { Parked } from "../../contract/Parked";
import type { SyncAlarm } from "../../contract/SyncAlarm";
import { ERROR_WORDS } from "../../shared/errors";
import { useWords } from "../../shared/language";
import { Notice } from "./Notice";
import { explained } from "./stand";
import type { Sync } from "./useSync";
import { STAND_WORDS, type StandWords } from "./stand-words";
import { WORDS } from "./words";

type Act = "join" | "try" | "show";

const PARKED: Readonly<Record<Parked, Act | null>> = {
  sign_in: "join",
  revoked: "join",
  refused: "try",
  storage: null,
};
const ALARM: Readonly<Record<SyncAlarm, Act>> = {
  stuck: "try",
  clock: "try",
  distrust: "show",
  forked: "show",
};

interface AlarmNoticeProps {
  readonly sync: Sync;
  readonly onJoin: () => void;
  readonly onShow: () => void;
}

/** The notice, when somebody must act. */
export function AlarmNotice({ sync, onJoin, onShow }: AlarmNoticeProps) {
  const { act } = useWords(WORDS);
  const words = useWords(STAND_WORDS);
  const errors = useWords(ERROR_WORDS);
  const due = dueOf(sync, words);
  if (due === null) return null;
  const failed = due.act === "try" && sync.failure !== null ? errors[sync.failure] : null;
  const acts: Readonly<Record<Act, () => void>> = {
    join: onJoin,
    try: () => void sync.tryNow(),
    show: () => {
      sync.seeAlarm();
      onShow();
    },
  };
  return (
    <Notice
      tone="ask"
      testId="sync-alarm"
      kind={due.kind}
      title={due.title}
      text={failed ? `${failed.what} ${failed.todo}` : due.text}
    >
      <Button
        variant="default"
        loading={due.act === "try" && sync.busy}
        onClick={acts[due.act]}
        data-testid={`sync-alarm-${due.act}`}
      >
        {act[due.act]}
      </Button>
    </Notice>
  );
}

function dueOf({ state, alarm }: Sync, words: StandWords) {
  if (state?.connection.state === "parked") {
    const { reason } = state.connection;
    const act = PARKED[reason];
    return act && { kind: reason, act, title: words.chip.parked[reason], text: words.parked[reason].todo };
  }
  if (state === null || alarm === null) return null;
  const { means, todo } = explained(state, words);
  return { kind: alarm, act: ALARM[alarm], title: means, text: todo };
}
