// Choosing a file, or dropping it.
import { useState } from "react";
import css from "./shared.module.css";

interface FileDropProps {
  /** What to choose. */
  readonly title: string;
  /** That it can be dropped, too. */
  readonly hint: string;
  /** Endings and types of files that can be chosen. */
  readonly accept: string;
  readonly disabled: boolean;
  readonly testId: string;
  readonly onFile: (file: File) => void;
}

/** A file field as large as a hand. */
export function FileDrop({ title, hint, accept, disabled, testId, onFile }: FileDropProps) {
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
        accept={accept}
        className={css.dropInput}
        disabled={disabled}
        data-testid={testId}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <span className={css.dropTitle}>{title}</span>
      <span className={css.dropHint}>{hint}</span>
    </label>
  );
}
