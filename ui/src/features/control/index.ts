// The control room: incidents, the log, and the line that writes it.
export { ControlRoom } from "./ControlRoom";
export { WORDS as CONTROL_ROOM_WORDS } from "./words";
