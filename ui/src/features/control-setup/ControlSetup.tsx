// How the control room is set up: one page per thing, each change an entry of the log.
import { type ReactNode, useState } from "react";
import { Failure } from "../../shared/Failure";
import { ToneIcon } from "../../shared/icons";
import { useWords } from "../../shared/language";
import { BandsPage } from "./BandsPage";
import { CapacityPage } from "./CapacityPage";
import { ChainPage } from "./ChainPage";
import css from "./control-setup.module.css";
import { DensityPage } from "./DensityPage";
import { DoorsPage } from "./DoorsPage";
import { PlaybooksPage } from "./PlaybooksPage";
import { TimersPage } from "./TimersPage";
import { TypesPage } from "./TypesPage";
import { type PageProps, useControlSetup } from "./useControlSetup";
import { WORDS } from "./words";

const PAGES = ["types", "timers", "chain", "playbooks", "doors", "bands", "capacity", "density"] as const;
type Page = (typeof PAGES)[number];

const VIEWS: Readonly<Record<Page, (props: PageProps) => ReactNode>> = {
  types: TypesPage,
  timers: TimersPage,
  chain: ChainPage,
  playbooks: PlaybooksPage,
  doors: DoorsPage,
  bands: BandsPage,
  capacity: CapacityPage,
  density: DensityPage,
};

/** The whole screen. */
export function ControlSetup() {
  const words = useWords(WORDS);
  const [page, setPage] = useState<Page>("types");
  const setup = useControlSetup();
  const View = VIEWS[page];
  return (
    <div className={css.setup} data-testid="control-setup">
      <nav className={css.pages} aria-label={words.title}>
        <h1 className={css.hidden}>{words.title}</h1>
        {PAGES.map((name) => (
          <button
            key={name}
            type="button"
            className={css.pageButton}
            data-testid={`control-setup-${name}`}
            aria-current={page === name ? "page" : undefined}
            onClick={() => {
              setup.clear();
              setPage(name);
            }}
          >
            {words.tabs[name]}
          </button>
        ))}
      </nav>
      {/* Whoever has only a keyboard scrolls it. */}
      <section className={css.page} aria-label={words.tabs[page]} tabIndex={0}>
        <div className={css.pageHead}>
          <h2>{words.tabs[page]}</h2>
          <p className={css.saved} role="status">
            {setup.saved && (
              <>
                <ToneIcon tone="admit" size={20} />
                {words.saved}
              </>
            )}
          </p>
        </div>
        <Failure code={setup.failure} />
        {setup.res !== null && <View setup={setup} res={setup.res} />}
        {page !== "density" && <p className={css.hint}>{words.logged}</p>}
      </section>
    </div>
  );
}
