// Every key there is in a room.
import { Modal } from "@mantine/core";
import { useWords } from "../../shared/language";
import type { Room } from "./Rail";
import css from "./shell.module.css";
import { WORDS } from "./words";

interface KeysProps {
  readonly room: Room;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The dialog. */
export function Keys({ room, opened, onClose }: KeysProps) {
  const words = useWords(WORDS).help;
  const rows = room === "show" ? words.show : room === "control" ? words.control : words.rows;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <dl className={css.keys}>
        {rows.map(([key, text]) => (
          <div key={key} className={css.keyRow}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
