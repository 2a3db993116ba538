-- CreateTable
CREATE TABLE "partial_uploads" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "reader" TEXT,
    "reading_until" TIMESTAMPTZ(3),
    "read_bytes" BIGINT NOT NULL DEFAULT 0,
    "rows_stored" BIGINT NOT NULL DEFAULT 0,
    "problem" JSONB,
    "dataset_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partial_uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partial_upload_pieces" (
    "upload_id" TEXT NOT NULL,
    "start" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "partial_upload_pieces_pkey" PRIMARY KEY ("upload_id","start")
);

-- CreateIndex
CREATE INDEX "partial_uploads_project_id_id_idx" ON "partial_uploads"("project_id", "id");

-- CreateIndex
CREATE INDEX "partial_uploads_expires_at_idx" ON "partial_uploads"("expires_at");

-- AddForeignKey
ALTER TABLE "partial_uploads" ADD CONSTRAINT "partial_uploads_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partial_upload_pieces" ADD CONSTRAINT "partial_upload_pieces_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "partial_uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Not compressed, as blocks: they are read once and deleted.
ALTER TABLE "partial_upload_pieces" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
