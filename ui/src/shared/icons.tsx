// The few marks we draw ourselves. Each stands beside a word, so none is read aloud.
import type { ReactNode } from "react";
import type { Tone } from "../contract/Tone";

interface IconProps {
  readonly size?: number;
}

function Icon({ size = 24, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
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

const TONES: Readonly<Record<Tone, ReactNode>> = {
  admit: <path d="M4 12.5 9.5 18 20 6.5" />,
  exit: <path d="M4 12h15M13 6l6 6-6 6" />,
  used: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 7v5.5l3.5 2" />,
  refused: <path d="M5.5 5.5l13 13M18.5 5.5l-13 13" />,
  ask: <path d="M8 8.5a4 4 0 1 1 5.6 3.7c-1 .5-1.6 1.2-1.6 2.4v.4M12 19.5v.01" />,
};

/** The mark of a tone: check, arrow, clock, cross or question mark. */
export function ToneIcon({ tone, size }: IconProps & { tone: Tone }) {
  return <Icon {...(size === undefined ? {} : { size })}>{TONES[tone]}</Icon>;
}

/** A gate. */
export function GateIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 21V6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v15M9 21v-8h6v8" />
    </Icon>
  );
}

/** Sliders. */
export function SetupIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5v5M8 14.5v5" />
    </Icon>
  );
}

/** A camera. */
export function CameraIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M3 8h4l2-3h6l2 3h4v11H3ZM12 16.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z" />
    </Icon>
  );
}

/** In or out of a door. */
export function WayIcon({ way, size = 24 }: IconProps & { way: "in" | "out" }) {
  return (
    <Icon size={size}>
      {way === "in" ? (
        <path d="M13 4h7v16h-7M3 12h11M10 8l4 4-4 4" />
      ) : (
        <path d="M11 4H4v16h7M9 12h12M17 8l4 4-4 4" />
      )}
    </Icon>
  );
}

/** Look here. */
export function NoticeIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M12 4v10M12 19.5v.01" />
    </Icon>
  );
}

/** Back, or take back. */
export function UndoIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3" />
    </Icon>
  );
}

/** To and from the central store. */
export function SyncIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 20V5M4 9l4-4 4 4M16 4v15M12 15l4 4 4-4" />
    </Icon>
  );
}

/** The central store cannot be reached. */
export function OfflineIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M8 20V9M4 9l4-4 2 2M16 4v11M20 15l-4 4-2-2M3 3l18 18" />
    </Icon>
  );
}

/** A device by itself. */
export function DeviceIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M5 4h14v13H5ZM3 21h18" />
    </Icon>
  );
}

/** Something comes in. */
export function DownloadIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M12 4v12M7 11l5 5 5-5M5 21h14" />
    </Icon>
  );
}

/** A list with what runs in it. */
export function ShowIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 5h16M4 19h16M5 9.5l6 2.75L5 15ZM14 12h6" />
    </Icon>
  );
}

/** Somebody at a desk, with a headset. */
export function ControlIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M4 14v-2a8 8 0 0 1 16 0v2M4 13h3v6H5a1 1 0 0 1-1-1ZM20 13h-3v6h2a1 1 0 0 0 1-1ZM18 19v1.5h-5" />
    </Icon>
  );
}
