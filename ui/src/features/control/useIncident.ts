// Everything about the incident that is selected, asked for again like the room itself.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ErrorCode } from "../../contract/ErrorCode";
import type { IncidentRes } from "../../contract/IncidentRes";
import type { RecordId } from "../../contract/RecordId";
import { call, codeOf, onPush } from "../../host";
import { startPolling } from "../../shared/poll";
import type { Picture } from "../../shared/usePicture";

const PACE_MS = 2_000;

/** An incident and what can be asked about it. */
export interface IncidentPicture extends Picture<IncidentRes> {
  /** Opens the sealed names; that they were opened is written into the log. */
  readonly openNames: () => Promise<void>;
}

/** Asks as long as anybody can see it. Names that were opened stay open until another incident is selected. */
export function useIncident(incident: RecordId): IncidentPicture {
  const { author, seq } = incident;
  const id = useMemo(() => ({ author, seq }), [author, seq]);
  const [known, setKnown] = useState<{ res: IncidentRes | null; at: number; lost: ErrorCode | null }>(
    UNKNOWN,
  );
  const [names, setNames] = useState<IncidentRes["subjects"]>([]);
  const now = useRef<() => void>(() => undefined);
  useEffect(() => {
    let stopped = false;
    const ask = async () => {
      if (document.hidden) return;
      try {
        const res = await call("incident_status", { incident: id });
        if (!stopped) setKnown({ res, at: performance.now(), lost: null });
      } catch (thrown) {
        if (!stopped) setKnown((last) => ({ ...last, lost: codeOf(thrown) }));
      }
    };
    const poll = startPolling(ask, PACE_MS);
    now.current = poll.now;
    const stopPushes = onPush((push) => {
      if (push.type === "control") poll.now();
    });
    return () => {
      stopped = true;
      stopPushes();
      poll.stop();
    };
  }, [id]);
  const refresh = useCallback(() => now.current(), []);
  const openNames = useCallback(async () => {
    const { subjects } = await call("open_names", { incident: id });
    setNames(subjects);
  }, [id]);
  const res = useMemo(() => withNames(known.res, names), [known.res, names]);
  return useMemo(() => ({ ...known, res, refresh, openNames }), [known, res, refresh, openNames]);
}

const UNKNOWN = { res: null, at: 0, lost: null };

function withNames(res: IncidentRes | null, names: IncidentRes["subjects"]): IncidentRes | null {
  if (res === null || names.length === 0) return res;
  const opened = new Map(names.map(({ record, name }) => [`${record.author}/${record.seq}`, name]));
  const subjects = res.subjects.map((one) => ({
    ...one,
    name: one.name ?? opened.get(`${one.record.author}/${one.record.seq}`) ?? null,
  }));
  return { ...res, subjects };
}
