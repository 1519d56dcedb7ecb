// Rows that cannot be taken: where, what, and what was found there.
import { Table } from "@mantine/core";
import type { ImportRes } from "../../contract/ImportRes";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./setup.module.css";
import { WORDS } from "./words";

/** The list. */
export function BadRows({ result }: { result: ImportRes }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { imports } = words;
  const columnName = (column: number | null) => {
    if (column === null) return "";
    const heading = result.headings[column - 1];
    return heading ? `${column} · ${heading}` : String(column);
  };
  return (
    <section className={css.stack} data-testid="import-bad-rows">
      <h3 className={css.subtitle}>
        {imports.badTitle}
        {result.bad > result.bad_rows.length && (
          <span className={css.hint}>
            {" "}
            {imports.first(times.count(result.bad_rows.length), times.count(result.bad))}
          </span>
        )}
      </h3>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scrollBad} tabIndex={0} aria-label={imports.badTitle}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{imports.line}</Table.Th>
              <Table.Th>{imports.col}</Table.Th>
              <Table.Th>{imports.problem}</Table.Th>
              <Table.Th>{imports.found}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {result.bad_rows.map((row) => (
              <Table.Tr
                key={`${row.line} ${row.column ?? ""} ${row.problem}`}
                data-testid="bad-row"
                data-line={row.line}
              >
                <Table.Td>{row.line}</Table.Td>
                <Table.Td>{columnName(row.column)}</Table.Td>
                <Table.Td>{words.problems[row.problem]}</Table.Td>
                <Table.Td className={css.found}>{row.found}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}
