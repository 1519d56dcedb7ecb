// A zone as a tile: the band it is in, how many at least and at most, and what makes the figure uncertain.
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Tone } from "../../contract/Tone";
import type { WallMs } from "../../contract/WallMs";
import type { ZoneCrowd } from "../../contract/ZoneCrowd";
import { OfflineIcon, ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { age } from "../../shared/time";
import { useNow } from "../../shared/useNow";
import { useTimes } from "../../shared/venue";
import css from "./zone.module.css";
import { fullness, gauge } from "./gauge";
import { WORDS } from "./words";

/** What each band looks like; below the first there is nothing to do. */
const TONES: readonly Tone[] = ["ask", "used", "used", "refused"];

interface ZoneProps {
  readonly zone: ZoneCrowd;
  /** When the picture was true, and when it came by `performance.now()`. */
  readonly now: WallMs;
  readonly at: number;
  readonly onTask: (what: "recount" | "look") => void;
}

/** The tile. */
export function Zone({ zone, now, at, onTask }: ZoneProps) {
  const words = useWords(WORDS);
  const { band } = zone;
  const tone = band === null ? null : (TONES[band] ?? "refused");
  return (
    <article
      className={css.zone}
      data-band={band ?? undefined}
      data-tone={tone ?? undefined}
      data-testid="crowd-zone"
      data-name={zone.name}
      data-upper={zone.upper}
    >
      <header className={css.head}>
        <h2 className={css.name}>{zone.name}</h2>
        <BandWord zone={zone} tone={tone} />
      </header>
      <Figures zone={zone} />
      <Scale zone={zone} />
      <Rates zone={zone} />
      <Silent zone={zone} now={now} at={at} />
      <footer className={css.foot}>
        <Look zone={zone} now={now} at={at} />
        <Button variant="default" onClick={() => onTask("look")} data-testid="density-look">
          {words.look}
        </Button>
        <Button variant="default" onClick={() => onTask("recount")} data-testid="recount">
          {words.recount}
        </Button>
      </footer>
    </article>
  );
}

/** What is done in the band, and by whom. */
function BandWord({ zone, tone }: { readonly zone: ZoneCrowd; readonly tone: Tone | null }) {
  const words = useWords(WORDS);
  if (zone.capacity === null) return null;
  if (zone.band === null || tone === null) {
    return (
      <p className={css.band} data-testid="zone-band">
        <ToneIcon tone="admit" size={20} />
        {words.free}
      </p>
    );
  }
  const set = zone.bands[zone.band];
  return (
    <div className={css.bandBox}>
      <p className={css.band} data-testid="zone-band">
        <ToneIcon tone={tone} size={20} />
        {set?.action || words.bands[zone.band]}
      </p>
      <p className={css.owner}>{set && set.owner !== "" ? words.owner(set.owner) : words.noOwner}</p>
    </div>
  );
}

function Figures({ zone }: { readonly zone: ZoneCrowd }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const share = fullness(zone);
  const { lower, upper, capacity } = zone;
  return (
    <>
      <p className={css.figures}>
        <strong className={css.inside} data-testid="zone-inside">
          {lower === upper ? times.count(upper) : words.between(times.count(lower), times.count(upper))}
        </strong>
        {capacity !== null && <span className={css.of}>{words.of(times.count(capacity))}</span>}
        {share !== null && <strong className={css.share}>{words.share(share)}</strong>}
      </p>
      {capacity === null && <p className={css.quiet}>{words.noCapacity}</p>}
    </>
  );
}

/** The interval against the bands: a bar for what is certain, hatched for what may be, a line for what the counts say. */
function Scale({ zone }: { readonly zone: ZoneCrowd }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const { lower, doubt, known, capacity, bands } = gauge(zone);
  const said = words.gauge(
    times.count(zone.lower),
    times.count(zone.upper),
    zone.capacity === null ? "?" : times.count(zone.capacity),
    times.count(zone.known),
  );
  const part = (from: number, width: number) => ({ left: `${from}%`, width: `${width}%` });
  return (
    <div className={css.scale} role="img" aria-label={said} title={said}>
      {bands.map(({ from, to }, at) => (
        <span key={from} className={css.scaleBand} data-band={at} style={part(from, to - from)} />
      ))}
      <span className={css.certain} style={part(0, lower)} />
      {doubt > 0 && <span className={css.doubt} style={part(lower, doubt)} />}
      <span className={css.known} style={{ left: `${known}%` }} />
      {capacity !== null && <span className={css.capacity} style={{ left: `${capacity}%` }} />}
      {zone.bands.map(({ permille }, at) => {
        const band = bands[at];
        if (!band?.written) return null;
        return (
          <span key={permille} className={css.tickText} style={{ left: `${band.from}%` }}>
            {Math.round(permille / 10)}
          </span>
        );
      })}
    </div>
  );
}

function Rates({ zone }: { readonly zone: ZoneCrowd }) {
  const words = useWords(WORDS);
  const times = useTimes();
  const minutes = (of: number) => words.minutes(Math.floor(of));
  const net = Math.round(zone.net_per_minute);
  const sign = net > 0 ? "+" : net < 0 ? "−" : "±";
  return (
    <ul className={css.rates}>
      <Fact strong>{words.perMinute(`${sign}${times.count(Math.abs(net))}`)}</Fact>
      {zone.minutes_to_slow !== null && <Fact strong>{words.toSlow(minutes(zone.minutes_to_slow))}</Fact>}
      {zone.minutes_to_full !== null && <Fact strong>{words.toFull(minutes(zone.minutes_to_full))}</Fact>}
      {zone.minutes_to_leave !== null && (
        <Fact>{words.toLeave(words.minutes(Math.ceil(zone.minutes_to_leave)))}</Fact>
      )}
      {zone.capacity_source !== "" && <Fact>{words.capacityFrom(zone.capacity_source)}</Fact>}
    </ul>
  );
}

function Fact({ strong = false, children }: { readonly strong?: boolean; readonly children: ReactNode }) {
  return (
    <li className={css.fact} data-strong={strong || undefined}>
      {children}
    </li>
  );
}

type Aged = Pick<ZoneProps, "zone" | "now" | "at">;

/** How long ago something was, counted on since the picture came. */
function useAge(now: WallMs, at: number): (then: WallMs) => string {
  useNow(10_000);
  const passed = Math.max(0, performance.now() - at);
  return (then) => age(now + passed - then);
}

function Silent({ zone, now, at }: Aged) {
  const words = useWords(WORDS);
  const times = useTimes();
  const since = useAge(now, at);
  const [first, ...others] = zone.silent;
  if (first === undefined) return null;
  return (
    <div className={css.silent} data-testid="silent-doors">
      <p className={css.radio}>
        <OfflineIcon size={20} />
        {words.radioFirst(first.door, since(first.heard), times.count(first.may_have_let_in))}
      </p>
      {others.map((door) => (
        <p key={`${door.door} ${door.device}`} className={css.quiet}>
          {words.alsoSilent(door.door, since(door.heard), times.count(door.may_have_let_in))}
        </p>
      ))}
    </div>
  );
}

function Look({ zone, now, at }: Aged) {
  const words = useWords(WORDS);
  const since = useAge(now, at);
  if (zone.density === null) return <p className={css.look}>{words.never}</p>;
  const { grade, at: seen, note } = zone.density;
  return (
    <p className={css.look} data-grade={grade}>
      <strong>{words.looked(grade, since(seen))}</strong> {note}
    </p>
  );
}
