// Mantine in our hand: its colours, sizes and spacings are replaced by the ones of the product.
import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Modal,
  NativeSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Table,
  TextInput,
} from "@mantine/core";
import type { Tone } from "../contract/Tone";
import { DARK, LIGHT, type Surfaces, VERDICT } from "../shared/colours";

// Ink is what the primary action is filled with: light on dark, dark on light. Colours are kept for meaning.
const ink: MantineColorsTuple = [
  "#ffffff",
  "#eef1f3",
  "#d4d9dd",
  "#adb6bc",
  "#76828a",
  "#4b555c",
  "#343c42",
  "#20262a",
  "#171b1e",
  "#0b0d0f",
];

const dark: MantineColorsTuple = [
  "#f1f4f5",
  "#d4d9dd",
  "#adb6bc",
  "#76828a",
  "#76828a",
  "#2b3237",
  "#20262a",
  "#14181b",
  "#0f1214",
  "#0b0d0f",
];

/** Sizes, spacings and defaults of every part. */
export const theme = createTheme({
  fontFamily: '"Inter Gatehouse", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, monospace",
  headings: { fontFamily: '"Inter Gatehouse", system-ui, sans-serif', fontWeight: "650" },
  fontSizes: { xs: "12px", sm: "14px", md: "16px", lg: "20px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "40px" },
  radius: { xs: "8px", sm: "8px", md: "8px", lg: "8px", xl: "8px" },
  defaultRadius: "md",
  colors: { ink, dark },
  primaryColor: "ink",
  primaryShade: { light: 8, dark: 1 },
  // Mantine picks the text on a filled part for one scheme only; ink changes sides with the scheme.
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    if (input.variant !== "filled") return colours;
    return { ...colours, background: "var(--gh-text)", hover: "var(--gh-dim)", color: "var(--gh-surface)" };
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: "md" },
      vars: () => ({ root: { "--button-height": "44px", "--button-padding-x": "16px" } }),
      // Where motion is reduced, Mantine leaves out the transition and with it the place of the mark.
      styles: { loader: { transform: "translate(-50%, -50%)" } },
    }),
    Input: Input.extend({
      defaultProps: { size: "md" },
      vars: () => ({ wrapper: { "--input-height": "44px" } }),
    }),
    TextInput: TextInput.extend({ defaultProps: { size: "md" } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: "md" } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: "md", hideControls: true } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: "md" } }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: "md" },
      vars: () => ({
        root: { "--checkbox-color": "var(--gh-text)", "--checkbox-icon-color": "var(--gh-surface)" },
      }),
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: "md", transitionDuration: 0 },
      vars: () => ({ root: { "--sc-color": "var(--gh-text)", "--sc-label-color": "var(--gh-surface)" } }),
    }),
    Modal: Modal.extend({
      // The page itself never scrolls, so there is nothing to lock.
      defaultProps: {
        centered: true,
        lockScroll: false,
        transitionProps: { duration: 0 },
        shadow: "none",
        padding: "lg",
      },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 8, horizontalSpacing: 8 } }),
  },
});

function surfaces(of: Surfaces): Record<string, string> {
  return {
    "--gh-back": of.back,
    "--gh-surface": of.surface,
    "--gh-raised": of.raised,
    "--gh-line": of.line,
    "--gh-border": of.border,
    "--gh-text": of.text,
    "--gh-dim": of.dim,
    "--gh-focus": of.focus,
    ...Object.fromEntries(Object.entries(of.mark).map(([tone, colour]) => [`--gh-mark-${tone}`, colour])),
    "--mantine-color-body": of.surface,
    "--mantine-color-text": of.text,
    "--mantine-color-dimmed": of.dim,
    "--mantine-color-placeholder": of.dim,
    "--mantine-color-default": of.raised,
    "--mantine-color-default-hover": of.line,
    "--mantine-color-default-color": of.text,
    "--mantine-color-default-border": of.border,
    "--mantine-color-gray-4": of.border,
    "--mantine-color-error": of.mark.refused,
    "--table-border-color": of.line,
  };
}

/** Our colours as variables, for Mantine's parts and for our own. */
export const variables: CSSVariablesResolver = () => ({
  variables: Object.fromEntries(
    (Object.keys(VERDICT) as Tone[]).flatMap((tone) => [
      [`--gh-fill-${tone}`, VERDICT[tone].fill],
      [`--gh-on-${tone}`, VERDICT[tone].on],
    ]),
  ),
  dark: surfaces(DARK),
  light: surfaces(LIGHT),
});
