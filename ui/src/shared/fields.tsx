// Form fields that more than one feature needs: moments at the venue, and what an event is.
import { NativeSelect, TextInput } from "@mantine/core";
import type { EventDetails } from "../contract/EventDetails";
import type { Window } from "../contract/Window";
import { useWords } from "./language";
import css from "./shared.module.css";
import { fromLocalText, localText } from "./time";
import { inBoth } from "./words";

const WORDS = inBoth(
  {
    name: "Event name",
    venue: "Venue",
    zone: "Time zone of the venue",
    from: "Begins",
    until: "Ends",
    local: (zone: string) => `At the venue: ${zone}`,
    backwards: "It ends before it begins.",
  },
  {
    name: "Nombre del evento",
    venue: "Lugar",
    zone: "Zona horaria del lugar",
    from: "Empieza",
    until: "Termina",
    local: (zone: string) => `En el lugar: ${zone}`,
    backwards: "Termina antes de empezar.",
  },
);

/** Every zone that this system knows, and the one it is in. */
export function zones(): readonly string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([here, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}

/** True when a span of time ends before it begins. */
export function isBackwards({ from, until }: Window): boolean {
  return from !== null && until !== null && until < from;
}

interface WindowFieldsProps {
  readonly value: Window;
  readonly zone: string;
  readonly onChange: (value: Window) => void;
}

/** From when until when, at the venue; either may stay open. */
export function WindowFields({ value, zone, onChange }: WindowFieldsProps) {
  const words = useWords(WORDS);
  const field = (name: "from" | "until") => (
    <TextInput
      type="datetime-local"
      label={words[name]}
      data-testid={`window-${name}`}
      error={name === "until" && isBackwards(value) ? words.backwards : undefined}
      key={`${name} ${zone}`}
      defaultValue={localText(value[name], zone)}
      onChange={(event) => onChange({ ...value, [name]: fromLocalText(event.currentTarget.value, zone) })}
    />
  );
  return (
    <div className={css.pair}>
      {field("from")}
      {field("until")}
    </div>
  );
}

interface EventFieldsProps {
  readonly value: EventDetails;
  readonly onChange: (value: EventDetails) => void;
}

/** What an event is. */
export function EventFields({ value, onChange }: EventFieldsProps) {
  const words = useWords(WORDS);
  return (
    <>
      <TextInput
        label={words.name}
        required
        maxLength={120}
        data-testid="event-name"
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        label={words.venue}
        maxLength={120}
        data-testid="event-venue"
        value={value.venue}
        onChange={(event) => onChange({ ...value, venue: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.zone}
        data-testid="event-zone"
        value={value.zone}
        data={[...zones()]}
        onChange={(event) => onChange({ ...value, zone: event.currentTarget.value })}
      />
      <WindowFields
        value={value.window}
        zone={value.zone}
        onChange={(window) => onChange({ ...value, window })}
      />
    </>
  );
}
