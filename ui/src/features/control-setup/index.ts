// How the control room is set up.
export { ControlSetup } from "./ControlSetup";
