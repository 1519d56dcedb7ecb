// The organizer's way into the central store. Address and key are remembered on this device; the password never is.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { call } from "../../host";
import { useWords } from "../../shared/language";
import type { EnrolmentLine } from "./EnrolmentPage";
import { ENROLMENT_WORDS } from "./enrolment-words";
import css from "./enrolment.module.css";

const URL_NAME = "gatehouse.store.url";
const KEY_NAME = "gatehouse.store.key";

/** The form. */
export function OrganizerForm({ line }: { line: EnrolmentLine }) {
  const words = useWords(ENROLMENT_WORDS);
  const [url, setUrl] = useState(() => localStorage.getItem(URL_NAME) ?? "");
  const [key, setKey] = useState(() => localStorage.getItem(KEY_NAME) ?? "");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const ready = [url, key, email].every((text) => text.trim() !== "") && password !== "";
  const signIn = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    localStorage.setItem(URL_NAME, url.trim());
    localStorage.setItem(KEY_NAME, key.trim());
    void line.change(() =>
      call("sign_in_organizer", {
        url: url.trim(),
        publishable_key: key.trim(),
        email: email.trim(),
        password,
      }),
    );
  };
  return (
    <form className={css.signIn} onSubmit={signIn} data-testid="sign-in-form">
      <TextInput
        label={words.url}
        description={words.urlHint}
        type="url"
        spellCheck={false}
        data-testid="store-url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        label={words.key}
        description={words.keyHint}
        spellCheck={false}
        autoComplete="off"
        data-testid="store-key"
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <TextInput
        label={words.email}
        type="email"
        autoComplete="off"
        data-testid="organizer-email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.password}
        description={words.passwordHint}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": words.show }}
        data-testid="organizer-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="lg" loading={line.busy} disabled={!ready} data-testid="sign-in">
        {words.signIn}
      </Button>
    </form>
  );
}
