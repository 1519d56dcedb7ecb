// The gate screen: picture and verdict on one side, counters, scans and search on the other.
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Counters } from "./Counters";
import css from "./gate.module.css";
import { Recent } from "./Recent";
import { Search } from "./Search";
import { Stage } from "./Stage";
import type { Gate as GateLine } from "./useGate";
import { WORDS } from "./words";

interface GateProps {
  readonly gate: GateLine;
  readonly onChooseCamera: () => void;
}

/** The whole screen. It draws nothing before the program's first answer. */
export function Gate({ gate, onChooseCamera }: GateProps) {
  const words = useWords(WORDS);
  const { res, failure, halted } = gate.state;
  if (res === null) return halted ? null : <Failure code={failure} />;
  return (
    <div className={css.gate}>
      <h1 className={css.hidden}>{res.post?.name ?? words.title}</h1>
      <Stage gate={gate} camera={res.camera} onChooseCamera={onChooseCamera} />
      <div className={css.side}>
        <Counters counters={res.counters} />
        <Recent gate={gate} recent={res.recent} />
        <Search gate={gate} />
      </div>
    </div>
  );
}
