// Where the steward looks: the camera picture, and over it whatever has to be said.
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CameraHint } from "../../contract/CameraHint";
import type { CameraState } from "../../contract/CameraState";
import { CameraIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { Picture } from "../../shared/Picture";
import { Look } from "./Look";
import css from "./stage.module.css";
import { scanKey } from "./state";
import type { Gate } from "./useGate";
import { Verdict } from "./Verdict";
import { showMs } from "./verdict-time";
import { WORDS } from "./words";

interface StageProps {
  readonly gate: Gate;
  readonly camera: CameraState;
  readonly onChooseCamera: () => void;
}

/** Picture, verdict, hint, or what to do about a camera that shows nothing. */
export function Stage({ gate, camera, onChooseCamera }: StageProps) {
  const words = useWords(WORDS).camera;
  const [seen, setSeen] = useState(false);
  const { shown, look, hint, halted } = gate.state;
  const { fade } = gate;
  const running = camera.state === "running" || camera.state === "starting";

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(fade, showMs(shown));
    return () => clearTimeout(timer);
  }, [shown, fade]);

  return (
    <section className={css.stage} aria-label={words.label} data-seen={seen || undefined}>
      <div className={css.picture}>
        {running ? (
          <Picture label={words.label} onSeen={setSeen} />
        ) : (
          <Trouble camera={camera} onChooseCamera={onChooseCamera} />
        )}
        <Button
          className={css.choose ?? ""}
          variant="default"
          leftSection={<CameraIcon size={20} />}
          onClick={onChooseCamera}
          data-testid="camera-choose"
        >
          {words.choose}
        </Button>
      </div>
      <div className={css.band}>
        {shown === null && look === null && running && !halted && <Idle camera={camera} hint={hint} />}
        {shown !== null && <Verdict key={scanKey(shown.scan)} scan={shown} gate={gate} />}
        {look !== null && <Look scan={look} gate={gate} />}
      </div>
    </section>
  );
}

function Idle({ camera, hint }: { camera: CameraState; hint: CameraHint | null }) {
  const words = useWords(WORDS).camera;
  const ready = camera.state === "starting" ? words.starting : words.ready;
  return (
    <p className={css.hint} data-hint={hint ?? undefined} data-testid="camera-hint" role="status">
      {hint === null ? ready : words.hint[hint]}
    </p>
  );
}

function Trouble({ camera, onChooseCamera }: { camera: CameraState; onChooseCamera: () => void }) {
  const words = useWords(WORDS).camera;
  const trouble = camera.state === "lost" ? words.trouble[camera.reason] : null;
  return (
    <div
      className={css.trouble}
      data-testid="camera-trouble"
      data-reason={camera.state === "lost" ? camera.reason : "off"}
    >
      <CameraIcon size={64} />
      <p className={css.troubleWhat}>{trouble?.what ?? words.off}</p>
      {trouble && <p className={css.troubleTodo}>{trouble.todo}</p>}
      <p className={css.troubleHelp}>{trouble ? words.retry : words.offHelp}</p>
      <Button onClick={onChooseCamera}>{words.title}</Button>
    </div>
  );
}
