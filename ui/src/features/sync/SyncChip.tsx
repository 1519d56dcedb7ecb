// How far the rest of the world is, in one chip; pressing it explains.
import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../shared/language";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import { StandMark } from "./StandMark";
import { agoSaid, chipText, explained, standOf, told } from "./stand";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { STAND_WORDS } from "./stand-words";
import { WORDS } from "./words";

/** The chip; nothing before the program's first word. */
export function SyncChip({ sync, onOpen }: { sync: Sync; onOpen: () => void }) {
  const words = useWords(STAND_WORDS);
  const { open } = useWords(WORDS);
  const times = useTimes();
  const now = useNow(5_000);
  const [opened, setOpened] = useState(false);
  if (sync.state === null) return null;
  const state = told({ ...sync.state, alarm: sync.alarm }, now);
  const stand = standOf(state);
  const said = chipText(state, words, times, now);
  const why = explained(state, words);
  const facts = words.facts;
  return (
    <Popover
      width={340}
      position="bottom-end"
      trapFocus={false}
      shadow="none"
      transitionProps={{ duration: 0 }}
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <button
          type="button"
          className={css.chip}
          data-testid="sync-chip"
          data-state={stand}
          data-synced={stand === "synced"}
          data-alarm={state.alarm ?? undefined}
          data-waiting={sync.state.waiting}
          onClick={() => setOpened((was) => !was)}
        >
          <StandMark state={state} size={16} />
          <span className={css.chipText}>
            <span className={css.chipWhat}>{said.what}</span>
            {said.waiting && <span>{said.waiting}</span>}
            {said.data && <span className={css.chipData}>{said.data}</span>}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.dropdown ?? ""} aria-label={why.title} data-testid="sync-explained">
        <div className={css.explain}>
          <h2>{why.title}</h2>
          <p>{why.means}</p>
          <p className={css.todo}>{why.todo}</p>
          <dl className={css.explainFacts}>
            <div>
              <dt>{facts.waiting}</dt>
              <dd>{times.count(sync.state.waiting)}</dd>
            </div>
            {stand !== "alone" && (
              <div>
                <dt>{facts.contact}</dt>
                <dd>{state.last_contact === null ? facts.never : times.moment(state.last_contact)}</dd>
              </div>
            )}
            <div>
              <dt>{facts.data}</dt>
              <dd>{state.data_at === null ? facts.never : agoSaid(now - state.data_at, facts)}</dd>
            </div>
          </dl>
          <Button
            variant="default"
            onClick={() => {
              setOpened(false);
              onOpen();
            }}
            data-testid="sync-open"
          >
            {open}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
