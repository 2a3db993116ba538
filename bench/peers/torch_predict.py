"""PyTorch's forward pass of the chapter's network; one measurement for each line of standard input."""
import json, sys, time

try:
    import torch
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

rows, calls = int(sys.argv[1]), 300
model = torch.nn.Sequential(torch.nn.Linear(784, 100), torch.nn.Sigmoid(), torch.nn.Linear(100, 10), torch.nn.Softmax(1))
x = torch.rand(rows, 784)


def measure():
    with torch.inference_mode():
        began = time.perf_counter()
        for _ in range(calls):
            model(x)
        return (time.perf_counter() - began) * 1000 / calls


measure()
print(json.dumps({"ready": f"PyTorch {torch.__version__}"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
