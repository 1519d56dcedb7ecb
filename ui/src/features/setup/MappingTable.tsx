// The first rows of a file, and what each of its columns holds.
import { NativeSelect, Table } from "@mantine/core";
import type { Field } from "../../contract/Field";
import type { ImportRes } from "../../contract/ImportRes";
import type { Mapping } from "../../contract/Mapping";
import type { Product } from "../../contract/Product";
import { useWords } from "../../shared/language";
import css from "./setup.module.css";
import { WORDS } from "./words";

interface MappingTableProps {
  readonly result: ImportRes;
  readonly products: readonly Product[];
  readonly disabled: boolean;
  readonly onChange: (mapping: Mapping) => void;
}

/** A select over every column; a change looks at the file again. */
export function MappingTable({ result, products, disabled, onChange }: MappingTableProps) {
  const words = useWords(WORDS);
  const { mapping, headings, sample } = result;
  const fields = Object.keys(words.fields) as Field[];
  const setColumn = (at: number, value: string) => {
    const field = fields.find((name) => name === value) ?? null;
    // A field stands in one column only: the newest choice takes it.
    const columns = headings.map((_, i) => {
      const now = mapping.columns[i] ?? null;
      if (i === at) return field;
      return now === field ? null : now;
    });
    onChange({ ...mapping, columns });
  };
  const choices = [
    { value: "", label: words.imports.ignore },
    ...fields.map((value) => ({ value, label: words.fields[value] })),
  ];
  return (
    <section className={css.stack}>
      <NativeSelect
        className={css.defaultProduct ?? ""}
        label={words.imports.defaultProduct}
        disabled={disabled}
        data-testid="import-default-product"
        value={mapping.default_product ?? ""}
        data={[
          { value: "", label: words.imports.noDefault },
          ...products.map((product) => ({ value: String(product.number), label: product.name })),
        ]}
        onChange={(event) => {
          const value = event.currentTarget.value;
          onChange({ ...mapping, default_product: value === "" ? null : Number(value) });
        }}
      />
      <h3 className={css.subtitle}>{words.imports.sample}</h3>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.scroll} tabIndex={0} aria-label={words.imports.sample}>
        <Table withTableBorder withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              {headings.map((heading, at) => (
                // A column is its place in the file.
                <Table.Th key={at} className={css.mappingHead}>
                  <span className={css.heading14}>{heading}</span>
                  <NativeSelect
                    aria-label={words.imports.column(heading)}
                    disabled={disabled}
                    value={mapping.columns[at] ?? ""}
                    data={choices}
                    onChange={(event) => setColumn(at, event.currentTarget.value)}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.map((row, line) => (
              // A row is its place in the file.
              <Table.Tr key={line}>
                {headings.map((_, at) => (
                  <Table.Td
                    // A cell is its place in the file.
                    key={at}
                    className={css.cell}
                    data-ignored={mapping.columns[at] == null || undefined}
                  >
                    {row[at] ?? ""}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}
