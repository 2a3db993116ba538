import { createInterface } from 'node:readline';

/** The other side of a contender: says that it is warm, then measures once for each line that it reads. */
export async function answerRuns(label: string, measure: () => Promise<number>): Promise<void> {
  console.log(JSON.stringify({ ready: label }));
  for await (const _ of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify({ milliseconds: await measure() }));
  }
}
