// The plan of a show: its lines as a table, edited, proposed, taken out of files and written to them.
export { Rundown } from "./Rundown";
