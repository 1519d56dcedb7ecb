// Somebody takes a post: who, where, and how they are called there.
import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import type { StaffMember } from "../../contract/StaffMember";
import type { StaffRes } from "../../contract/StaffRes";
import { act } from "../../shared/act";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { useAction } from "../../shared/useAction";
import css from "./staff.module.css";
import { WORDS } from "./words";

interface TakePostProps {
  /** Who; `null` for somebody who is still to be named. */
  readonly person: StaffMember | null;
  readonly staff: StaffRes;
  readonly onDone: () => void;
}

/** The dialog. */
export function TakePost({ person, staff, onDone }: TakePostProps) {
  const words = useWords(WORDS);
  const lists = useId();
  const { busy, failure, run } = useAction();
  const [who, setWho] = useState(person?.name ?? "");
  const [post, setPost] = useState(person?.post ?? "");
  const [callSign, setCallSign] = useState(person?.call_sign ?? "");
  const write = async (event: FormEvent) => {
    event.preventDefault();
    const done = await run(async () => {
      await act({ type: "post", who: who.trim(), post: post.trim(), call_sign: callSign.trim(), on: true });
    });
    if (done) onDone();
  };
  return (
    <Modal
      opened
      onClose={onDone}
      title={words.form.title}
      closeButtonProps={{ "aria-label": words.close, size: 44 }}
    >
      <form className={css.form} onSubmit={(event) => void write(event)} data-testid="post-form">
        <Failure code={failure} />
        <TextInput
          label={words.form.who}
          required
          list={`${lists}-who`}
          maxLength={80}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
          data-autofocus={person === null || undefined}
          data-testid="post-who"
        />
        <TextInput
          label={words.form.post}
          required
          list={`${lists}-post`}
          maxLength={80}
          value={post}
          onChange={(event) => setPost(event.currentTarget.value)}
          data-autofocus={person !== null || undefined}
          data-testid="post-name"
        />
        <TextInput
          label={words.form.callSign}
          maxLength={40}
          value={callSign}
          onChange={(event) => setCallSign(event.currentTarget.value)}
          data-testid="post-call-sign"
        />
        <datalist id={`${lists}-who`}>
          {[...new Set(staff.people.map(({ name }) => name))].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <datalist id={`${lists}-post`}>
          {staff.posts.map((one) => (
            <option key={one.post} value={one.post} />
          ))}
        </datalist>
        <div className={css.actions}>
          <Button
            type="submit"
            loading={busy}
            disabled={who.trim() === "" || post.trim() === ""}
            data-testid="post-write"
          >
            {words.form.write}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.form.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
