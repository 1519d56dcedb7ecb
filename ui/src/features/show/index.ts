// A show while it runs: called, followed, and looked at in windows of its own.
export { LiveRoom } from "./LiveRoom";
export { LiveWindow } from "./LiveWindow";
export { NewShow, ShowPicker } from "./ShowPicker";
export { SIDE_WORDS } from "./side-words";
export { useShows } from "./useShows";
