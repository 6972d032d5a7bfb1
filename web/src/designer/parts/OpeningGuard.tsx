/** A part that cannot be opened says so in its own place; the rest of the designer stays. */
import { Component, type ReactNode } from "react";
import { t } from "../../words/designer-opening";

interface Props {
  /** What is open: another thing opened is tried anew. */
  at: unknown;
  children: ReactNode;
}

export class OpeningGuard extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.at !== this.props.at) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="ds-page">
        <div className="empty" role="alert">
          <strong>{t("opening.failed")}</strong>
          <p>{t("opening.why")}</p>
          <button type="button" className="btn btn-primary" onClick={() => location.reload()}>{t("opening.again")}</button>
        </div>
      </div>
    );
  }
}
