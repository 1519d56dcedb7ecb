// Zones, and the checkpoints that lead into them.
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Checkpoint } from "../../contract/Checkpoint";
import type { Zone } from "../../contract/Zone";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { CheckpointForm, newCheckpoint } from "./CheckpointForm";
import css from "./setup.module.css";
import type { SetupLine } from "./useSetup";
import { WORDS } from "./words";
import { ZoneForm } from "./ZoneForm";

type Draft =
  | { readonly of: "zone"; readonly zone: Zone }
  | { readonly of: "checkpoint"; readonly checkpoint: Checkpoint };

/** Two lists, and a form for one of their entries. */
export function PlacesPage({ setup }: { setup: SetupLine }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const [draft, setDraft] = useState<Draft | null>(null);
  const { zones, checkpoints, products } = setup.res ?? { zones: [], checkpoints: [], products: [] };
  const zoneName = (checkpoint: Checkpoint) => zones.find((zone) => zone.id === checkpoint.zone)?.name ?? "";
  const first = zones.find((zone) => zone.id !== null)?.id ?? null;
  const close = () => setDraft(null);
  const productNames = (numbers: readonly number[]) =>
    numbers.length === 0
      ? words.checkpoint.allProducts
      : products
          .filter((p) => numbers.includes(p.number))
          .map((p) => p.name)
          .join(", ");

  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <section>
          <div className={css.sectionHead}>
            <h3 className={css.subtitle}>{words.zone.title}</h3>
            <Button
              variant="default"
              data-testid="zone-new"
              onClick={() => setDraft({ of: "zone", zone: { id: null, name: "", capacity: null } })}
            >
              {words.zone.new}
            </Button>
          </div>
          {zones.length === 0 && <p className={css.empty}>{words.zone.empty}</p>}
          <ul className={css.list}>
            {zones.map((zone) => (
              <Item
                key={zone.id}
                name={zone.name}
                facts={`${words.zone.capacity}: ${zone.capacity === null ? words.zone.noCapacity : times.count(zone.capacity)}`}
                testId="zone"
                onEdit={() => setDraft({ of: "zone", zone })}
              />
            ))}
          </ul>
        </section>
        <section>
          <div className={css.sectionHead}>
            <h3 className={css.subtitle}>{words.checkpoint.title}</h3>
            <Button
              variant="default"
              data-testid="checkpoint-new"
              disabled={first === null}
              onClick={() => first && setDraft({ of: "checkpoint", checkpoint: newCheckpoint(first) })}
            >
              {words.checkpoint.new}
            </Button>
          </div>
          {checkpoints.length === 0 && (
            <p className={css.empty}>
              {first === null ? words.checkpoint.needsZone : words.checkpoint.empty}
            </p>
          )}
          <ul className={css.list}>
            {checkpoints.map((checkpoint) => (
              <Item
                key={checkpoint.id}
                name={checkpoint.name}
                facts={[
                  zoneName(checkpoint),
                  checkpoint.policy.policy === "per_day"
                    ? words.checkpoint.perDay(checkpoint.policy.times)
                    : words.checkpoint.policies[checkpoint.policy.policy],
                  productNames(checkpoint.products),
                ].join(" · ")}
                testId="checkpoint"
                onEdit={() => setDraft({ of: "checkpoint", checkpoint })}
              />
            ))}
          </ul>
        </section>
      </div>
      {draft?.of === "zone" && (
        <ZoneForm key={draft.zone.id ?? "new zone"} first={draft.zone} setup={setup} onDone={close} />
      )}
      {draft?.of === "checkpoint" && (
        <CheckpointForm
          key={draft.checkpoint.id ?? "new checkpoint"}
          first={draft.checkpoint}
          setup={setup}
          onDone={close}
        />
      )}
    </div>
  );
}

interface ItemProps {
  readonly name: string;
  readonly facts: string;
  readonly testId: string;
  readonly onEdit: () => void;
}

function Item({ name, facts, testId, onEdit }: ItemProps) {
  const words = useWords(WORDS);
  return (
    <li className={css.item} data-testid={testId} data-name={name}>
      <span className={css.itemText}>
        <span className={css.itemName}>{name}</span>
        <span className={css.itemFacts}>{facts}</span>
      </span>
      <Button variant="default" onClick={onEdit} aria-label={`${words.edit}: ${name}`}>
        {words.edit}
      </Button>
    </li>
  );
}
