// What the grades of the picture card mean.
import { ToneIcon } from "../../shared/icons";
import { useLanguage, useWords } from "../../shared/language";
import { usePicture } from "../../shared/usePicture";
import css from "./control-setup.module.css";
import { WORDS } from "./words";

const PACE_MS = 60_000;

/** The table; its figures are the program's. */
export function DensityPage() {
  const words = useWords(WORDS).density;
  const { language } = useLanguage();
  const grades = usePicture("crowd_status", PACE_MS).res?.grades ?? [];
  const figure = (value: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  const danger = (dangerous: boolean) => (
    <span className={css.danger} data-dangerous={dangerous || undefined}>
      <ToneIcon tone={dangerous ? "refused" : "admit"} size={16} />
      {dangerous ? words.dangerous : words.fine}
    </span>
  );
  return (
    <>
      <p className={css.intro}>{words.intro}</p>
      {grades.length === 0 ? (
        <p className={css.empty}>{words.empty}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.grade}</th>
              <th scope="col">{words.persons}</th>
              <th scope="col">{words.moving}</th>
              <th scope="col">{words.static}</th>
            </tr>
          </thead>
          <tbody>
            {grades.map((grade) => (
              <tr key={grade.grade} data-testid="density-grade">
                <th scope="row">{grade.grade}</th>
                <td>
                  {grade.to_per_m2 === null
                    ? words.more(figure(grade.from_per_m2))
                    : `${figure(grade.from_per_m2)}–${figure(grade.to_per_m2)}`}
                </td>
                <td>{danger(grade.dangerous_moving)}</td>
                <td>{danger(grade.dangerous_static)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
