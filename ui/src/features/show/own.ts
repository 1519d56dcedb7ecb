// What this device remembers of its own: which show it looks at, and which department it is for.
const SHOW = "gatehouse.show";
const DEPARTMENT = "gatehouse.department";

/** The show that was looked at last. */
export function lastShow(): string | null {
  return localStorage.getItem(SHOW);
}

/** Remembers it. */
export function rememberShow(show: string): void {
  localStorage.setItem(SHOW, show);
}

/** The department that this device is for. */
export function ownDepartment(): string | null {
  return localStorage.getItem(DEPARTMENT);
}

/** Remembers it. */
export function rememberDepartment(department: string): void {
  localStorage.setItem(DEPARTMENT, department);
}
