# What Schemathesis is told beyond schemathesis.toml: pieces of uploads are bytes.
import schemathesis

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
