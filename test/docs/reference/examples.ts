/** What is sent in the example of a route, by its `operationId`; a route that is not here sends nothing. */
export interface Example {
  /** A body of JSON. */
  readonly body?: unknown;
  /** Parts of a multipart body, as curl's `-F` takes them. */
  readonly form?: readonly string[];
  /** A file that is the body. */
  readonly file?: string;
  readonly query?: string;
  readonly headers?: readonly string[];
}

/** Things that the examples are about: what stands for a parameter of an address, by the part before it. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  datasets: 'dst_01m859zad541cp1hfyjxb28mx6',
  models: 'mdl_01m859zf6587pfeahvfwawy966',
  jobs: 'job_01m859zg8z1j3nx9ja53bbdav3',
  uploads: 'upl_01m85b0r4wfrew4jkc85ckq9rw',
  webhooks: 'whk_01m859zz1c5t4q2yq9q2d1h3kf',
  deliveries: 'whd_01m859zz8m3s1wv4t6hm8b2n7x',
  keys: 'key_01m85a1b6v7c3d8f9g2h4j5k6m',
  evaluations: 'evl_01m85a3n5p7q9r2s4t6v8w1x3y',
  'batch-predictions': 'bpr_01m85a4z2y4x6w8v1t3s5r7q9p',
  versions: '2',
  labels: 'stable',
  checkpoints: 'final',
  projects: 'prj_01m859yxk3v5w7c9d1f3g5h7j9',
};

const dataset = PARAMETERS.datasets;
const ROW = [5.1, 3.5, 1.4, 0.2];
const TENSOR = { name: 'dense_input', shape: [1, 4], datatype: 'FP32', data: ROW };
const TUS = 'Tus-Resumable: 1.0.0';
const PIECE = 'Content-Type: application/offset+octet-stream';
const instances = { body: { instances: [ROW] } };
const examples = { body: { examples: [{ inputs: ROW }] } };
const inputs = { body: { inputs: [TENSOR] } };

export const EXAMPLES: Readonly<Record<string, Example>> = {
  createDataset: {
    form: ['options={"name":"iris","target":"species"}', 'file=@examples/data/iris.csv'],
  },
  listDatasets: { query: 'limit=5' },
  previewDataset: { query: 'limit=2' },
  createUpload: { headers: [TUS, 'Upload-Length: 3000000', 'Upload-Metadata: filename aXJpcy5jc3Y='] },
  appendToUpload: { headers: [TUS, PIECE, 'Upload-Offset: 0'], file: 'part-1' },
  deleteUpload: { headers: [TUS] },
  createModel: {
    query: 'dry_run=true',
    body: {
      name: 'flowers',
      architecture: {
        layers: [
          { class_name: 'Dense', config: { units: 16, activation: 'relu' } },
          { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
        ],
      },
      compile: { optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
    },
  },
  addLayer: { body: { class_name: 'Dense', config: { units: 3, activation: 'softmax' } } },
  compileModel: {
    body: { optimizer: { class_name: 'SGD', config: { momentum: 0.9 } }, loss: 'mse', metrics: ['mae'] },
  },
  summarizeModel: { headers: ['Accept: text/plain'] },
  fit: {
    body: {
      dataset,
      epochs: 20,
      validation_split: 0.2,
      seed: 1,
      callbacks: [{ class_name: 'EarlyStopping', config: { patience: 3, restore_best_weights: true } }],
    },
  },
  listJobs: { query: 'status=running' },
  followJob: { headers: ['Last-Event-ID: 4'] },
  getHistory: { headers: ['Accept: text/csv'] },
  importWeights: { form: ['options={"classes":["no","yes"]}', 'file=@model.safetensors'] },
  downloadCheckpoint: { query: 'format=onnx' },
  predict: { body: { instances: [ROW], top_k: 2 } },
  evaluate: { body: { dataset, checkpoint: 'best' } },
  batchPredict: { body: { dataset, format: 'csv', columns: ['targets', 'outputs'] } },
  listEvaluations: { query: `dataset=${dataset}` },
  serve: {
    body: {
      targets: [
        { version: 1, weight: 9, label: 'stable' },
        { version: 2, weight: 1, label: 'canary' },
      ],
    },
  },
  tfpredict: instances,
  tfclassify: examples,
  tfregress: examples,
  infer: inputs,
  createWebhook: { body: { url: 'https://example.org/fitserve', events: ['job.succeeded', 'job.failed'] } },
  createKey: { body: { name: 'app', scopes: ['predict'] } },
  setProjectLimits: { body: { jobs_running: 2, requests_per_s: 50 } },
  rotateKey: { body: { grace_s: 86_400 } },
};
