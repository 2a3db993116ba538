"""Opens every .keras file of a folder in Keras, and compares its predictions with those that Keras made where it was trained."""

import json
import os
import sys

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
import keras
import numpy as np

TOLERANCE = 1e-5
root = sys.argv[1]
faults = []
for name in sorted(file.removesuffix(".keras") for file in os.listdir(root) if file.endswith(".keras")):
    with open(os.path.join(root, f"{name}.json")) as file:
        io = json.load(file)
    keras.backend.clear_session()
    model = keras.models.load_model(os.path.join(root, f"{name}.keras"), compile=False)
    given = [np.array(value, dtype=np.float32) for value in io["inputs"]]
    made = model(given[0] if len(given) == 1 else given, training=False)
    made = list(made.values()) if isinstance(made, dict) else made if isinstance(made, (list, tuple)) else [made]
    for tensor, wanted in zip(made, io["predictions"], strict=True):
        wanted = np.array(wanted, dtype=np.float32)
        if not np.all(np.abs(tensor.numpy() - wanted) <= TOLERANCE * np.maximum(1, np.abs(wanted))):
            faults.append(name)
if faults:
    sys.exit("\n".join(faults))
