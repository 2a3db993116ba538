"""Reads the files of an upload and stores them as pandas and NumPy do; one measurement for each line of standard input."""
import json, os, sys, tempfile, time

try:
    import numpy as np
    import pandas as pd
    import pyarrow
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

case = json.loads(sys.argv[1])
folder = tempfile.mkdtemp(prefix="fitserve-bench-")
stored = os.path.join(folder, "stored")


def store(path):
    if path.endswith(".csv"):
        pd.read_csv(path).to_parquet(stored)
    elif path.endswith(".npy"):
        with open(stored, "wb") as out:
            np.save(out, np.load(path))
    else:
        with open(path, "rb") as file, open(stored, "wb") as out:
            dimensions = file.read(4)[3]
            shape = np.frombuffer(file.read(4 * dimensions), ">i4")
            np.save(out, np.frombuffer(file.read(), np.uint8).reshape(shape))


def measure():
    began = time.perf_counter()
    for path in case["files"]:
        store(path)
    return (time.perf_counter() - began) * 1000


measure()
print(json.dumps({"ready": f"pandas {pd.__version__}, pyarrow {pyarrow.__version__}, NumPy {np.__version__}"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
if os.path.exists(stored):
    os.remove(stored)
os.rmdir(folder)
