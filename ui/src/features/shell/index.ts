// The shell around every room.
export { Halted, Unprotected } from "./Alerts";
export { Keys } from "./Keys";
export { Rail, type Room } from "./Rail";
export { StatusLine } from "./StatusLine";
export { useShellKeys } from "./useShellKeys";
