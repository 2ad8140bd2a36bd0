/** What a command may touch of the terminal and the process. Tests hand in their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal: progress is redrawn there, and printed as plain lines elsewhere. */
  readonly live: boolean;
  /** Standard output: the result, and nothing else. */
  out(text: string): void;
  /** Standard error: progress, warnings, hints. */
  note(text: string): void;
  /** Sets the exit status of a command that ends normally (see `exit-status.ts`). */
  exit(status: number): void;
}

/** Prints one JSON document as the result. */
export function outJson(io: Io, document: unknown): void {
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}
