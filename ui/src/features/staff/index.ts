// Who works where: the roster, the posts and who is there.
export { Staff } from "./Staff";
