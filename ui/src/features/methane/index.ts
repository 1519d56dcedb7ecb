// METHANE, or ETHANE while no major incident is declared: the report that emergency services share.
export { Methane } from "./Methane";
