// Search: whatever is typed anywhere on the gate screen lands here. Enter looks at somebody, a second Enter admits.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { SearchHit } from "../../contract/SearchHit";
import { call } from "../../host";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { actOn } from "./Look";
import { Messages } from "./Messages";
import css from "./search.module.css";
import type { Gate } from "./useGate";
import { useTyping } from "./useTyping";
import { WORDS } from "./words";

const MIN_LETTERS = 2;
const SETTLE_MS = 120;
/** What fits over the list without scrolling. */
const MOST = 7;

/** The field and its hits. */
export function Search({ gate }: { gate: Gate }) {
  const words = useWords(WORDS).search;
  const [text, setText] = useState("");
  const [hits, setHits] = useState<readonly SearchHit[] | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const shown = gate.state.shown;
  useTyping(input);

  useEffect(() => {
    const wanted = text.trim();
    // A scanner's text lands here too, until its last key tells it apart from a person.
    if ([...wanted].length < MIN_LETTERS || wanted.startsWith("GH1:")) {
      setHits(null);
      return;
    }
    let stale = false;
    const timer = setTimeout(async () => {
      const found = await call("search", { words: wanted }).catch(() => []);
      if (stale) return;
      setHits(found.slice(0, MOST));
      setActive(0);
    }, SETTLE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text]);

  // Somebody was judged: the search has done its work.
  useEffect(() => {
    if (shown !== null) setText("");
  }, [shown]);

  const look = (hit: SearchHit | undefined) => {
    if (hit) void gate.look(hit.credential);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const looked = gate.state.look;
    if (event.key === "Enter" && looked) actOn(looked, gate);
    else if (event.key === "Enter") look(hits?.[active]);
    else if (event.key === "ArrowDown") setActive((at) => Math.min(at + 1, (hits?.length ?? 1) - 1));
    else if (event.key === "ArrowUp") setActive((at) => Math.max(at - 1, 0));
    else if (event.key === "Escape" && !looked && !shown) setText("");
    else return;
    event.preventDefault();
  };
  const open = hits !== null && gate.state.look === null;
  const option = (at: number) => `${list}-${at}`;

  return (
    <search className={css.search}>
      <Messages gate={gate} />
      <p className={css.hidden} role="status">
        {open ? words.results(hits.length) : ""}
      </p>
      {open && hits.length === 0 && <p className={css.none}>{words.none}</p>}
      <div
        id={list}
        role="listbox"
        aria-label={words.label}
        className={css.hits}
        hidden={!open || hits.length === 0}
        tabIndex={-1}
      >
        {open &&
          hits.map((hit, at) => (
            <Hit
              key={hit.credential}
              id={option(at)}
              hit={hit}
              active={at === active}
              onPick={() => look(hit)}
              onPoint={() => setActive(at)}
            />
          ))}
      </div>
      <input
        ref={input}
        className={css.input}
        data-testid="search-input"
        type="text"
        role="combobox"
        aria-label={words.label}
        aria-expanded={open && hits.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && hits.length > 0 ? option(active) : undefined}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          if (gate.state.look) gate.dismiss();
        }}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}

interface HitProps {
  readonly id: string;
  readonly hit: SearchHit;
  readonly active: boolean;
  readonly onPick: () => void;
  readonly onPoint: () => void;
}

function Hit({ id, hit, active, onPick, onPoint }: HitProps) {
  const words = useWords(WORDS);
  const facts = [
    hit.product,
    hit.company,
    hit.seat && words.seat(hit.seat),
    hit.order_code && words.order(hit.order_code),
  ];
  return (
    // The keyboard reaches hits through the field, which names the active one.
    // See above.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={css.hit}
      data-testid="search-hit"
      data-credential={hit.credential}
      onClick={onPick}
      onPointerMove={onPoint}
    >
      <span className={css.hitText}>
        <span className={css.hitName}>{hit.name}</span>
        <span className={css.hitFacts}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {!hit.good && (
        <span className={css.tag} data-tone="refused">
          <ToneIcon tone="refused" size={16} /> {words.search.bad}
        </span>
      )}
      {hit.good && hit.inside && (
        <span className={css.tag} data-tone="used">
          <ToneIcon tone="used" size={16} /> {words.search.inside}
        </span>
      )}
    </div>
  );
}
