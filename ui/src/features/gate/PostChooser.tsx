// Where this device stands, and which way people pass it: big buttons, one press.
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Direction } from "../../contract/Direction";
import type { GateRes } from "../../contract/GateRes";
import { useWords } from "../../shared/language";
import css from "./chooser.module.css";
import type { Gate } from "./useGate";
import { WORDS } from "./words";

interface PostChooserProps {
  readonly gate: Gate;
  readonly res: GateRes;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSetup: () => void;
}

/** The dialog. While the device stands nowhere it cannot be closed, only answered. */
export function PostChooser({ gate, res, opened, onClose, onSetup }: PostChooserProps) {
  const words = useWords(WORDS);
  const [way, setWay] = useState<Direction>(res.post?.direction ?? "in");
  useEffect(() => {
    if (opened) setWay(res.post?.direction ?? "in");
  }, [opened, res.post?.direction]);
  const must = res.post === null;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.post.title}
      size="lg"
      closeOnEscape={!must}
      closeOnClickOutside={!must}
      withCloseButton={!must}
      closeButtonProps={{ "aria-label": words.look.close, size: 44 }}
    >
      <SegmentedControl
        fullWidth
        aria-label={words.post.way}
        value={way}
        onChange={(value) => setWay(value === "out" ? "out" : "in")}
        data={(["in", "out"] as const).map((value) => ({ value, label: words.way[value] }))}
      />
      {res.checkpoints.length === 0 && (
        <div className={css.empty}>
          <p>{words.post.empty}</p>
          <Button onClick={onSetup}>{words.post.toSetup}</Button>
        </div>
      )}
      <ul className={css.choices}>
        {res.checkpoints.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              className={css.choice}
              data-testid="checkpoint-choice"
              data-name={choice.name}
              aria-current={choice.id === res.post?.checkpoint || undefined}
              onClick={() => {
                onClose();
                void gate.openGate(choice.id, way);
              }}
            >
              <span className={css.choiceName}>{choice.name}</span>
              <span className={css.choiceNote}>{choice.zone_name}</span>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
