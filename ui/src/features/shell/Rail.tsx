// The rooms of the program.
import type { ReactNode } from "react";
import { ControlIcon, GateIcon, SetupIcon, ShowIcon, SyncIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./shell.module.css";
import { WORDS } from "./words";

/** A room. */
export type Room = "gate" | "setup" | "show" | "sync" | "control";

interface RailProps {
  readonly room: Room;
  readonly onRoom: (room: Room) => void;
  readonly onKeys: () => void;
}

/** The rail. */
export function Rail({ room, onRoom, onKeys }: RailProps) {
  const words = useWords(WORDS);
  const entry = (name: Room, icon: ReactNode) => (
    <button
      type="button"
      className={css.room}
      data-testid={`nav-${name}`}
      aria-current={room === name ? "page" : undefined}
      onClick={() => onRoom(name)}
    >
      {icon}
      <span>{words[name]}</span>
    </button>
  );
  return (
    <nav className={css.rail} aria-label={words.rooms}>
      {entry("gate", <GateIcon />)}
      {entry("setup", <SetupIcon />)}
      {entry("sync", <SyncIcon />)}
      {entry("show", <ShowIcon />)}
      {entry("control", <ControlIcon />)}
      <button type="button" className={css.keysButton} onClick={onKeys} data-testid="keys-help">
        <kbd>?</kbd>
        <span>{words.keys}</span>
      </button>
    </nav>
  );
}
