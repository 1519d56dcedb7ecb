// The gate: judging whoever presents a credential.
export { CameraChooser } from "./CameraChooser";
export { Gate } from "./Gate";
export { PostChooser } from "./PostChooser";
export { type Gate as GateLine, useGate } from "./useGate";
export { useGateKeys } from "./useGateKeys";
