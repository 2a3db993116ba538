/** Asks a model by the HTTP client of NVIDIA's Triton, and prints what it heard. */
export const TRITON_SCRIPT = `
import json, sys
import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, triton_to_np_dtype

given = json.loads(sys.argv[1])
headers = {"authorization": given["authorization"]}
client = triton.InferenceServerClient(given["address"], connection_timeout=120, network_timeout=120)
model, rows = given["model"], np.array(given["rows"], dtype=np.float32)

def infer(dtype, binary, name=model, version="", outputs=None):
    tensor = triton.InferInput("dense_input", list(rows.shape), dtype)
    tensor.set_data_from_numpy(rows.astype(triton_to_np_dtype(dtype)), binary_data=binary)
    return client.infer(name, [tensor], model_version=version, outputs=outputs, request_id="7",
                        # The client writes the length of its JSON into the headers that it is given.
                        headers=dict(headers))

def output(binary):
    return [triton.InferRequestedOutput("dense", binary_data=binary)]

def error(work):
    try:
        work()
    except InferenceServerException as raised:
        return [raised.status(), raised.message()]

exact = {}
for dtype in ("FP32", "FP64"):
    for binary in (False, True):
        result = infer(dtype, binary, outputs=output(binary))
        exact[f"{dtype} {binary}"] = result.as_numpy("dense").tolist()
by_default = infer("FP32", True)
classes = infer("FP32", True, outputs=[triton.InferRequestedOutput("dense", class_count=2)]).as_numpy("dense")
response = by_default.get_response()
print("ANSWER" + json.dumps({
    "live": client.is_server_live(),
    "ready": client.is_server_ready(),
    "model_ready": [client.is_model_ready(model, headers=headers), client.is_model_ready(model, "1", headers=headers),
                    client.is_model_ready("none", headers=headers)],
    "extensions": client.get_server_metadata(headers=headers)["extensions"],
    "metadata": client.get_model_metadata(model, headers=headers),
    "exact": exact,
    "default": by_default.as_numpy("dense").tolist(),
    "answered": [response["id"], response["model_version"], response["parameters"]],
    "version": infer("FP32", True, version="1").as_numpy("dense").tolist(),
    "classes": [[text.decode() for text in row] for row in classes],
    "errors": [error(lambda: infer("FP32", True, name="none"))[0],
               error(lambda: infer("FP32", True, outputs=[triton.InferRequestedOutput("other")])),
               error(lambda: client.get_model_repository_index(headers=headers))[0]],
}))
`;
