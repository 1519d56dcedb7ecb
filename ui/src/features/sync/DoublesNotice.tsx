// Somebody got in twice, because two gates could not hear each other: who, where, when. It stands in every room until
// somebody has seen it, takes no focus and covers nothing.
import { Button } from "@mantine/core";
import { useWords } from "../../shared/language";
import { span } from "../../shared/time";
import { useTimes } from "../../shared/venue";
import { Notice } from "./Notice";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { WORDS } from "./words";

/** The newest of them, and how many more there are. */
export function DoublesNotice({ sync, onShow }: { sync: Sync; onShow: () => void }) {
  const all = useWords(WORDS);
  const words = all.doubles;
  const times = useTimes();
  const newest = sync.fresh[0];
  if (newest === undefined) return null;
  const { first, second } = newest;
  const more = sync.fresh.length - 1;
  const at = (of: typeof first) => `${of.checkpoint ?? of.device ?? words.nowhere} ${times.moment(of.at)}`;
  return (
    <Notice
      tone="used"
      testId="doubles-alarm"
      title={`${words.alarm}: ${newest.name ?? words.nobody}${more > 0 ? ` ${words.more(more)}` : ""}`}
      text={`${at(first)} → ${at(second)}, ${words.later(span(newest.gap_ms))}`}
    >
      <Button variant="default" onClick={onShow} data-testid="doubles-show">
        {all.act.show}
      </Button>
      <Button
        variant="default"
        onClick={sync.seeDoubles}
        rightSection={<kbd className={css.key}>Alt V</kbd>}
        data-testid="doubles-seen"
      >
        {all.act.seen}
      </Button>
    </Notice>
  );
}
