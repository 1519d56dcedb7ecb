// The staff: posts first, because an empty one is what has to be seen; beside them everybody, to be found.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { StaffMember } from "../../contract/StaffMember";
import type { StaffPresence } from "../../contract/StaffPresence";
import type { StaffRes } from "../../contract/StaffRes";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { Old } from "../../shared/Old";
import { useAction } from "../../shared/useAction";
import { usePicture } from "../../shared/usePicture";
import { Person } from "./Person";
import { Posts } from "./Posts";
import { counts, found } from "./roster";
import css from "./staff.module.css";
import { TakePost } from "./TakePost";
import { WORDS } from "./words";

const PACE_MS = 5_000;
/** So many are drawn at first; a search narrows it down. */
const PAGE = 60;
const PRESENCES: readonly StaffPresence[] = ["present", "late", "planned", "gone"];

/** The room. */
export function Staff() {
  const words = useWords(WORDS);
  const picture = usePicture("staff_status", PACE_MS);
  const { busy, failure, run } = useAction();
  const [taking, setTaking] = useState<StaffMember | "anybody" | null>(null);
  const staff = picture.res;
  if (staff === null) {
    return (
      <>
        <h1 className={css.hidden}>{words.title}</h1>
        <Failure code={picture.lost} />
      </>
    );
  }
  const leave = async (person: StaffMember) => {
    const post = person.at_post;
    if (post === null || busy) return;
    const { name, call_sign } = person;
    await run(async () => {
      await act({ type: "post", who: name, post, call_sign, on: false });
    });
    picture.refresh();
  };
  return (
    <div className={css.room} data-testid="staff">
      <h1 className={css.hidden}>{words.title}</h1>
      <Old picture={picture} />
      {failure !== null && <Failure code={failure} />}
      <div className={css.columns}>
        <Posts posts={staff.posts} onTake={() => setTaking("anybody")} />
        <Roster staff={staff} onTake={setTaking} onLeave={(person) => void leave(person)} />
      </div>
      {taking !== null && (
        <TakePost
          person={taking === "anybody" ? null : taking}
          staff={staff}
          onDone={() => {
            setTaking(null);
            picture.refresh();
          }}
        />
      )}
    </div>
  );
}

interface RosterProps {
  readonly staff: StaffRes;
  readonly onTake: (person: StaffMember) => void;
  readonly onLeave: (person: StaffMember) => void;
}

function Roster({ staff, onTake, onLeave }: RosterProps) {
  const words = useWords(WORDS);
  const [search, setSearch] = useState("");
  const [presence, setPresence] = useState<StaffPresence | null>(null);
  const [shown, setShown] = useState(PAGE);
  const { people } = staff;
  if (people.length === 0) {
    return (
      <div className={css.empty}>
        <h2>{words.empty}</h2>
        <p>{words.emptyNote}</p>
      </div>
    );
  }
  const of = counts(people);
  const wanted = found(people, search, presence);
  return (
    <div className={css.roster}>
      <div className={css.find}>
        <TextInput
          className={css.grow ?? ""}
          label={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-testid="staff-search"
        />
        <NativeSelect
          label={words.show}
          value={presence ?? ""}
          data={[
            { value: "", label: `${words.all} (${people.length})` },
            ...PRESENCES.map((one) => ({ value: one, label: `${words.presence[one]} (${of[one]})` })),
          ]}
          onChange={(event) =>
            setPresence(PRESENCES.find((one) => one === event.currentTarget.value) ?? null)
          }
          data-testid="staff-presence"
        />
      </div>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scroll} aria-label={words.title} tabIndex={0}>
        {wanted.length === 0 && <p className={css.quiet}>{words.none}</p>}
        <ul>
          {wanted.slice(0, shown).map((person, at) => (
            // Two people may have one name; the order is the program's.
            <Person key={`${person.name} ${at}`} person={person} onTake={onTake} onLeave={onLeave} />
          ))}
        </ul>
        {wanted.length > shown && (
          <Button variant="default" onClick={() => setShown(shown + PAGE)} data-testid="staff-more">
            {words.more(Math.min(PAGE, wanted.length - shown))}
          </Button>
        )}
      </section>
    </div>
  );
}
