// What the next device will be: its name, what it may do, where it stands first.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { CheckpointId } from "../../contract/CheckpointId";
import type { DeviceRole } from "../../contract/DeviceRole";
import { call } from "../../host";
import { useWords } from "../../shared/language";
import type { EnrolmentLine } from "./EnrolmentPage";
import { ENROLMENT_WORDS } from "./enrolment-words";
import setup from "./setup.module.css";

const ROLES = ["gate", "kiosk", "stage", "control", "supervisor"] as const satisfies readonly DeviceRole[];

/** The form; each time it is sent there is a new code. */
export function EnrolmentForm({ line }: { line: EnrolmentLine }) {
  const words = useWords(ENROLMENT_WORDS);
  const { checkpoints, code } = line.res;
  const [name, setName] = useState(code?.name ?? "");
  const [role, setRole] = useState<DeviceRole>("gate");
  const [checkpoint, setCheckpoint] = useState<CheckpointId | null>(null);
  const make = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    void line.change(() => call("make_enrolment_code", { name: name.trim(), role, checkpoint }));
  };
  return (
    <form className={setup.form} onSubmit={make} data-testid="enrolment-form">
      <h3 className={setup.subtitle}>{words.new}</h3>
      <TextInput
        label={words.name}
        placeholder={words.nameExample}
        maxLength={60}
        data-testid="enrol-name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.role}
        data-testid="enrol-role"
        value={role}
        data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
        onChange={(event) => setRole(ROLES.find((one) => one === event.currentTarget.value) ?? "gate")}
      />
      <NativeSelect
        label={words.checkpoint}
        data-testid="enrol-checkpoint"
        value={checkpoint ?? ""}
        data={[
          { value: "", label: words.nowhere },
          ...checkpoints.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={(event) =>
          setCheckpoint(checkpoints.find((one) => one.id === event.currentTarget.value)?.id ?? null)
        }
      />
      <Button type="submit" size="lg" disabled={line.busy || name.trim() === ""} data-testid="enrol-make">
        {code === null ? words.make : words.again}
      </Button>
    </form>
  );
}
