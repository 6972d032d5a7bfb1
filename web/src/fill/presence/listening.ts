/** Asks the server what others saved and where they are: often while somebody else is there, seldom when alone, not at all when nobody works here. */

import { RequestFailed } from "../../http";
import { otherEdition } from "../edition";
import type { Heard } from "../payload";

export const ALONE = 15_000;
export const TOGETHER = 4_000;
/** A change of the cell is told so soon, when there is somebody to tell. */
const SOON = 1_200;
/** Without a key or a click for so long the page falls silent, so that a forgotten page ends like a closed one. */
export const IDLE = 5 * 60_000;

export interface ListenerPorts {
  ask: () => Promise<Heard>;
  hear: (heard: Heard) => void;
  /** An answer came after some that did not. */
  back: () => void;
}

export class Listener {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private stopped = false;
  private together = false;
  private failed = false;
  /** What is being asked just now may be answered without what was saved since. */
  private anew = false;
  private asked = 0;
  private active = Date.now();

  constructor(private readonly ports: ListenerPorts) {}

  start(): void {
    document.addEventListener("keydown", this.alive, true);
    document.addEventListener("mousedown", this.alive, true);
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("online", this.look);
    window.addEventListener("focus", this.look);
    void this.ask();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.alive, true);
    document.removeEventListener("mousedown", this.alive, true);
    document.removeEventListener("visibilitychange", this.look);
    window.removeEventListener("online", this.look);
    window.removeEventListener("focus", this.look);
  }

  /** The person went to another cell, or began to type. */
  nudge(): void {
    if (this.together && Date.now() - this.asked > SOON) this.plan(SOON / 4);
  }

  /** Something was saved that this page has not heard of: asks at once. */
  again(): void {
    if (this.asking) this.anew = true;
    else this.plan(0);
  }

  private readonly alive = () => {
    const silent = Date.now() - this.active > IDLE;
    this.active = Date.now();
    if (silent) void this.ask();
  };

  private readonly look = () => {
    if (document.visibilityState !== "visible") return;
    this.active = Date.now();
    void this.ask();
  };

  private plan(pause: number): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    if (this.asking || this.stopped) return;
    if (document.visibilityState === "hidden" || Date.now() - this.active > IDLE) {
      clearTimeout(this.timer);
      return;
    }
    this.asking = true;
    this.asked = Date.now();
    try {
      const heard = await this.ports.ask();
      if (this.stopped) return;
      this.together = heard.people.length > 0;
      this.ports.hear(heard);
      if (this.failed) this.ports.back();
      this.failed = false;
    } catch (error) {
      // The saver says that there is no network or that the session has ended; listening only waits.
      // An answer of another edition may hold what this page cannot follow: it says so above the form.
      if (!(error instanceof RequestFailed) && !otherEdition()) throw error;
      this.failed = true;
    } finally {
      this.asking = false;
      this.plan(this.anew ? 0 : this.together ? TOGETHER : ALONE);
      this.anew = false;
    }
  }
}
