// Setup: one page per thing that can be set up, the result always beside the form.
import { type ReactNode, useState } from "react";
import type { OpenEvent } from "../../contract/OpenEvent";
import { Failure } from "../../shared/Failure";
import { useWords } from "../../shared/language";
import { DevicePage } from "./DevicePage";
import { EnrolmentPage } from "./EnrolmentPage";
import { EventPage } from "./EventPage";
import { ImportPage } from "./ImportPage";
import { KeysPage } from "./KeysPage";
import { PlacesPage } from "./PlacesPage";
import { PrintPage } from "./PrintPage";
import { ProductsPage } from "./ProductsPage";
import css from "./setup.module.css";
import { useSetup } from "./useSetup";
import { WORDS } from "./words";

const PAGES = ["event", "products", "checkpoints", "keys", "import", "print", "enrolment", "device"] as const;

/** A page of Setup. */
export type Page = (typeof PAGES)[number];

interface SetupProps {
  readonly event: OpenEvent;
  readonly version: string;
  /** Something changed that other screens show. */
  readonly onChanged: () => void;
  readonly onOtherEvent: () => void;
  readonly onChooseCamera: () => void;
  readonly firstPage?: Page;
}

/** The whole screen. */
export function Setup({
  event,
  version,
  onChanged,
  onOtherEvent,
  onChooseCamera,
  firstPage = "event",
}: SetupProps) {
  const words = useWords(WORDS);
  const [page, setPage] = useState<Page>(firstPage);
  const line = useSetup();
  const setup = {
    ...line,
    change: async (work: Parameters<typeof line.change>[0]) => {
      const done = await line.change(work);
      if (done) onChanged();
      return done;
    },
  };
  const pages = (): Readonly<Record<Page, () => ReactNode>> | null =>
    setup.res && {
      event: () => <EventPage setup={setup} onOtherEvent={onOtherEvent} />,
      products: () => <ProductsPage setup={setup} />,
      checkpoints: () => <PlacesPage setup={setup} />,
      keys: () => <KeysPage setup={setup} />,
      import: () => <ImportPage setup={setup} onImported={onChanged} />,
      print: () => <PrintPage setup={setup} />,
      enrolment: () => <EnrolmentPage />,
      device: () => <DevicePage event={event} version={version} onChooseCamera={onChooseCamera} />,
    };
  return (
    <div className={css.setup}>
      <nav className={css.pages} aria-label={words.title}>
        <h1 className={css.heading}>{words.title}</h1>
        {PAGES.map((name) => (
          <button
            key={name}
            type="button"
            className={css.pageButton}
            data-testid={`setup-${name}`}
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
        <h2 className={css.pageTitle}>{words.tabs[page]}</h2>
        <Failure code={setup.failure} />
        {pages()?.[page]()}
      </section>
    </div>
  );
}
