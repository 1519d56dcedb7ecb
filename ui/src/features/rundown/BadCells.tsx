// Cells of a file that cannot be read: where, what is wrong, what stands there, what to do.
import { Table } from "@mantine/core";
import type { BadCell } from "../../contract/BadCell";
import { useWords } from "../../shared/language";
import { IMPORT_WORDS } from "./import-words";
import css from "./pages.module.css";

/** The list. */
export function BadCells({ bad }: { bad: readonly BadCell[] }) {
  const words = useWords(IMPORT_WORDS);
  return (
    // Whoever has only a keyboard scrolls it.
    <section className={css.scroll} tabIndex={0} aria-label={words.what.bad}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {(["line", "column", "problem", "found", "todo"] as const).map((name) => (
              <Table.Th key={name}>{words[name]}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bad.map(({ line, column, heading, problem, found }) => (
            <Table.Tr
              key={`${line} ${column} ${problem}`}
              data-testid="bad-cell"
              data-line={line}
              data-column={column}
            >
              <Table.Td>{line}</Table.Td>
              <Table.Td>{heading || column}</Table.Td>
              <Table.Td>{words.cell[problem].what}</Table.Td>
              <Table.Td className={css.found}>{found}</Table.Td>
              <Table.Td>{words.cell[problem].todo}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
