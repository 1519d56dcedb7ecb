// Letting other devices in: the organizer signs in to the central store, puts the event there, and shows a code to each
// device.
import { Button, Progress } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { EnrolmentRes } from "../../contract/EnrolmentRes";
import type { Organizer } from "../../contract/Organizer";
import { call, onPush } from "../../host";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import { EnrolmentCode } from "./EnrolmentCode";
import { EnrolmentForm } from "./EnrolmentForm";
import css from "./enrolment.module.css";
import { ENROLMENT_WORDS } from "./enrolment-words";
import { OrganizerForm } from "./OrganizerForm";
import setup from "./setup.module.css";

/** The page's line to the program: every command answers with everything. */
export interface EnrolmentLine {
  readonly res: EnrolmentRes;
  readonly busy: boolean;
  readonly change: (work: () => Promise<EnrolmentRes>) => Promise<boolean>;
}

/** The page. */
export function EnrolmentPage() {
  const words = useWords(ENROLMENT_WORDS);
  const [res, setRes] = useState<EnrolmentRes | null>(null);
  const { busy, failure, run } = useAction();
  const change = useCallback(
    (work: () => Promise<EnrolmentRes>) => run(async () => setRes(await work())),
    [run],
  );
  useEffect(() => void change(() => call("enrolment_status", null)), [change]);
  if (res === null) return <Failure code={failure} />;
  const line: EnrolmentLine = { res, busy, change };
  const { organizer } = res;
  if (organizer === null) {
    return (
      <div className={setup.narrow}>
        <p className={setup.intro}>{words.intro}</p>
        <Failure code={failure} />
        <OrganizerForm line={line} />
      </div>
    );
  }
  if (!organizer.published) {
    return (
      <div className={setup.stack}>
        <Failure code={failure} />
        <SignedIn of={organizer} line={line} />
        <p className={setup.empty}>{words.publishFirst}</p>
      </div>
    );
  }
  return (
    <div className={css.making}>
      <div className={setup.stack}>
        <Failure code={failure} />
        <SignedIn of={organizer} line={line} />
        <EnrolmentForm line={line} />
      </div>
      <EnrolmentCode code={res.code} />
    </div>
  );
}

/** Who is signed in, and the event's way into the store. */
function SignedIn({ of, line }: { of: Organizer; line: EnrolmentLine }) {
  const words = useWords(ENROLMENT_WORDS);
  const [percent, setPercent] = useState<number | null>(null);
  const [done, setDone] = useState(false);
  useEffect(
    () =>
      onPush((push) => {
        if (push.type === "progress" && push.task === "publish" && push.total > 0) {
          setPercent((push.done / push.total) * 100);
        }
      }),
    [],
  );
  const publish = async () => {
    setPercent(0);
    setDone(false);
    setDone(await line.change(() => call("publish_event", null)));
    setPercent(null);
  };
  return (
    <section className={css.signedIn} data-testid="organizer" data-published={of.published}>
      <div className={css.person}>
        <ToneIcon tone="admit" size={20} />
        <span className={css.personText}>
          <Address text={of.email} />
          <span className={setup.itemFacts}>
            {words.signedIn} {words.at(of.host)}
          </span>
        </span>
        <Button
          variant="default"
          disabled={line.busy}
          onClick={() => void line.change(() => call("sign_out_organizer", null))}
          data-testid="sign-out"
        >
          {words.signOut}
        </Button>
      </div>
      <div className={setup.actions}>
        <Button
          variant={of.published ? "default" : "filled"}
          disabled={line.busy}
          onClick={() => void publish()}
          data-testid="publish"
        >
          {of.published ? words.publishAgain : words.publish}
        </Button>
        <p className={setup.hint} role={done ? "status" : undefined}>
          {done ? words.done : of.published ? words.publishedHint : words.publishHint}
        </p>
      </div>
      {percent !== null && line.busy && (
        <div className={setup.work} role="status" data-testid="publish-progress">
          <span>
            {words.publishing} {Math.round(percent)} %
          </span>
          <Progress value={percent} aria-label={words.publishing} size={8} />
        </div>
      )}
    </section>
  );
}

/** An address of mail; where it does not fit, it breaks before the @. */
function Address({ text }: { text: string }) {
  const at = text.lastIndexOf("@");
  return (
    <span className={setup.itemName}>
      {text.slice(0, Math.max(at, 0))}
      <wbr />
      {text.slice(Math.max(at, 0))}
    </span>
  );
}
