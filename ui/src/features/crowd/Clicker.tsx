// Two big keys at a door of this device. A tap counts when the finger goes down; writing it is nobody's business.
import { NativeSelect } from "@mantine/core";
import { type KeyboardEvent, type MouseEvent, useEffect } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { DoorCrowd } from "../../contract/DoorCrowd";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { isDialogOpen, placeOf } from "../../shared/typing";
import { useTimes } from "../../shared/venue";
import { openDoor, tap, useDoor } from "./clicker";
import { shown, unwritten } from "./clicks";
import css from "./clicker.module.css";
import { WORDS } from "./words";

interface ClickerProps {
  readonly doors: readonly DoorCrowd[];
  readonly door: CheckpointId | null;
  readonly onDoor: (door: CheckpointId | null) => void;
}

/** The clicker; without a door it asks for one. */
export function Clicker({ doors, door, onDoor }: ClickerProps) {
  const words = useWords(WORDS).clicker;
  const known = doors.find((one) => one.door === door);
  if (doors.length === 0) return null;
  return (
    <section className={css.clicker} aria-label={words.title} data-testid="clicker">
      <NativeSelect
        className={css.choose ?? ""}
        label={words.choose}
        value={known?.door ?? ""}
        data={[
          { value: "", label: words.none },
          ...doors.map(({ door, name }) => ({ value: door as string, label: name })),
        ]}
        onChange={(event) =>
          onDoor(doors.find((one) => one.door === event.currentTarget.value)?.door ?? null)
        }
        data-testid="clicker-door"
      />
      {known && <Keys key={known.door} door={known.door} />}
    </section>
  );
}

function Keys({ door }: { readonly door: CheckpointId }) {
  const words = useWords(WORDS).clicker;
  const times = useTimes();
  const { clicks, failure } = useDoor(door);
  useEffect(() => openDoor(door), [door]);
  useSigns(door);
  const { entries, exits } = shown(clicks);
  const open = unwritten(clicks);
  const waits = open.entries + open.exits;
  return (
    <>
      <Key way="out" sign="−" word={words.out} said={words.outKey} count={times.count(exits)} door={door} />
      <div className={css.state} aria-live="off">
        <p className={css.counted}>{words.counted}</p>
        {waits === 0 || failure === null ? (
          <p className={css.written} data-testid="clicker-written" data-waits={waits}>
            <ToneIcon tone={waits === 0 ? "admit" : "used"} size={16} />
            {waits === 0 ? words.written : "…"}
          </p>
        ) : (
          <p className={css.waits} role="status" data-testid="clicker-waits">
            {words.waits(times.count(waits))}
          </p>
        )}
        <Failure code={failure} />
      </div>
      <Key way="in" sign="+" word={words.in} said={words.inKey} count={times.count(entries)} door={door} />
    </>
  );
}

interface KeyProps {
  readonly door: CheckpointId;
  readonly way: "in" | "out";
  readonly sign: string;
  readonly word: string;
  readonly said: string;
  readonly count: string;
}

function Key({ door, way, sign, word, said, count }: KeyProps) {
  // A pointer counts when it goes down; a click without one comes from a keyboard or from an aid.
  const onClick = (event: MouseEvent) => {
    if (event.detail === 0) tap(door, way);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.repeat) event.preventDefault();
  };
  return (
    <button
      type="button"
      className={css.key}
      data-way={way}
      data-testid={`click-${way}`}
      data-count={count}
      title={said}
      onPointerDown={(event) => {
        if (event.button === 0) tap(door, way);
      }}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <span className={css.sign}>{sign}</span>
      <span className={css.keyText}>
        <strong>{count}</strong>
        <span>{word}</span>
      </span>
    </button>
  );
}

/** The signs + and − count from anywhere on the page that is no field. */
function useSigns(door: CheckpointId): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isDialogOpen() || placeOf(event.target) === "text") return;
      const way = event.key === "+" ? "in" : event.key === "-" || event.key === "−" ? "out" : null;
      if (way === null) return;
      event.preventDefault();
      tap(door, way);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [door]);
}
