// Choosing a file, or dropping it.
import { useState } from "react";
import { useWords } from "../../shared/language";
import css from "./setup.module.css";
import { WORDS } from "./words";

/** A file field as large as a hand. */
export function FileDrop({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const words = useWords(WORDS).imports;
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
  };
  return (
    <label
      className={css.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        type="file"
        accept=".csv,.txt,text/csv"
        className={css.dropInput}
        disabled={disabled}
        data-testid="import-file"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <span className={css.dropTitle}>{words.choose}</span>
      <span className={css.hint}>{words.drop}</span>
    </label>
  );
}
