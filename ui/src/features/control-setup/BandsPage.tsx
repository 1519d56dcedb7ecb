// The four bands of a zone: from which share on, by whom, what.
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { CrowdBand } from "../../contract/CrowdBand";
import type { ZoneId } from "../../contract/ZoneId";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import css from "./control-setup.module.css";
import { percent, permille } from "./lists";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";
import { ZoneSelect } from "./ZoneSelect";

/** The page. */
export function BandsPage({ setup, res }: PageProps) {
  const words = useWords(WORDS).bands;
  const [chosen, setChosen] = useState<ZoneId | null>(null);
  const zone = res.zones.find((one) => one.zone === chosen) ?? res.zones[0];
  return (
    <>
      <p className={css.intro}>{words.intro}</p>
      {zone === undefined ? (
        <p className={css.empty}>{words.empty}</p>
      ) : (
        <>
          <div className={css.row}>
            <ZoneSelect label={words.zone} zones={res.zones} value={zone.zone} onChange={setChosen} />
          </div>
          {zone.bands.map((band, at) => (
            <Band
              key={`${zone.zone} ${at} ${band.permille} ${band.owner} ${band.action}`}
              zone={zone.zone}
              at={at}
              band={band}
              known={zone.capacity !== null}
              setup={setup}
              res={res}
            />
          ))}
        </>
      )}
    </>
  );
}

interface BandProps extends PageProps {
  readonly zone: ZoneId;
  readonly at: number;
  readonly band: CrowdBand;
  /** It is known how many the zone may hold. */
  readonly known: boolean;
}

function Band({ zone, at, band, known, setup }: BandProps) {
  const words = useWords(WORDS);
  const times = useTimes();
  const [share, setShare] = useState(percent(band.permille));
  const [owner, setOwner] = useState(band.owner);
  const [action, setAction] = useState(band.action);
  const thousandths = permille(share);
  const changed =
    thousandths !== band.permille || owner.trim() !== band.owner || action.trim() !== band.action;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (thousandths === null) return;
    void setup.save({
      what: "band",
      zone,
      band: at,
      permille: thousandths,
      owner: owner.trim(),
      action: action.trim(),
    });
  };
  return (
    <form className={css.block} onSubmit={save} data-testid="band" data-band={at}>
      <h3>
        {words.bands.names[at]} {known && <small>{words.bands.persons(times.count(band.persons))}</small>}
      </h3>
      <div className={css.row}>
        <TextInput
          className={css.short ?? ""}
          label={words.bands.share}
          error={thousandths === null ? words.bands.badShare : undefined}
          value={share}
          onChange={(event) => setShare(event.currentTarget.value)}
          data-testid="band-share"
        />
        <TextInput
          className={css.grow ?? ""}
          label={words.bands.owner}
          maxLength={80}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
          data-testid="band-owner"
        />
        <TextInput
          className={css.grow ?? ""}
          label={words.bands.action}
          maxLength={120}
          value={action}
          onChange={(event) => setAction(event.currentTarget.value)}
          data-testid="band-action"
        />
        <Button
          type="submit"
          variant={changed ? "filled" : "default"}
          loading={setup.busy && changed}
          disabled={!changed || thousandths === null}
          data-testid="band-save"
        >
          {words.save}
        </Button>
      </div>
    </form>
  );
}
