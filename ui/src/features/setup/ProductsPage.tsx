// Ticket and accreditation types.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Kind } from "../../contract/Kind";
import type { Product } from "../../contract/Product";
import { call } from "../../host";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";

const KINDS: readonly Kind[] = ["ticket", "staff", "vendor", "press", "artist", "exhibitor", "guest_list"];
/** Number 0 asks the program for the next free one. */
const BLANK: Product = { number: 0, name: "", kind: "ticket", attention: null };

/** The list, and a form for one of them. */
export function ProductsPage({ setup }: { setup: SetupLine }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const [draft, setDraft] = useState<Product>(BLANK);
  const products = setup.res?.products ?? [];
  return (
    <div className={css.columns}>
      <section>
        <p className={css.intro}>{words.product.intro}</p>
        {products.length === 0 && <p className={css.empty}>{words.product.empty}</p>}
        <ul className={css.list}>
          {products.map((product, at) => (
            <li key={product.number} className={css.item} data-testid="product" data-name={product.name}>
              <span className={css.number}>{product.number}</span>
              <span className={css.itemText}>
                <span className={css.itemName}>{product.name}</span>
                <span className={css.itemFacts}>
                  {[
                    words.kinds[product.kind],
                    `${words.product.held}: ${times.count(setup.res?.credentials_by_product[at] ?? 0)}`,
                    product.attention,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <Button
                variant="default"
                onClick={() => setDraft(product)}
                aria-label={`${words.edit}: ${product.name}`}
              >
                {words.edit}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <ProductForm key={draft.number} first={draft} setup={setup} onDone={() => setDraft({ ...BLANK })} />
    </div>
  );
}

function ProductForm({ first, setup, onDone }: { first: Product; setup: SetupLine; onDone: () => void }) {
  const words = useWords(WORDS);
  const [product, setProduct] = useState(first);
  const isNew = first.number === 0;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const attention = product.attention?.trim() || null;
    const done = await setup.change(() =>
      call("save_product", { ...product, name: product.name.trim(), attention }),
    );
    if (!done) return;
    setProduct(BLANK);
    onDone();
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <h3 className={css.subtitle}>{isNew ? words.product.new : `${words.edit}: ${first.name}`}</h3>
      <TextInput
        label={words.product.name}
        required
        maxLength={80}
        data-testid="product-name"
        value={product.name}
        onChange={(event) => setProduct({ ...product, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.product.kind}
        data-testid="product-kind"
        value={product.kind}
        data={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(event) =>
          setProduct({
            ...product,
            kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? "ticket",
          })
        }
      />
      <TextInput
        label={words.product.attention}
        description={words.product.attentionHint}
        maxLength={120}
        value={product.attention ?? ""}
        onChange={(event) => setProduct({ ...product, attention: event.currentTarget.value })}
      />
      <div className={css.actions}>
        <Button
          type="submit"
          loading={setup.busy}
          disabled={product.name.trim() === ""}
          data-testid="product-save"
        >
          {isNew ? words.add : words.save}
        </Button>
        {!isNew && (
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
