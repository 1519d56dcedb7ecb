// The exchange with the central store: how it stands, who takes part, what it found out.
export { AlarmNotice } from "./AlarmNotice";
export { DoublesNotice } from "./DoublesNotice";
export { SyncChip } from "./SyncChip";
export { SyncRoom } from "./SyncRoom";
export { type Sync as SyncLine, useSync } from "./useSync";
export { useSyncKeys } from "./useSyncKeys";
