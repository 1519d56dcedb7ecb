// What sounds in the control room, in every room.
export { AlarmBanner } from "./Banner";
export { useControl } from "./useControl";
