// Every key of the plan.
import { Modal } from "@mantine/core";
import { useWords } from "../../shared/language";
import css from "./rundown.module.css";
import { WORDS } from "./words";

/** The dialog. */
export function Keys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const words = useWords(WORDS);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.help.title}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <dl className={css.keys} data-testid="plan-keys-list">
        {words.help.rows.map(([key, text]) => (
          <div key={key} className={css.key}>
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
