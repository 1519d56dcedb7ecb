// The camera as the reader of an enrolment code: on when somebody asks, off as soon as a code was read.
import { Button, NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CameraChoice } from "../../contract/CameraChoice";
import type { CameraState } from "../../contract/CameraState";
import { call, onPush } from "../../host";
import { Failure } from "../../shared/Failure";
import { CameraIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { Picture } from "../../shared/Picture";
import { useAction } from "../../shared/useAction";
import css from "./event.module.css";
import { WORDS } from "./words";

/** Button, then picture. */
export function CodeLook({ onRead }: { onRead: (text: string) => void }) {
  const words = useWords(WORDS);
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  const [spec, setSpec] = useState<string | null>(null);
  const [camera, setCamera] = useState<CameraState | null>(null);
  const [none, setNone] = useState(false);
  const [seen, setSeen] = useState(false);
  const { busy, failure, run } = useAction();
  const looking = spec !== null;

  useEffect(
    () =>
      onPush((push) => {
        if (push.type === "camera") setCamera(push.camera);
        if (push.type !== "code_seen") return;
        setSpec(null);
        onRead(push.text);
      }),
    [onRead],
  );
  // However it ends, the camera is given back.
  useEffect(() => {
    if (!looking) return;
    return () => void call("look_for_code", { spec: "" }).catch(() => undefined);
  }, [looking]);

  const look = async (next: string) => {
    setSpec(next);
    const done = await run(async () => setCamera(await call("look_for_code", { spec: next })));
    if (!done) setSpec(null);
  };
  const start = async () => {
    let first: CameraChoice | undefined;
    await run(async () => {
      const found = await call("list_cameras", null);
      first = found.find((one) => one.chosen) ?? found[0];
      setCameras(found);
      setNone(first === undefined);
    });
    if (first) await look(first.spec);
  };

  if (!looking) {
    return (
      <div className={css.look}>
        <Button
          variant="default"
          leftSection={<CameraIcon size={20} />}
          loading={busy}
          onClick={() => void start()}
          data-testid="join-look"
        >
          {words.look}
        </Button>
        {none && <p className={css.note}>{words.noCamera}</p>}
        <Failure code={failure} />
      </div>
    );
  }
  return (
    <div className={css.look}>
      {camera?.state === "lost" ? (
        <p className={css.trouble} role="alert" data-testid="join-camera-trouble" data-reason={camera.reason}>
          {words.cameraLost[camera.reason]}
        </p>
      ) : (
        <div className={css.picture} data-seen={seen || undefined} data-testid="join-picture">
          <Picture label={words.picture} onSeen={setSeen} />
          <p className={css.pictureHint}>{camera?.state === "running" ? words.hold : words.starting}</p>
        </div>
      )}
      <Failure code={failure} />
      <div className={css.looking}>
        {cameras.length > 1 && (
          <NativeSelect
            aria-label={words.whichCamera}
            data-testid="join-camera"
            value={spec}
            data={cameras.map((one) => ({ value: one.spec, label: one.name }))}
            onChange={(event) => void look(event.currentTarget.value)}
          />
        )}
        <Button variant="default" onClick={() => setSpec(null)} data-testid="join-look-stop">
          {words.stopLooking}
        </Button>
      </div>
    </div>
  );
}
