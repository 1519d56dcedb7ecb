// Events: choosing one of this device, or making a new one.
export { EventChooser } from "./EventChooser";
