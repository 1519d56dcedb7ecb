// How the exchange stands, to be read across a room: one word, what it means, and the few figures behind it.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { SyncState } from "../../contract/SyncState";
import { useWords } from "../../shared/language";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import { StandMark } from "./StandMark";
import { agoSaid, clockOff, explained, offSaid, percentOf, standOf, told, toneOf } from "./stand";
import css from "./sync.module.css";
import type { Sync } from "./useSync";
import { STAND_WORDS } from "./stand-words";
import { WORDS } from "./words";

interface GlanceProps {
  readonly sync: Sync;
  readonly state: SyncState;
  readonly onJoin: () => void;
}

/** Word, sentence, figures, and the one thing to press. */
export function Glance({ sync, state, onJoin }: GlanceProps) {
  const words = useWords(STAND_WORDS);
  const { act, doubles, roles } = useWords(WORDS);
  const times = useTimes();
  const now = useNow(1_000);
  const facts = words.facts;
  const shown = told(state, now);
  const stand = standOf(shown);
  const why = explained(shown, words);
  const off = clockOff(state);
  const { alarm } = state;
  // As long as somebody must be found, nobody is told that there is nothing to do.
  const looksFor = sync.fresh.length > 0 && toneOf(shown) !== "ask";
  const since = (at: number | null) =>
    at === null ? facts.never : `${times.moment(at)} · ${agoSaid(now - at, facts)}`;
  const others = (sync.res?.devices ?? []).filter((device) => !device.own && (device.waiting ?? 0) > 0);
  const elsewhere = others.reduce((sum, device) => sum + (device.waiting ?? 0), 0);
  const percent = state.download ? ` ${percentOf(state.download)} %` : "";
  const mayJoin =
    state.connection.state === "parked" &&
    (state.connection.reason === "sign_in" || state.connection.reason === "revoked");
  return (
    <div className={css.glance} data-testid="sync-glance" data-state={stand} data-alarm={alarm ?? undefined}>
      <div className={css.head}>
        <StandMark state={shown} size={40} />
        <h2 className={css.word}>
          {why.title}
          {alarm === null && stand === "downloading" && percent}
        </h2>
      </div>
      <div className={css.say} data-alarm={alarm ?? undefined}>
        <p>{why.means}</p>
        <p className={css.todo}>{looksFor ? doubles.todo : why.todo}</p>
      </div>
      <dl className={css.facts}>
        <Fact name={facts.waiting} testId="sync-waiting" big>
          {times.count(state.waiting)}
        </Fact>
        {elsewhere > 0 && (
          <Fact name={facts.elsewhere} testId="sync-elsewhere">
            {times.count(elsewhere)} {facts.devices(others.length)}
          </Fact>
        )}
        {state.download && (
          <Fact name={facts.download} testId="sync-download">
            {facts.of(times.count(state.download.done), times.count(state.download.total))}
          </Fact>
        )}
        {stand !== "alone" && (
          <Fact name={facts.contact} testId="sync-contact">
            {since(state.last_contact)}
          </Fact>
        )}
        <Fact name={facts.data} testId="sync-data">
          {since(state.data_at)}
        </Fact>
        {off !== null && (
          <Fact name={facts.clock} testId="sync-clock">
            {offSaid(off, words.clock)}
          </Fact>
        )}
        {sync.res?.link && (
          <Fact name={facts.store} testId="sync-store">
            {sync.res.link.host} · {roleSaid(sync.res.link.role, roles)}
          </Fact>
        )}
      </dl>
      <div className={css.actions}>
        {stand === "alone" || mayJoin ? (
          <Button onClick={onJoin} data-testid="sync-join">
            {stand === "alone" ? act.joinFirst : act.join}
          </Button>
        ) : (
          <Button
            variant={toneOf(shown) === "ask" ? "filled" : "default"}
            loading={sync.busy}
            onClick={() => void sync.tryNow()}
            rightSection={<kbd className={css.key}>Alt R</kbd>}
            data-testid="sync-now"
          >
            {act.try}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A role in words; one that this program does not know, in the store's own word. */
function roleSaid(role: string, words: Readonly<Record<string, string>>): string {
  return words[role] ?? role;
}

interface FactProps {
  readonly name: string;
  readonly testId: string;
  readonly big?: boolean;
  readonly children: ReactNode;
}

function Fact({ name, testId, big = false, children }: FactProps) {
  return (
    <div className={css.fact} data-big={big || undefined}>
      <dt>{name}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}
