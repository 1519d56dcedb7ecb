// Signing keys: which signs, which only verify, which are distrusted.
import { Button } from "@mantine/core";
import type { KeyStatus } from "../../contract/KeyStatus";
import type { SigningKey } from "../../contract/SigningKey";
import { call } from "../../host";
import { HoldButton } from "../../shared/HoldButton";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

const TONE = { active: "admit", retiring: "used", revoked: "refused" } as const;

/** The list, newest first. */
export function KeysPage({ setup }: { setup: SetupLine }) {
  const words = useWords(WORDS).key;
  const keys = setup.res?.keys ?? [];
  return (
    <div className={css.narrow}>
      <p className={css.intro}>{words.intro}</p>
      <Button
        loading={setup.busy}
        data-testid="key-new"
        onClick={() => void setup.change(() => call("new_key", null))}
      >
        {words.new}
      </Button>
      {keys.length === 0 && <p className={css.empty}>{words.empty}</p>}
      <ul className={css.list}>
        {keys.map((key) => (
          <KeyItem key={key.key_id} of={key} setup={setup} />
        ))}
      </ul>
    </div>
  );
}

function KeyItem({ of, setup }: { of: SigningKey; setup: SetupLine }) {
  const words = useWords(WORDS).key;
  const become = (status: KeyStatus) =>
    void setup.change(() => call("set_key_status", { key_id: of.key_id, status }));
  return (
    <li className={css.item} data-testid="key" data-key={of.key_id} data-status={of.status}>
      <span className={css.keyMark} data-tone={TONE[of.status]}>
        <ToneIcon tone={TONE[of.status]} size={20} />
      </span>
      <span className={css.itemText}>
        <span className={css.itemName}>
          {words.status[of.status]} · <code>{of.key_id}</code>
        </span>
        <span className={css.itemFacts}>
          {words.explain[of.status]} {of.can_sign ? words.here : words.notHere}.
        </span>
      </span>
      {of.status === "active" && (
        <Button
          variant="default"
          onClick={() => become("retiring")}
          aria-label={`${words.retire}: ${of.key_id}`}
        >
          {words.retire}
        </Button>
      )}
      {of.status !== "revoked" && (
        <HoldButton hint={words.hold} onHeld={() => become("revoked")} testId="key-revoke">
          {words.revoke}
        </HoldButton>
      )}
    </li>
  );
}
