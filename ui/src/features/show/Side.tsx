// What lies beside the run: every line, the tools, the ways to meet the curfew; below them the presses that did nothing.
import { SegmentedControl } from "@mantine/core";
import type { EntryId } from "../../contract/EntryId";
import type { ShowLive } from "../../contract/ShowLive";
import { useWords } from "../../shared/language";
import { Curfew } from "./Curfew";
import { FullList } from "./FullList";
import { NoticeIcon } from "../../shared/icons";
import { Refusals } from "./NoticeStrip";
import css from "./side.module.css";
import { SIDE_WORDS } from "./side-words";
import { Tools } from "./Tools";
import type { ShowLine } from "./useShow";

/** What is shown there. */
export type Tab = "list" | "tools" | "curfew";

interface SideProps {
  readonly live: ShowLive;
  readonly press: ShowLine["press"];
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly chosen: EntryId | null;
  readonly onChoose?: (entry: EntryId) => void;
  readonly department: string | null;
}

/** The column. */
export function Side({ live, press, tab, onTab, chosen, onChoose, department }: SideProps) {
  const words = useWords(SIDE_WORDS);
  const tabs: readonly Tab[] = live.curfew === null ? ["list", "tools"] : ["list", "tools", "curfew"];
  const shown = tabs.includes(tab) ? tab : "list";
  const over = (live.curfew?.over_ms ?? 0) > 0;
  return (
    <aside className={css.side} aria-label={words.beside}>
      <SegmentedControl
        fullWidth
        aria-label={words.beside}
        value={shown}
        onChange={(value) => onTab(tabs.find((one) => one === value) ?? "list")}
        data={tabs.map((value) => ({
          value,
          label: (
            <span className={css.tab} data-testid={`tab-${value}`}>
              {value === "curfew" && over && <NoticeIcon size={16} />}
              {words.tabs[value]}
            </span>
          ),
        }))}
      />
      {shown === "list" && (
        <FullList
          lines={live.lines}
          follow={live.live?.entry ?? live.next}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
      {shown === "tools" && <Tools live={live} press={press} department={department} />}
      {shown === "curfew" && <Curfew live={live} press={press} />}
      <Refusals refusals={live.refusals} />
    </aside>
  );
}
