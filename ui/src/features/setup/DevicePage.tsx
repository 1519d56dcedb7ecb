// What belongs to this device alone.
import { Button } from "@mantine/core";
import type { OpenEvent } from "../../contract/OpenEvent";
import { useWords } from "../../shared/language";
import { Preferences } from "../../shared/Preferences";
import css from "./setup.module.css";
import { WORDS } from "./words";

interface DevicePageProps {
  readonly event: OpenEvent;
  readonly version: string;
  readonly onChooseCamera: () => void;
}

/** Language, colours, camera, sounds. */
export function DevicePage({ event, version, onChooseCamera }: DevicePageProps) {
  const words = useWords(WORDS).device;
  return (
    <div className={css.narrow}>
      <section className={css.block}>
        <h3 className={css.subtitle}>{words.look}</h3>
        <Preferences />
        <p className={css.hint}>{words.lookHint}</p>
      </section>
      <section className={css.block}>
        <h3 className={css.subtitle}>{words.camera}</h3>
        <Button variant="default" onClick={onChooseCamera}>
          {words.chooseCamera}
        </Button>
        <p className={css.hint}>{words.cameraHint}</p>
      </section>
      <section className={css.block}>
        <h3 className={css.subtitle}>{words.sound}</h3>
        <p className={css.hint}>{words.soundHint}</p>
      </section>
      <dl className={css.facts}>
        <div className={css.fact}>
          <dt>{words.name}</dt>
          <dd>{event.device_name}</dd>
        </div>
        <div className={css.fact}>
          <dt>{words.protection}</dt>
          <dd>{words.protections[event.protection]}</dd>
        </div>
        <div className={css.fact}>
          <dt>{words.version}</dt>
          <dd>{version}</dd>
        </div>
      </dl>
    </div>
  );
}
