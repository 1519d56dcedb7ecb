// How many are inside: zones, doors, the clicker, recounts and looks at the crowd.
export { Crowd } from "./Crowd";
