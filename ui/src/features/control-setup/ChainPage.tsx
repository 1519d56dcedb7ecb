// Who is told one after the other when a timer runs out.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useWords } from "../../shared/language";
import css from "./control-setup.module.css";
import { Order } from "./Order";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";

/** The page; every change is saved at once. */
export function ChainPage({ setup, res }: PageProps) {
  const words = useWords(WORDS);
  const [who, setWho] = useState("");
  const save = (chain: readonly string[]) => setup.save({ what: "chain", chain: [...chain] });
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await save([...res.chain, who.trim()])) setWho("");
  };
  return (
    <>
      <p className={css.intro}>{words.chain.intro}</p>
      {res.chain.length === 0 && <p className={css.empty}>{words.chain.empty}</p>}
      <Order list={res.chain} name={(one) => one} onChange={(chain) => void save(chain)}>
        {(one) => one}
      </Order>
      <form className={css.row} onSubmit={(event) => void add(event)}>
        <TextInput
          className={css.grow ?? ""}
          label={words.chain.who}
          maxLength={80}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
          data-testid="chain-who"
        />
        <Button type="submit" loading={setup.busy} disabled={who.trim() === ""} data-testid="chain-add">
          {words.add}
        </Button>
      </form>
    </>
  );
}
