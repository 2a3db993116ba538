/** Asks a model by KServe's own client, by TensorFlow Serving's protocol (its "v1") and by the Open Inference Protocol. */
export const KSERVE_SCRIPT = `
import asyncio, json, sys
import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

given = json.loads(sys.argv[1])
headers = {"authorization": given["authorization"]}
base, model = "http://" + given["address"], given["model"]
rows = np.array(given["rows"], dtype=np.float32)

async def main():
    v1 = InferenceRESTClient(RESTConfig(protocol="v1", timeout=120))
    v2 = InferenceRESTClient(RESTConfig(protocol="v2", timeout=120))
    answered = await v1.infer(base, {"instances": rows.tolist()}, model_name=model, headers=headers)
    both = []
    for binary in (False, True):
        tensor = InferInput("dense_input", list(rows.shape), "FP32")
        tensor.set_data_from_numpy(rows, binary_data=binary)
        request = InferRequest(model, [tensor], parameters={"binary_data_output": binary})
        result = await v2.infer(base, request, model_name=model, headers=dict(headers))
        both.append(result.outputs[0].as_numpy().tolist())
    print("ANSWER" + json.dumps({
        "predictions": answered["predictions"],
        "infer": both,
        "live": await v2.is_server_live(base),
        "ready": await v2.is_server_ready(base),
        "model_ready": await v2.is_model_ready(base, model, headers=headers),
    }))

asyncio.run(main())
`;

/** Asks for what TensorFlow Serving tells of a model, and reads it by its own protobufs, which take no field that they do not know. */
export const TF_SERVING_SCRIPT = `
import json, os, sys, urllib.request
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
from google.protobuf import json_format
from tensorflow_serving.apis import get_model_metadata_pb2, get_model_status_pb2, model_pb2

given = json.loads(sys.argv[1])

def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request("http://" + given["address"] + path, data=data)
    request.add_header("authorization", given["authorization"])
    return urllib.request.urlopen(request).read()

base = "/v1/models/" + given["model"]
status = json_format.Parse(ask(base), get_model_status_pb2.GetModelStatusResponse())
metadata = json.loads(ask(base + "/metadata"))
spec = json_format.Parse(json.dumps(metadata["model_spec"]), model_pb2.ModelSpec())
signatures = json_format.Parse(json.dumps(metadata["metadata"]["signature_def"]), get_model_metadata_pb2.SignatureDefMap())
signature = signatures.signature_def["serving_default"]
print("ANSWER" + json.dumps({
    "versions": [[one.version, one.state] for one in status.model_version_status],
    "spec": [spec.name, spec.version.value],
    "inputs": {name: [info.dtype, [dim.size for dim in info.tensor_shape.dim]] for name, info in signature.inputs.items()},
    "outputs": {name: [info.dtype, [dim.size for dim in info.tensor_shape.dim]] for name, info in signature.outputs.items()},
    "predictions": json.loads(ask(base + ":predict", {"instances": given["rows"]}))["predictions"],
}))
`;
