// A choice of severity.
import { NativeSelect } from "@mantine/core";
import type { Severity } from "../../contract/Severity";
import { CONTROL_WORDS } from "../../shared/control-words";
import { useWords } from "../../shared/language";
import { digitOf, SEVERITIES } from "../../shared/severities";

interface SeveritySelectProps {
  readonly label: string;
  readonly value: Severity;
  readonly onChange: (severity: Severity) => void;
  readonly testId: string;
}

/** The field. */
export function SeveritySelect({ label, value, onChange, testId }: SeveritySelectProps) {
  const words = useWords(CONTROL_WORDS).severity;
  return (
    <NativeSelect
      label={label}
      value={value}
      data={SEVERITIES.map((one) => ({ value: one, label: `${digitOf(one)} · ${words[one]}` }))}
      onChange={(event) => onChange(SEVERITIES.find((one) => one === event.currentTarget.value) ?? value)}
      data-testid={testId}
    />
  );
}
