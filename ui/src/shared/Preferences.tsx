// Language and colour scheme of this device.
import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useLanguage, useWords } from "./language";
import css from "./shared.module.css";
import { inBoth, LANGUAGES } from "./words";

const WORDS = inBoth(
  { language: "Language", scheme: "Colours", dark: "Dark", light: "Light", auto: "As the system" },
  { language: "Idioma", scheme: "Colores", dark: "Oscuro", light: "Claro", auto: "Como el sistema" },
);

const SCHEMES: readonly MantineColorScheme[] = ["dark", "light", "auto"];

/** The two choices. */
export function Preferences() {
  const words = useWords(WORDS);
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={css.preferences}>
      <SegmentedControl
        aria-label={words.language}
        data-testid="language"
        value={language}
        onChange={(value) => setLanguage(value === "es" ? "es" : "en")}
        data={[...LANGUAGES]}
      />
      <SegmentedControl
        aria-label={words.scheme}
        data-testid="scheme"
        value={colorScheme}
        onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? "dark")}
        data={SCHEMES.map((value) => ({ value, label: words[value] }))}
      />
    </div>
  );
}
