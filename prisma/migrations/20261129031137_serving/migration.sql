-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "model_version" INTEGER;

-- AlterTable
ALTER TABLE "models" ADD COLUMN     "last_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "servings" (
    "model_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "previous" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "servings_pkey" PRIMARY KEY ("model_id","revision")
);

-- CreateTable
CREATE TABLE "serving_targets" (
    "model_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "job_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,
    "label" TEXT,

    CONSTRAINT "serving_targets_pkey" PRIMARY KEY ("model_id","revision","position")
);

-- CreateIndex
CREATE INDEX "serving_targets_job_id_epoch_idx" ON "serving_targets"("job_id", "epoch");

-- What has succeeded already, in the order in which it did.
UPDATE "jobs" SET "model_version" = "numbered"."version" FROM (
    SELECT "id", row_number() OVER (PARTITION BY "model_id" ORDER BY "finished_at", "id") AS "version"
    FROM "jobs" WHERE "status" = 'succeeded'
) AS "numbered" WHERE "jobs"."id" = "numbered"."id";
UPDATE "models" SET "last_version" = (SELECT count(*) FROM "jobs" WHERE "model_id" = "models"."id" AND "status" = 'succeeded');

-- CreateIndex
CREATE UNIQUE INDEX "jobs_model_id_model_version_key" ON "jobs"("model_id", "model_version");

-- AddForeignKey
ALTER TABLE "servings" ADD CONSTRAINT "servings_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serving_targets" ADD CONSTRAINT "serving_targets_model_id_revision_fkey" FOREIGN KEY ("model_id", "revision") REFERENCES "servings"("model_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "serving_targets" ADD CONSTRAINT "serving_targets_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Whoever writes that a job has succeeded makes a version of its model; the lock on the model's row keeps two from having the same number.
CREATE FUNCTION "number_model_version"() RETURNS trigger AS $$
BEGIN
    UPDATE "models" SET "last_version" = "last_version" + 1 WHERE "id" = NEW."model_id"
        RETURNING "last_version" INTO NEW."model_version";
    RETURN NEW;
END
$$ LANGUAGE plpgsql;

CREATE TRIGGER "jobs_number_model_version" BEFORE INSERT OR UPDATE OF "status" ON "jobs"
    FOR EACH ROW WHEN (NEW."status" = 'succeeded' AND NEW."model_version" IS NULL)
    EXECUTE FUNCTION "number_model_version"();
