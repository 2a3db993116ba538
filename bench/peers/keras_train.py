"""Keras's model.fit on the case that stands on standard input's first line; then one measurement a line."""
import json, os, sys, time

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
try:
    import numpy as np
    import keras
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

case = json.loads(sys.argv[1])
rows, inputs, units = case["rows"], case["inputs"], case["units"]
x = (np.random.default_rng(1).integers(0, 256, (rows, inputs)) / 255).astype("float32")
y = np.random.default_rng(2).integers(0, units[-1], rows)
layers = [keras.layers.Dense(n, case["activation"] if i < len(units) - 1 else "softmax") for i, n in enumerate(units)]
model = keras.Sequential([keras.Input((inputs,)), *layers])
model.compile(case["optimizer"], "sparse_categorical_crossentropy", metrics=["accuracy"])


def measure():
    began = time.perf_counter()
    model.fit(x, y, batch_size=case["batchSize"], epochs=1, verbose=0)
    return (time.perf_counter() - began) * 1000 / -(-rows // case["batchSize"])


measure()
print(json.dumps({"ready": f"Keras {keras.__version__}, model.fit"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
