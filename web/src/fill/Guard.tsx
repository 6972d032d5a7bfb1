/** Stands around the filling page: should drawing it fail, it says so and stops, instead of taking keys into a page that no longer follows. */

import { Component, type ReactNode } from "react";

import { t } from "../words/fill-saving";
import { stopWords } from "./edition";

export class Guard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="notice notice-error" role="alert">
        <p>{stopWords()}</p>
        <button type="button" className="btn btn-primary" onClick={() => location.reload()}>{t("offline.reload")}</button>
      </div>
    );
  }
}
