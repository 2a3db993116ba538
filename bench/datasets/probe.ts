import { setTimeout as sleep } from 'node:timers/promises';

// Asks the service for a list again and again, in a process of its own, and prints after how long 99 of 100 answers had come.

const [url = '', key = ''] = process.argv.slice(2);
const PAUSE_MS = 10;
const times: number[] = [];
let asking = true;
process.stdin.once('end', () => {
  asking = false;
});
process.stdin.resume();
while (asking) {
  const began = performance.now();
  const response = await fetch(`${url}/v1/datasets?limit=1`, { headers: { authorization: `Bearer ${key}` } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`answered ${response.status}`);
  times.push(performance.now() - began);
  await sleep(PAUSE_MS);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ answers: times.length, p99: times[Math.floor(times.length * 0.99)] ?? 0 }));
