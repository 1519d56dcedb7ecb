// What can be chosen for a file: the sheet, what its times mean, and whether it is the whole plan.
import { Checkbox, NativeSelect, SegmentedControl } from "@mantine/core";
import type { RundownRes } from "../../contract/RundownRes";
import { useWords } from "../../shared/language";
import type { Options } from "./ImportPage";
import { IMPORT_WORDS } from "./import-words";

interface FileOptionsProps {
  readonly result: RundownRes;
  readonly options: Options;
  readonly disabled: boolean;
  readonly onChange: (options: Options) => void;
}

/** The choices, as far as the file gives any. */
export function FileOptions({ result, options, disabled, onChange }: FileOptionsProps) {
  const words = useWords(IMPORT_WORDS).options;
  const asksTyped = options.typed !== null || result.bad.some((bad) => bad.problem === "hours_or_minutes");
  return (
    <>
      {result.sheets.length > 1 && (
        <NativeSelect
          label={words.sheet}
          data={[...result.sheets]}
          value={options.sheet ?? result.sheets[0] ?? ""}
          disabled={disabled}
          data-testid="rundown-sheet"
          onChange={(event) => onChange({ ...options, sheet: event.currentTarget.value })}
        />
      )}
      {asksTyped && (
        <div>
          <p>{words.typed}</p>
          <SegmentedControl
            aria-label={words.typed}
            value={options.typed ?? ""}
            disabled={disabled}
            data={[
              { value: "hours_minutes", label: words.hoursMinutes },
              { value: "minutes_seconds", label: words.minutesSeconds },
            ]}
            onChange={(value) =>
              onChange({ ...options, typed: value === "hours_minutes" ? "hours_minutes" : "minutes_seconds" })
            }
          />
        </div>
      )}
      {(options.follow || result.following > 0) && (
        <Checkbox
          label={words.follow}
          checked={options.follow}
          disabled={disabled}
          data-testid="rundown-follow"
          onChange={(event) => onChange({ ...options, follow: event.currentTarget.checked })}
        />
      )}
      <Checkbox
        label={words.missing}
        checked={options.remove_missing}
        disabled={disabled}
        data-testid="rundown-missing"
        onChange={(event) => onChange({ ...options, remove_missing: event.currentTarget.checked })}
      />
    </>
  );
}
