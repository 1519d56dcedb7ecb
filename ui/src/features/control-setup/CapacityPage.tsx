// How many a zone may hold: worked out by the program, signed for by a person.
import { NumberInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CapacityRes } from "../../contract/CapacityRes";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { ZoneId } from "../../contract/ZoneId";
import type { ZoneSetting } from "../../contract/ZoneSetting";
import { call, codeOf } from "../../host";
import { Failure } from "../../shared/Failure";
import { HoldButton } from "../../shared/HoldButton";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { useTimes } from "../../shared/venue";
import { CapacityFields } from "./CapacityFields";
import { type CapacityForm, EMPTY, readForm, sourceOf } from "./capacity";
import css from "./control-setup.module.css";
import type { PageProps } from "./useControlSetup";
import { WORDS } from "./words";
import { ZoneSelect } from "./ZoneSelect";

/** The page. */
export function CapacityPage(props: PageProps) {
  const { res } = props;
  const words = useWords(WORDS);
  const times = useTimes();
  const [chosen, setChosen] = useState<ZoneId | null>(null);
  const zone = res.zones.find((one) => one.zone === chosen) ?? res.zones[0];
  if (zone === undefined) return <p className={css.empty}>{words.bands.empty}</p>;
  const now = [
    words.capacity.now(zone.capacity === null ? "" : times.count(zone.capacity)),
    zone.source,
    zone.signed === "" ? "" : words.capacity.signedBy(zone.signed),
  ];
  return (
    <>
      <p className={css.intro}>{words.capacity.intro}</p>
      <div className={css.row}>
        <ZoneSelect label={words.capacity.zone} zones={res.zones} value={zone.zone} onChange={setChosen} />
        <p className={css.now} data-testid="capacity-now">
          {zone.capacity === null ? words.capacity.none : now.filter(Boolean).join(" · ")}
        </p>
      </div>
      <Calculator key={zone.zone} {...props} zone={zone} />
    </>
  );
}

/** Asks the program whenever the form can be read; an answer to an older form is dropped. */
function useCapacity(form: CapacityForm): { res: CapacityRes | null; failure: ErrorCode | null } {
  const [known, setKnown] = useState<{ res: CapacityRes | null; failure: ErrorCode | null }>({
    res: null,
    failure: null,
  });
  useEffect(() => {
    const read = readForm(form);
    if ("wrong" in read) return;
    let stopped = false;
    call("capacity", read.req).then(
      (res) => {
        if (!stopped) setKnown({ res, failure: null });
      },
      (thrown: unknown) => {
        if (!stopped) setKnown({ res: null, failure: codeOf(thrown) });
      },
    );
    return () => {
      stopped = true;
    };
  }, [form]);
  return known;
}

function Calculator({ setup, zone }: PageProps & { readonly zone: ZoneSetting }) {
  const words = useWords(WORDS);
  const [form, setForm] = useState(EMPTY);
  const { res, failure } = useCapacity(form);
  return (
    <div className={css.columns}>
      <CapacityFields form={form} onChange={setForm} />
      <section className={css.form} aria-live="polite">
        <Failure code={failure} />
        {res === null || res.persons === null ? (
          <p className={css.empty}>{words.capacity.nothing}</p>
        ) : (
          <>
            <Limits res={res} persons={res.persons} />
            <Sign
              key={`${res.persons} ${sourceOf(res, words.capacity.what)}`}
              persons={res.persons}
              source={sourceOf(res, words.capacity.what)}
              zone={zone}
              setup={setup}
            />
          </>
        )}
      </section>
    </div>
  );
}

function Limits({ res, persons }: { readonly res: CapacityRes; readonly persons: number }) {
  const words = useWords(WORDS).capacity;
  const times = useTimes();
  return (
    <>
      <p className={css.result}>
        {words.result} <strong data-testid="capacity-persons">{times.count(persons)}</strong>
      </p>
      <ul className={css.list}>
        {res.limits.map(({ what, persons, sum, source, binds }) => (
          <li
            key={what}
            className={css.item}
            data-binds={binds || undefined}
            data-testid="capacity-limit"
            data-what={what}
          >
            <span className={css.text}>
              <strong>{words.what[what]}</strong>
              <small>{sum}</small>
              {source !== "" && <small>{source}</small>}
            </span>
            {binds && (
              <span className={css.binds}>
                <ToneIcon tone="used" size={16} />
                {words.binds}
              </span>
            )}
            <strong className={css.figure}>{times.count(persons)}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SignProps {
  readonly persons: number;
  readonly source: string;
  readonly zone: ZoneSetting;
  readonly setup: PageProps["setup"];
}

function Sign({ persons, source, zone, setup }: SignProps) {
  const words = useWords(WORDS).capacity;
  const [count, setCount] = useState<number | null>(persons);
  const [from, setFrom] = useState(source);
  const [signed, setSigned] = useState("");
  const sign = () => {
    if (count === null) return;
    void setup.save({
      what: "capacity",
      zone: zone.zone,
      persons: count,
      source: from.trim(),
      signed: signed.trim(),
    });
  };
  return (
    <>
      <NumberInput
        label={words.persons}
        min={0}
        max={9_999_999}
        allowDecimal={false}
        allowNegative={false}
        value={count ?? ""}
        onChange={(value) => setCount(value === "" ? null : Number(value))}
        data-testid="capacity-set"
      />
      <TextInput
        label={words.from}
        maxLength={200}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        data-testid="capacity-source"
      />
      <TextInput
        label={words.signed}
        required
        maxLength={80}
        value={signed}
        onChange={(event) => setSigned(event.currentTarget.value)}
        data-testid="capacity-signed"
      />
      <HoldButton
        hint={words.holdIt}
        onHeld={sign}
        loading={setup.busy}
        disabled={count === null || from.trim() === "" || signed.trim() === ""}
        testId="capacity-sign"
      >
        {words.set}
      </HoldButton>
    </>
  );
}
