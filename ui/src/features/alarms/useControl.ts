// The control room at a glance, for the banner in every room and for its own screens: one line to the program for all.
import { useState } from "react";
import type { ControlRes } from "../../contract/ControlRes";
import { type Picture, usePicture } from "../../shared/usePicture";
import { isWaiting } from "./worst";

/** While something is waited for. */
const OFTEN_MS = 2_000;
/** Otherwise: what is written is pushed, this only heals a push that was lost. */
const SELDOM_MS = 15_000;

/** Asks as often as things stand, and at once after a push. */
export function useControl(): Picture<ControlRes> {
  const [pace, setPace] = useState(SELDOM_MS);
  const picture = usePicture("control_status", pace);
  const wanted = isWaiting(picture.res) ? OFTEN_MS : SELDOM_MS;
  if (wanted !== pace) setPace(wanted);
  return picture;
}
