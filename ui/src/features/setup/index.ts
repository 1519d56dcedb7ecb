// Setup: the event and everything it needs before doors open.
export { type Page as SetupPage, Setup } from "./Setup";
