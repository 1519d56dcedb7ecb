// What every screen stands in: Mantine in our hand, the device's language and its colours.
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { type ReactNode, StrictMode } from "react";
import { LanguageProvider } from "../shared/language";
import { theme, variables } from "./theme";

const scheme = localStorageColorSchemeManager({ key: "gatehouse.scheme" });

/** The shell writes a nonce on the style element of the page; styles made here carry it. */
function styleNonce(): string {
  return document.querySelector("style")?.nonce ?? "";
}

/** Everything around the screens. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={scheme}
        defaultColorScheme="dark"
        getStyleNonce={styleNonce}
      >
        <LanguageProvider>{children}</LanguageProvider>
      </MantineProvider>
    </StrictMode>
  );
}
