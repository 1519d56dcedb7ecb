// Keys of a show's own columns. Pure.
import type { Column } from "../../contract/Column";

/** A key for a new column, by its title: short, plain, and not one that is there already. */
export function keyFor(title: string, columns: readonly Column[]): string {
  const plain = title
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const base = plain.slice(0, 24) || "column";
  const taken = new Set(columns.map(({ key }) => key));
  let key = base;
  for (let number = 2; taken.has(key); number++) key = `${base}_${number}`;
  return key;
}
