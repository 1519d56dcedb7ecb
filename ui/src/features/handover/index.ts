// The lead changes hands, and an authority looks at the log.
export { Handover } from "./Handover";
export { Visit } from "./Visit";
