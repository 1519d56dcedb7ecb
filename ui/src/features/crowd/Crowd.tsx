// The crowd: each zone as a tile, the doors, and the clicker of this device.
import { useState } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { ZoneCrowd } from "../../contract/ZoneCrowd";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Old } from "../../shared/Old";
import { usePicture } from "../../shared/usePicture";
import { Clicker } from "./Clicker";
import css from "./crowd.module.css";
import { Doors } from "./Doors";
import { LookCard } from "./LookCard";
import { ownDoor, rememberDoor } from "./own";
import { RecountForm } from "./RecountForm";
import { WORDS } from "./words";
import { Zone } from "./Zone";

const PACE_MS = 2_000;

type Task = { readonly what: "recount" | "look"; readonly zone: ZoneCrowd };

/** The crowd. */
export function Crowd() {
  const words = useWords(WORDS);
  const picture = usePicture("crowd_status", PACE_MS);
  const [door, setDoor] = useState(ownDoor);
  const [task, setTask] = useState<Task | null>(null);
  const crowd = picture.res;
  if (crowd === null) {
    return (
      <>
        <h1 className={css.hidden}>{words.title}</h1>
        <Failure code={picture.lost} />
      </>
    );
  }
  const choose = (next: CheckpointId | null) => {
    rememberDoor(next);
    setDoor(next);
  };
  const done = () => {
    setTask(null);
    picture.refresh();
  };
  return (
    <div className={css.room} data-testid="crowd">
      <h1 className={css.hidden}>{words.title}</h1>
      <Old picture={picture} />
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scroll} aria-label={words.title} tabIndex={0}>
        {crowd.zones.length === 0 ? (
          <div className={css.empty}>
            <h2>{words.empty}</h2>
            <p>{words.emptyNote}</p>
          </div>
        ) : (
          <div className={css.zones}>
            {crowd.zones.map((zone) => (
              <Zone
                key={zone.zone}
                zone={zone}
                now={crowd.now}
                at={picture.at}
                onTask={(what) => setTask({ what, zone })}
              />
            ))}
          </div>
        )}
        <Doors crowd={crowd} chosen={door} onChoose={choose} />
      </section>
      <Clicker doors={crowd.doors} door={door} onDoor={choose} />
      {task?.what === "recount" && <RecountForm zone={task.zone} onDone={done} />}
      {task?.what === "look" && <LookCard zone={task.zone} grades={crowd.grades} onDone={done} />}
    </div>
  );
}
