// The screens of the open event: the shell, and in it one room at a time. The line to the gate stays open in every room.
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { AppRes } from "../contract/AppRes";
import type { OpenEvent } from "../contract/OpenEvent";
import type { RecordId } from "../contract/RecordId";
import type { SyncState } from "../contract/SyncState";
import { AlarmBanner, useControl } from "../features/alarms";
import { CameraChooser, PostChooser, useGate } from "../features/gate";
import type { SetupPage } from "../features/setup";
import { Halted, Keys, Rail, type Room, StatusLine, Unprotected, useShellKeys } from "../features/shell";
import { AlarmNotice, DoublesNotice, SyncChip, SyncRoom, useSync, useSyncKeys } from "../features/sync";
import { onWedgeScan } from "../host";
import { GateView } from "./GateView";
import css from "./views.module.css";

interface OpenViewProps {
  readonly app: AppRes;
  readonly event: OpenEvent;
  readonly onApp: (app: AppRes) => void;
  /** Something changed that the program's state shows. */
  readonly onChanged: () => void;
  readonly onOtherEvent: () => void;
  readonly onReady: () => void;
}

/** Fetched when somebody goes there: the gate comes up first. */
const SetupView = lazy(() => import("./SetupView"));
const ShowView = lazy(() => import("./ShowView"));
const ControlView = lazy(() => import("./ControlView"));

type Dialog = "post" | "camera" | "keys" | null;

/** Shell and room. */
export function OpenView({ app, event, onApp, onChanged, onOtherEvent, onReady }: OpenViewProps) {
  const gate = useGate();
  const [room, setRoom] = useState<Room>("gate");
  const [page, setPage] = useState<SetupPage>("event");
  const [dialog, setDialog] = useState<Dialog>(null);
  const { res } = gate.state;
  const post = res?.post ?? null;
  const sync = useSync(event.id, res?.replica ?? null);
  const control = useControl();
  const [asked, setAsked] = useState<RecordId | "incidents" | "crowd" | null>(null);
  const [doublesAsked, setDoublesAsked] = useState(0);
  // The gate hears of it at once, the exchange a little later or first after a start.
  const halted = gate.state.halted || isStopped(sync.state);
  const close = useCallback(() => setDialog(null), []);
  const openPost = useCallback(() => setDialog("post"), []);
  const openCamera = useCallback(() => setDialog("camera"), []);
  const openKeys = useCallback(() => setDialog("keys"), []);
  const enter = useCallback((next: Room) => {
    setDialog(null);
    setPage("event");
    setDoublesAsked(0);
    setRoom(next);
  }, []);
  const turn = useCallback(() => {
    if (post) void gate.openGate(post.checkpoint, post.direction === "in" ? "out" : "in");
  }, [gate, post]);

  const toSync = useCallback(() => enter("sync"), [enter]);
  const toControl = useCallback(
    (what: RecordId | "incidents" | "crowd") => {
      setAsked(what);
      enter("control");
    },
    [enter],
  );

  const answered = useCallback(() => setAsked(null), []);

  useShellKeys(enter, openKeys);
  useSyncKeys(sync);
  useScanner(room, (text) => {
    if (post) void gate.present(text);
  });
  const drawn = res !== null;
  useEffect(() => {
    if (drawn) onReady();
  }, [drawn, onReady]);

  return (
    <div className={css.shell}>
      <Rail room={room} onRoom={enter} onKeys={openKeys} />
      <StatusLine event={event} post={post} onPost={openPost} onWay={turn}>
        <SyncChip sync={sync} onOpen={toSync} />
      </StatusLine>
      <div className={css.alerts}>
        {halted && (
          <Halted
            onOpened={(next) => {
              onApp(next);
              void gate.reopened();
              void sync.refresh();
            }}
          />
        )}
        {/* One notice at a time; in its room the exchange explains itself. */}
        {!halted && sync.fresh.length > 0 && (
          <DoublesNotice
            sync={sync}
            onShow={() => {
              toSync();
              setDoublesAsked(performance.now());
            }}
          />
        )}
        {!halted && sync.fresh.length === 0 && room !== "sync" && (
          <AlarmNotice sync={sync} onJoin={onOtherEvent} onShow={toSync} />
        )}
        <AlarmBanner picture={control} onOpen={toControl} />
        <Unprotected event={event} />
      </div>
      <main className={css.room}>
        {room === "gate" && <GateView gate={gate} onPost={openPost} onWay={turn} onCamera={openCamera} />}
        {room === "sync" && <SyncRoom sync={sync} doublesAsked={doublesAsked} onJoin={onOtherEvent} />}
        {room === "show" && (
          <Suspense fallback={null}>
            <ShowView />
          </Suspense>
        )}
        {room === "control" && (
          <Suspense fallback={null}>
            <ControlView picture={control} asked={asked} onAnswered={answered} />
          </Suspense>
        )}
        {room === "setup" && (
          <Suspense fallback={null}>
            <SetupView
              event={event}
              version={app.version}
              firstPage={page}
              onChanged={() => {
                onChanged();
                void gate.refresh();
                void sync.refresh();
              }}
              onOtherEvent={onOtherEvent}
              onChooseCamera={openCamera}
            />
          </Suspense>
        )}
      </main>
      {res && (
        <PostChooser
          gate={gate}
          res={res}
          opened={dialog === "post" || (room === "gate" && dialog === null && post === null)}
          onClose={close}
          onSetup={() => {
            enter("setup");
            setPage("checkpoints");
          }}
        />
      )}
      <CameraChooser gate={gate} opened={dialog === "camera"} onClose={close} />
      <Keys room={room} opened={dialog === "keys"} onClose={close} />
    </div>
  );
}

function isStopped(state: SyncState | null): boolean {
  return state?.connection.state === "parked" && state.connection.reason === "storage";
}

/** In Setup somebody fills in forms: there a scan is only kept from doing harm, unless it is no credential of ours. */
function useScanner(room: Room, present: (text: string) => void): void {
  const latest = useRef({ room, present });
  useEffect(() => {
    latest.current = { room, present };
  });
  useEffect(
    () =>
      onWedgeScan((text) => {
        if (latest.current.room === "gate") {
          latest.current.present(text);
          return "taken";
        }
        return text.startsWith("GH1:") ? "taken" : "left";
      }),
    [],
  );
}
