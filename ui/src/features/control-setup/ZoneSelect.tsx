// A choice of zone.
import { NativeSelect } from "@mantine/core";
import type { ZoneId } from "../../contract/ZoneId";
import type { ZoneSetting } from "../../contract/ZoneSetting";

interface ZoneSelectProps {
  readonly label: string;
  readonly zones: readonly ZoneSetting[];
  readonly value: ZoneId;
  readonly onChange: (zone: ZoneId) => void;
}

/** The field. */
export function ZoneSelect({ label, zones, value, onChange }: ZoneSelectProps) {
  return (
    <NativeSelect
      label={label}
      value={value}
      data={zones.map(({ zone, name }) => ({ value: zone as string, label: name }))}
      onChange={(event) =>
        onChange(zones.find(({ zone }) => zone === event.currentTarget.value)?.zone ?? value)
      }
      data-testid="zone-choice"
    />
  );
}
