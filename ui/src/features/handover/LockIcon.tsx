// The mark of what is sealed; it stands beside its word.

/** A lock. */
export function LockIcon() {
  return (
    <svg
      width="40"
      height="40"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M5 11h14v9H5ZM8 11V7.5a4 4 0 0 1 8 0V11M12 14.5v2" />
    </svg>
  );
}
