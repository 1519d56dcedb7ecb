// The room of the run of show: which show, and what of it.
import { SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { LiveRoom, NewShow, ShowPicker, SIDE_WORDS, useShows } from "../features/show";
import { Failure } from "../shared/Failure";
import { useWords } from "../shared/language";
import css from "./show.module.css";

const PARTS = ["run", "department", "plan"] as const;
type Part = (typeof PARTS)[number];

/** Fetched when somebody goes there: calling a show needs none of it. */
const PlanView = lazy(() => import("./PlanView"));

/** The room. */
export default function ShowView() {
  const words = useWords(SIDE_WORDS);
  const shows = useShows();
  const [part, setPart] = useState<Part>("run");
  const [making, setMaking] = useState(false);
  if (shows.list === null) return <Failure code={shows.failure} />;
  const show = shows.show?.show ?? null;
  if (show === null || making) {
    return (
      <div className={css.make}>
        <NewShow shows={shows} onDone={() => setMaking(false)} />
      </div>
    );
  }
  return (
    <div className={css.room} data-testid="show-room">
      <header className={css.head}>
        <ShowPicker shows={shows} onNew={() => setMaking(true)} />
        <SegmentedControl
          className={css.parts ?? ""}
          aria-label={words.choose.title}
          value={part}
          onChange={(value) => setPart(PARTS.find((one) => one === value) ?? "run")}
          data={PARTS.map((value) => ({
            value,
            label: <span data-testid={`show-${value}`}>{words.views[value]}</span>,
          }))}
        />
      </header>
      <div className={css.part}>
        {part === "plan" ? (
          <Suspense fallback={null}>
            <PlanView show={show} />
          </Suspense>
        ) : (
          <LiveRoom key={show} show={show} view={part} />
        )}
      </div>
    </div>
  );
}
