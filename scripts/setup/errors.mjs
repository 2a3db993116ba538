/** Something that the person in front of the screen can mend: what went wrong, and what to do next. */
export class SetupError extends Error {
  /**
   * @param {string} message one sentence without the full stop
   * @param {string} next what to do
   * @param {{ log?: string | undefined, output?: string | undefined }} [evidence] where the output is, and its last lines
   */
  constructor(message, next, { log, output } = {}) {
    super(message);
    this.name = 'SetupError';
    this.next = next;
    this.log = log;
    this.output = output;
  }
}
