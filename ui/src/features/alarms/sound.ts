// The sound of an alarm, made here: it needs neither a network nor a file.

/** Between two calls. */
const PAUSE_MS = 4_000;
const TONES: readonly (readonly [hertz: number, at: number])[] = [
  [880, 0],
  [660, 0.22],
  [880, 0.44],
];
const TONE_S = 0.18;

function ring(context: AudioContext): void {
  const volume = context.createGain();
  volume.gain.value = 0.2;
  volume.connect(context.destination);
  for (const [hertz, at] of TONES) {
    const tone = context.createOscillator();
    tone.type = "triangle";
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + TONE_S);
  }
}

/** Rings until the answer is called; silent where the machine has no sound. */
export function startRinging(): () => void {
  let context: AudioContext | null = null;
  const turn = () => {
    // A page that nobody has touched yet may not sound; it tries again at the next turn.
    if (!mayRing()) return;
    context ??= new AudioContext();
    const of = context;
    of.resume().then(
      () => ring(of),
      () => undefined,
    );
  };
  turn();
  const timer = setInterval(turn, PAUSE_MS);
  return () => {
    clearInterval(timer);
    context?.close().catch(() => undefined);
  };
}

function mayRing(): boolean {
  if (typeof AudioContext === "undefined") return false;
  // Older engines do not say whether the page was touched.
  return (navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive ?? true;
}
