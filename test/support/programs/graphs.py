"""Opens every exported graph below a folder in TensorFlow and in ONNX Runtime, and compares predictions with Keras's."""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import onnx
import onnxruntime
import tensorflow as tf

TOLERANCE = 1e-5
root = sys.argv[1]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.log_severity_level = 3
faults = []


def close(name, made, wanted):
    wanted = np.array(wanted, dtype=np.float32)
    if made.shape != wanted.shape or not np.all(np.abs(made - wanted) <= TOLERANCE * np.maximum(1, np.abs(wanted))):
        faults.append(name)


for name in sorted(os.listdir(root)):
    folder = os.path.join(root, name)
    with open(os.path.join(folder, "io.json")) as file:
        io = json.load(file)
    inputs = {key: np.array(value, dtype=np.float32) for key, value in io["inputs"].items()}
    loaded = tf.saved_model.load(folder)
    path = os.path.join(folder, "model.onnx")
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, options)
    names = [output.name for output in session.get_outputs()]
    rows = len(next(iter(inputs.values())))
    for count in (1, rows):
        given = {key: value[:count] for key, value in inputs.items()}
        by_tensorflow = loaded.signatures["serving_default"](**{key: tf.constant(value) for key, value in given.items()})
        by_onnx = dict(zip(names, session.run(None, given)))
        for key, wanted in io["outputs"].items():
            close(f"{name} in TensorFlow, {count} rows", by_tensorflow[key].numpy(), wanted[:count])
            close(f"{name} in ONNX Runtime, {count} rows", by_onnx[key], wanted[:count])

if faults:
    sys.exit("\n".join(faults))
