// The room where people pass.
import { Gate, type GateLine, useGateKeys } from "../features/gate";

interface GateViewProps {
  readonly gate: GateLine;
  readonly onPost: () => void;
  readonly onWay: () => void;
  readonly onCamera: () => void;
}

/** The gate with its keys. */
export function GateView({ gate, onPost, onWay, onCamera }: GateViewProps) {
  useGateKeys(gate, { onPost, onWay, onCamera });
  return <Gate gate={gate} onChooseCamera={onCamera} />;
}
