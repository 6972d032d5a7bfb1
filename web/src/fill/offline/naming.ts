/** What drafts, steps and copies on this machine are called by: whose form of which report they are of. */
export const formName = (user: string, submission: string, form: string): string => `${user}:${submission}:${form}`;
