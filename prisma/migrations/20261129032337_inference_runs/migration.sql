-- CreateEnum
CREATE TYPE "InferenceRunKind" AS ENUM ('evaluation', 'batch_prediction');

-- CreateEnum
CREATE TYPE "InferenceRunStatus" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "inference_runs" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "kind" "InferenceRunKind" NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "status" "InferenceRunStatus" NOT NULL DEFAULT 'queued',
    "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
    "request" JSONB NOT NULL,
    "rows" INTEGER NOT NULL,
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "figures" JSONB,
    "result" JSONB,
    "error" JSONB,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "infrastructure_failures" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inference_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inference_run_parts" (
    "run_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "written" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "meta" JSONB,

    CONSTRAINT "inference_run_parts_pkey" PRIMARY KEY ("run_id","index")
);

-- CreateIndex
CREATE INDEX "inference_runs_model_id_kind_id_idx" ON "inference_runs"("model_id", "kind", "id");

-- CreateIndex
CREATE INDEX "inference_runs_status_project_id_id_idx" ON "inference_runs"("status", "project_id", "id");

-- CreateIndex
CREATE INDEX "inference_runs_dataset_id_status_idx" ON "inference_runs"("dataset_id", "status");

-- AddForeignKey
ALTER TABLE "inference_runs" ADD CONSTRAINT "inference_runs_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference_runs" ADD CONSTRAINT "inference_runs_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference_run_parts" ADD CONSTRAINT "inference_run_parts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "inference_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
