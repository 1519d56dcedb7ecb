// A look at the crowd: six pictures of one square metre, the densest one that was seen is chosen.
import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DensityGrade } from "../../contract/DensityGrade";
import type { ZoneCrowd } from "../../contract/ZoneCrowd";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { NoticeIcon } from "../../shared/icons";
import { useLanguage, useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./crowd.module.css";
import { SquareMetre } from "./SquareMetre";
import { WORDS } from "./words";

interface LookCardProps {
  readonly zone: ZoneCrowd;
  readonly grades: readonly DensityGrade[];
  readonly onDone: () => void;
}

/** The dialog. A figure key chooses a picture. */
export function LookCard({ zone, grades, onDone }: LookCardProps) {
  const words = useWords(WORDS);
  const { busy, failure, run } = useAction();
  const [grade, setGrade] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const write = async (event: FormEvent) => {
    event.preventDefault();
    if (grade === null) return;
    const done = await run(async () => {
      await act({ type: "density", zone: zone.zone, grade, note: note.trim() });
    });
    if (done) onDone();
  };
  return (
    <Modal
      opened
      size={960}
      onClose={onDone}
      title={words.looking.title(zone.name)}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <form
        className={css.form}
        onSubmit={(event) => void write(event)}
        onKeyDown={(event) => {
          const picked = grades.find((one) => String(one.grade) === event.key);
          if (picked && !(event.target instanceof HTMLInputElement)) setGrade(picked.grade);
        }}
        data-testid="look-form"
      >
        <Failure code={failure} />
        <p className={css.intro}>{words.looking.intro}</p>
        <div className={css.grades} role="group" aria-label={words.looking.intro}>
          {grades.map((one, at) => (
            <Grade
              key={one.grade}
              grade={one}
              first={at === 0}
              chosen={one.grade === grade}
              onChoose={() => setGrade(one.grade)}
            />
          ))}
        </div>
        <TextInput
          label={words.looking.note}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="look-note"
        />
        <div className={css.actions}>
          <Button type="submit" loading={busy} disabled={grade === null} data-testid="look-write">
            {words.looking.write}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface GradeProps {
  readonly grade: DensityGrade;
  readonly first: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Grade({ grade, first, chosen, onChoose }: GradeProps) {
  const words = useWords(WORDS).looking;
  const { language } = useLanguage();
  const figure = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return (
    <button
      type="button"
      className={css.grade}
      aria-pressed={chosen}
      onClick={onChoose}
      data-autofocus={first || undefined}
      data-testid="look-grade"
      data-grade={grade.grade}
    >
      <SquareMetre people={grade.grade} />
      <strong>
        {grade.grade} · {words.grades[grade.grade]}
      </strong>
      <span>
        {grade.to_per_m2 === null
          ? words.perMore(figure(grade.from_per_m2))
          : words.per(figure(grade.from_per_m2), figure(grade.to_per_m2))}
      </span>
      {(grade.dangerous_moving || grade.dangerous_static) && (
        <span className={css.danger}>
          <NoticeIcon size={16} />
          {grade.dangerous_static ? words.static : words.moving}
        </span>
      )}
    </button>
  );
}
