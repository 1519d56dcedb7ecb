// A window for somebody else to look at.
import type { ComponentProps } from "react";
import { LiveWindow } from "../features/show";

/** The window. */
export default function WindowScreen(props: ComponentProps<typeof LiveWindow>) {
  return <LiveWindow {...props} />;
}
