// Something that is done in the control room with a button.
import type { ActReq } from "../contract/ActReq";
import type { ControlAct } from "../contract/ControlAct";
import type { WrittenRes } from "../contract/WrittenRes";
import { call } from "../host";

/** Does it and writes it into the log; the entry is on disk before the answer. */
export function act(what: ControlAct, more: Partial<Omit<ActReq, "act">> = {}): Promise<WrittenRes> {
  return call("act_in_control", {
    incident: null,
    words: "",
    channel: null,
    occurred: null,
    from: "",
    attachments: [],
    ...more,
    act: what,
  });
}
