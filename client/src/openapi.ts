// Written by `npm run docs:client` from the OpenAPI description with this SHA-256; not to be changed by hand.
// f8066ea2b02d2c0b505c5fdc21aec36cd043ba04916f10142ae836f04ad11e06

interface NestedList extends Array<components["schemas"]["Number"] | NestedList> {}

export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description In the text format of Prometheus: requests and predictions of this process, and, the same from every process, where all jobs
         *     stand. Figures of jobs are those of all projects. Workers tell of their own steps, epochs and memory at WORKER_PORT.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether database, migrations and queue are there, and which engine does the arithmetic */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what in this project, newest first
         * @description Every request that changes something or tries to, but predictions and the pieces of uploads; written within about a second of the answer, without bodies.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List everything that a model, a compile and a fit can be made of */
        get: operations["getCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the datasets, newest first */
        get: operations["listDatasets"];
        put?: never;
        /**
         * Create a dataset
         * @description As JSON for small data, as `multipart/form-data` for files: first the part `options` (JSON; it may be left out where nothing needs to be said), then one or more parts `file`, or parts `upload` that name files which have come by `/v1/uploads`. Nothing is stored before all of it is right. With uploads and the header `Prefer: respond-async` the answer is 202 at once with the first upload, which tells how far it is, and in the end has a `dataset` or a `problem`.
         */
        post: operations["createDataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a dataset */
        get: operations["getDataset"];
        put?: never;
        post?: never;
        /**
         * Delete a dataset
         * @description Refused with 409 `dataset_in_use` while a queued, running or paused job needs it, or an evaluation or batch prediction under way.
         */
        delete: operations["deleteDataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the first rows
         * @description Fewer than `limit` where the rows are large; 50,000 numbers are shown at most. `Accept: image/png` gets rows that are pictures as pictures, side by side on one sheet, up to a million numbers of them.
         */
        get: operations["previewDataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get figures of the columns, pixels and classes */
        get: operations["getDatasetStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs, newest first */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a job
         * @description Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while the job is not through.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The times that a worker took the job up, newest first */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job for good
         * @description A job that waits is cancelled at once; one that runs stops within about a second, and keeps the checkpoints of the epochs that it has done.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a job's checkpoints, newest first */
        get: operations["listCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/checkpoints/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a checkpoint */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/checkpoints/{name}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a checkpoint's weights
         * @description `format=safetensors` is one file with the weights by their Keras paths.
         *
         *     `format=tfjs` is for TensorFlow.js. The address itself opens there, since its weights stand beside it:
         *     `tf.loadLayersModel(address, {requestInit: {headers: {Authorization: 'Bearer <key>'}}})`. With `Accept: application/zip` it is one
         *     file that holds `model.json` and `weights.bin`, to be unpacked and opened from a disk. JSON is what comes by default, since
         *     tfjs asks for anything and understands only that. `getUserDefinedMetadata()` holds `input_scale`, by which raw rows are
         *     multiplied first, and the names of the `classes`. Recurrent layers, and graphs with several inputs and outputs or shared layers, are written
         *     as tfjs-layers has them. A model with something that TensorFlow.js lacks, or computes in another way than Keras,
         *     answers 422 `not_in_tfjs` and names the layer: among others a GRU with `reset_after`, which is Keras's default.
         *
         *     `format=savedmodel` (a zip with `saved_model.pb`) and `format=onnx` hold the forward pass as a graph for any number of rows, its
         *     inputs and outputs float32 and named as in Keras. Where one scale (and offset) is all that is done to raw rows, the graph does it:
         *     it takes what `predict` takes. Where columns are prepared one by one, it takes prepared rows; `fitserve.json` in the zip, and the
         *     metadata of an ONNX file, say which (`rows`: `raw` or `prepared`) and name the `classes`. Outputs are the network's own. What cannot be written
         *     answers 422 `not_in_savedmodel` or `not_in_onnx` and names the layer.
         *
         *     `format=keras` is a `.keras` file, model and weights, without the compile; `format=weights_h5` a `.weights.h5` for a model that is built already.
         *     These and graphs take some seconds to make.
         */
        get: operations["downloadCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/checkpoints/{name}/weights.bin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The weights that belong to a tfjs download
         * @description TensorFlow.js fetches them by itself, beside the address of the download.
         */
        get: operations["downloadTfjsWeights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job live
         * @description A stream of server-sent events: `status`, `epoch` and `checkpoint` with their number as `id`, and `progress` without.
         *     It begins with all that have been, or with those after `Last-Event-ID`, and goes on as they come, each once and in order. It ends after the
         *     last status. A client that comes back to a job that has ended and has seen all of it is answered 204, which tells an
         *     `EventSource` to stay away.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job's metrics, epoch by epoch
         * @description `Accept: text/csv` gets a table instead of JSON.
         */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a job for now
         * @description A job that waits is paused at once; one that runs stops within about a second. Resume takes it on.
         */
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/preparation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is done to a job's raw rows, with the figures of those that train
         * @description 404 `preparation_not_found` where the rows stay as they are, or as long as nothing has been fitted on them. A scaled target is divided by `multiply` to get back to its unit, and so is a mean absolute error of it.
         */
        get: operations["getPreparation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a job on from its last checkpoint
         * @description Puts a paused, failed or cancelled job back into the queue; the epochs that it has done stay done.
         */
        post: operations["resumeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the keys of this project, newest first, revoked ones too */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make an API key for this project
         * @description The key is shown in this answer and never again. So no `Idempotency-Key` is heeded here, which would have to keep the answer: where an answer was lost, delete the key that the list shows, and make another.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a key */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key for good
         * @description Other servers heed it within 2 s. The key stays in the list.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key without downtime
         * @description Makes a key of the same name and scopes; the old one works on for `grace_s`. The key is shown in this answer and never again. So no `Idempotency-Key` is heeded here, which would have to keep the answer: where an answer was lost, delete the key that the list shows, and make another.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models, newest first */
        get: operations["listModels"];
        put?: never;
        /** Create a model, or with dry_run only check and summarize it */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a model; with Accept: text/x-python the Python that builds, compiles and fits it in Keras
         * @description With a model's name instead of its id, the status of its versions as TensorFlow Serving tells it, of the newest model of that name; what its id answers has that, too.
         */
        get: operations["getModel"];
        put?: never;
        post?: never;
        /**
         * Delete a model with its jobs and checkpoints
         * @description Answers 409 `model_in_use` while a job of the model is queued, running or paused, and `model_is_served` while a checkpoint of it is pinned.
         */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/batch-predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the batch predictions of a model, newest first
         * @description The newest 1,000 that have ended are kept.
         */
        get: operations["listBatchPredictions"];
        put?: never;
        /**
         * Predict a dataset into a CSV or Parquet file
         * @description A worker predicts, with progress; poll `Location`. Rows are prepared as in training, and those in which a value is missing that may not be are left out. What is under way survives its worker: it goes on behind the last piece that is stored, and ends with the same bytes.
         */
        post: operations["batchPredict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/batch-predictions/{prediction}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a batch prediction
         * @description Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while it is not through.
         */
        get: operations["getBatchPrediction"];
        put?: never;
        post?: never;
        /** Delete a batch prediction that has ended, with its file */
        delete: operations["deleteBatchPrediction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/batch-predictions/{prediction}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a batch prediction that waits or runs */
        post: operations["cancelBatchPrediction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/batch-predictions/{prediction}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the file of a batch prediction */
        get: operations["downloadBatchPrediction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/compile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set optimizer, loss and metrics, as Keras's compile()
         * @description A model can be compiled again at any time; jobs keep what they were made with.
         */
        put: operations["compileModel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Measure a trained model on a dataset, as Keras's evaluate()
         * @description Classes are matched by their labels. A dataset without a `scale` of its own is scaled as the training data was. Every call evaluates anew, and what it finds is kept as one of the evaluations of the model. With the header `Prefer: respond-async` a worker evaluates, with progress; poll `Location`.
         */
        post: operations["evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the evaluations of a model, newest first
         * @description The newest 1,000 that have ended are kept.
         */
        get: operations["listEvaluations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/evaluations/{evaluation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an evaluation
         * @description Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while it is not through.
         */
        get: operations["getEvaluation"];
        put?: never;
        post?: never;
        /** Delete an evaluation that has ended */
        delete: operations["deleteEvaluation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/evaluations/{evaluation}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop an evaluation that waits or runs */
        post: operations["cancelEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/fit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Train a model
         * @description Takes what Keras's fit takes. The job trains in the background; its definition is kept as it is now.
         */
        post: operations["fit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a layer at the end, as Keras's add()
         * @description Answers 409 `model_has_jobs` once the model has a job.
         */
        post: operations["addLayer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe a trained model's own predict and evaluate, as OpenAPI 3.1
         * @description With the JSON Schema of its rows, and an example from the data that it was trained on.
         */
        get: operations["describeModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict rows with a trained model, as Keras's predict()
         * @description Rows are prepared as the training data was. Those with as many numbers as the input of the model, in another shape, are laid out in its shape. Pictures (PNG or JPEG) may be posted to models that were trained on pictures: as `{"b64": "..."}` in JSON, or as the file parts of a multipart body; they get the size and color of those of the training. NumPy arrays (NPY) and tables of Arrow (an IPC stream) are read as well.
         */
        post: operations["predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/serving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a model answers with where a request does not choose */
        get: operations["getServing"];
        /**
         * Pin what a model answers with: a checkpoint, or two that share the requests by weight
         * @description Holds for predictions from the next request on, in all protocols. The checkpoints are kept, whatever the fit says of checkpoints, and the model cannot be deleted while they are served.
         */
        put: operations["serve"];
        post?: never;
        /** Pin nothing: the newest succeeded job answers again, whichever that is */
        delete: operations["resetServing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/serving/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a model has answered with, newest revision first */
        get: operations["listServings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/serving/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to what was served before
         * @description Called again, it goes back one step more. Answers 409 `nothing_served_before` at the beginning of the history.
         */
        post: operations["rollbackServing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keras's summary: as JSON, or as its table with Accept: text/plain */
        get: operations["summarizeModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a model, newest first: its jobs that have succeeded */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring weights that were trained elsewhere
         * @description As `multipart/form-data`: parts `file` with a safetensors file, a `.weights.h5` or `.keras` of Keras 3, or `model.json` of TensorFlow.js and its shards, as they are or in one zip; before or after them a part `options` (JSON). The weights are matched by their names and shapes with the model's. They become a succeeded job with one checkpoint, epoch 1: a version of the model that answers `predict` at once, that `initial` of a fit can name, and that can be downloaded and evaluated as others. 422 `wrong_weights` says which weight is missing, too many, or of another shape, and where a file is broken.
         */
        post: operations["importWeights"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}:classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Classify examples, as TensorFlow Serving does */
        post: operations["tfclassify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}:predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict rows, as TensorFlow Serving does */
        post: operations["tfpredict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}:regress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find a value for each of the examples, as TensorFlow Serving does */
        post: operations["tfregress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/labels/{label}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The status of a version of a model, as TensorFlow Serving tells it */
        get: operations["tfStatusLabel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/labels/{label}:classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Classify examples, as TensorFlow Serving does */
        post: operations["tfclassifyLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/labels/{label}:predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict rows, as TensorFlow Serving does */
        post: operations["tfpredictLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/labels/{label}:regress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find a value for each of the examples, as TensorFlow Serving does */
        post: operations["tfregressLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/labels/{label}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signature of a model, as TensorFlow Serving tells it */
        get: operations["tfMetadataLabel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signature of a model, as TensorFlow Serving tells it */
        get: operations["tfMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The status of a version of a model, as TensorFlow Serving tells it */
        get: operations["tfStatusVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}:classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Classify examples, as TensorFlow Serving does */
        post: operations["tfclassifyVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}:predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predict rows, as TensorFlow Serving does */
        post: operations["tfpredictVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}:regress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find a value for each of the examples, as TensorFlow Serving does */
        post: operations["tfregressVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/versions/{version}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signature of a model, as TensorFlow Serving tells it */
        get: operations["tfMetadataVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The project of this key, with what it has and what it may have */
        get: operations["getProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All projects with what they have and may have, newest first
         * @description For the operator, who is whoever has an admin key of OPERATOR_PROJECT; an admin of another project sees that one only.
         */
        get: operations["listProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what a project may have
         * @description For the operator, who is whoever has an admin key of OPERATOR_PROJECT; an admin of another project gets 403 `not_operator`. Holds for new requests within 2 s. What a project has beyond a new limit stays.
         */
        put: operations["setProjectLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the uploads, newest first */
        get: operations["listUploads"];
        put?: never;
        /**
         * Begin an upload that can be resumed
         * @description Any client of the tus protocol 1.0.0 works; by hand it is this request, then PATCH of `Location` with the bytes. A body of `application/offset+octet-stream` is the first piece already. The whole file then goes into `POST /v1/datasets` as a part `upload` with the id. It is deleted at `Upload-Expires`, which every piece puts off.
         */
        post: operations["createUpload"];
        delete?: never;
        /** Ask what this server can do of the tus protocol */
        options: operations["describeUploads"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at an upload: how much has come, and how far the making of its dataset is */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Give an upload up
         * @description Refused with 409 `upload_in_use` while a dataset is being made of it.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        /**
         * Send the next bytes of an upload
         * @description The body is `application/offset+octet-stream`. What has come of one that breaks off stays, and `HEAD` tells how much. Of two that send at once one goes on, and the other is answered 409 `wrong_offset`.
         */
        patch: operations["appendToUpload"];
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks, newest first */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have an address told of what becomes of jobs
         * @description Each event is posted as JSON, signed as Standard Webhooks (https://www.standardwebhooks.com) has it: the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, HMAC-SHA256 over `id.timestamp.body`. What is not answered with 200 to 299 is repeated, ever more slowly, for about three days. Redirects are not followed, and addresses that are not public are refused when they are connected to.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a webhook */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook, with what it has still to be told */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a webhook has been told, newest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook of an event once more */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this server is, and the extensions of the protocol that it knows */
        get: operations["inferServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process runs, as the Open Inference Protocol asks it */
        get: operations["inferServerLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether database, migrations and queue are there, as the Open Inference Protocol asks it */
        get: operations["inferServerReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inputs and outputs of a model, with types and shapes */
        get: operations["inferModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict rows, given as tensors
         * @description Each input is an input of the model or, for a model that was trained on a table, a column of it. With the header `Inference-Header-Content-Length`, the length of the JSON, the binary data of tensors comes after it.
         */
        post: operations["infer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a model has weights to answer with */
        get: operations["inferModelReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inputs and outputs of a model, with types and shapes */
        get: operations["inferModelVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predict rows, given as tensors
         * @description Each input is an input of the model or, for a model that was trained on a table, a column of it. With the header `Inference-Header-Content-Length`, the length of the JSON, the binary data of tensors comes after it.
         */
        post: operations["inferVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{name}/versions/{version}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a model has weights to answer with */
        get: operations["inferModelReadyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        ActivationInput: "celu" | "elu" | "exponential" | "gelu" | "hard_shrink" | "hard_sigmoid" | "hard_silu" | "hard_swish" | "hard_tanh" | "leaky_relu" | "linear" | "log_sigmoid" | "log_softmax" | "mish" | "relu" | "relu6" | "selu" | "sigmoid" | "silu" | "soft_shrink" | "softmax" | "softplus" | "softsign" | "sparse_plus" | "sparse_sigmoid" | "sparsemax" | "squareplus" | "swish" | "tanh" | "tanh_shrink";
        /** @description An activation with its own parameters, as the layer of its name */
        ActivationObjectInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Activation";
            config?: {
                activation: components["schemas"]["ActivationInput"];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Activation" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ReLU";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default null */
                max_value?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default 0 */
                negative_slope?: number;
                /** @default 0 */
                threshold?: number;
                /** @default true */
                trainable?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ReLU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LeakyReLU";
            /** @default {} */
            config?: {
                alpha?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default 0.3 */
                negative_slope?: number;
                /** @default true */
                trainable?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "LeakyReLU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ELU";
            /** @default {} */
            config?: {
                /** @default 1 */
                alpha?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ELU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Softmax";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | number[];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Softmax" | null;
        };
        /** @description One time that a worker took the job up */
        Attempt: {
            /** @description number of the attempt, from 1 */
            attempt: number;
            /** @description why, where it did not end well */
            detail: string | null;
            /** @description null while it runs */
            ended_at: string | null;
            ending: ("succeeded" | "failed" | "cancelled" | "paused" | "handed_back" | "interrupted" | "lost") | null;
            /** @description epochs that were done before it */
            from_epoch: number;
            /** Format: date-time */
            started_at: string;
            worker: string;
        };
        /** @description A request that changed something, or tried to */
        AuditEntry: {
            /**
             * Format: date-time
             * @description when it was answered
             */
            at: string;
            id: string;
            /** @description id of the key that asked; the list of keys has its name, also when it was revoked */
            key: string;
            method: string;
            /**
             * @description refused: 4xx; failed: 5xx
             * @enum {string}
             */
            outcome: "done" | "refused" | "failed";
            request_id: string;
            /** @description what was made, else what the address names */
            resource: string;
            route: string;
            /** @description the HTTP status of the answer */
            status: number;
        };
        /** @description A dataset to predict into a file */
        BatchPredictInput: {
            /**
             * @description rows that are predicted at once
             * @default 1024
             */
            batch_size?: number;
            /** @default served */
            checkpoint?: components["schemas"]["CheckpointChoiceInput"];
            /**
             * @description `outputs` are the model's numbers, `inputs` and `targets` those of the dataset as they were given; the number of the row in the dataset, and for classification the class with its probability, are always there
             * @default [
             *       "outputs"
             *     ]
             */
            columns?: ("inputs" | "targets" | "outputs")[];
            dataset: string;
            /**
             * @default csv
             * @enum {string}
             */
            format?: "csv" | "parquet";
            /**
             * @description for classification: how many of the likeliest classes are told of, with their probabilities
             * @default 1
             */
            top_k?: number;
        };
        /** @description What the file holds stands there once the status is `succeeded` */
        BatchPrediction: {
            /** @description how often a worker has taken it up; 0 where it was answered at once */
            attempts: number;
            /**
             * @description rows that are predicted at once
             * @default 1024
             */
            batch_size: number;
            /** @description it still runs, and is to stop */
            cancel_requested: boolean;
            column_names?: string[];
            /**
             * @description `outputs` are the model's numbers, `inputs` and `targets` those of the dataset as they were given; the number of the row in the dataset, and for classification the class with its probability, are always there
             * @default [
             *       "outputs"
             *     ]
             */
            columns: ("inputs" | "targets" | "outputs")[];
            /** Format: date-time */
            created_at: string;
            dataset: string;
            /** @description their epoch */
            epoch: number;
            error: {
                code: string;
                detail: string;
            } | null;
            finished_at: string | null;
            /**
             * @default csv
             * @enum {string}
             */
            format: "csv" | "parquet";
            id: string;
            /** @description the job whose weights answer */
            job: string;
            model: string;
            progress: {
                /** @description rows that are done */
                done: number;
                /** @description seconds still to go; null while there is nothing to judge by */
                eta_s: number | null;
                fraction: number;
                /** @description rows of the dataset */
                rows: number;
            };
            /** @description rows that the file holds: those in which nothing is missing that may not be */
            rows?: number;
            size_bytes?: number;
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * @description for classification: how many of the likeliest classes are told of, with their probabilities
             * @default 1
             */
            top_k: number;
        };
        BatchShapeInput: ((number | null) | (number | null))[];
        /** @description A callback with its own parameters */
        Callback: unknown | unknown | unknown | unknown;
        /** @description A callback with its own parameters */
        CallbackInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "EarlyStopping";
            /** @default {} */
            config?: {
                /** @default null */
                baseline?: number | null;
                /** @default 0 */
                min_delta?: number;
                /**
                 * @description `auto`: as the metric itself says
                 * @default auto
                 * @enum {string}
                 */
                mode?: "auto" | "min" | "max";
                /**
                 * @description a key of the history
                 * @default val_loss
                 */
                monitor?: string;
                /** @default 0 */
                patience?: number;
                /** @default false */
                restore_best_weights?: boolean;
                /** @default 0 */
                start_from_epoch?: number;
                /** @default 0 */
                verbose?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "EarlyStopping" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ReduceLROnPlateau";
            /** @default {} */
            config?: {
                /** @default 0 */
                cooldown?: number;
                /** @default 0.1 */
                factor?: number;
                /** @default 0.0001 */
                min_delta?: number;
                /** @default 0 */
                min_lr?: number;
                /**
                 * @description `auto`: as the metric itself says
                 * @default auto
                 * @enum {string}
                 */
                mode?: "auto" | "min" | "max";
                /**
                 * @description a key of the history
                 * @default val_loss
                 */
                monitor?: string;
                /** @default 10 */
                patience?: number;
                /** @default 0 */
                verbose?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ReduceLROnPlateau" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TerminateOnNaN";
            /** @default {} */
            config?: {
                /**
                 * @description ends the job without the epoch that failed
                 * @default false
                 */
                raise_error?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "TerminateOnNaN" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ModelCheckpoint";
            /** @default {} */
            config?: {
                /** @description without meaning here: checkpoints stay with the job */
                filepath?: string;
                /** @default null */
                initial_value_threshold?: number | null;
                /**
                 * @description `auto`: as the metric itself says
                 * @default auto
                 * @enum {string}
                 */
                mode?: "auto" | "min" | "max";
                /**
                 * @description a key of the history
                 * @default val_loss
                 */
                monitor?: string;
                /** @default false */
                save_best_only?: boolean;
                /**
                 * @description in epochs
                 * @default epoch
                 */
                save_freq?: "epoch" | number;
                /**
                 * @description without meaning here: both are to be had
                 * @default false
                 */
                save_weights_only?: boolean;
                /** @default 0 */
                verbose?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ModelCheckpoint" | null;
        };
        /** @description Every layer, optimizer, loss and so on that can be posted, with its fields */
        Catalog: {
            activations: string[];
            callbacks: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            /** @description what RNN takes through time */
            cells: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            constraints: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            initializers: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            layers: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            losses: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            metrics: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            optimizers: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            regularizers: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
            schedules: {
                class_name: string;
                fields: {
                    default?: unknown;
                    name: string;
                    required: boolean;
                    /** @description what it takes, in words, with its range */
                    type: string;
                }[];
            }[];
        };
        /** @description Weights and optimizer state at the end of an epoch */
        Checkpoint: {
            /** Format: date-time */
            created_at: string;
            epoch: number;
            metrics: {
                [key: string]: components["schemas"]["Number"];
            };
            /** @description of the bytes of weights and optimizer state */
            sha256: string;
            /** @description weights and optimizer state together */
            size_bytes: number;
        };
        /** @description which weights answer: `served` those that `/v1/models/{id}/serving` names, `final` those of the newest succeeded job, `latest` and `best` of the newest job that has a checkpoint, running or not; or those of an epoch of a job, the final ones of a version, or those that are served under a label */
        CheckpointChoiceInput: ("served" | "final" | "latest" | "best") | {
            epoch: number;
            job: string;
        } | {
            version: number;
        } | {
            /** @description a name for what is served, such as `stable` or `canary` */
            label: string;
        };
        /** @description Which checkpoints of epochs that are past stay */
        CheckpointPolicy: {
            /**
             * @description those of every so many epochs; a ModelCheckpoint decides instead where there is one
             * @default 1
             */
            every: number;
            /** @description the last so many of them; all where it is left out */
            keep?: number;
        };
        /** @description Which checkpoints of epochs that are past stay */
        CheckpointPolicyInput: {
            /**
             * @description those of every so many epochs; a ModelCheckpoint decides instead where there is one
             * @default 1
             */
            every?: number;
            /** @description the last so many of them; all where it is left out */
            keep?: number;
        };
        /** @description A kind by its name, or an object with more: `category`, numbered in the order in which they come; `date`, which becomes several numbers; `number`, where numbers are written for people; `text`, words */
        ColumnKindInput: ("category" | "date" | "number") | ({
            /**
             * @description what stands before the fraction; the other one, a blank or an apostrophe may part thousands
             * @default .
             * @enum {string}
             */
            decimal?: "." | ",";
            /** @constant */
            kind: "number";
        } | {
            /**
             * @description `iso`: 2024-01-31, with a time or without; `day_first`: 31.1.2024 or 31/1/2024; `month_first`: 1/31/2024
             * @default iso
             * @enum {string}
             */
            format?: "iso" | "day_first" | "month_first";
            /** @constant */
            kind: "date";
            /**
             * @description the numbers that a date becomes; `weekday` counts from 0, a Monday, `day_of_year` from 1, `days` from 1970-01-01, with the time as a fraction
             * @default [
             *       "year",
             *       "month",
             *       "day",
             *       "weekday"
             *     ]
             */
            parts?: ("year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days")[];
        } | {
            /** @constant */
            kind: "category";
        } | {
            /** @constant */
            kind: "text";
            /**
             * @description the vocabulary with padding (0) and unknown (1)
             * @default 20000
             */
            max_tokens?: number;
            /** @description longer texts are cut, shorter ones filled with 0 at their end */
            sequence_length: number;
            /**
             * @default lower_and_strip_punctuation
             * @enum {string}
             */
            standardize?: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
        });
        /** @description What Keras's compile takes */
        CompileInput: {
            loss: (("binary_crossentropy" | "BinaryCrossentropy" | "binary_focal_crossentropy" | "BinaryFocalCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "categorical_focal_crossentropy" | "CategoricalFocalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "categorical_generalized_cross_entropy" | "CategoricalGeneralizedCrossEntropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "cosine_similarity" | "CosineSimilarity" | "huber" | "Huber" | "log_cosh" | "LogCosh" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "dice" | "Dice" | "tversky" | "Tversky" | "circle" | "Circle" | "ctc" | "CTC" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE" | "kld" | "KLD" | "kullback_leibler_divergence" | "logcosh" | "ce" | "crossentropy") | components["schemas"]["LossInput"]) | ((("binary_crossentropy" | "BinaryCrossentropy" | "binary_focal_crossentropy" | "BinaryFocalCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "categorical_focal_crossentropy" | "CategoricalFocalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "categorical_generalized_cross_entropy" | "CategoricalGeneralizedCrossEntropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "cosine_similarity" | "CosineSimilarity" | "huber" | "Huber" | "log_cosh" | "LogCosh" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "dice" | "Dice" | "tversky" | "Tversky" | "circle" | "Circle" | "ctc" | "CTC" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE" | "kld" | "KLD" | "kullback_leibler_divergence" | "logcosh" | "ce" | "crossentropy") | components["schemas"]["LossInput"]) | null)[] | {
                [key: string]: (("binary_crossentropy" | "BinaryCrossentropy" | "binary_focal_crossentropy" | "BinaryFocalCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "categorical_focal_crossentropy" | "CategoricalFocalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "categorical_generalized_cross_entropy" | "CategoricalGeneralizedCrossEntropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "cosine_similarity" | "CosineSimilarity" | "huber" | "Huber" | "log_cosh" | "LogCosh" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "dice" | "Dice" | "tversky" | "Tversky" | "circle" | "Circle" | "ctc" | "CTC" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE" | "kld" | "KLD" | "kullback_leibler_divergence" | "logcosh" | "ce" | "crossentropy") | components["schemas"]["LossInput"]) | null;
            };
            loss_weights?: (number | number[] | {
                [key: string]: number;
            }) | null;
            metrics?: (((("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"]) | (("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"])[]) | null)[] | {
                [key: string]: ((("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"]) | (("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"])[]) | null;
            };
            optimizer?: ("sgd" | "SGD" | "adagrad" | "Adagrad" | "adadelta" | "Adadelta" | "rmsprop" | "RMSprop" | "adam" | "Adam" | "adamw" | "AdamW" | "adamax" | "Adamax" | "nadam" | "Nadam" | "ftrl" | "Ftrl" | "lion" | "Lion") | components["schemas"]["OptimizerInput"];
            weighted_metrics?: (((("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"]) | (("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"])[]) | null)[] | {
                [key: string]: ((("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"]) | (("binary_accuracy" | "BinaryAccuracy" | "categorical_accuracy" | "CategoricalAccuracy" | "sparse_categorical_accuracy" | "SparseCategoricalAccuracy" | "top_k_categorical_accuracy" | "TopKCategoricalAccuracy" | "sparse_top_k_categorical_accuracy" | "SparseTopKCategoricalAccuracy" | "true_positives" | "TruePositives" | "true_negatives" | "TrueNegatives" | "false_positives" | "FalsePositives" | "false_negatives" | "FalseNegatives" | "precision" | "Precision" | "recall" | "Recall" | "auc" | "AUC" | "r2_score" | "R2Score" | "pearson_correlation" | "PearsonCorrelation" | "concordance_correlation" | "ConcordanceCorrelation" | "binary_io_u" | "BinaryIoU" | "binary_crossentropy" | "BinaryCrossentropy" | "categorical_crossentropy" | "CategoricalCrossentropy" | "sparse_categorical_crossentropy" | "SparseCategoricalCrossentropy" | "mean_squared_error" | "MeanSquaredError" | "mean_absolute_error" | "MeanAbsoluteError" | "mean_absolute_percentage_error" | "MeanAbsolutePercentageError" | "mean_squared_logarithmic_error" | "MeanSquaredLogarithmicError" | "root_mean_squared_error" | "RootMeanSquaredError" | "cosine_similarity" | "CosineSimilarity" | "log_cosh_error" | "LogCoshError" | "kl_divergence" | "KLDivergence" | "poisson" | "Poisson" | "hinge" | "Hinge" | "squared_hinge" | "SquaredHinge" | "categorical_hinge" | "CategoricalHinge" | "acc" | "accuracy" | "Accuracy" | "bce" | "BCE" | "mse" | "MSE" | "mae" | "MAE" | "mape" | "MAPE" | "msle" | "MSLE") | components["schemas"]["MetricInput"])[]) | null;
            };
        };
        /** @description What a weight is brought to after each update */
        ConstraintInput: ("max_norm" | "MaxNorm" | "min_max_norm" | "MinMaxNorm" | "non_neg" | "NonNeg" | "unit_norm" | "UnitNorm") | ({
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MaxNorm";
            /** @default {} */
            config?: {
                /** @default 0 */
                axis?: number | number[];
                /** @default 2 */
                max_value?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MaxNorm" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MinMaxNorm";
            /** @default {} */
            config?: {
                /** @default 0 */
                axis?: number | number[];
                /** @default 1 */
                max_value?: number;
                /** @default 0 */
                min_value?: number;
                /** @default 1 */
                rate?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MinMaxNorm" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "NonNeg";
            /** @default {} */
            config?: Record<string, never>;
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "NonNeg" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "UnitNorm";
            /** @default {} */
            config?: {
                /** @default 0 */
                axis?: number | number[];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "UnitNorm" | null;
        });
        /** @description An API key that was just made */
        CreatedKey: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            id: string;
            /** @description the key itself, shown this once: it is kept nowhere */
            key: string;
            /** @description to the minute */
            last_used_at: string | null;
            name: string;
            revoked_at: string | null;
            /** @description id of the key that takes its place */
            rotated_to: string | null;
            scopes: ("read" | "data" | "train" | "predict" | "admin")[];
            /** @enum {string} */
            status: "valid" | "expired" | "revoked";
        };
        /** @description A webhook with the secret of its signatures */
        CreatedWebhook: {
            /** Format: date-time */
            created_at: string;
            events: ("job.queued" | "job.running" | "job.paused" | "job.succeeded" | "job.failed" | "job.cancelled")[];
            id: string;
            /** @description shown this once: `whsec_` and the key of the signatures in base64, as the Standard Webhooks libraries take it */
            secret: string;
            url: string;
        };
        Dataset: {
            /** @description RFC 3339 */
            created_at: string;
            /** @enum {string} */
            format: "csv" | "jsonl" | "parquet" | "idx" | "npy" | "npz" | "images" | "json";
            /** @description there when the rows are in groups: the column that says so, and how many there are */
            group?: {
                column: string | null;
                groups: number;
            };
            id: string;
            /** @description by name where there are several */
            inputs: {
                columns?: string[];
                /** @enum {string} */
                dtype: "uint8" | "int32" | "float32";
                /** @description what each column is and how many rows lack it, where they are not all numbers that are always there */
                features?: ({
                    /** @enum {string} */
                    decimal?: "." | ",";
                    /** @constant */
                    kind: "number";
                    missing: number;
                } | {
                    categories: string[];
                    /** @constant */
                    kind: "category";
                    missing: number;
                } | {
                    column: string;
                    /** @enum {string} */
                    format: "iso" | "day_first" | "month_first";
                    /** @constant */
                    kind: "date";
                    missing: number;
                    /** @enum {string} */
                    part: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days";
                })[];
                /** @description of one row */
                shape: number[];
                /** @description words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding */
                text?: {
                    /** @enum {string} */
                    standardize: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
                    tokens: number;
                };
            } | {
                [key: string]: {
                    columns?: string[];
                    /** @enum {string} */
                    dtype: "uint8" | "int32" | "float32";
                    /** @description what each column is and how many rows lack it, where they are not all numbers that are always there */
                    features?: ({
                        /** @enum {string} */
                        decimal?: "." | ",";
                        /** @constant */
                        kind: "number";
                        missing: number;
                    } | {
                        categories: string[];
                        /** @constant */
                        kind: "category";
                        missing: number;
                    } | {
                        column: string;
                        /** @enum {string} */
                        format: "iso" | "day_first" | "month_first";
                        /** @constant */
                        kind: "date";
                        missing: number;
                        /** @enum {string} */
                        part: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days";
                    })[];
                    /** @description of one row */
                    shape: number[];
                    /** @description words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding */
                    text?: {
                        /** @enum {string} */
                        standardize: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
                        tokens: number;
                    };
                };
            };
            name: string;
            /** @description how fits prepare the rows where they do not say */
            prepare?: components["schemas"]["Prepare"];
            rows: number;
            /** @description there when the rows are weighted */
            sample_weight?: {
                columns?: string[];
                /** @enum {string} */
                dtype: "uint8" | "int32" | "float32";
                /** @description what each column is and how many rows lack it, where they are not all numbers that are always there */
                features?: ({
                    /** @enum {string} */
                    decimal?: "." | ",";
                    /** @constant */
                    kind: "number";
                    missing: number;
                } | {
                    categories: string[];
                    /** @constant */
                    kind: "category";
                    missing: number;
                } | {
                    column: string;
                    /** @enum {string} */
                    format: "iso" | "day_first" | "month_first";
                    /** @constant */
                    kind: "date";
                    missing: number;
                    /** @enum {string} */
                    part: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days";
                })[];
                /** @description of one row */
                shape: number[];
                /** @description words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding */
                text?: {
                    /** @enum {string} */
                    standardize: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
                    tokens: number;
                };
            };
            /** @description every input is multiplied by it */
            scale?: number;
            /** @description of the rows' bytes, tensor after tensor: inputs, targets, sample weight, group */
            sha256: string;
            /** @description of the rows as they are stored */
            size_bytes: number;
            /** @description by name where there are several */
            targets: {
                /** @description the label that each stored integer stands for */
                classes?: string[];
                columns?: string[];
                /** @enum {string} */
                dtype: "uint8" | "int32" | "float32";
                /** @description what each column is and how many rows lack it, where they are not all numbers that are always there */
                features?: ({
                    /** @enum {string} */
                    decimal?: "." | ",";
                    /** @constant */
                    kind: "number";
                    missing: number;
                } | {
                    categories: string[];
                    /** @constant */
                    kind: "category";
                    missing: number;
                } | {
                    column: string;
                    /** @enum {string} */
                    format: "iso" | "day_first" | "month_first";
                    /** @constant */
                    kind: "date";
                    missing: number;
                    /** @enum {string} */
                    part: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days";
                })[];
                /** @description of one row */
                shape: number[];
                /** @description words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding */
                text?: {
                    /** @enum {string} */
                    standardize: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
                    tokens: number;
                };
            } | {
                [key: string]: {
                    /** @description the label that each stored integer stands for */
                    classes?: string[];
                    columns?: string[];
                    /** @enum {string} */
                    dtype: "uint8" | "int32" | "float32";
                    /** @description what each column is and how many rows lack it, where they are not all numbers that are always there */
                    features?: ({
                        /** @enum {string} */
                        decimal?: "." | ",";
                        /** @constant */
                        kind: "number";
                        missing: number;
                    } | {
                        categories: string[];
                        /** @constant */
                        kind: "category";
                        missing: number;
                    } | {
                        column: string;
                        /** @enum {string} */
                        format: "iso" | "day_first" | "month_first";
                        /** @constant */
                        kind: "date";
                        missing: number;
                        /** @enum {string} */
                        part: "year" | "month" | "day" | "weekday" | "day_of_year" | "hour" | "minute" | "second" | "days";
                    })[];
                    /** @description of one row */
                    shape: number[];
                    /** @description words as numbers: how many there are, with padding (0) and unknown (1); `input_dim` of an Embedding */
                    text?: {
                        /** @enum {string} */
                        standardize: "lower_and_strip_punctuation" | "lower" | "strip_punctuation" | "none";
                        tokens: number;
                    };
                };
            };
            /** @enum {string} */
            task: "classification" | "regression";
            /** @description what is probably not meant so in the rows, the gravest first */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description The first rows as they were given, before `scale` */
        DatasetPreview: {
            data: {
                /** @description number of its group, in the order in which groups are met */
                group?: number;
                /** @description nested arrays; by name where there are several */
                inputs: unknown;
                sample_weight?: number;
                /** @description a class by its label, a number, or nested arrays; by name where there are several */
                targets: unknown;
            }[];
            has_more: boolean;
        };
        /** @description Of the rows as they were given, before `scale` */
        DatasetStatistics: {
            group?: components["schemas"]["TensorStatistics"];
            inputs: components["schemas"]["TensorStatistics"] | {
                [key: string]: components["schemas"]["TensorStatistics"];
            };
            rows: number;
            sample_weight?: components["schemas"]["TensorStatistics"];
            targets: components["schemas"]["TensorStatistics"] | {
                [key: string]: components["schemas"]["TensorStatistics"];
            };
        };
        DatasetUploadInput: {
            /** @description one table, one NPZ or ZIP of pictures in class folders, or the inputs and the targets of IDX or NPY in any order; gzipped or not */
            file?: string[];
            /** @description JSON; comes before the files, or is left out */
            options?: {
                /**
                 * @description images: left out, `rgb`
                 * @enum {string}
                 */
                color?: "grey" | "rgb";
                /** @description CSV, JSON Lines and Parquet: what columns to learn from are, where they are not plain numbers */
                columns?: {
                    [key: string]: components["schemas"]["ColumnKindInput"];
                };
                /**
                 * @description CSV: what parts the cells; recognised from the first line when left out
                 * @enum {string}
                 */
                delimiter?: "," | ";" | "\t" | "|";
                /** @description CSV, JSON Lines and Parquet: the columns to learn from, NPZ: the arrays; left out, all others */
                features?: string[];
                /**
                 * @description recognised from the content when left out
                 * @enum {string}
                 */
                format?: "csv" | "jsonl" | "parquet" | "idx" | "npy" | "npz" | "images";
                /** @description a column whose rows of one value (a patient, a customer) stay on one side of a split; no feature */
                group?: string;
                /** @description images: height and width that all are stretched to; left out, all must have the same */
                image_size?: [
                    number,
                    number
                ];
                /** @description the dataset's name; left out, the first file's */
                name?: string;
                /** @description how fits prepare the rows where they do not say; missing values are taken only where a rule here says what becomes of them */
                prepare?: components["schemas"]["PrepareInput"];
                /** @description CSV, JSON Lines and Parquet: the column that weighs the rows; NPZ: the array */
                sample_weight?: string;
                /** @description every input is multiplied by it, 1/255 for pixels; it stays with the data */
                scale?: number;
                /** @description CSV, JSON Lines and Parquet: the column to learn, or several; IDX and NPY: the name of the file of targets; one NPY file of a table: the number of its column, from the end where negative; NPZ: the array, or several */
                target?: string | string[];
                /**
                 * @description left out, text is classes, integers with at most 20 different values and two rows for each are classes, other numbers are regression
                 * @enum {string}
                 */
                task?: "classification" | "regression";
            };
            /** @description in place of files: the ids of files that have come by /v1/uploads, in the same order */
            upload?: string[];
        };
        DTypeInput: "float32" | {
            /** @constant */
            class_name: "DTypePolicy";
            config: {
                /** @constant */
                name: "float32";
            };
            module?: string;
            registered_name?: null;
            shared_object_id?: number;
        } | null;
        Evaluated: {
            /** @description how often a worker has taken it up; 0 where it was answered at once */
            attempts: number;
            /** @default 32 */
            batch_size: number;
            /** @description it still runs, and is to stop */
            cancel_requested: boolean;
            /** @description for classification, in the order of the confusion matrix */
            classes?: string[];
            /** @description rows by true class, then by predicted class */
            confusion_matrix?: number[][];
            /** Format: date-time */
            created_at: string;
            dataset: string;
            /** @description their epoch */
            epoch: number;
            error: {
                code: string;
                detail: string;
            } | null;
            /** @description for regression, by output, in the unit of the targets as they were given */
            errors?: {
                /** @description mean absolute error */
                mae: components["schemas"]["Number"];
                max_error: components["schemas"]["Number"];
                /** @description mean of expected - predicted */
                mean_error: components["schemas"]["Number"];
                median_absolute_error: components["schemas"]["Number"];
                output: string;
                percentiles: {
                    absolute_error: components["schemas"]["Number"];
                    percent: number;
                    residual: components["schemas"]["Number"];
                }[];
                /** @description mean over the columns of the target; of one that does not vary 1 where it is met, else 0 */
                r2: components["schemas"]["Number"];
                residuals: {
                    /** @description of expected - predicted, in 40 equal parts */
                    histogram: {
                        counts: number[];
                        edges: components["schemas"]["Number"][];
                    };
                    /** @description of at most 500 rows, evenly over the dataset; of a target of several columns its first */
                    points: {
                        expected: components["schemas"]["Number"];
                        predicted: components["schemas"]["Number"];
                        row: number;
                    }[];
                };
                /** @description root of the mean squared error */
                rmse: components["schemas"]["Number"];
            }[];
            finished_at: string | null;
            id: string;
            /** @description the job whose weights answer */
            job: string;
            /** @description loss and metrics, as Keras's evaluate gives them */
            metrics: {
                [key: string]: components["schemas"]["Number"];
            };
            model: string;
            /** @description of 3 to 100 classes: each against all others */
            one_vs_rest?: {
                /** @description mean over the classes */
                average_precision: number;
                classes: {
                    average_precision: number;
                    class: string;
                    roc_area: number;
                }[];
                /** @description mean over the classes */
                roc_area: number;
            };
            per_class?: {
                class: string;
                f1: number;
                /** @description part of the rows predicted as this class that are of it; 0 where there are none */
                precision: number;
                /** @description part of the rows of this class that were predicted as such; 0 where there are none */
                recall: number;
                /** @description rows of this class */
                support: number;
            }[];
            precision_recall?: {
                /** @description the area below the steps, as scikit-learn has it */
                average_precision: number;
                points: {
                    precision: number;
                    recall: number;
                    threshold: number;
                }[];
            };
            progress: {
                /** @description rows that are done */
                done: number;
                /** @description seconds still to go; null while there is nothing to judge by */
                eta_s: number | null;
                fraction: number;
                /** @description rows of the dataset */
                rows: number;
            };
            /** @description of two classes: the second against the first, by its probability */
            roc?: {
                area: number;
                /** @description one for each different probability; of more than 1,000 about as many */
                points: {
                    false_positive_rate: number;
                    /** @description null where no row is taken for the class */
                    threshold: number | null;
                    true_positive_rate: number;
                }[];
            };
            /** @description rows that were evaluated: those in which nothing is missing that may not be */
            rows: number;
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * @description how many of the worst-predicted rows are told of
             * @default 10
             */
            worst: number;
            /** @description those with the largest loss, the worst first */
            worst_rows: {
                /** @description a label or a number; nested arrays of the shape of a row; of several inputs or outputs an object by their names */
                expected: unknown;
                /** @description of the class expected */
                expected_probability?: components["schemas"]["Number"];
                /** @description as the dataset's preview shows them; left out where they are too many */
                inputs?: unknown;
                /** @description its own, without sample weight and regularizers */
                loss: components["schemas"]["Number"];
                /** @description a label or a number; nested arrays of the shape of a row; of several inputs or outputs an object by their names */
                predicted: unknown;
                /** @description of the class predicted */
                probability?: components["schemas"]["Number"];
                /** @description its number in the dataset, from 0 */
                row: number;
            }[];
        };
        /** @description What Keras's evaluate takes */
        EvaluateInput: {
            /** @default 32 */
            batch_size?: number;
            /** @default final */
            checkpoint?: components["schemas"]["CheckpointChoiceInput"];
            dataset: string;
            /**
             * @description how many of the worst-predicted rows are told of
             * @default 10
             */
            worst?: number;
        };
        /** @description What was found stands there once the status is `succeeded` */
        Evaluation: {
            /** @description how often a worker has taken it up; 0 where it was answered at once */
            attempts: number;
            /** @default 32 */
            batch_size: number;
            /** @description it still runs, and is to stop */
            cancel_requested: boolean;
            /** @description for classification, in the order of the confusion matrix */
            classes?: string[];
            /** @description rows by true class, then by predicted class */
            confusion_matrix?: number[][];
            /** Format: date-time */
            created_at: string;
            dataset: string;
            /** @description their epoch */
            epoch: number;
            error: {
                code: string;
                detail: string;
            } | null;
            /** @description for regression, by output, in the unit of the targets as they were given */
            errors?: {
                /** @description mean absolute error */
                mae: components["schemas"]["Number"];
                max_error: components["schemas"]["Number"];
                /** @description mean of expected - predicted */
                mean_error: components["schemas"]["Number"];
                median_absolute_error: components["schemas"]["Number"];
                output: string;
                percentiles: {
                    absolute_error: components["schemas"]["Number"];
                    percent: number;
                    residual: components["schemas"]["Number"];
                }[];
                /** @description mean over the columns of the target; of one that does not vary 1 where it is met, else 0 */
                r2: components["schemas"]["Number"];
                residuals: {
                    /** @description of expected - predicted, in 40 equal parts */
                    histogram: {
                        counts: number[];
                        edges: components["schemas"]["Number"][];
                    };
                    /** @description of at most 500 rows, evenly over the dataset; of a target of several columns its first */
                    points: {
                        expected: components["schemas"]["Number"];
                        predicted: components["schemas"]["Number"];
                        row: number;
                    }[];
                };
                /** @description root of the mean squared error */
                rmse: components["schemas"]["Number"];
            }[];
            finished_at: string | null;
            id: string;
            /** @description the job whose weights answer */
            job: string;
            /** @description loss and metrics, as Keras's evaluate gives them */
            metrics?: {
                [key: string]: components["schemas"]["Number"];
            };
            model: string;
            /** @description of 3 to 100 classes: each against all others */
            one_vs_rest?: {
                /** @description mean over the classes */
                average_precision: number;
                classes: {
                    average_precision: number;
                    class: string;
                    roc_area: number;
                }[];
                /** @description mean over the classes */
                roc_area: number;
            };
            per_class?: {
                class: string;
                f1: number;
                /** @description part of the rows predicted as this class that are of it; 0 where there are none */
                precision: number;
                /** @description part of the rows of this class that were predicted as such; 0 where there are none */
                recall: number;
                /** @description rows of this class */
                support: number;
            }[];
            precision_recall?: {
                /** @description the area below the steps, as scikit-learn has it */
                average_precision: number;
                points: {
                    precision: number;
                    recall: number;
                    threshold: number;
                }[];
            };
            progress: {
                /** @description rows that are done */
                done: number;
                /** @description seconds still to go; null while there is nothing to judge by */
                eta_s: number | null;
                fraction: number;
                /** @description rows of the dataset */
                rows: number;
            };
            /** @description of two classes: the second against the first, by its probability */
            roc?: {
                area: number;
                /** @description one for each different probability; of more than 1,000 about as many */
                points: {
                    false_positive_rate: number;
                    /** @description null where no row is taken for the class */
                    threshold: number | null;
                    true_positive_rate: number;
                }[];
            };
            /** @description rows that were evaluated: those in which nothing is missing that may not be */
            rows?: number;
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * @description how many of the worst-predicted rows are told of
             * @default 10
             */
            worst: number;
            /** @description those with the largest loss, the worst first */
            worst_rows?: {
                /** @description a label or a number; nested arrays of the shape of a row; of several inputs or outputs an object by their names */
                expected: unknown;
                /** @description of the class expected */
                expected_probability?: components["schemas"]["Number"];
                /** @description as the dataset's preview shows them; left out where they are too many */
                inputs?: unknown;
                /** @description its own, without sample weight and regularizers */
                loss: components["schemas"]["Number"];
                /** @description a label or a number; nested arrays of the shape of a row; of several inputs or outputs an object by their names */
                predicted: unknown;
                /** @description of the class predicted */
                probability?: components["schemas"]["Number"];
                /** @description its number in the dataset, from 0 */
                row: number;
            }[];
        };
        /** @description An evaluation without its curves, matrices and rows */
        EvaluationSummary: {
            /** @description how often a worker has taken it up; 0 where it was answered at once */
            attempts: number;
            average_precision?: number;
            /** @default 32 */
            batch_size: number;
            /** @description it still runs, and is to stop */
            cancel_requested: boolean;
            /** Format: date-time */
            created_at: string;
            dataset: string;
            /** @description their epoch */
            epoch: number;
            error: {
                code: string;
                detail: string;
            } | null;
            finished_at: string | null;
            id: string;
            /** @description the job whose weights answer */
            job: string;
            mae?: components["schemas"]["Number"];
            metrics?: {
                [key: string]: components["schemas"]["Number"];
            };
            model: string;
            progress: {
                /** @description rows that are done */
                done: number;
                /** @description seconds still to go; null while there is nothing to judge by */
                eta_s: number | null;
                fraction: number;
                /** @description rows of the dataset */
                rows: number;
            };
            r2?: components["schemas"]["Number"];
            rmse?: components["schemas"]["Number"];
            roc_area?: number;
            /** @description rows that were evaluated: those in which nothing is missing that may not be */
            rows?: number;
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * @description how many of the worst-predicted rows are told of
             * @default 10
             */
            worst: number;
        };
        /** @description What Keras's fit takes */
        FitInput: {
            /** @default 32 */
            batch_size?: number;
            callbacks?: components["schemas"]["CallbackInput"][];
            checkpoints?: components["schemas"]["CheckpointPolicyInput"];
            class_weight?: {
                [key: string]: number;
            };
            dataset: string;
            /** @default 1 */
            epochs?: number;
            initial?: {
                /** @default final */
                checkpoint?: number | ("latest" | "best" | "final");
                job: string;
            };
            /** @description training is ended after so many seconds of all attempts together; what was trained stays */
            max_duration_s?: number;
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description left out, as the dataset's own options say */
            prepare?: components["schemas"]["PrepareInput"];
            /** @default 0 */
            priority?: number;
            seed?: number;
            /** @default true */
            shuffle?: boolean;
            split?: components["schemas"]["SplitInput"];
            validation_dataset?: string;
            /** @default 0 */
            validation_split?: number;
        };
        /** @description A Functional model as Keras's model.to_json() prints it */
        FunctionalInput: {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            class_name: "Functional" | "Model";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                dtype?: components["schemas"]["DTypeInput"];
                input_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                layers: (components["schemas"]["ModelLayerInput"] | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "NotEqual";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "NotEqual" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Any";
                    config: {
                        /** @constant */
                        axis: -1;
                        /** @constant */
                        keepdims: false;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "Any" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LogicalOr";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "LogicalOr" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ExpandDims";
                    config: {
                        /** @constant */
                        axis: -1;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ExpandDims" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ZerosLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ZerosLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "OnesLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "OnesLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ConvertToTensor";
                    config: {
                        dtype: null;
                        name: components["schemas"]["NameInput"];
                        ragged?: null;
                        sparse: null;
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ConvertToTensor" | null;
                })[];
                /** @default functional */
                name?: components["schemas"]["NameInput"];
                output_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Functional" | null;
        };
        FunctionalWithinInput: {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            class_name: "Functional" | "Model";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                dtype?: components["schemas"]["DTypeInput"];
                input_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                layers: ((components["schemas"]["PlainLayerInput"] | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "TimeDistributed";
                    config?: {
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        layer: components["schemas"]["PlainLayerInput"];
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                }) | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "NotEqual";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "NotEqual" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Any";
                    config: {
                        /** @constant */
                        axis: -1;
                        /** @constant */
                        keepdims: false;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "Any" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LogicalOr";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "LogicalOr" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ExpandDims";
                    config: {
                        /** @constant */
                        axis: -1;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ExpandDims" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ZerosLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ZerosLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "OnesLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "OnesLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ConvertToTensor";
                    config: {
                        dtype: null;
                        name: components["schemas"]["NameInput"];
                        ragged?: null;
                        sparse: null;
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ConvertToTensor" | null;
                })[];
                /** @default functional */
                name?: components["schemas"]["NameInput"];
                output_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Functional" | null;
        };
        /** @description The history that Keras keeps: a list for each metric, a value for each epoch */
        History: {
            duration_s: number[];
            epoch: number[];
            learning_rate: components["schemas"]["Number"][];
        } & {
            [key: string]: components["schemas"]["Number"][];
        };
        /** @description What is to be known of weights that were trained elsewhere */
        ImportOptionsInput: {
            /** @description labels of the classes in the order of the outputs; their numbers when left out */
            classes?: string[];
            /** @description names of the numbers of a row */
            columns?: string[];
            /** @description sizes of one row, for a model that names no input shape and has no job yet */
            input_shape?: number[];
            /** @description what every input was multiplied by in training (1/255 for pixels): predict takes raw values then */
            scale?: number;
        };
        /** @description Where the inputs of each call of a layer come from (Functional models) */
        InboundNodesInput: ({
            args: ({
                /** @constant */
                class_name: "__keras_tensor__";
                config: {
                    dtype?: string;
                    keras_history: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                    shape?: (number | null)[];
                };
            } | ({
                /** @constant */
                class_name: "__keras_tensor__";
                config: {
                    dtype?: string;
                    keras_history: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                    shape?: (number | null)[];
                };
            } | {
                /** @constant */
                class_name: "__keras_tensor__";
                config: {
                    dtype?: string;
                    keras_history: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                    shape?: (number | null)[];
                };
            }[] | (null | boolean | number | string))[] | (null | boolean | number | string))[];
            /** @default {} */
            kwargs?: {
                [key: string]: {
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                } | ({
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                } | {
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                }[] | (null | boolean | number | string))[] | (null | boolean | number | string);
            };
        } | ([
            components["schemas"]["NameInput"],
            number,
            number
        ] | [
            components["schemas"]["NameInput"],
            number,
            number,
            {
                [key: string]: {
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                } | ({
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                } | {
                    /** @constant */
                    class_name: "__keras_tensor__";
                    config: {
                        dtype?: string;
                        keras_history: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ];
                        shape?: (number | null)[];
                    };
                }[] | (null | boolean | number | string))[] | (null | boolean | number | string);
            }
        ])[])[];
        /** @description A model, as the Open Inference Protocol describes it */
        InferModel: {
            inputs: {
                /** @enum {string} */
                datatype: "FP32" | "BYTES";
                name: string;
                /** @description -1 stands for any number of rows */
                shape: number[];
            }[];
            name: string;
            outputs: {
                /** @enum {string} */
                datatype: "FP32" | "BYTES";
                name: string;
                /** @description -1 stands for any number of rows */
                shape: number[];
            }[];
            platform: string;
            versions: string[];
        };
        /** @description What the Open Inference Protocol asks */
        InferRequestInput: {
            /** @description stands in the answer, too */
            id?: string;
            inputs: {
                /** @description the elements, in nested arrays or one after another */
                data?: unknown;
                /** @enum {string} */
                datatype: "BOOL" | "UINT8" | "UINT16" | "UINT32" | "UINT64" | "INT8" | "INT16" | "INT32" | "INT64" | "FP16" | "FP32" | "FP64" | "BYTES";
                name: string;
                /** @description `binary_data_size`: bytes of this tensor after the JSON */
                parameters?: {
                    [key: string]: unknown;
                };
                /** @description rows first; a row may be laid out in another shape of as many numbers */
                shape: number[];
            }[];
            /** @description has no effect: the address says which model */
            model_name?: string | null;
            /** @description has no effect: the address says which version */
            model_version?: string | null;
            /** @description those that are wanted; all where it is left out */
            outputs?: {
                name: string;
                /** @description `binary_data`: it comes as binary data; `classification`: the so many likeliest classes instead of it */
                parameters?: {
                    [key: string]: unknown;
                };
            }[];
            /** @description `binary_data_output`: outputs come as binary data */
            parameters?: {
                [key: string]: unknown;
            };
        };
        /** @description What the Open Inference Protocol answers */
        InferResponse: {
            id?: string;
            model_name: string;
            /** @description left out for weights of a job that has not succeeded */
            model_version?: string;
            outputs: {
                /** @description one after another; left out for what comes as binary data */
                data?: (components["schemas"]["Number"] | string)[];
                /** @enum {string} */
                datatype: "FP32" | "BYTES";
                name: string;
                parameters?: {
                    binary_data_size: number;
                };
                shape: number[];
            }[];
            /** @description whose weights answered */
            parameters: {
                epoch: number;
                job: string;
            };
        };
        /** @description One of Keras's initializers, by name or as an object */
        InitializerInput: ("zeros" | "zero" | "Zeros" | "ones" | "one" | "Ones" | "constant" | "Constant" | "random_normal" | "normal" | "RandomNormal" | "random_uniform" | "uniform" | "RandomUniform" | "truncated_normal" | "TruncatedNormal" | "variance_scaling" | "VarianceScaling" | "glorot_uniform" | "GlorotUniform" | "glorot_normal" | "GlorotNormal" | "he_uniform" | "HeUniform" | "he_normal" | "HeNormal" | "lecun_uniform" | "LecunUniform" | "lecun_normal" | "LecunNormal" | "orthogonal" | "Orthogonal" | "OrthogonalInitializer" | "identity" | "Identity" | "IdentityInitializer") | ({
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Zeros";
            /** @default {} */
            config?: Record<string, never>;
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Zeros" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Ones";
            /** @default {} */
            config?: Record<string, never>;
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Ones" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Constant";
            /** @default {} */
            config?: {
                /** @default 0 */
                value?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Constant" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomNormal";
            /** @default {} */
            config?: {
                /** @default 0 */
                mean?: number;
                /** @default null */
                seed?: number | null;
                /** @default 0.05 */
                stddev?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "RandomNormal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomUniform";
            /** @default {} */
            config?: {
                /** @default 0.05 */
                maxval?: number;
                /** @default -0.05 */
                minval?: number;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "RandomUniform" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TruncatedNormal";
            /** @default {} */
            config?: {
                /** @default 0 */
                mean?: number;
                /** @default null */
                seed?: number | null;
                /** @default 0.05 */
                stddev?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "TruncatedNormal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "VarianceScaling";
            /** @default {} */
            config?: {
                /**
                 * @default truncated_normal
                 * @enum {string}
                 */
                distribution?: "truncated_normal" | "normal" | "untruncated_normal" | "uniform";
                /** @default null */
                input_axes?: number[] | null;
                /**
                 * @default fan_in
                 * @enum {string}
                 */
                mode?: "fan_in" | "fan_out" | "fan_avg";
                /** @default null */
                output_axes?: number[] | null;
                /** @default 1 */
                scale?: number;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "VarianceScaling" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlorotUniform";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "GlorotUniform" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlorotNormal";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "GlorotNormal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "HeUniform";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "HeUniform" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "HeNormal";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "HeNormal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LecunUniform";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "LecunUniform" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LecunNormal";
            /** @default {} */
            config?: {
                /** @default null */
                input_axes?: number[] | null;
                /** @default null */
                output_axes?: number[] | null;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "LecunNormal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Orthogonal";
            /** @default {} */
            config?: {
                /** @default 1 */
                gain?: number;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Orthogonal" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Identity";
            /** @default {} */
            config?: {
                /** @default 1 */
                gain?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Identity" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "OrthogonalInitializer";
            /** @default {} */
            config?: {
                /** @default 1 */
                gain?: number;
                /** @default null */
                seed?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "OrthogonalInitializer" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "IdentityInitializer";
            /** @default {} */
            config?: {
                /** @default 1 */
                gain?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "IdentityInitializer" | null;
        });
        InlineDatasetInput: {
            /** @description a group for each row: rows of one group stay on one side of a split */
            group?: (string | number)[];
            /** @description one row after another; an object by name where the model has several inputs */
            inputs: unknown[] | {
                [key: string]: unknown[];
            };
            name: string;
            prepare?: components["schemas"]["PrepareInput"];
            /** @description a weight for each row */
            sample_weight?: number[];
            /** @description every input is multiplied by it, 1/255 for pixels; it stays with the data */
            scale?: number;
            /** @description a number or a class for each row, or a vector; an object by name where the model has several outputs */
            targets: unknown[] | {
                [key: string]: unknown[];
            };
            /** @enum {string} */
            task?: "classification" | "regression";
        };
        /** @description One fit */
        Job: {
            /** @description how often a worker has taken it up */
            attempts: number;
            best?: {
                epoch: number;
                /** @description the metric that decides */
                monitor: string;
                value: components["schemas"]["Number"];
            };
            /** @description null where the weights were imported */
            dataset: string | null;
            /** @description what trains it; `reason` says why where that is not native TensorFlow. `program` says how, once training has begun: compiled, or operation by operation for `program_reason`. Null before the first attempt */
            engine: {
                /** @enum {string} */
                backend: "tensorflow" | "cpu";
                /** @enum {string} */
                program?: "compiled" | "eager";
                program_reason?: string;
                reason?: string;
                threads?: number;
                version: string;
            } | null;
            error: {
                code: string;
                detail: string;
                /** @description the epoch in which it happened; left out where training had not begun */
                epoch?: number;
                /** @description steps of that epoch that were done */
                step?: number;
            } | null;
            /** @description the epoch whose weights are the model's final ones; null while training has not ended */
            final_epoch: number | null;
            finished_at: string | null;
            /** @description null where the weights were imported */
            fit: components["schemas"]["JobFit"] | null;
            id: string;
            /** @description where the weights are from; only where they were trained elsewhere */
            imported?: {
                files: string[];
                /** @description safetensors, tfjs, weights_h5 or keras */
                format: string;
            };
            /** @description the latest values, those of the running epoch included */
            metrics: {
                [key: string]: components["schemas"]["Number"];
            };
            model: string;
            progress: {
                /** @description part of the data that the worker has fetched; there before training begins, where it has to be fetched */
                data_fraction?: number;
                /** @description the epoch in hand, from 1; 0 before the first */
                epoch: number;
                epochs: number;
                /** @description seconds still to go to the last epoch, at the rate so far; null while there is nothing to judge by */
                eta_s: number | null;
                /** @description part of all steps that is done */
                fraction: number;
                /** @description steps done in that epoch */
                step: number;
                /** @description steps of an epoch */
                steps: number;
            };
            /** @description null unless it waits in the queue */
            queue: {
                /** @description seconds until it starts, by the jobs that run and those of late; null while there is nothing to judge by */
                eta_s: number | null;
                /** @description a job that failed by the infrastructure is not tried again before this */
                not_before: string | null;
                /** @description 1 is the next; jobs of other projects that have their turn before count. Null when it has just been taken */
                position: number | null;
            } | null;
            /** Format: date-time */
            queued_at: string;
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
            /** @description the callback that ended training, and where; null where none did */
            stop_reason: {
                /** @enum {string} */
                code: "early_stopping" | "loss_not_finite";
                detail: string;
                epoch: number;
                step: number;
            } | null;
            /** @description what a running job was asked to do and has not done yet */
            stop_requested: ("pause" | "cancel") | null;
            /** @description what is odd about the rows that train beside those that validate; null before the first attempt has looked */
            warnings: components["schemas"]["Warning"][] | null;
        };
        /** @description The fit with its defaults and its seed */
        JobFit: {
            /** @default 32 */
            batch_size: number;
            /** @default [] */
            callbacks: components["schemas"]["Callback"][];
            checkpoints?: components["schemas"]["CheckpointPolicy"];
            class_weight?: {
                [key: string]: number;
            };
            dataset: string;
            /** @default 1 */
            epochs: number;
            initial?: {
                /** @default final */
                checkpoint: number | ("latest" | "best" | "final");
                job: string;
            };
            /** @description training is ended after so many seconds of all attempts together; what was trained stays */
            max_duration_s?: number;
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description left out, as the dataset's own options say */
            prepare?: components["schemas"]["Prepare"];
            /** @default 0 */
            priority: number;
            seed: number;
            /** @default true */
            shuffle: boolean;
            split?: components["schemas"]["Split"];
            validation_dataset?: string;
            /** @default 0 */
            validation_split: number;
        };
        /** @description An API key, without the key itself */
        Key: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            id: string;
            /** @description to the minute */
            last_used_at: string | null;
            name: string;
            revoked_at: string | null;
            /** @description id of the key that takes its place */
            rotated_to: string | null;
            scopes: ("read" | "data" | "train" | "predict" | "admin")[];
            /** @enum {string} */
            status: "valid" | "expired" | "revoked";
        };
        /** @description One layer as Keras writes it */
        LayerInput: components["schemas"]["PlainLayerInput"] | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TimeDistributed";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                layer: components["schemas"]["WrappedLayerInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        };
        /** @description A learning rate that follows from the number of updates made */
        LearningRateScheduleInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ExponentialDecay";
            config?: {
                decay_rate: number;
                decay_steps: number;
                initial_learning_rate: number;
                name?: components["schemas"]["NameInput"] | null;
                /** @default false */
                staircase?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ExponentialDecay" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "InverseTimeDecay";
            config?: {
                decay_rate: number;
                decay_steps: number;
                initial_learning_rate: number;
                name?: components["schemas"]["NameInput"] | null;
                /** @default false */
                staircase?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "InverseTimeDecay" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "PiecewiseConstantDecay";
            config?: {
                boundaries: number[];
                name?: components["schemas"]["NameInput"] | null;
                values: number[];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "PiecewiseConstantDecay" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "PolynomialDecay";
            config?: {
                /** @default false */
                cycle?: boolean;
                decay_steps: number;
                /** @default 0.0001 */
                end_learning_rate?: number;
                initial_learning_rate: number;
                name?: components["schemas"]["NameInput"] | null;
                /** @default 1 */
                power?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "PolynomialDecay" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CosineDecay";
            config?: {
                /** @default 0 */
                alpha?: number;
                decay_steps: number;
                initial_learning_rate: number;
                name?: components["schemas"]["NameInput"] | null;
                /** @default 0 */
                warmup_steps?: number;
                /** @default null */
                warmup_target?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CosineDecay" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CosineDecayRestarts";
            config?: {
                /** @default 0 */
                alpha?: number;
                first_decay_steps: number;
                initial_learning_rate: number;
                /** @default 1 */
                m_mul?: number;
                name?: components["schemas"]["NameInput"] | null;
                /** @default 2 */
                t_mul?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CosineDecayRestarts" | null;
        };
        /** @description A loss with its own parameters */
        LossInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BinaryCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "binary_crossentropy";
                /** @default false */
                from_logits?: boolean;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "BinaryCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BinaryFocalCrossentropy";
            /** @default {} */
            config?: {
                /** @default 0.25 */
                alpha?: number;
                /** @default false */
                apply_class_balancing?: boolean;
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "binary_focal_crossentropy";
                /** @default false */
                from_logits?: boolean;
                /** @default 2 */
                gamma?: number;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "BinaryFocalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "categorical_crossentropy";
                /** @default false */
                from_logits?: boolean;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalFocalCrossentropy";
            /** @default {} */
            config?: {
                alpha?: number | number[];
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "categorical_focal_crossentropy";
                /** @default false */
                from_logits?: boolean;
                /** @default 2 */
                gamma?: number;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalFocalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SparseCategoricalCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "sparse_categorical_crossentropy";
                /** @default false */
                from_logits?: boolean;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SparseCategoricalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalGeneralizedCrossEntropy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "categorical_generalized_cross_entropy";
                name?: components["schemas"]["NameInput"];
                /** @default 0.5 */
                q?: number;
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalGeneralizedCrossEntropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanSquaredError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "mean_squared_error";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanSquaredError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanAbsoluteError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "mean_absolute_error";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanAbsoluteError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanAbsolutePercentageError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "mean_absolute_percentage_error";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanAbsolutePercentageError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanSquaredLogarithmicError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "mean_squared_logarithmic_error";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanSquaredLogarithmicError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CosineSimilarity";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "cosine_similarity";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CosineSimilarity" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Huber";
            /** @default {} */
            config?: {
                /** @default 1 */
                delta?: number;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "huber";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Huber" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LogCosh";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "log_cosh";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "LogCosh" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "KLDivergence";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "kl_divergence";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "KLDivergence" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Poisson";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "poisson";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Poisson" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Hinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "hinge";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Hinge" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SquaredHinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "squared_hinge";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SquaredHinge" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalHinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "categorical_hinge";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalHinge" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Dice";
            /** @default {} */
            config?: {
                /** @default null */
                axis?: (number | number[]) | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "dice";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Dice" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Tversky";
            /** @default {} */
            config?: {
                /** @default 0.5 */
                alpha?: number;
                /** @default null */
                axis?: (number | number[]) | null;
                /** @default 0.5 */
                beta?: number;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "tversky";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Tversky" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Circle";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "circle";
                /** @default 80 */
                gamma?: number;
                /** @default 0.4 */
                margin?: number;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
                /** @default true */
                remove_diagonal?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Circle" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CTC";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description another function is not supported; leave it out
                 * @constant
                 */
                fn?: "ctc";
                name?: components["schemas"]["NameInput"];
                /**
                 * @default sum_over_batch_size
                 * @enum {string}
                 */
                reduction?: "sum_over_batch_size" | "mean" | "sum" | "mean_with_sample_weight" | "auto";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CTC" | null;
        };
        /** @description A metric with its own parameters */
        MetricInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Accuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Accuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BinaryAccuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 0.5 */
                threshold?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "BinaryAccuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalAccuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalAccuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SparseCategoricalAccuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SparseCategoricalAccuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TopKCategoricalAccuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /** @default 5 */
                k?: number;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "TopKCategoricalAccuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SparseTopKCategoricalAccuracy";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /**
                 * @description from_sorted_ids is not supported; leave it out
                 * @constant
                 */
                from_sorted_ids?: false;
                /** @default 5 */
                k?: number;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SparseTopKCategoricalAccuracy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TruePositives";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "TruePositives" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TrueNegatives";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "TrueNegatives" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "FalsePositives";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "FalsePositives" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "FalseNegatives";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "FalseNegatives" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Precision";
            /** @default {} */
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
                /** @default null */
                top_k?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Precision" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Recall";
            /** @default {} */
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                thresholds?: (number | number[]) | null;
                /** @default null */
                top_k?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Recall" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SensitivityAtSpecificity";
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 200 */
                num_thresholds?: number;
                specificity: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SensitivityAtSpecificity" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SpecificityAtSensitivity";
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 200 */
                num_thresholds?: number;
                sensitivity: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SpecificityAtSensitivity" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "PrecisionAtRecall";
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 200 */
                num_thresholds?: number;
                recall: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "PrecisionAtRecall" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RecallAtPrecision";
            config?: {
                /** @default null */
                class_id?: number | null;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 200 */
                num_thresholds?: number;
                precision: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "RecallAtPrecision" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AUC";
            /** @default {} */
            config?: {
                /**
                 * @default ROC
                 * @enum {string}
                 */
                curve?: "ROC" | "PR" | "PRGAIN";
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /** @default false */
                from_logits?: boolean;
                label_weights?: (number | number[]) | null;
                /** @default false */
                multi_label?: boolean;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                num_labels?: number | null;
                /** @default 200 */
                num_thresholds?: number;
                /**
                 * @default interpolation
                 * @enum {string}
                 */
                summation_method?: "interpolation" | "minoring" | "majoring";
                /** @default null */
                thresholds?: number[] | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "AUC" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "F1Score";
            config?: {
                /** @enum {string} */
                average: "micro" | "macro" | "weighted";
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                threshold?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "F1Score" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "FBetaScore";
            config?: {
                /** @enum {string} */
                average: "micro" | "macro" | "weighted";
                /** @default 1 */
                beta?: number;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default null */
                threshold?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "FBetaScore" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "R2Score";
            /** @default {} */
            config?: {
                /**
                 * @default uniform_average
                 * @enum {string}
                 */
                class_aggregation?: "uniform_average" | "variance_weighted_average";
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
                /** @default 0 */
                num_regressors?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "R2Score" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "PearsonCorrelation";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "PearsonCorrelation" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ConcordanceCorrelation";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "ConcordanceCorrelation" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "IoU";
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | "int64" | "int32" | "int" | null;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
                num_classes: number;
                /** @default true */
                sparse_y_pred?: boolean;
                /** @default true */
                sparse_y_true?: boolean;
                target_class_ids: number[];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "IoU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanIoU";
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | "int64" | "int32" | "int" | null;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
                num_classes: number;
                /** @default true */
                sparse_y_pred?: boolean;
                /** @default true */
                sparse_y_true?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanIoU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "OneHotIoU";
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | "int64" | "int32" | "int" | null;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
                num_classes: number;
                /** @default false */
                sparse_y_pred?: boolean;
                target_class_ids: number[];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "OneHotIoU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "OneHotMeanIoU";
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | "int64" | "int32" | "int" | null;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
                num_classes: number;
                /** @default false */
                sparse_y_pred?: boolean;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "OneHotMeanIoU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BinaryIoU";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | "int64" | "int32" | "int" | null;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default [
                 *       0,
                 *       1
                 *     ]
                 */
                target_class_ids?: number[];
                /** @default 0.5 */
                threshold?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "BinaryIoU" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BinaryCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /** @default false */
                from_logits?: boolean;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "BinaryCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /** @default false */
                from_logits?: boolean;
                /** @default 0 */
                label_smoothing?: number;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SparseCategoricalCrossentropy";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                /** @default false */
                from_logits?: boolean;
                /** @default null */
                ignore_class?: number | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SparseCategoricalCrossentropy" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanSquaredError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanSquaredError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanAbsoluteError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanAbsoluteError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanAbsolutePercentageError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanAbsolutePercentageError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MeanSquaredLogarithmicError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "MeanSquaredLogarithmicError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RootMeanSquaredError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "RootMeanSquaredError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CosineSimilarity";
            /** @default {} */
            config?: {
                /**
                 * @description another axis is not supported; leave it out
                 * @constant
                 */
                axis?: -1;
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CosineSimilarity" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LogCoshError";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "LogCoshError" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "KLDivergence";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "KLDivergence" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Poisson";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Poisson" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Hinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Hinge" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SquaredHinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SquaredHinge" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CategoricalHinge";
            /** @default {} */
            config?: {
                /**
                 * @description another dtype is not supported; leave it out
                 * @enum {unknown}
                 */
                dtype?: "float32" | null;
                name?: components["schemas"]["NameInput"];
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "CategoricalHinge" | null;
        };
        /** @description what becomes of a cell without a value: `refuse` it, `drop` its row, or put the mean or the median of the training rows, or a constant (of a category: its name) in its place, before anything is scaled */
        MissingRule: ("refuse" | "drop" | "mean" | "median") | {
            constant: number | string;
        };
        /** @description what becomes of a cell without a value: `refuse` it, `drop` its row, or put the mean or the median of the training rows, or a constant (of a category: its name) in its place, before anything is scaled */
        MissingRuleInput: ("refuse" | "drop" | "mean" | "median") | {
            constant: number | string;
        };
        Model: {
            /** @description what was posted, in the form of `model.to_json()`, with every layer named and every default filled in */
            architecture: {
                /** @enum {string} */
                class_name: "Sequential" | "Functional";
                config: {
                    layers: ({
                        class_name: string;
                        config: {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    })[];
                    name: string;
                } & {
                    [key: string]: unknown;
                };
                /** @description where Keras finds the class; each layer has its own */
                module: string;
            };
            /** @description what was posted, with every default filled in; null until the model is compiled */
            compile: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_at: string;
            id: string;
            /** @description ids of its newest 20 jobs, newest first; `GET /v1/jobs?model=` lists them all */
            jobs: string[];
            model_version_status: {
                /** @constant */
                state: "AVAILABLE";
                status: {
                    /** @constant */
                    error_code: "OK";
                    /** @constant */
                    error_message: "";
                };
                version: string;
            }[];
            name: string;
            summary: components["schemas"]["Summary"];
        };
        /** @description A model that was checked and not stored */
        ModelDryRun: {
            /** @description what was posted, in the form of `model.to_json()`, with every layer named and every default filled in */
            architecture: {
                /** @enum {string} */
                class_name: "Sequential" | "Functional";
                config: {
                    layers: ({
                        class_name: string;
                        config: {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    })[];
                    name: string;
                } & {
                    [key: string]: unknown;
                };
                /** @description where Keras finds the class; each layer has its own */
                module: string;
            };
            /** @description what was posted, with every default filled in; null until the model is compiled */
            compile: {
                [key: string]: unknown;
            } | null;
            created_at: null;
            id: null;
            /** @description ids of its newest 20 jobs, newest first; `GET /v1/jobs?model=` lists them all */
            jobs: string[];
            model_version_status: {
                /** @constant */
                state: "AVAILABLE";
                status: {
                    /** @constant */
                    error_code: "OK";
                    /** @constant */
                    error_message: "";
                };
                version: string;
            }[];
            name: string;
            summary: components["schemas"]["Summary"];
        };
        /** @description A layer, or a model in its place */
        ModelLayerInput: components["schemas"]["LayerInput"] | {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Sequential";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                build_input_shape?: (number | null)[] | null;
                dtype?: components["schemas"]["DTypeInput"];
                layers: (components["schemas"]["LayerInput"] | {
                    backend?: string;
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Sequential";
                    compile_config?: {
                        [key: string]: unknown;
                    } | null;
                    config: {
                        build_input_shape?: (number | null)[] | null;
                        dtype?: components["schemas"]["DTypeInput"];
                        layers: components["schemas"]["LayerInput"][];
                        /** @default sequential */
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    keras_version?: string;
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    backend?: string;
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @enum {string} */
                    class_name: "Functional" | "Model";
                    compile_config?: {
                        [key: string]: unknown;
                    } | null;
                    config: {
                        dtype?: components["schemas"]["DTypeInput"];
                        input_layers: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ] | [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ][] | {
                            [key: string]: [
                                components["schemas"]["NameInput"],
                                number,
                                number
                            ];
                        };
                        layers: (components["schemas"]["LayerInput"] | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "NotEqual";
                            config: {
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "NotEqual" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "Any";
                            config: {
                                /** @constant */
                                axis: -1;
                                /** @constant */
                                keepdims: false;
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "Any" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "LogicalOr";
                            config: {
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "LogicalOr" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ExpandDims";
                            config: {
                                /** @constant */
                                axis: -1;
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ExpandDims" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ZerosLike";
                            config: {
                                /** @constant */
                                dtype: "bool";
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ZerosLike" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "OnesLike";
                            config: {
                                /** @constant */
                                dtype: "bool";
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "OnesLike" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ConvertToTensor";
                            config: {
                                dtype: null;
                                name: components["schemas"]["NameInput"];
                                ragged?: null;
                                sparse: null;
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ConvertToTensor" | null;
                        })[];
                        /** @default functional */
                        name?: components["schemas"]["NameInput"];
                        output_layers: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ] | [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ][] | {
                            [key: string]: [
                                components["schemas"]["NameInput"],
                                number,
                                number
                            ];
                        };
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    keras_version?: string;
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    /** @enum {unknown} */
                    registered_name?: "Functional" | null;
                })[];
                /** @default sequential */
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            class_name: "Functional" | "Model";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                dtype?: components["schemas"]["DTypeInput"];
                input_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                layers: ((components["schemas"]["LayerInput"] | {
                    backend?: string;
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Sequential";
                    compile_config?: {
                        [key: string]: unknown;
                    } | null;
                    config: {
                        build_input_shape?: (number | null)[] | null;
                        dtype?: components["schemas"]["DTypeInput"];
                        layers: components["schemas"]["LayerInput"][];
                        /** @default sequential */
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    keras_version?: string;
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    backend?: string;
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @enum {string} */
                    class_name: "Functional" | "Model";
                    compile_config?: {
                        [key: string]: unknown;
                    } | null;
                    config: {
                        dtype?: components["schemas"]["DTypeInput"];
                        input_layers: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ] | [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ][] | {
                            [key: string]: [
                                components["schemas"]["NameInput"],
                                number,
                                number
                            ];
                        };
                        layers: (components["schemas"]["LayerInput"] | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "NotEqual";
                            config: {
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "NotEqual" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "Any";
                            config: {
                                /** @constant */
                                axis: -1;
                                /** @constant */
                                keepdims: false;
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "Any" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "LogicalOr";
                            config: {
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "LogicalOr" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ExpandDims";
                            config: {
                                /** @constant */
                                axis: -1;
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ExpandDims" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ZerosLike";
                            config: {
                                /** @constant */
                                dtype: "bool";
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ZerosLike" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "OnesLike";
                            config: {
                                /** @constant */
                                dtype: "bool";
                                name: components["schemas"]["NameInput"];
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "OnesLike" | null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "ConvertToTensor";
                            config: {
                                dtype: null;
                                name: components["schemas"]["NameInput"];
                                ragged?: null;
                                sparse: null;
                            };
                            inbound_nodes: components["schemas"]["InboundNodesInput"];
                            /** @enum {string} */
                            module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                            name?: components["schemas"]["NameInput"];
                            registered_name?: "ConvertToTensor" | null;
                        })[];
                        /** @default functional */
                        name?: components["schemas"]["NameInput"];
                        output_layers: [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ] | [
                            components["schemas"]["NameInput"],
                            number,
                            number
                        ][] | {
                            [key: string]: [
                                components["schemas"]["NameInput"],
                                number,
                                number
                            ];
                        };
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    keras_version?: string;
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    /** @enum {unknown} */
                    registered_name?: "Functional" | null;
                }) | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "NotEqual";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "NotEqual" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Any";
                    config: {
                        /** @constant */
                        axis: -1;
                        /** @constant */
                        keepdims: false;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "Any" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LogicalOr";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "LogicalOr" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ExpandDims";
                    config: {
                        /** @constant */
                        axis: -1;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ExpandDims" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ZerosLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ZerosLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "OnesLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "OnesLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ConvertToTensor";
                    config: {
                        dtype: null;
                        name: components["schemas"]["NameInput"];
                        ragged?: null;
                        sparse: null;
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ConvertToTensor" | null;
                })[];
                /** @default functional */
                name?: components["schemas"]["NameInput"];
                output_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Functional" | null;
        };
        /** @description GetModelStatusResponse of TensorFlow Serving, as JSON */
        ModelStatus: {
            model_version_status: {
                /** @constant */
                state: "AVAILABLE";
                status: {
                    /** @constant */
                    error_code: "OK";
                    /** @constant */
                    error_message: "";
                };
                version: string;
            }[];
        };
        /** @description A job that has succeeded */
        ModelVersion: {
            /** @description whose weights are the final ones */
            epoch: number | null;
            finished_at: string | null;
            job: string;
            /** @description by which it is served */
            label: string | null;
            metrics: {
                [key: string]: components["schemas"]["Number"];
            };
            /** @description whether requests that do not choose are answered by it */
            served: boolean;
            /** @description from 1 on for each model, in the order in which its jobs succeeded */
            version: number;
        };
        NameInput: string;
        /** @description Numbers in arrays of the shape of the output */
        NestedNumbers: NestedList;
        /** @description An API key to make */
        NewKeyInput: {
            /**
             * @description when it stops to work; never when left out or null
             * @default null
             */
            expires_at?: string | null;
            /** @description who or what it is for */
            name: string;
            /**
             * @description what it may do; everything when left out
             * @default [
             *       "read",
             *       "data",
             *       "train",
             *       "predict",
             *       "admin"
             *     ]
             */
            scopes?: ("read" | "data" | "train" | "predict" | "admin")[];
        };
        /** @description A model to create */
        NewModelInput: {
            architecture: components["schemas"]["ShortArchitectureInput"] | (components["schemas"]["SequentialInput"] | components["schemas"]["FunctionalInput"]);
            compile?: components["schemas"]["CompileInput"];
            name: string & (unknown & unknown);
        };
        /** @description What a model is to answer with */
        NewServingInput: {
            /** @description one checkpoint, or two that share the requests */
            targets: ({
                epoch: number;
                job: string;
                /** @description a name for what is served, such as `stable` or `canary` */
                label?: string;
                /**
                 * @description its part of the requests, against the weight of the other; 0 leaves it to those who ask for its label
                 * @default 1
                 */
                weight?: number;
            } | {
                /** @description a name for what is served, such as `stable` or `canary` */
                label?: string;
                /** @description stands for the final weights of its job */
                version: number;
                /**
                 * @description its part of the requests, against the weight of the other; 0 leaves it to those who ask for its label
                 * @default 1
                 */
                weight?: number;
            })[];
        };
        /** @description A webhook to create */
        NewWebhookInput: {
            /**
             * @description what it is told of
             * @default [
             *       "job.succeeded",
             *       "job.failed",
             *       "job.cancelled"
             *     ]
             */
            events?: ("job.queued" | "job.running" | "job.paused" | "job.succeeded" | "job.failed" | "job.cancelled")[];
            /**
             * Format: uri
             * @description is posted to; an answer of 200 to 299 says that the event has been taken
             */
            url: string;
        };
        /** @description A 64-bit float; what JSON cannot hold is a string */
        Number: number | ("NaN" | "Infinity" | "-Infinity");
        /** @description An optimizer with its own parameters */
        OptimizerInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SGD";
            /** @default {} */
            config?: {
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                /** @default 0 */
                momentum?: number;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                nesterov?: boolean;
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "SGD" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Adagrad";
            /** @default {} */
            config?: {
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                /** @default 0.1 */
                initial_accumulator_value?: number;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Adagrad" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Adadelta";
            /** @default {} */
            config?: {
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default 0.95 */
                rho?: number;
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Adadelta" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RMSprop";
            /** @default {} */
            config?: {
                /** @default false */
                centered?: boolean;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                /** @default 0 */
                momentum?: number;
                name?: components["schemas"]["NameInput"];
                /** @default 0.9 */
                rho?: number;
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "RMSprop" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Adam";
            /** @default {} */
            config?: {
                /** @default false */
                amsgrad?: boolean;
                /** @default 0.9 */
                beta_1?: number;
                /** @default 0.999 */
                beta_2?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Adam" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdamW";
            /** @default {} */
            config?: {
                /** @default false */
                amsgrad?: boolean;
                /** @default 0.9 */
                beta_1?: number;
                /** @default 0.999 */
                beta_2?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default 0.004 */
                weight_decay?: number;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "AdamW" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Adamax";
            /** @default {} */
            config?: {
                /** @default 0.9 */
                beta_1?: number;
                /** @default 0.999 */
                beta_2?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Adamax" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Nadam";
            /** @default {} */
            config?: {
                /** @default 0.9 */
                beta_1?: number;
                /** @default 0.999 */
                beta_2?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default 1e-7 */
                epsilon?: number;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Nadam" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Ftrl";
            /** @default {} */
            config?: {
                /** @default 0 */
                beta?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                /** @default 0.1 */
                initial_accumulator_value?: number;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                /** @default 0 */
                l1_regularization_strength?: number;
                /** @default 0 */
                l2_regularization_strength?: number;
                /** @default 0 */
                l2_shrinkage_regularization_strength?: number;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default -0.5 */
                learning_rate_power?: number;
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Ftrl" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Lion";
            /** @default {} */
            config?: {
                /** @default 0.9 */
                beta_1?: number;
                /** @default 0.99 */
                beta_2?: number;
                /** @default null */
                clipnorm?: number | null;
                /** @default null */
                clipvalue?: number | null;
                /**
                 * @description decay, which is an InverseTimeDecay in learning_rate since Keras 3, is not supported; leave it out
                 * @enum {unknown}
                 */
                decay?: null | 0;
                /** @default 0.99 */
                ema_momentum?: number;
                /** @default null */
                ema_overwrite_frequency?: number | null;
                /** @default null */
                global_clipnorm?: number | null;
                /** @default null */
                gradient_accumulation_steps?: number | null;
                is_legacy_optimizer?: boolean;
                jit_compile?: boolean;
                learning_rate?: number | components["schemas"]["LearningRateScheduleInput"];
                /** @default null */
                loss_scale_factor?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default false */
                use_ema?: boolean;
                /** @default null */
                weight_decay?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "Lion" | null;
        };
        /** @description An error, as clients of TensorFlow Serving and of KServe know it */
        PlainError: {
            /** @description what is wrong, as a sentence */
            error: string;
        };
        /** @description A layer that holds no other layer of any kind */
        PlainLayerInput: {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "InputLayer";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                batch_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: "uint8" | "uint16" | "uint32" | "int8" | "int16" | "int32" | "int64";
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @description optional input is not supported; leave it out
                 * @constant
                 */
                optional?: false;
                /**
                 * @description ragged input is not supported; leave it out
                 * @constant
                 */
                ragged?: false;
                shape?: components["schemas"]["ShapeInput"];
                /**
                 * @description sparse input is not supported; leave it out
                 * @constant
                 */
                sparse?: false;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Dense";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_alpha?: null;
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_rank?: null;
                name?: components["schemas"]["NameInput"];
                /**
                 * @description quantization is not supported; leave it out
                 * @constant
                 */
                quantization_config?: null;
                /** @default true */
                trainable?: boolean;
                units: number;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Activation";
            config?: {
                activation: components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Identity";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Flatten";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /** @default channels_last */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Reshape";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                target_shape: (number | -1)[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Attention";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description causal in the config (Keras 3 has use_causal_mask in the call) is not supported; leave it out
                 * @constant
                 */
                causal?: false;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default dot
                 * @enum {string}
                 */
                score_mode?: "dot" | "concat";
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                /** @default false */
                use_scale?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdditiveAttention";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description causal in the config (Keras 3 has use_causal_mask in the call) is not supported; leave it out
                 * @constant
                 */
                causal?: false;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_scale?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MultiHeadAttention";
            config?: {
                /**
                 * @description an activity regularizer of attention is not supported; leave it out
                 * @constant
                 */
                activity_regularizer?: null;
                /** @default null */
                attention_axes?: (number | number[]) | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @description flash attention is not supported; leave it out
                 * @enum {unknown}
                 */
                flash_attention?: null | false;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                key_dim: number;
                key_shape?: ((number | null)[] | {
                    /** @constant */
                    class_name: "TensorShape";
                    items: (number | null)[];
                }) | null;
                name?: components["schemas"]["NameInput"];
                num_heads: number;
                /** @default null */
                output_shape?: (number | number[]) | null;
                query_shape?: ((number | null)[] | {
                    /** @constant */
                    class_name: "TensorShape";
                    items: (number | null)[];
                }) | null;
                /** @default null */
                seed?: number | null;
                /** @default null */
                sliding_window?: number | null;
                /**
                 * @description robust masking is not supported; leave it out
                 * @enum {unknown}
                 */
                softmax_robust_masking?: null | false;
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
                /** @default false */
                use_gate?: boolean;
                /** @default null */
                value_dim?: number | null;
                value_shape?: ((number | null)[] | {
                    /** @constant */
                    class_name: "TensorShape";
                    items: (number | null)[];
                }) | null;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Rescaling";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                offset?: number | number[];
                scale: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Normalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: ((number | number[]) | [
                ]) | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default false */
                invert?: boolean;
                /** @default null */
                mean?: (number | number[] | number[][] | number[][][]) | null;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
                /** @default null */
                variance?: (number | number[] | number[][] | number[][][]) | null;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Add";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Add" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Subtract";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Subtract" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Multiply";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Multiply" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Average";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Maximum";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Maximum" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Minimum";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Minimum" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Concatenate";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Concatenate" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Dot";
            config?: {
                axes: number | [
                    number,
                    number
                ];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default false */
                normalize?: boolean;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Permute";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dims: number[];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RepeatVector";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                n: number;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Dropout";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default null */
                noise_shape?: (number | null)[] | null;
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SpatialDropout1D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @description noise_shape is not supported; leave it out
                 * @constant
                 */
                noise_shape?: null;
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SpatialDropout2D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /** @default channels_last */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @description noise_shape is not supported; leave it out
                 * @constant
                 */
                noise_shape?: null;
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SpatialDropout3D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /** @default channels_last */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @description noise_shape is not supported; leave it out
                 * @constant
                 */
                noise_shape?: null;
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GaussianDropout";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GaussianNoise";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default null */
                seed?: number | null;
                stddev: number;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AlphaDropout";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default null */
                noise_shape?: (number | null)[] | null;
                rate: number;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ActivityRegularization";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default 0 */
                l1?: number;
                /** @default 0 */
                l2?: number;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Embedding";
            config?: {
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                embeddings_constraint?: components["schemas"]["ConstraintInput"] | null;
                embeddings_initializer?: components["schemas"]["InitializerInput"];
                embeddings_regularizer?: components["schemas"]["RegularizerInput"] | null;
                input_dim: number;
                input_length?: (number | number[]) | null;
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_alpha?: null;
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_rank?: null;
                /** @default false */
                mask_zero?: boolean;
                name?: components["schemas"]["NameInput"];
                output_dim: number;
                /**
                 * @description quantization is not supported; leave it out
                 * @constant
                 */
                quantization_config?: null;
                /** @default true */
                trainable?: boolean;
                /**
                 * @description weights in a config is not supported; leave it out
                 * @constant
                 */
                weights?: null;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Masking";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default 0 */
                mask_value?: number;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ReLU";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default null */
                max_value?: number | null;
                name?: components["schemas"]["NameInput"];
                /** @default 0 */
                negative_slope?: number;
                /** @default 0 */
                threshold?: number;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LeakyReLU";
            /** @default {} */
            config?: {
                alpha?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default 0.3 */
                negative_slope?: number;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "PReLU";
            /** @default {} */
            config?: {
                alpha_constraint?: components["schemas"]["ConstraintInput"] | null;
                alpha_initializer?: components["schemas"]["InitializerInput"];
                alpha_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default null */
                shared_axes?: (number | number[]) | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ELU";
            /** @default {} */
            config?: {
                /** @default 1 */
                alpha?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Softmax";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | number[];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "BatchNormalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | [
                    number
                ];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                beta_constraint?: components["schemas"]["ConstraintInput"] | null;
                beta_initializer?: components["schemas"]["InitializerInput"];
                beta_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default true */
                center?: boolean;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default 0.001 */
                epsilon?: number;
                gamma_constraint?: components["schemas"]["ConstraintInput"] | null;
                gamma_initializer?: components["schemas"]["InitializerInput"];
                gamma_regularizer?: components["schemas"]["RegularizerInput"] | null;
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default 0.99 */
                momentum?: number;
                moving_mean_initializer?: components["schemas"]["InitializerInput"];
                moving_variance_initializer?: components["schemas"]["InitializerInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @description batch renormalization is not supported; leave it out
                 * @constant
                 */
                renorm?: false;
                /**
                 * @description batch renormalization is not supported; leave it out
                 * @constant
                 */
                renorm_clipping?: null;
                renorm_momentum?: number;
                /** @default true */
                scale?: boolean;
                /** @default false */
                synchronized?: boolean;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LayerNormalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | number[];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                beta_constraint?: components["schemas"]["ConstraintInput"] | null;
                beta_initializer?: components["schemas"]["InitializerInput"];
                beta_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default true */
                center?: boolean;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default 0.001 */
                epsilon?: number;
                gamma_constraint?: components["schemas"]["ConstraintInput"] | null;
                gamma_initializer?: components["schemas"]["InitializerInput"];
                gamma_regularizer?: components["schemas"]["RegularizerInput"] | null;
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default false */
                rms_scaling?: boolean;
                /** @default true */
                scale?: boolean;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GroupNormalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                beta_constraint?: components["schemas"]["ConstraintInput"] | null;
                beta_initializer?: components["schemas"]["InitializerInput"];
                beta_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default true */
                center?: boolean;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default 0.001 */
                epsilon?: number;
                gamma_constraint?: components["schemas"]["ConstraintInput"] | null;
                gamma_initializer?: components["schemas"]["InitializerInput"];
                gamma_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 32 */
                groups?: number | -1;
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                scale?: boolean;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "UnitNormalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | number[];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RMSNormalization";
            /** @default {} */
            config?: {
                /** @default -1 */
                axis?: number | number[];
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                /** @default 0.000001 */
                epsilon?: number;
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Conv1D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /** @default 1 */
                groups?: number;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_alpha?: null;
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_rank?: null;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same" | "causal";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Conv2D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /** @default 1 */
                groups?: number;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_alpha?: null;
                /**
                 * @description LoRA is not supported; leave it out
                 * @constant
                 */
                lora_rank?: null;
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Conv1DTranspose";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                output_padding?: (number | number[]) | null;
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Conv2DTranspose";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                output_padding?: (number | number[]) | null;
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "DepthwiseConv1D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                depth_multiplier?: number;
                depthwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                depthwise_initializer?: components["schemas"]["InitializerInput"];
                depthwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "DepthwiseConv2D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                depth_multiplier?: number;
                depthwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                depthwise_initializer?: components["schemas"]["InitializerInput"];
                depthwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SeparableConv1D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                depth_multiplier?: number;
                depthwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                depthwise_initializer?: components["schemas"]["InitializerInput"];
                depthwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                pointwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                pointwise_initializer?: components["schemas"]["InitializerInput"];
                pointwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SeparableConv2D";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                /** @default 1 */
                depth_multiplier?: number;
                depthwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                depthwise_initializer?: components["schemas"]["InitializerInput"];
                depthwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                dilation_rate?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                filters: number;
                /**
                 * @description groups is not supported; leave it out
                 * @constant
                 */
                groups?: 1;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                kernel_size: number | number[];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                pointwise_constraint?: components["schemas"]["ConstraintInput"] | null;
                pointwise_initializer?: components["schemas"]["InitializerInput"];
                pointwise_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 1 */
                strides?: number | number[];
                /** @default true */
                trainable?: boolean;
                /** @default true */
                use_bias?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MaxPooling1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 2 */
                pool_size?: number | number[];
                strides?: (number | number[]) | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "MaxPooling2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                /** @default 2 */
                pool_size?: number | number[];
                strides?: (number | number[]) | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AveragePooling1D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                pool_size: number | number[];
                strides?: (number | number[]) | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AveragePooling2D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /**
                 * @default valid
                 * @enum {string}
                 */
                padding?: "valid" | "same";
                pool_size: number | number[];
                strides?: (number | number[]) | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlobalMaxPooling1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default false */
                keepdims?: boolean;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlobalMaxPooling2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default false */
                keepdims?: boolean;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlobalAveragePooling1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default false */
                keepdims?: boolean;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GlobalAveragePooling2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /** @default false */
                keepdims?: boolean;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdaptiveMaxPooling1D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                output_size: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdaptiveMaxPooling2D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                output_size: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdaptiveAveragePooling1D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                output_size: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "AdaptiveAveragePooling2D";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                output_size: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomFlip";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default horizontal_and_vertical
                 * @enum {string}
                 */
                mode?: "horizontal" | "vertical" | "horizontal_and_vertical";
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomRotation";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                factor: number | number[];
                /**
                 * @default reflect
                 * @enum {string}
                 */
                fill_mode?: "reflect" | "constant" | "wrap" | "nearest";
                /** @default 0 */
                fill_value?: number;
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default bilinear
                 * @enum {string}
                 */
                interpolation?: "nearest" | "bilinear";
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomTranslation";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @default reflect
                 * @enum {string}
                 */
                fill_mode?: "reflect" | "constant" | "wrap" | "nearest";
                /** @default 0 */
                fill_value?: number;
                height_factor: number | number[];
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default bilinear
                 * @enum {string}
                 */
                interpolation?: "nearest" | "bilinear";
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                width_factor: number | number[];
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomZoom";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @default reflect
                 * @enum {string}
                 */
                fill_mode?: "reflect" | "constant" | "wrap" | "nearest";
                /** @default 0 */
                fill_value?: number;
                height_factor: number | number[];
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default bilinear
                 * @enum {string}
                 */
                interpolation?: "nearest" | "bilinear";
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                width_factor?: (number | number[]) | null;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomContrast";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                factor: number | number[];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                /**
                 * @default [
                 *       0,
                 *       255
                 *     ]
                 */
                value_range?: [
                    number,
                    number
                ];
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RandomBrightness";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                factor: number | number[];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                rng_type?: ("stateful" | "stateless" | "legacy_stateful") | null;
                /** @default null */
                seed?: number | null;
                /** @default true */
                trainable?: boolean;
                /**
                 * @default [
                 *       0,
                 *       255
                 *     ]
                 */
                value_range?: [
                    number,
                    number
                ];
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ZeroPadding1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default 1 */
                padding?: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "ZeroPadding2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default 1 */
                padding?: number | (number | number[])[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Cropping1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /** @default 1 */
                cropping?: number | number[];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Cropping2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /** @default 0 */
                cropping?: number | (number | number[])[];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "UpSampling1D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default 2 */
                size?: number;
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "UpSampling2D";
            /** @default {} */
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default nearest
                 * @enum {string}
                 */
                interpolation?: "nearest" | "bilinear";
                name?: components["schemas"]["NameInput"];
                /** @default 2 */
                size?: number | number[];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Resizing";
            config?: {
                /** @default false */
                antialias?: boolean;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /** @default false */
                crop_to_aspect_ratio?: boolean;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                /**
                 * @default constant
                 * @constant
                 */
                fill_mode?: "constant";
                /** @default 0 */
                fill_value?: number;
                height: number;
                input_shape?: components["schemas"]["ShapeInput"];
                /**
                 * @default bilinear
                 * @enum {string}
                 */
                interpolation?: "bilinear" | "nearest" | "bicubic" | "lanczos3" | "lanczos5" | "area";
                name?: components["schemas"]["NameInput"];
                /** @default false */
                pad_to_aspect_ratio?: boolean;
                /** @default true */
                trainable?: boolean;
                width: number;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "CenterCrop";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                /**
                 * @description bounding boxes is not supported; leave it out
                 * @constant
                 */
                bounding_box_format?: null;
                /**
                 * @default channels_last
                 * @enum {unknown}
                 */
                data_format?: "channels_last" | null;
                dtype?: components["schemas"]["DTypeInput"];
                height: number;
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
                width: number;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "SimpleRNN";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default false */
                go_backwards?: boolean;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                name?: components["schemas"]["NameInput"];
                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                /** @default 0 */
                recurrent_dropout?: number;
                recurrent_initializer?: components["schemas"]["InitializerInput"];
                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default false */
                return_sequences?: boolean;
                /** @default false */
                return_state?: boolean;
                /** @default null */
                seed?: number | null;
                /**
                 * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                 * @constant
                 */
                stateful?: false;
                /**
                 * @description time before the batch (time_major) is not supported; leave it out
                 * @constant
                 */
                time_major?: false;
                /** @default true */
                trainable?: boolean;
                units: number;
                /** @default false */
                unroll?: boolean;
                /** @default true */
                use_bias?: boolean;
                /** @default false */
                zero_output_for_mask?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "LSTM";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default false */
                go_backwards?: boolean;
                /**
                 * @default 2
                 * @enum {number}
                 */
                implementation?: 1 | 2;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                name?: components["schemas"]["NameInput"];
                recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                /** @default 0 */
                recurrent_dropout?: number;
                recurrent_initializer?: components["schemas"]["InitializerInput"];
                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default false */
                return_sequences?: boolean;
                /** @default false */
                return_state?: boolean;
                /** @default null */
                seed?: number | null;
                /**
                 * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                 * @constant
                 */
                stateful?: false;
                /**
                 * @description time before the batch (time_major) is not supported; leave it out
                 * @constant
                 */
                time_major?: false;
                /** @default true */
                trainable?: boolean;
                /** @default true */
                unit_forget_bias?: boolean;
                units: number;
                /** @default false */
                unroll?: boolean;
                /** @default true */
                use_bias?: boolean;
                /** @default false */
                zero_output_for_mask?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "GRU";
            config?: {
                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                bias_initializer?: components["schemas"]["InitializerInput"];
                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default 0 */
                dropout?: number;
                dtype?: components["schemas"]["DTypeInput"];
                /** @default false */
                go_backwards?: boolean;
                /**
                 * @default 2
                 * @enum {number}
                 */
                implementation?: 1 | 2;
                input_shape?: components["schemas"]["ShapeInput"];
                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                kernel_initializer?: components["schemas"]["InitializerInput"];
                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                name?: components["schemas"]["NameInput"];
                recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                /** @default 0 */
                recurrent_dropout?: number;
                recurrent_initializer?: components["schemas"]["InitializerInput"];
                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                /** @default true */
                reset_after?: boolean;
                /** @default false */
                return_sequences?: boolean;
                /** @default false */
                return_state?: boolean;
                /** @default null */
                seed?: number | null;
                /**
                 * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                 * @constant
                 */
                stateful?: false;
                /**
                 * @description time before the batch (time_major) is not supported; leave it out
                 * @constant
                 */
                time_major?: false;
                /** @default true */
                trainable?: boolean;
                units: number;
                /** @default false */
                unroll?: boolean;
                /** @default true */
                use_bias?: boolean;
                /** @default false */
                zero_output_for_mask?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "RNN";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                cell: (({
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "SimpleRNNCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LSTMCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        /** @default true */
                        unit_forget_bias?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "GRUCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default true */
                        reset_after?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                }) | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "StackedRNNCells";
                    config?: {
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        cells: ({
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "SimpleRNNCell";
                            config?: {
                                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                                bias_initializer?: components["schemas"]["InitializerInput"];
                                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default 0 */
                                dropout?: number;
                                dtype?: components["schemas"]["DTypeInput"];
                                input_shape?: components["schemas"]["ShapeInput"];
                                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                                kernel_initializer?: components["schemas"]["InitializerInput"];
                                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                name?: components["schemas"]["NameInput"];
                                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                                /** @default 0 */
                                recurrent_dropout?: number;
                                recurrent_initializer?: components["schemas"]["InitializerInput"];
                                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default null */
                                seed?: number | null;
                                /** @default true */
                                trainable?: boolean;
                                units: number;
                                /** @default true */
                                use_bias?: boolean;
                            };
                            inbound_nodes?: components["schemas"]["InboundNodesInput"];
                            module?: string | null;
                            name?: components["schemas"]["NameInput"];
                            registered_name?: null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "LSTMCell";
                            config?: {
                                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                                bias_initializer?: components["schemas"]["InitializerInput"];
                                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default 0 */
                                dropout?: number;
                                dtype?: components["schemas"]["DTypeInput"];
                                /**
                                 * @default 2
                                 * @enum {number}
                                 */
                                implementation?: 1 | 2;
                                input_shape?: components["schemas"]["ShapeInput"];
                                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                                kernel_initializer?: components["schemas"]["InitializerInput"];
                                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                name?: components["schemas"]["NameInput"];
                                recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                                /** @default 0 */
                                recurrent_dropout?: number;
                                recurrent_initializer?: components["schemas"]["InitializerInput"];
                                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default null */
                                seed?: number | null;
                                /** @default true */
                                trainable?: boolean;
                                /** @default true */
                                unit_forget_bias?: boolean;
                                units: number;
                                /** @default true */
                                use_bias?: boolean;
                            };
                            inbound_nodes?: components["schemas"]["InboundNodesInput"];
                            module?: string | null;
                            name?: components["schemas"]["NameInput"];
                            registered_name?: null;
                        } | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "GRUCell";
                            config?: {
                                activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                                bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                                bias_initializer?: components["schemas"]["InitializerInput"];
                                bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default 0 */
                                dropout?: number;
                                dtype?: components["schemas"]["DTypeInput"];
                                /**
                                 * @default 2
                                 * @enum {number}
                                 */
                                implementation?: 1 | 2;
                                input_shape?: components["schemas"]["ShapeInput"];
                                kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                                kernel_initializer?: components["schemas"]["InitializerInput"];
                                kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                name?: components["schemas"]["NameInput"];
                                recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                                recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                                /** @default 0 */
                                recurrent_dropout?: number;
                                recurrent_initializer?: components["schemas"]["InitializerInput"];
                                recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                                /** @default true */
                                reset_after?: boolean;
                                /** @default null */
                                seed?: number | null;
                                /** @default true */
                                trainable?: boolean;
                                units: number;
                                /** @default true */
                                use_bias?: boolean;
                            };
                            inbound_nodes?: components["schemas"]["InboundNodesInput"];
                            module?: string | null;
                            name?: components["schemas"]["NameInput"];
                            registered_name?: null;
                        })[];
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                }) | ({
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "SimpleRNNCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LSTMCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        /** @default true */
                        unit_forget_bias?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "GRUCell";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default true */
                        reset_after?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default true */
                        use_bias?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                })[];
                dtype?: components["schemas"]["DTypeInput"];
                /** @default false */
                go_backwards?: boolean;
                input_shape?: components["schemas"]["ShapeInput"];
                name?: components["schemas"]["NameInput"];
                /** @default false */
                return_sequences?: boolean;
                /** @default false */
                return_state?: boolean;
                /**
                 * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                 * @constant
                 */
                stateful?: false;
                /**
                 * @description time before the batch (time_major) is not supported; leave it out
                 * @constant
                 */
                time_major?: false;
                /** @default true */
                trainable?: boolean;
                /** @default false */
                unroll?: boolean;
                /** @default false */
                zero_output_for_mask?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Bidirectional";
            config?: {
                backward_layer?: ({
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "SimpleRNN";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LSTM";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        /** @default true */
                        unit_forget_bias?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "GRU";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default true */
                        reset_after?: boolean;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                }) | null;
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                layer: {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "SimpleRNN";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LSTM";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        /** @default true */
                        unit_forget_bias?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "GRU";
                    config?: {
                        activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        activity_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        bias_constraint?: components["schemas"]["ConstraintInput"] | null;
                        bias_initializer?: components["schemas"]["InitializerInput"];
                        bias_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default 0 */
                        dropout?: number;
                        dtype?: components["schemas"]["DTypeInput"];
                        /** @default false */
                        go_backwards?: boolean;
                        /**
                         * @default 2
                         * @enum {number}
                         */
                        implementation?: 1 | 2;
                        input_shape?: components["schemas"]["ShapeInput"];
                        kernel_constraint?: components["schemas"]["ConstraintInput"] | null;
                        kernel_initializer?: components["schemas"]["InitializerInput"];
                        kernel_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        name?: components["schemas"]["NameInput"];
                        recurrent_activation?: (components["schemas"]["ActivationInput"] | components["schemas"]["ActivationObjectInput"]) | null;
                        recurrent_constraint?: components["schemas"]["ConstraintInput"] | null;
                        /** @default 0 */
                        recurrent_dropout?: number;
                        recurrent_initializer?: components["schemas"]["InitializerInput"];
                        recurrent_regularizer?: components["schemas"]["RegularizerInput"] | null;
                        /** @default true */
                        reset_after?: boolean;
                        /** @default false */
                        return_sequences?: boolean;
                        /** @default false */
                        return_state?: boolean;
                        /** @default null */
                        seed?: number | null;
                        /**
                         * @description a stateful layer, whose state outlasts the batch, is not supported; leave it out
                         * @constant
                         */
                        stateful?: false;
                        /**
                         * @description time before the batch (time_major) is not supported; leave it out
                         * @constant
                         */
                        time_major?: false;
                        /** @default true */
                        trainable?: boolean;
                        units: number;
                        /** @default false */
                        unroll?: boolean;
                        /** @default true */
                        use_bias?: boolean;
                        /** @default false */
                        zero_output_for_mask?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                };
                /** @default concat */
                merge_mode?: ("concat" | "sum" | "mul" | "ave") | null;
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
                /**
                 * @description weights given to Bidirectional is not supported; leave it out
                 * @constant
                 */
                weights?: null;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        };
        /** @description Rows to predict, as `instances` or as `inputs` */
        PredictInput: {
            /** @default served */
            checkpoint?: components["schemas"]["CheckpointChoiceInput"];
            /** @description the same by column: all rows of the input, or an object with all values of each column; where the model has several inputs, an object with all rows of each */
            inputs?: unknown;
            /** @description rows: nested arrays of numbers, or objects by column name or by the name of the input; where the model has several inputs, objects by their names */
            instances?: unknown;
            /** @description for classification: this many classes of each row in `classes`, the likeliest first, in place of the likeliest */
            top_k?: number;
        };
        Prediction: {
            /** @description for classification by one output, the likeliest class of each row */
            classes?: {
                class: string;
                probability: components["schemas"]["Number"];
            }[];
            /** @description their epoch */
            epoch: number;
            /** @description the job whose weights answered */
            job: string;
            /** @description the model's output for each row; where it has several, an object by their names */
            predictions: components["schemas"]["NestedNumbers"] | {
                [key: string]: components["schemas"]["Number"] | components["schemas"]["NestedNumbers"];
            }[];
        };
        /** @description What is done to raw rows; inputs and targets that stay as they are, are left out */
        Preparation: {
            inputs: {
                columns: {
                    /** @description a number x becomes (x - subtract) * multiply + add */
                    add: number;
                    categories?: string[];
                    /**
                     * @description of categories
                     * @enum {string}
                     */
                    encode?: "one_hot" | "integer";
                    /** @description what stands in for a missing number; null where nothing does */
                    fill: number | null;
                    missing: components["schemas"]["MissingRule"];
                    multiply: number;
                    /** @description null where one line is for all numbers of an input */
                    name: string | null;
                    /** @description of numbers */
                    scaling?: components["schemas"]["Scaling"];
                    subtract: number;
                }[];
                name: string;
            }[];
            targets: {
                columns: {
                    /** @description a number x becomes (x - subtract) * multiply + add */
                    add: number;
                    categories?: string[];
                    /**
                     * @description of categories
                     * @enum {string}
                     */
                    encode?: "one_hot" | "integer";
                    /** @description what stands in for a missing number; null where nothing does */
                    fill: number | null;
                    missing: components["schemas"]["MissingRule"];
                    multiply: number;
                    /** @description null where one line is for all numbers of an input */
                    name: string | null;
                    /** @description of numbers */
                    scaling?: components["schemas"]["Scaling"];
                    subtract: number;
                }[];
                name: string;
            }[];
        };
        /** @description How raw rows are prepared. It is fitted on the training rows only, kept with the job, and applied alike by fit, evaluate and predict */
        Prepare: {
            /**
             * @description rules of single columns, which go before those for all; dates by the dataset's names of their parts
             * @default {}
             */
            columns: {
                [key: string]: components["schemas"]["PrepareColumn"];
            };
            /**
             * @description a category as one number for each category, or as its number from 0
             * @default one_hot
             * @enum {string}
             */
            encode: "one_hot" | "integer";
            /** @default refuse */
            missing: components["schemas"]["MissingRule"];
            /** @default none */
            scaling: components["schemas"]["Scaling"];
            /** @description scaling of targets of a regression; predictions come back in their own unit, losses and metrics are those of the scaled targets */
            target?: {
                /** @default none */
                scaling: components["schemas"]["Scaling"];
            };
            /**
             * @description a category that the training data does not have: an error, or ignored: all zeros in `one_hot`, the number after the last category in `integer`
             * @default error
             * @enum {string}
             */
            unseen: "error" | "ignore";
        };
        PrepareColumn: {
            /**
             * @description a category as one number for each category, or as its number from 0
             * @enum {string}
             */
            encode?: "one_hot" | "integer";
            missing?: components["schemas"]["MissingRule"];
            scaling?: components["schemas"]["Scaling"];
            /**
             * @description a category that the training data does not have: an error, or ignored: all zeros in `one_hot`, the number after the last category in `integer`
             * @enum {string}
             */
            unseen?: "error" | "ignore";
        };
        PrepareColumnInput: {
            /**
             * @description a category as one number for each category, or as its number from 0
             * @enum {string}
             */
            encode?: "one_hot" | "integer";
            missing?: components["schemas"]["MissingRuleInput"];
            scaling?: components["schemas"]["ScalingInput"];
            /**
             * @description a category that the training data does not have: an error, or ignored: all zeros in `one_hot`, the number after the last category in `integer`
             * @enum {string}
             */
            unseen?: "error" | "ignore";
        };
        /** @description How raw rows are prepared. It is fitted on the training rows only, kept with the job, and applied alike by fit, evaluate and predict */
        PrepareInput: {
            /**
             * @description rules of single columns, which go before those for all; dates by the dataset's names of their parts
             * @default {}
             */
            columns?: {
                [key: string]: components["schemas"]["PrepareColumnInput"];
            };
            /**
             * @description a category as one number for each category, or as its number from 0
             * @default one_hot
             * @enum {string}
             */
            encode?: "one_hot" | "integer";
            /** @default refuse */
            missing?: components["schemas"]["MissingRuleInput"];
            /** @default none */
            scaling?: components["schemas"]["ScalingInput"];
            /** @description scaling of targets of a regression; predictions come back in their own unit, losses and metrics are those of the scaled targets */
            target?: {
                /** @default none */
                scaling?: components["schemas"]["ScalingInput"];
            };
            /**
             * @description a category that the training data does not have: an error, or ignored: all zeros in `one_hot`, the number after the last category in `integer`
             * @default error
             * @enum {string}
             */
            unseen?: "error" | "ignore";
        };
        /** @description An error, as RFC 9457 describes it */
        Problem: {
            /** @description a stable snake_case word for the kind of problem */
            code: string;
            /** @description what is wrong with this request, as a sentence */
            detail: string;
            errors?: {
                detail: string;
                /** @description JSON Pointer into the request body; `/query/…` and `/params/…` point into the address */
                pointer: string;
                /** @description what stood there, shortened to 200 characters */
                received?: unknown;
            }[];
            request_id: string;
            status: number;
            /** @description the HTTP status in words */
            title: string;
            /** @description a URI that names the kind of problem; stands for the same as `code` */
            type: string;
        };
        /** @description The project of a key: what it has, and what it may have */
        Project: {
            id: string;
            /** @description the key that asks */
            key: {
                id: string;
                scopes: ("read" | "data" | "train" | "predict" | "admin")[];
            };
            limits: {
                /** @description null where there is no limit */
                checkpoint_bytes: number | null;
                /** @description null where there is no limit */
                dataset_bytes: number | null;
                /** @description null where there is no limit */
                jobs_running: number | null;
                /** @description null where there is no limit */
                jobs_waiting: number | null;
                /** @description null where there is no limit */
                requests_per_s: number | null;
            };
            name: string;
            usage: {
                checkpoint_bytes: number;
                dataset_bytes: number;
                jobs_running: number;
                jobs_waiting: number;
            };
        };
        /** @description What a project has, and what it may have */
        ProjectOverview: {
            id: string;
            limits: {
                /** @description null where there is no limit */
                checkpoint_bytes: number | null;
                /** @description null where there is no limit */
                dataset_bytes: number | null;
                /** @description null where there is no limit */
                jobs_running: number | null;
                /** @description null where there is no limit */
                jobs_waiting: number | null;
                /** @description null where there is no limit */
                requests_per_s: number | null;
            };
            name: string;
            usage: {
                checkpoint_bytes: number;
                dataset_bytes: number;
                jobs_running: number;
                jobs_waiting: number;
            };
        };
        Readiness: {
            /** @description what does the arithmetic; null until it has been loaded */
            engine: {
                /** @enum {string} */
                backend: "tensorflow" | "cpu";
                /** @description why it is not the fast one */
                reason?: string;
                version: string;
            } | null;
            /** @constant */
            status: "ready";
        };
        /** @description A penalty on the numbers of a weight or of an output */
        RegularizerInput: ("l1" | "L1" | "l2" | "L2" | "l1_l2" | "l1l2" | "L1L2" | "orthogonal_regularizer" | "OrthogonalRegularizer") | ({
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "L1";
            /** @default {} */
            config?: {
                /** @default 0.01 */
                l1?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "L1" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "L2";
            /** @default {} */
            config?: {
                /** @default 0.01 */
                l2?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "L2" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "L1L2";
            /** @default {} */
            config?: {
                /** @default 0 */
                l1?: number | null;
                /** @default 0 */
                l2?: number | null;
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "L1L2" | null;
        } | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "OrthogonalRegularizer";
            /** @default {} */
            config?: {
                /** @default 0.01 */
                factor?: number;
                /**
                 * @default rows
                 * @enum {string}
                 */
                mode?: "rows" | "columns";
            };
            module?: string | null;
            /** @enum {unknown} */
            registered_name?: "OrthogonalRegularizer" | null;
        });
        /** @description How a key is replaced */
        RotateKeyInput: {
            /** @description when the new key stops to work; when left out as the old one would have */
            expires_at?: string | null;
            /** @description how long the old key still works, in seconds: time enough to bring the new one wherever it is used */
            grace_s: number;
        };
        /** @description `standardize`: (x - mean) / standard deviation, that of all training rows (divided by their number, as scikit-learn does); `minmax`: (x - min) / (max - min). A column that does not vary becomes 0 */
        Scaling: ("none" | "standardize" | "minmax") | {
            /** @description x * scale + offset, as the layer Rescaling of Keras */
            rescale: {
                /** @default 0 */
                offset: number;
                scale: number;
            };
        };
        /** @description `standardize`: (x - mean) / standard deviation, that of all training rows (divided by their number, as scikit-learn does); `minmax`: (x - min) / (max - min). A column that does not vary becomes 0 */
        ScalingInput: ("none" | "standardize" | "minmax") | {
            /** @description x * scale + offset, as the layer Rescaling of Keras */
            rescale: {
                /** @default 0 */
                offset?: number;
                scale: number;
            };
        };
        /** @description A Sequential model as Keras's model.to_json() prints it */
        SequentialInput: {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Sequential";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                build_input_shape?: (number | null)[] | null;
                dtype?: components["schemas"]["DTypeInput"];
                layers: components["schemas"]["ModelLayerInput"][];
                /** @default sequential */
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        };
        SequentialWithinInput: {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Sequential";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                build_input_shape?: (number | null)[] | null;
                dtype?: components["schemas"]["DTypeInput"];
                layers: (components["schemas"]["PlainLayerInput"] | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "TimeDistributed";
                    config?: {
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        layer: components["schemas"]["PlainLayerInput"];
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                })[];
                /** @default sequential */
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        };
        /** @description What a model answers with where a request does not choose */
        Serving: {
            /** @description what made this revision; null before the first */
            action: ("put" | "rollback" | "reset") | null;
            created_at: string | null;
            model: string;
            /** @description false: the final weights of the newest succeeded job answer, whichever that is */
            pinned: boolean;
            /** @description the revision that a rollback returns to; null where there is none */
            previous: number | null;
            /** @description counts the changes of what the model answers with; 0 before the first */
            revision: number;
            /** @description empty while nothing can answer */
            targets: {
                epoch: number;
                job: string;
                label: string | null;
                /** @description of the job; null while it has not succeeded */
                version: number | null;
                weight: number;
            }[];
        };
        ShapeInput: (number | null)[];
        /** @description The short form: nothing but the layers */
        ShortArchitectureInput: {
            layers: components["schemas"]["ModelLayerInput"][];
            /** @default sequential */
            name?: components["schemas"]["NameInput"];
        };
        /** @description How the rows that `validation_split` holds out are chosen */
        Split: {
            /**
             * @description rows of one group of the dataset's `group` are never on both sides
             * @default false
             */
            group: boolean;
            /**
             * @description the last part of the rows, as Keras takes it, or rows drawn at random; both before any shuffling
             * @default random
             * @enum {string}
             */
            method: "last" | "random";
            /** @description the seed of the fit when left out; the job's own for good */
            seed?: number;
            /**
             * @description every class keeps its share on both sides
             * @default false
             */
            stratify: boolean;
        };
        /** @description How the rows that `validation_split` holds out are chosen */
        SplitInput: {
            /**
             * @description rows of one group of the dataset's `group` are never on both sides
             * @default false
             */
            group?: boolean;
            /**
             * @description the last part of the rows, as Keras takes it, or rows drawn at random; both before any shuffling
             * @default random
             * @enum {string}
             */
            method?: "last" | "random";
            /** @description the seed of the fit when left out; the job's own for good */
            seed?: number;
            /**
             * @description every class keeps its share on both sides
             * @default false
             */
            stratify?: boolean;
        };
        /** @description Keras's summary of a model */
        Summary: {
            /** @description of one training step on 32 rows */
            estimated_memory_bytes: number;
            layers: {
                class_name: string;
                name: string;
                /** @description null stands for the number of rows */
                output_shape: (number | null)[] | null;
                params: number;
                trainable: boolean;
            }[];
            non_trainable_params: number;
            total_params: number;
            trainable_params: number;
        };
        TensorFlowClassification: {
            /** @description for each example the label and score of every class */
            results: [
                string,
                number
            ][][];
        };
        /** @description Examples to classify, or to find a value for */
        TensorFlowExamplesInput: {
            /** @description an object of features that all examples have */
            context?: unknown;
            /** @description a list of objects: a value or a list of values for each feature */
            examples: unknown;
            /** @description `serving_default`, which is also what is taken when it is left out */
            signature_name?: string;
        };
        /** @description GetModelMetadataResponse of TensorFlow Serving, as JSON */
        TensorFlowMetadata: {
            metadata: {
                signature_def: {
                    signature_def: {
                        serving_default: {
                            inputs: {
                                [key: string]: {
                                    /** @enum {string} */
                                    dtype: "DT_FLOAT" | "DT_STRING";
                                    name: string;
                                    tensor_shape: {
                                        dim: {
                                            name: string;
                                            size: string;
                                        }[];
                                        unknown_rank: boolean;
                                    };
                                };
                            };
                            /** @constant */
                            method_name: "tensorflow/serving/predict";
                            outputs: {
                                [key: string]: {
                                    /** @enum {string} */
                                    dtype: "DT_FLOAT" | "DT_STRING";
                                    name: string;
                                    tensor_shape: {
                                        dim: {
                                            name: string;
                                            size: string;
                                        }[];
                                        unknown_rank: boolean;
                                    };
                                };
                            };
                        };
                    };
                };
            };
            model_spec: {
                name: string;
                signature_name: string;
                version: string;
            };
        };
        /** @description Rows to predict, as `instances` or as `inputs` */
        TensorFlowPredictInput: {
            /** @description the same by column: all rows of the one input, or an object with all rows of each */
            inputs?: unknown;
            /** @description rows: values or nested lists, or objects by the name of each input */
            instances?: unknown;
            /** @description `serving_default`, which is also what is taken when it is left out */
            signature_name?: string;
        };
        TensorFlowPrediction: {
            /** @description one for each of the `instances`; where the model has several outputs, an object */
            predictions: unknown;
        } | {
            /** @description to `inputs`; where the model has several outputs, an object with all rows of each */
            outputs: unknown;
        };
        TensorFlowRegression: {
            /** @description a value for each example */
            results: number[];
        };
        /** @description Figures of each column, of all values together, rows of each class, or sizes of groups */
        TensorStatistics: {
            columns: {
                /** @description different values; counting stops at 1,000, or earlier where there are many columns */
                distinct: number;
                /** @description whether counting stopped, so that there may be more */
                distinct_capped: boolean;
                /** @description exact counts of all values; those of a column of categories are of their numbers */
                histogram?: {
                    /** @description width of each bin, a power of two, at least 1 for whole numbers; 0 where all values are the same */
                    bin_width: number;
                    /** @description values in each bin, 64 at most, and fewer where there are many columns */
                    counts: number[];
                    /** @description where the first bin begins */
                    from: number;
                };
                /** @description whether all values are whole numbers */
                integers?: boolean;
                max: number;
                mean: number;
                min: number;
                /** @description cells without a value */
                missing: number;
                name: string;
                /**
                 * @description `rising` where each value is larger than the one in the row before, `falling` where it is smaller
                 * @enum {string}
                 */
                order?: "rising" | "falling" | "none";
                /** @description of all rows (divided by their number, as NumPy does) */
                standard_deviation: number;
            }[];
        } | {
            values: {
                /** @description different values; counting stops at 1,000, or earlier where there are many columns */
                distinct: number;
                /** @description whether counting stopped, so that there may be more */
                distinct_capped: boolean;
                /** @description exact counts of all values; those of a column of categories are of their numbers */
                histogram?: {
                    /** @description width of each bin, a power of two, at least 1 for whole numbers; 0 where all values are the same */
                    bin_width: number;
                    /** @description values in each bin, 64 at most, and fewer where there are many columns */
                    counts: number[];
                    /** @description where the first bin begins */
                    from: number;
                };
                /** @description whether all values are whole numbers */
                integers?: boolean;
                max: number;
                mean: number;
                min: number;
                /** @description cells without a value */
                missing: number;
                /**
                 * @description `rising` where each value is larger than the one in the row before, `falling` where it is smaller
                 * @enum {string}
                 */
                order?: "rising" | "falling" | "none";
                /** @description of all rows (divided by their number, as NumPy does) */
                standard_deviation: number;
            };
        } | {
            classes: {
                class: string;
                count: number;
            }[];
            /** @description how often the class changes from one row to the next, and one more */
            stretches?: number;
        } | {
            groups: {
                count: number;
                /** @description rows of the largest group */
                largest: number;
                /** @description rows of the smallest group */
                smallest: number;
            };
        };
        TopPrediction: {
            /** @description the likeliest classes of each row, likeliest first */
            classes: {
                class: string;
                probability: components["schemas"]["Number"];
            }[][];
            /** @description their epoch */
            epoch: number;
            /** @description the job whose weights answered */
            job: string;
            /** @description the model's output for each row; where it has several, an object by their names */
            predictions: components["schemas"]["NestedNumbers"] | {
                [key: string]: components["schemas"]["Number"] | components["schemas"]["NestedNumbers"];
            }[];
        };
        /** @description A file that comes piece by piece, by the tus protocol */
        Upload: {
            /** @description RFC 3339 */
            created_at: string;
            /** @description the dataset that it has become */
            dataset: string | null;
            /** @description when it is deleted, unless more bytes come before */
            expires_at: string;
            file_name: string;
            id: string;
            /** @description why the last try to make a dataset of it failed */
            problem: components["schemas"]["Problem"] | null;
            /** @description bytes that the making of a dataset has read, of size_bytes */
            read_bytes: number;
            received_bytes: number;
            /** @description rows of the dataset that are stored so far */
            rows_stored: number;
            size_bytes: number;
            /**
             * @description bytes are missing; all have come; a dataset is being made of it; it has become a dataset
             * @enum {string}
             */
            status: "receiving" | "complete" | "reading" | "used";
        };
        /** @description Something in the data that is probably not meant so; each code comes once */
        Warning: {
            /** @description the classes that it is about, 20 at most */
            classes?: string[];
            /** @enum {string} */
            code: "target_leak" | "id_column" | "constant_column" | "missing_values" | "many_categories" | "rare_class" | "imbalanced_classes" | "sorted_by_target" | "different_scales" | "unscaled_pixels" | "large_targets" | "duplicates_across_split" | "class_missing_in_training" | "class_missing_in_validation";
            /** @description the columns that it is about, 20 at most */
            columns?: string[];
            /** @description how many columns, classes or rows it is about */
            count?: number;
            /** @description what was found, with its figures, and what to do about it */
            detail: string;
        };
        /** @description An address that is told of what becomes of jobs */
        Webhook: {
            /** Format: date-time */
            created_at: string;
            events: ("job.queued" | "job.running" | "job.paused" | "job.succeeded" | "job.failed" | "job.cancelled")[];
            id: string;
            url: string;
        };
        /** @description One event told to one webhook */
        WebhookDelivery: {
            /** @description HTTP status of the last answer */
            answered: number | null;
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** @description why the last attempt failed */
            error: string | null;
            /** @enum {string} */
            event: "job.queued" | "job.running" | "job.paused" | "job.succeeded" | "job.failed" | "job.cancelled";
            finished_at: string | null;
            /** @description also the header `webhook-id`: it stays the same when the delivery is repeated */
            id: string;
            /** @description when it is tried next; null when it is through */
            next_at: string | null;
            /** @description what is posted */
            payload: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "waiting" | "delivered" | "failed";
        };
        /** @description A layer, or a model of one input and one output */
        WrappedLayerInput: (components["schemas"]["PlainLayerInput"] | {
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "TimeDistributed";
            config?: {
                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                dtype?: components["schemas"]["DTypeInput"];
                input_shape?: components["schemas"]["ShapeInput"];
                layer: components["schemas"]["PlainLayerInput"];
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        }) | {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @constant */
            class_name: "Sequential";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                build_input_shape?: (number | null)[] | null;
                dtype?: components["schemas"]["DTypeInput"];
                layers: (components["schemas"]["PlainLayerInput"] | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "TimeDistributed";
                    config?: {
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        layer: (components["schemas"]["PlainLayerInput"] | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "TimeDistributed";
                            config?: {
                                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                                dtype?: components["schemas"]["DTypeInput"];
                                input_shape?: components["schemas"]["ShapeInput"];
                                layer: components["schemas"]["PlainLayerInput"];
                                name?: components["schemas"]["NameInput"];
                                /** @default true */
                                trainable?: boolean;
                            };
                            inbound_nodes?: components["schemas"]["InboundNodesInput"];
                            module?: string | null;
                            name?: components["schemas"]["NameInput"];
                            registered_name?: null;
                        }) | components["schemas"]["SequentialWithinInput"] | components["schemas"]["FunctionalWithinInput"];
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | components["schemas"]["SequentialWithinInput"] | components["schemas"]["FunctionalWithinInput"])[];
                /** @default sequential */
                name?: components["schemas"]["NameInput"];
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            registered_name?: null;
        } | {
            backend?: string;
            build_config?: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            class_name: "Functional" | "Model";
            compile_config?: {
                [key: string]: unknown;
            } | null;
            config: {
                dtype?: components["schemas"]["DTypeInput"];
                input_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                layers: ((components["schemas"]["PlainLayerInput"] | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "TimeDistributed";
                    config?: {
                        batch_input_shape?: components["schemas"]["BatchShapeInput"];
                        dtype?: components["schemas"]["DTypeInput"];
                        input_shape?: components["schemas"]["ShapeInput"];
                        layer: (components["schemas"]["PlainLayerInput"] | {
                            build_config?: {
                                [key: string]: unknown;
                            } | null;
                            /** @constant */
                            class_name: "TimeDistributed";
                            config?: {
                                batch_input_shape?: components["schemas"]["BatchShapeInput"];
                                dtype?: components["schemas"]["DTypeInput"];
                                input_shape?: components["schemas"]["ShapeInput"];
                                layer: components["schemas"]["PlainLayerInput"];
                                name?: components["schemas"]["NameInput"];
                                /** @default true */
                                trainable?: boolean;
                            };
                            inbound_nodes?: components["schemas"]["InboundNodesInput"];
                            module?: string | null;
                            name?: components["schemas"]["NameInput"];
                            registered_name?: null;
                        }) | components["schemas"]["SequentialWithinInput"] | components["schemas"]["FunctionalWithinInput"];
                        name?: components["schemas"]["NameInput"];
                        /** @default true */
                        trainable?: boolean;
                    };
                    inbound_nodes?: components["schemas"]["InboundNodesInput"];
                    module?: string | null;
                    name?: components["schemas"]["NameInput"];
                    registered_name?: null;
                } | components["schemas"]["SequentialWithinInput"] | components["schemas"]["FunctionalWithinInput"]) | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "NotEqual";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "NotEqual" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "Any";
                    config: {
                        /** @constant */
                        axis: -1;
                        /** @constant */
                        keepdims: false;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "Any" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "LogicalOr";
                    config: {
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "LogicalOr" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ExpandDims";
                    config: {
                        /** @constant */
                        axis: -1;
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ExpandDims" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ZerosLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ZerosLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "OnesLike";
                    config: {
                        /** @constant */
                        dtype: "bool";
                        name: components["schemas"]["NameInput"];
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "OnesLike" | null;
                } | {
                    build_config?: {
                        [key: string]: unknown;
                    } | null;
                    /** @constant */
                    class_name: "ConvertToTensor";
                    config: {
                        dtype: null;
                        name: components["schemas"]["NameInput"];
                        ragged?: null;
                        sparse: null;
                    };
                    inbound_nodes: components["schemas"]["InboundNodesInput"];
                    /** @enum {string} */
                    module?: "keras.src.ops.numpy" | "keras.src.ops.core";
                    name?: components["schemas"]["NameInput"];
                    registered_name?: "ConvertToTensor" | null;
                })[];
                /** @default functional */
                name?: components["schemas"]["NameInput"];
                output_layers: [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ] | [
                    components["schemas"]["NameInput"],
                    number,
                    number
                ][] | {
                    [key: string]: [
                        components["schemas"]["NameInput"],
                        number,
                        number
                    ];
                };
                /** @default true */
                trainable?: boolean;
            };
            inbound_nodes?: components["schemas"]["InboundNodesInput"];
            keras_version?: string;
            module?: string | null;
            name?: components["schemas"]["NameInput"];
            /** @enum {unknown} */
            registered_name?: "Functional" | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ActivationInput = components['schemas']['ActivationInput'];
export type ActivationObjectInput = components['schemas']['ActivationObjectInput'];
export type Attempt = components['schemas']['Attempt'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type BatchPredictInput = components['schemas']['BatchPredictInput'];
export type BatchPrediction = components['schemas']['BatchPrediction'];
export type BatchShapeInput = components['schemas']['BatchShapeInput'];
export type Callback = components['schemas']['Callback'];
export type CallbackInput = components['schemas']['CallbackInput'];
export type Catalog = components['schemas']['Catalog'];
export type Checkpoint = components['schemas']['Checkpoint'];
export type CheckpointChoiceInput = components['schemas']['CheckpointChoiceInput'];
export type CheckpointPolicy = components['schemas']['CheckpointPolicy'];
export type CheckpointPolicyInput = components['schemas']['CheckpointPolicyInput'];
export type ColumnKindInput = components['schemas']['ColumnKindInput'];
export type CompileInput = components['schemas']['CompileInput'];
export type ConstraintInput = components['schemas']['ConstraintInput'];
export type CreatedKey = components['schemas']['CreatedKey'];
export type CreatedWebhook = components['schemas']['CreatedWebhook'];
export type Dataset = components['schemas']['Dataset'];
export type DatasetPreview = components['schemas']['DatasetPreview'];
export type DatasetStatistics = components['schemas']['DatasetStatistics'];
export type DatasetUploadInput = components['schemas']['DatasetUploadInput'];
export type DTypeInput = components['schemas']['DTypeInput'];
export type Evaluated = components['schemas']['Evaluated'];
export type EvaluateInput = components['schemas']['EvaluateInput'];
export type Evaluation = components['schemas']['Evaluation'];
export type EvaluationSummary = components['schemas']['EvaluationSummary'];
export type FitInput = components['schemas']['FitInput'];
export type FunctionalInput = components['schemas']['FunctionalInput'];
export type FunctionalWithinInput = components['schemas']['FunctionalWithinInput'];
export type History = components['schemas']['History'];
export type ImportOptionsInput = components['schemas']['ImportOptionsInput'];
export type InboundNodesInput = components['schemas']['InboundNodesInput'];
export type InferModel = components['schemas']['InferModel'];
export type InferRequestInput = components['schemas']['InferRequestInput'];
export type InferResponse = components['schemas']['InferResponse'];
export type InitializerInput = components['schemas']['InitializerInput'];
export type InlineDatasetInput = components['schemas']['InlineDatasetInput'];
export type Job = components['schemas']['Job'];
export type JobFit = components['schemas']['JobFit'];
export type Key = components['schemas']['Key'];
export type LayerInput = components['schemas']['LayerInput'];
export type LearningRateScheduleInput = components['schemas']['LearningRateScheduleInput'];
export type LossInput = components['schemas']['LossInput'];
export type MetricInput = components['schemas']['MetricInput'];
export type MissingRule = components['schemas']['MissingRule'];
export type MissingRuleInput = components['schemas']['MissingRuleInput'];
export type Model = components['schemas']['Model'];
export type ModelDryRun = components['schemas']['ModelDryRun'];
export type ModelLayerInput = components['schemas']['ModelLayerInput'];
export type ModelStatus = components['schemas']['ModelStatus'];
export type ModelVersion = components['schemas']['ModelVersion'];
export type NameInput = components['schemas']['NameInput'];
export type NestedNumbers = components['schemas']['NestedNumbers'];
export type NewKeyInput = components['schemas']['NewKeyInput'];
export type NewModelInput = components['schemas']['NewModelInput'];
export type NewServingInput = components['schemas']['NewServingInput'];
export type NewWebhookInput = components['schemas']['NewWebhookInput'];
export type Number = components['schemas']['Number'];
export type OptimizerInput = components['schemas']['OptimizerInput'];
export type PlainError = components['schemas']['PlainError'];
export type PlainLayerInput = components['schemas']['PlainLayerInput'];
export type PredictInput = components['schemas']['PredictInput'];
export type Prediction = components['schemas']['Prediction'];
export type Preparation = components['schemas']['Preparation'];
export type Prepare = components['schemas']['Prepare'];
export type PrepareColumn = components['schemas']['PrepareColumn'];
export type PrepareColumnInput = components['schemas']['PrepareColumnInput'];
export type PrepareInput = components['schemas']['PrepareInput'];
export type Problem = components['schemas']['Problem'];
export type Project = components['schemas']['Project'];
export type ProjectOverview = components['schemas']['ProjectOverview'];
export type Readiness = components['schemas']['Readiness'];
export type RegularizerInput = components['schemas']['RegularizerInput'];
export type RotateKeyInput = components['schemas']['RotateKeyInput'];
export type Scaling = components['schemas']['Scaling'];
export type ScalingInput = components['schemas']['ScalingInput'];
export type SequentialInput = components['schemas']['SequentialInput'];
export type SequentialWithinInput = components['schemas']['SequentialWithinInput'];
export type Serving = components['schemas']['Serving'];
export type ShapeInput = components['schemas']['ShapeInput'];
export type ShortArchitectureInput = components['schemas']['ShortArchitectureInput'];
export type Split = components['schemas']['Split'];
export type SplitInput = components['schemas']['SplitInput'];
export type Summary = components['schemas']['Summary'];
export type TensorFlowClassification = components['schemas']['TensorFlowClassification'];
export type TensorFlowExamplesInput = components['schemas']['TensorFlowExamplesInput'];
export type TensorFlowMetadata = components['schemas']['TensorFlowMetadata'];
export type TensorFlowPredictInput = components['schemas']['TensorFlowPredictInput'];
export type TensorFlowPrediction = components['schemas']['TensorFlowPrediction'];
export type TensorFlowRegression = components['schemas']['TensorFlowRegression'];
export type TensorStatistics = components['schemas']['TensorStatistics'];
export type TopPrediction = components['schemas']['TopPrediction'];
export type Upload = components['schemas']['Upload'];
export type Warning = components['schemas']['Warning'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WrappedLayerInput = components['schemas']['WrappedLayerInput'];
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCatalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDatasets: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Dataset"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDataset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InlineDatasetInput"];
                "multipart/form-data": components["schemas"]["DatasetUploadInput"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A Content-Type that this route does not take */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewDataset: {
        parameters: {
            query?: {
                /** @description how many rows */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The first rows as they were given, before `scale` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPreview"];
                    "image/png": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDatasetStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetStatistics"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
                /** @description a model's id */
                model?: string;
                status?: "queued" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Nothing has changed since the version that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Attempt"][];
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The worker that trains it has still to stop */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCheckpoints: {
        parameters: {
            query?: {
                /** @description the last epoch of the page before */
                after?: number;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Checkpoint"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description `latest`, `best`, `final` (of a job that has succeeded), or an epoch */
                name: ("latest" | "best" | "final") | number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadCheckpoint: {
        parameters: {
            query?: {
                /** @description `safetensors`: the weights by their Keras paths; `tfjs`: what `tf.loadLayersModel` opens; `savedmodel`: a zip of what `tf.saved_model.load` and TensorFlow Serving open; `onnx`: what ONNX Runtime opens; `keras`: what `keras.models.load_model` opens; `weights_h5`: what `model.load_weights` of Keras 3 opens */
                format?: "safetensors" | "tfjs" | "savedmodel" | "onnx" | "keras" | "weights_h5";
            };
            header?: never;
            path: {
                id: string;
                /** @description `latest`, `best`, `final` (of a job that has succeeded), or an epoch */
                name: ("latest" | "best" | "final") | number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "application/onnx": string;
                    "application/vnd.safetensors": string;
                    "application/x-hdf5": string;
                    "application/zip": string;
                };
            };
            /** @description Nothing has changed since the version that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadTfjsWeights: {
        parameters: {
            query?: {
                format?: "tfjs";
            };
            header?: never;
            path: {
                id: string;
                /** @description `latest`, `best`, `final` (of a job that has succeeded), or an epoch */
                name: ("latest" | "best" | "final") | number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Nothing has changed since the version that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description JSON */
                        data: string;
                        /** @enum {string} */
                        event: "status" | "progress" | "epoch" | "checkpoint";
                        /** @description its number; `progress` has none */
                        id?: string;
                    };
                };
            };
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A value of each metric for each epoch that is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                    "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The worker that trains it has still to stop */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPreparation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preparation"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The worker that trains it has still to stop */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKeyInput"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateKeyInput"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Model"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createModel: {
        parameters: {
            query?: {
                /** @description check and summarize the model, and store nothing */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewModelInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDryRun"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"] | components["schemas"]["ModelStatus"];
                    "text/x-python": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBatchPredictions: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description only those of this dataset */
                dataset?: string;
                /** @description only those by the weights of this job */
                job?: string;
                /** @description how many to answer */
                limit?: number;
                status?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BatchPrediction"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    batchPredict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchPredictInput"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPrediction"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBatchPrediction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                prediction: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPrediction"];
                };
            };
            /** @description Nothing has changed since the version that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteBatchPrediction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                prediction: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBatchPrediction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                prediction: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPrediction"];
                };
            };
            /** @description The worker that has it has still to stop */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPrediction"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadBatchPrediction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                prediction: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compileModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompileInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateInput"];
            };
        };
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluated"];
                };
            };
            /** @description A worker will find it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvaluations: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description only those on this dataset */
                dataset?: string;
                /** @description only those of the weights of this job */
                job?: string;
                /** @description how many to answer */
                limit?: number;
                status?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EvaluationSummary"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description Nothing has changed since the version that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evaluation: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationSummary"];
                };
            };
            /** @description The worker that has it has still to stop */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationSummary"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FitInput"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addLayer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LayerInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                        paths: {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    predict: {
        parameters: {
            query?: {
                /** @description as in JSON, by its name; for bodies that are not JSON */
                checkpoint?: "served" | "final" | "latest" | "best";
                top_k?: number;
                /** @description the final weights of this version */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PredictInput"];
                "application/vnd.apache.arrow.stream": string;
                "application/x-npy": string;
                "multipart/form-data": {
                    file: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"] | components["schemas"]["TopPrediction"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A Content-Type that this route does not take */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getServing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    serve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewServingInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetServing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServings: {
        parameters: {
            query?: {
                /** @description the last number of the page before */
                after?: number;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Serving"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollbackServing: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Serving"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    summarizeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description the last number of the page before */
                after?: number;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ModelVersion"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importWeights: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description one safetensors, .weights.h5, .keras or zip, or model.json and its shards */
                    file: string[];
                    options?: components["schemas"]["ImportOptionsInput"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A Content-Type that this route does not take */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfclassify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowClassification"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfpredict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowPredictInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowPrediction"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfregress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowRegression"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfStatusLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a name for what is served, such as `stable` or `canary` */
                label: string;
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelStatus"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfclassifyLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a name for what is served, such as `stable` or `canary` */
                label: string;
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowClassification"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfpredictLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a name for what is served, such as `stable` or `canary` */
                label: string;
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowPredictInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowPrediction"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfregressLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a name for what is served, such as `stable` or `canary` */
                label: string;
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowRegression"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfMetadataLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description a name for what is served, such as `stable` or `canary` */
                label: string;
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowMetadata"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowMetadata"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfStatusVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelStatus"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfclassifyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowClassification"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfpredictVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowPredictInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowPrediction"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfregressVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TensorFlowExamplesInput"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowRegression"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tfMetadataVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TensorFlowMetadata"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProjectOverview"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setProjectLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description null sets no limit; what is left out is as the settings PROJECT_* say */
        requestBody: {
            content: {
                "application/json": {
                    /** @description bytes of all checkpoints, from which on no fit may be started */
                    checkpoint_bytes?: number | null;
                    /** @description bytes of all datasets */
                    dataset_bytes?: number | null;
                    /** @description jobs that are trained at once, on all workers together */
                    jobs_running?: number | null;
                    /** @description jobs that may wait in the queue */
                    jobs_waiting?: number | null;
                    /** @description requests a second, on all servers together */
                    requests_per_s?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOverview"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUploads: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Upload"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
                /** @description the version of tus, 1.0.0; counts as that when left out */
                "tus-resumable"?: "1.0.0";
                /** @description bytes of the whole file */
                "upload-length": string;
                /** @description pairs of a key and its value in base64, `filename ZGlnaXRzLmNzdg==`; `filename` names the file */
                "upload-metadata"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A version of the tus protocol that this server does not speak */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A Content-Type that this route does not take */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describeUploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version of tus, 1.0.0; counts as that when left out */
                "tus-resumable"?: "1.0.0";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A version of the tus protocol that this server does not speak */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    appendToUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description the version of tus, 1.0.0; counts as that when left out */
                "tus-resumable"?: "1.0.0";
                /** @description where in the file the bytes begin: as many as have been received */
                "upload-offset": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A version of the tus protocol that this server does not speak */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A Content-Type that this route does not take */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and the same body, byte for byte (for uploads, the bytes of the parts), get the first answer again for 24 hours, with `Idempotency-Replayed: true`; another body gets 422, and a repeat while the first still runs 409. Answers of 429 and 5xx are not kept. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookInput"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to send back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                /** @description how many to answer */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        /** @description whether a further page would hold any */
                        has_more: boolean;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key may not do this, or the project has its fill */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        extensions: string[];
                        name: string;
                        version: string;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferServerLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        live: true;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferServerReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        ready: true;
                    };
                };
            };
            /** @description The request cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferModel"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    infer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InferRequestInput"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferResponse"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferModelReady: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {boolean} */
                        ready: true;
                    };
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferModelVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                /** @description the number of a version, or a label that it is served under */
                version: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferModel"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                /** @description the number of a version, or a label that it is served under */
                version: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InferRequestInput"];
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InferResponse"];
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than the service takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inferModelReadyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the model's id, or its name: then the newest model of that name */
                name: string;
                /** @description the number of a version, or a label that it is served under */
                version: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {boolean} */
                        ready: true;
                    };
                };
            };
            /** @description The request cannot be read, or is not what the model takes */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No API key, or one that is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such model, version or label in this project */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The model has no weights yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Understood, but invalid; `errors` names each wrong field */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many; see `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of the service is down; the request can be sent again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlainError"];
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
