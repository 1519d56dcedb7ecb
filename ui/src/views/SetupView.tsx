// The room where the event is set up.
import type { ComponentProps } from "react";
import { Setup } from "../features/setup";

/** Setup. */
export default function SetupView(props: ComponentProps<typeof Setup>) {
  return <Setup {...props} />;
}
