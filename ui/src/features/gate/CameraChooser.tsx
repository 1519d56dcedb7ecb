// Which camera to use.
import { Button, Modal } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { CameraChoice } from "../../contract/CameraChoice";
import { call } from "../../host";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./chooser.module.css";
import type { Gate } from "./useGate";
import { WORDS } from "./words";

interface CameraChooserProps {
  readonly gate: Gate;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The dialog; it looks for cameras each time it opens. */
export function CameraChooser({ gate, opened, onClose }: CameraChooserProps) {
  const words = useWords(WORDS).camera;
  const close = useWords(WORDS).look.close;
  const [cameras, setCameras] = useState<readonly CameraChoice[] | null>(null);
  const { busy, failure, run } = useAction();
  const find = useCallback(() => run(async () => setCameras(await call("list_cameras", null))), [run]);
  useEffect(() => {
    if (opened) void find();
  }, [opened, find]);
  const choose = (spec: string) => {
    onClose();
    void gate.chooseCamera(spec);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ "aria-label": close, size: 44 }}
    >
      <Failure code={failure} />
      {cameras?.length === 0 && <p className={css.empty}>{words.none}</p>}
      <ul className={css.choices}>
        {cameras?.map((camera) => (
          <li key={camera.spec}>
            <button
              type="button"
              className={css.choice}
              data-testid="camera-choice"
              data-spec={camera.spec}
              aria-current={camera.chosen || undefined}
              onClick={() => choose(camera.spec)}
            >
              <span className={css.choiceName}>{camera.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={css.actions}>
        <Button variant="default" loading={busy} onClick={() => void find()}>
          {words.again}
        </Button>
        <Button variant="default" onClick={() => choose("")}>
          {words.turnOff}
        </Button>
      </div>
    </Modal>
  );
}
