"""The chapter's network behind FastAPI and uvicorn, as a compiled call of Keras; it says where it listens, and ends with its input."""
import json, os, socket, sys, threading

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
try:
    import fastapi, keras, numpy as np, tensorflow as tf, uvicorn
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

model = keras.Sequential(
    [keras.Input((784,)), keras.layers.Dense(100, "sigmoid"), keras.layers.Dense(10, "softmax")]
)
call = tf.function(lambda x: model(x, training=False), input_signature=[tf.TensorSpec((None, 784), tf.float32)])
app = fastapi.FastAPI()


@app.post("/predict")
async def predict(request: fastapi.Request):
    rows = np.asarray((await request.json())["instances"], dtype="float32") / 255
    return {"predictions": call(rows).numpy().tolist()}


listener = socket.create_server(("127.0.0.1", 0))
url = f"http://127.0.0.1:{listener.getsockname()[1]}/predict"
label = f"FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}, Keras {keras.__version__}"
call(np.zeros((1, 784), "float32"))
server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
print(json.dumps({"url": url, "label": label, "headers": {}}), flush=True)
server.run(sockets=[listener])
