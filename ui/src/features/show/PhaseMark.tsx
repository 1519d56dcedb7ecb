// How a running cue's time looks: a mark and a word, never a colour alone.
import type { Phase } from "../../contract/Phase";
import { NoticeIcon, ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { WORDS } from "./words";

/** The mark of a phase. */
export function PhaseIcon({ phase, size }: { readonly phase: Phase; readonly size: number }) {
  if (phase === "normal") return <ToneIcon tone="admit" size={size} />;
  if (phase === "warning") return <ToneIcon tone="used" size={size} />;
  if (phase === "danger") return <NoticeIcon size={size} />;
  return <ToneIcon tone="refused" size={size} />;
}

interface PhaseMarkProps {
  readonly phase: Phase;
  readonly paused: boolean;
  readonly className?: string | undefined;
  readonly size?: number;
}

/** Mark and word. */
export function PhaseMark({ phase, paused, className, size = 20 }: PhaseMarkProps) {
  const words = useWords(WORDS);
  return (
    <span className={className} data-phase={phase} data-testid="phase">
      <PhaseIcon phase={phase} size={size} />
      {paused ? `${words.live.paused} · ${words.phases[phase]}` : words.phases[phase]}
    </span>
  );
}
