// What the capacity calculator needs to know.
import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useWords } from "../../shared/language";
import { type CapacityField, type CapacityForm, readForm } from "./capacity";
import css from "./control-setup.module.css";
import { WORDS } from "./words";

const RISKS = ["0", "1", "2"] as const;

interface CapacityFieldsProps {
  readonly form: CapacityForm;
  readonly onChange: (form: CapacityForm) => void;
}

/** The fields, as they are typed. */
export function CapacityFields({ form, onChange }: CapacityFieldsProps) {
  const words = useWords(WORDS).capacity;
  const read = readForm(form);
  const wrong = "wrong" in read ? read.wrong : new Set<CapacityField>();
  const field = (name: CapacityField, label: string, hint?: string) => (
    <TextInput
      label={label}
      placeholder={hint}
      error={wrong.has(name) ? words.bad : undefined}
      inputMode={name === "exits" ? "text" : "decimal"}
      maxLength={120}
      value={form[name]}
      onChange={(event) => onChange({ ...form, [name]: event.currentTarget.value })}
      data-testid={`capacity-${name}`}
    />
  );
  const tick = (name: "steps" | "alcohol") => (
    <Checkbox
      label={words[name]}
      checked={form[name]}
      onChange={(event) => onChange({ ...form, [name]: event.currentTarget.checked })}
      data-testid={`capacity-${name}`}
    />
  );
  return (
    <div className={css.form}>
      {field("area", words.area)}
      <div className={css.pair}>
        {field("density", words.density)}
        {field("factor", words.factor)}
      </div>
      {field("exits", words.exits, words.exitsHint)}
      <div className={css.pair}>
        {tick("steps")}
        {tick("alcohol")}
      </div>
      <NativeSelect
        label={words.risk}
        value={form.risk}
        data={RISKS.map((value) => ({ value, label: words.risks[Number(value)] ?? value }))}
        onChange={(event) =>
          onChange({ ...form, risk: RISKS.find((one) => one === event.currentTarget.value) ?? "1" })
        }
        data-testid="capacity-risk"
      />
      <div className={css.pair}>
        {field("entry", words.entry)}
        {field("minutes", words.minutes)}
      </div>
      {field("certificate", words.certificate)}
    </div>
  );
}
