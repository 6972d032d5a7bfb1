/** Listeners by topic, for stores outside React. */

export type Stop = () => void;

export class Signal<Topic extends string = string> {
  private readonly listeners = new Map<Topic, Set<() => void>>();

  on(topic: Topic, listener: () => void): Stop {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(topic);
    };
  }

  fire(topic: Topic): void {
    const set = this.listeners.get(topic);
    if (set) for (const listener of [...set]) listener();
  }
}
