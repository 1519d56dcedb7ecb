// The camera picture. Asks for frames at an even pace while anybody can see them, and draws the outline of codes.
import { useEffect, useRef } from "react";
import { type CameraFrame, cameraFrame, readFrame } from "../host";
import { paintGrey } from "../host/frame";
import css from "./shared.module.css";

/** 15 pictures per second are a picture that moves; the program scans every frame by itself. */
const PACE_MS = 66;
/** Wider is not seen on the widest gate screen. */
const MAX_WIDTH = 960;
/** The frame stays lit this long after a code was last in it. */
const SEEN_MS = 400;

interface PictureProps {
  /** What it is, for whoever cannot see it. */
  readonly label: string;
  /** Tells when a code is in it. */
  readonly onSeen: (seen: boolean) => void;
}

/** The picture. */
export function Picture({ label, onSeen }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    let stopped = false;
    let timer = 0;
    let last = 0;
    let seenAt = Number.NEGATIVE_INFINITY;
    let lit = false;

    const light = (now: number) => {
      const next = now - seenAt < SEEN_MS;
      if (next !== lit) onSeen(next);
      lit = next;
    };
    const turn = async () => {
      const began = performance.now();
      if (!document.hidden) {
        const frame = await cameraFrame(last, MAX_WIDTH).then(readFrame, () => null);
        if (stopped) return;
        if (frame && canvas.current) {
          last = frame.number;
          draw(canvas.current, frame);
          if (frame.corners.length > 0) seenAt = performance.now();
        }
      }
      light(performance.now());
      timer = window.setTimeout(turn, Math.max(4, PACE_MS - (performance.now() - began)));
    };
    void turn();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      onSeen(false);
    };
  }, [onSeen]);

  return (
    <canvas ref={canvas} className={css.canvas} role="img" aria-label={label} data-testid="camera-canvas" />
  );
}

function draw(canvas: HTMLCanvasElement, frame: CameraFrame): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  if (canvas.width !== frame.width || canvas.height !== frame.height) {
    canvas.width = frame.width;
    canvas.height = frame.height;
  }
  const picture = pen.createImageData(frame.width, frame.height);
  paintGrey(frame, picture.data);
  pen.putImageData(picture, 0, 0);
  for (let at = 0; at + 4 <= frame.corners.length; at += 4)
    outline(pen, frame.corners.slice(at, at + 4), frame.width);
  canvas.dataset.frame = String(frame.number);
}

function outline(pen: CanvasRenderingContext2D, corners: CameraFrame["corners"], width: number): void {
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x, y);
  pen.closePath();
  pen.lineJoin = "round";
  for (const [colour, share] of [
    ["#000000", 1 / 80],
    ["#ffffff", 1 / 160],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(2, width * share);
    pen.stroke();
  }
}
