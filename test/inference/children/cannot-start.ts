import { type FromInference, type ToInference, toInferenceSchema } from '../../../src/inference/protocol.js';
import { openParentChannel } from '../../../src/trainer/parent-channel.js';

// A process whose engine cannot be loaded.

const channel = openParentChannel<FromInference, ToInference>(toInferenceSchema, async () => {
  await channel.send({ type: 'crashed', detail: 'no engine here' });
  process.exit(1);
});
