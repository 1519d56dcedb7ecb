// Fields of a line that are typed: text, durations, times, and when a cue starts.
import { NativeSelect, SegmentedControl } from "@mantine/core";
import type { Civil } from "../../contract/Civil";
import type { Occurrence } from "../../contract/Occurrence";
import type { Start } from "../../contract/Start";
import { useWords } from "../../shared/language";
import { FIELD_WORDS } from "./field-words";
import css from "./side.module.css";
import { TypedField } from "./TypedField";
import { civilOf, civilText, durationOf, durationText } from "./typed";

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly onTyped: (value: T) => void;
}

const asItIs = (text: string) => text;

/** Any text. */
export function TextField(props: FieldProps<string> & { readonly long?: boolean; readonly list?: string }) {
  return <TypedField {...props} write={asItIs} read={(text) => text.trim()} />;
}

/** A duration. */
export function DurationField(props: FieldProps<number> & { readonly signed?: boolean }) {
  const words = useWords(FIELD_WORDS);
  const { signed = false, ...rest } = props;
  return (
    <TypedField
      {...rest}
      hint={words.durationHint}
      write={(ms) => durationText(ms, signed)}
      read={(text) => durationOf(text, signed) ?? undefined}
    />
  );
}

/** A duration, or none. */
export function OptionalDurationField(props: FieldProps<number | null>) {
  const words = useWords(FIELD_WORDS);
  return (
    <TypedField
      {...props}
      hint={words.durationHint}
      write={(ms) => (ms === null ? "" : durationText(ms))}
      read={(text) => (text.trim() === "" ? null : (durationOf(text) ?? undefined))}
    />
  );
}

/** A time of day, or none where `optional`. */
export function CivilField(
  props: FieldProps<Civil | null> & { readonly date: string; readonly optional?: boolean },
) {
  const words = useWords(FIELD_WORDS);
  const { date, optional = false, ...rest } = props;
  return (
    <TypedField
      {...rest}
      hint={words.timeHint}
      write={(civil) => civilText(civil, date)}
      read={(text) =>
        optional && text.trim() === "" ? null : (civilOf(text, { date, before: props.value }) ?? undefined)
      }
    />
  );
}

/** One of several named colours, or the one that stands there. */
export function ColourField({ label, value, onTyped }: FieldProps<string | null>) {
  const words = useWords(FIELD_WORDS);
  const known = Object.entries(words.colours).map(([colour, name]) => ({ value: colour, label: name }));
  const other = value !== null && !(value in words.colours) ? [{ value, label: value }] : [];
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[{ value: "", label: words.noColour }, ...known, ...other]}
      leftSection={value === null ? undefined : <span className={css.colour} style={{ background: value }} />}
      onChange={(event) => onTyped(event.currentTarget.value || null)}
    />
  );
}

interface StartFieldProps {
  readonly value: Start;
  readonly date: string;
  /** Where typing begins when a time of its own is chosen, as `21:04:00`. */
  readonly now: string;
  readonly locked: boolean;
  /** The clock shows its time twice, and which is meant can be said. */
  readonly twice: boolean;
  readonly onTyped: (value: Start) => void;
}

/** When a cue starts. */
export function StartField({ value, date, now, locked, twice, onTyped }: StartFieldProps) {
  const words = useWords(FIELD_WORDS);
  const choose = (kind: string) => {
    const at: Civil =
      value.kind === "hard"
        ? value.at
        : value.kind === "window"
          ? value.earliest
          : { date: null, time: now, occurrence: null };
    if (kind === "hard") onTyped({ kind, at });
    else if (kind === "window") onTyped({ kind, earliest: at, latest: at });
    else onTyped({ kind: "soft" });
  };
  const time = (label: string, civil: Civil, set: (civil: Civil) => Start, testId: string) => (
    <div>
      <CivilField
        label={label}
        value={civil}
        date={date}
        disabled={locked}
        testId={testId}
        onTyped={(typed) => typed && onTyped(set(typed))}
      />
      {(twice || civil.occurrence !== null) && (
        <WhichField
          value={civil.occurrence}
          onTyped={(occurrence) => onTyped(set({ ...civil, occurrence }))}
        />
      )}
    </div>
  );
  return (
    <div className={css.group} role="group" aria-label={words.field.start}>
      <span className={css.label}>{words.field.start}</span>
      <SegmentedControl
        fullWidth
        disabled={locked}
        value={value.kind}
        data={(["soft", "hard", "window"] as const).map((kind) => ({
          value: kind,
          label: words.start[kind],
        }))}
        onChange={choose}
        data-testid="start-kind"
      />
      {value.kind === "hard" && time(words.start.at, value.at, (at) => ({ kind: "hard", at }), "start-at")}
      {value.kind === "window" && (
        <div className={css.pair}>
          {time(
            words.start.earliest,
            value.earliest,
            (earliest) => ({ ...value, earliest }),
            "start-earliest",
          )}
          {time(words.start.latest, value.latest, (latest) => ({ ...value, latest }), "start-latest")}
        </div>
      )}
    </div>
  );
}

function WhichField({ value, onTyped }: { value: Occurrence | null; onTyped: (value: Occurrence) => void }) {
  const words = useWords(FIELD_WORDS).occurrence;
  return (
    <div className={css.which} data-testid="which-of-two">
      <span className={css.label}>{words.label}</span>
      <SegmentedControl
        fullWidth
        value={value ?? ""}
        data={[
          { value: "first", label: words.first },
          { value: "second", label: words.second },
        ]}
        onChange={(chosen) => onTyped(chosen as Occurrence)}
      />
    </div>
  );
}
