// A show while it runs: called or followed as a whole, or as one department sees it.
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ShowId } from "../../contract/ShowId";
import type { ShowLive } from "../../contract/ShowLive";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Caller } from "./Caller";
import { Department } from "./Department";
import css from "./department.module.css";
import { ownDepartment, rememberDepartment } from "./own";
import { type ShowLine, useShow } from "./useShow";
import { DEPARTMENT_WORDS } from "./department-words";

interface LiveRoomProps {
  readonly show: ShowId;
  readonly view: "run" | "department";
}

/** The room; nothing before the program's first answer. */
export function LiveRoom({ show, view }: LiveRoomProps) {
  const line = useShow(show);
  const [department, setDepartment] = useState(ownDepartment);
  const { live, lost } = line.picture;
  if (live === null) return <Failure code={lost} />;
  const own = live.departments.find((one) => one === department) ?? null;
  if (view === "run") return <Caller line={line} live={live} department={own} />;
  const choose = (next: string) => {
    rememberDepartment(next);
    setDepartment(next);
  };
  return <DepartmentRoom line={line} live={live} own={own} onChoose={choose} />;
}

interface DepartmentRoomProps {
  readonly line: ShowLine;
  readonly live: ShowLive;
  readonly own: string | null;
  readonly onChoose: (department: string) => void;
}

function DepartmentRoom({ line, live, own, onChoose }: DepartmentRoomProps) {
  const words = useWords(DEPARTMENT_WORDS);
  if (live.departments.length === 0) return <p className={css.empty}>{words.none}</p>;
  return (
    <div className={css.room}>
      <NativeSelect
        className={css.choose ?? ""}
        label={words.choose}
        value={own ?? ""}
        data={own === null ? ["", ...live.departments] : [...live.departments]}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data-testid="department-choice"
      />
      {own !== null && <Department line={line} live={live} department={own} />}
    </div>
  );
}
