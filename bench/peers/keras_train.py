"""Keras's model.fit on the case in the first argument; one measurement for each line of standard input."""
import json, os, sys, time

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
try:
    import numpy as np
    import keras
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

case = json.loads(sys.argv[1])
rows, shape, batch = case["rows"], case["inputShape"], case["batchSize"]
x = (np.random.default_rng(1).integers(0, 256, (rows, *shape)) / 255).astype("float32")
y = np.random.default_rng(2).integers(0, 10, rows)
layers = [getattr(keras.layers, layer["class_name"])(**layer["config"]) for layer in case["layers"]]
model = keras.Sequential([keras.Input(shape), *layers])
model.compile(case["optimizer"], "sparse_categorical_crossentropy", metrics=["accuracy"])


def measure():
    began = time.perf_counter()
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0)
    return (time.perf_counter() - began) * 1000 / -(-rows // batch)


measure()
print(json.dumps({"ready": f"Keras {keras.__version__}, model.fit"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
