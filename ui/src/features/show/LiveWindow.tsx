// A window for somebody else to look at: one show, one view, no rooms.
import type { ShowId } from "../../contract/ShowId";
import type { WindowView } from "../../contract/WindowView";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { VenueProvider } from "../../shared/venue";
import css from "./big.module.css";
import { Department } from "./Department";
import { FollowWindow } from "./FollowWindow";
import { SIDE_WORDS } from "./side-words";
import { Timer } from "./Timer";
import { useShow } from "./useShow";
import { Wall } from "./Wall";

interface LiveWindowProps {
  readonly view: WindowView;
  readonly show: ShowId;
  readonly department: string;
}

/** The whole window. */
export function LiveWindow({ view, show, department }: LiveWindowProps) {
  const line = useShow(show);
  const words = useWords(SIDE_WORDS);
  const { live, lost } = line.picture;
  if (live === null) {
    return lost === null ? null : (
      <main className={css.missing}>
        <h1 className={css.hidden}>{words.tools.window[view]}</h1>
        {lost === "not_found" ? <p data-testid="no-show">{words.noShow}</p> : <Failure code={lost} />}
      </main>
    );
  }
  return (
    <VenueProvider zone={live.zone}>
      <main className={css.window}>
        <h1 className={css.hidden}>{`${live.title}: ${words.tools.window[view]}`}</h1>
        {view === "timer" && <Timer picture={line.picture} live={live} />}
        {view === "wall" && <Wall picture={line.picture} live={live} />}
        {view === "follower" && <FollowWindow line={line} live={live} />}
        {view === "department" && <Department line={line} live={live} department={department} />}
      </main>
    </VenueProvider>
  );
}
