// Every key there is.
import { Modal } from "@mantine/core";
import { useWords } from "../../shared/language";
import css from "./shell.module.css";
import { WORDS } from "./words";

/** The dialog. */
export function Keys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const words = useWords(WORDS).help;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <dl className={css.keys}>
        {words.rows.map(([key, text]) => (
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
