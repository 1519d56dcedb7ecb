// What was typed into the capacity calculator, and what it asks the program. Pure; the sum is the program's.
import type { CapacityReq } from "../../contract/CapacityReq";
import type { CapacityRes } from "../../contract/CapacityRes";
import type { CapacityWhat } from "../../contract/CapacityWhat";

/** The form as it stands, everything as it was typed. */
export interface CapacityForm {
  readonly area: string;
  readonly density: string;
  readonly factor: string;
  readonly exits: string;
  readonly steps: boolean;
  readonly alcohol: boolean;
  readonly risk: "0" | "1" | "2";
  readonly entry: string;
  readonly minutes: string;
  readonly certificate: string;
}

/** A field that can be read wrongly. */
export type CapacityField = Exclude<keyof CapacityForm, "steps" | "alcohol" | "risk">;

/** Where a form begins. */
export const EMPTY: CapacityForm = {
  area: "",
  density: "2",
  factor: "1",
  exits: "",
  steps: false,
  alcohol: false,
  risk: "1",
  entry: "",
  minutes: "60",
  certificate: "",
};

/** A figure as people write it, with a point or a comma; `null` when it is none. */
export function figure(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Widths one after the other: `2.4 2.4 3`, `2,4; 3`; `null` when one is none. */
export function widths(text: string): readonly number[] | null {
  // A comma between two figures with a blank behind it separates; without a blank it is a decimal comma.
  const parts = text.split(/;|\s|,(?=\s)/).filter((part) => part !== "");
  const read = parts.map(figure);
  return read.every((width): width is number => width !== null && width > 0) ? read : null;
}

/** Reads the form: what to ask, or which fields cannot be read. */
export function readForm(
  form: CapacityForm,
): { readonly req: CapacityReq } | { readonly wrong: ReadonlySet<CapacityField> } {
  const wrong = new Set<CapacityField>();
  const optional = (field: CapacityField) => {
    if (form[field].trim() === "") return 0;
    return needed(field);
  };
  const needed = (field: CapacityField) => {
    const value = figure(form[field]);
    if (value === null) wrong.add(field);
    return value ?? 0;
  };
  const exits = widths(form.exits);
  if (exits === null) wrong.add("exits");
  const certificate = optional("certificate");
  if (!Number.isInteger(certificate)) wrong.add("certificate");
  const req: CapacityReq = {
    area_m2: optional("area"),
    density: needed("density"),
    factor: needed("factor"),
    exits_m: [...(exits ?? [])],
    steps: form.steps,
    alcohol: form.alcohol,
    risk: Number(form.risk),
    entry_per_minute: optional("entry"),
    entry_minutes: needed("minutes"),
    certificate: form.certificate.trim() === "" ? null : certificate,
  };
  if (req.factor > 1) wrong.add("factor");
  return wrong.size > 0 ? { wrong } : { req };
}

/** What a capacity that was worked out says of where it comes from: the limit that binds, and its sum. */
export function sourceOf(res: CapacityRes, names: Readonly<Record<CapacityWhat, string>>): string {
  return res.limits
    .filter(({ binds }) => binds)
    .map(({ what, sum }) => `${names[what]}: ${sum}`)
    .join("; ");
}
