// Where keys go: into a field, to something that is chosen or pressed, or to the page.

/** What has the focus. */
export type Place = "text" | "choice" | "control" | "page";

/** Says it of what a key event happened to. */
export function placeOf(target: EventTarget | null): Place {
  if (target instanceof HTMLInputElement) {
    if (target.type === "radio") return "choice";
    return target.type === "checkbox" || target.type === "button" ? "control" : "text";
  }
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return "text";
  if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) return "control";
  return "page";
}

/** True while a dialog is open that takes the whole screen. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
