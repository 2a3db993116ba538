"""Keras's forward pass of the chapter's network, as one compiled call; one measurement for each line of standard input."""
import json, os, sys, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
try:
    import keras
    import numpy as np
    import tensorflow as tf
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

rows, calls = int(sys.argv[1]), 300
model = keras.Sequential(
    [keras.Input((784,)), keras.layers.Dense(100, activation="sigmoid"), keras.layers.Dense(10, activation="softmax")]
)
forward = tf.function(lambda given: model(given, training=False), input_signature=[tf.TensorSpec((None, 784), tf.float32)])
x = np.random.default_rng(1).random((rows, 784), dtype=np.float32)


def measure():
    began = time.perf_counter()
    for _ in range(calls):
        forward(x).numpy()
    return (time.perf_counter() - began) * 1000 / calls


measure()
print(json.dumps({"ready": f"Keras {keras.__version__}, TensorFlow {tf.__version__}"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
