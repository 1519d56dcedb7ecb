// Somebody on the roster: whether they are here, and where.
import { Button } from "@mantine/core";
import type { StaffMember } from "../../contract/StaffMember";
import type { StaffPresence } from "../../contract/StaffPresence";
import type { Tone } from "../../contract/Tone";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./staff.module.css";
import { WORDS } from "./words";

const TONES: Readonly<Record<Exclude<StaffPresence, "planned">, Tone>> = {
  present: "admit",
  late: "used",
  gone: "exit",
};

interface PersonProps {
  readonly person: StaffMember;
  readonly onTake: (person: StaffMember) => void;
  readonly onLeave: (person: StaffMember) => void;
}

/** The row. */
export function Person({ person, onTake, onLeave }: PersonProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { name, role, team, post, call_sign, shift, presence, since, at_post } = person;
  const time = (at: number | null) => (at === null ? words.open : times.time(at));
  const facts = [
    call_sign,
    role,
    team,
    at_post === null && post !== "" ? words.planned(post) : "",
    shift.from === null && shift.until === null ? "" : words.shift(time(shift.from), time(shift.until)),
  ];
  return (
    <li className={css.person} data-testid="staff-person" data-name={name} data-presence={presence}>
      <span className={css.presence} data-presence={presence}>
        {/* Whoever is only planned has no mark yet. */}
        {presence === "planned" ? <i>…</i> : <ToneIcon tone={TONES[presence]} size={20} />}
        <span>
          {words.presence[presence]}
          {since !== null && <small>{words.since(times.time(since))}</small>}
        </span>
      </span>
      <span className={css.text}>
        <strong>{name}</strong>
        <span className={css.facts}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {at_post !== null ? (
        <>
          <span className={css.atPost}>{words.at(at_post)}</span>
          <Button
            variant="default"
            onClick={() => onLeave(person)}
            aria-label={words.leaveFor(name, at_post)}
            data-testid="post-leave"
          >
            {words.leave}
          </Button>
        </>
      ) : (
        <Button
          variant="default"
          onClick={() => onTake(person)}
          aria-label={words.takeFor(name)}
          data-testid="post-take"
        >
          {words.take}
        </Button>
      )}
    </li>
  );
}
