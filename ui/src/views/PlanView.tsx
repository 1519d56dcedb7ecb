// The plan of a show, fetched when somebody goes there.
import type { ComponentProps } from "react";
import { Rundown } from "../features/rundown";

/** The plan. */
export default function PlanView(props: ComponentProps<typeof Rundown>) {
  return <Rundown key={props.show} {...props} />;
}
