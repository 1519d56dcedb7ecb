// A QR code from its modules. Always black on white with the quiet zone that readers need, whatever the colours around it.
import css from "./enrolment.module.css";
import { QUIET, qrPath } from "./qr";

interface QrCodeProps {
  readonly modules: readonly (readonly boolean[])[];
  readonly label: string;
}

/** The square. */
export function QrCode({ modules, label }: QrCodeProps) {
  const side = modules.length + 2 * QUIET;
  return (
    <svg
      className={css.qr}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-testid="enrol-qr"
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={qrPath(modules)} fill="#000000" />
    </svg>
  );
}
