// The marks of the table. Each stands beside a word or has one for whoever listens.
import type { ReactNode } from "react";

function Mark({ children }: { children: ReactNode }) {
  return (
    <svg
      width={20}
      height={20}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** Where a hand takes hold of a line. */
export function HandleMark() {
  return (
    <Mark>
      <path d="M5 8h14M5 12h14M5 16h14" />
    </Mark>
  );
}

/** A point that people wait for. */
export function FlagMark() {
  return (
    <Mark>
      <path d="M6 21V4h12l-3 4 3 4H6" />
    </Mark>
  );
}

/** It cannot be changed any more. */
export function LockMark() {
  return (
    <Mark>
      <path d="M6 11h12v9H6ZM9 11V8a3 3 0 0 1 6 0v3" />
    </Mark>
  );
}

/** It is on. */
export function CheckMark() {
  return (
    <Mark>
      <path d="M5 12.5 10 17.5 19 7" />
    </Mark>
  );
}
