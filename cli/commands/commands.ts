import type { Command } from 'commander';
import type { Session } from '../session.js';

/** Turns what a command does into what commander calls: with its arguments, then its options. */
export type Run = <Given extends unknown[]>(
  work: (session: Session, ...given: Given) => Promise<void>,
) => (this: Command, ...given: Given) => Promise<void>;

/** Adds a group of commands. */
export type AddCommands = (program: Command, run: Run) => void;
