"""A plain PyTorch loop on the case in the first argument; one measurement for each line of standard input."""
import json, sys, time

try:
    import torch
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

case = json.loads(sys.argv[1])
rows, shape, batch = case["rows"], case["inputShape"], case["batchSize"]
ACTIVATIONS = {"sigmoid": torch.nn.Sigmoid, "relu": torch.nn.ReLU}


class LastOfLstm(torch.nn.Module):
    def __init__(self, features, units):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, units, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def build(layer, shape):
    """The layer, and the shape of a row behind it; channels stand first, as PyTorch has them."""
    name, config = layer["class_name"], layer["config"]
    if name == "Dense":
        return torch.nn.Linear(shape[0], config["units"]), [config["units"]]
    if name == "Conv2D":
        height, width = (size - window + 1 for size, window in zip(shape[1:], config["kernel_size"]))
        return torch.nn.Conv2d(shape[0], config["filters"], config["kernel_size"]), [config["filters"], height, width]
    if name == "MaxPooling2D":
        return torch.nn.MaxPool2d(config["pool_size"]), [shape[0], *(size // 2 for size in shape[1:])]
    if name == "LSTM":
        return LastOfLstm(shape[1], config["units"]), [config["units"]]
    size = 1
    for length in shape:
        size *= length
    return torch.nn.Flatten(), [size]


if len(shape) == 3:
    shape = [shape[2], *shape[:2]]
x, y = torch.rand(rows, *shape), torch.randint(0, 10, (rows,))
layers = []
for layer in case["layers"]:
    built, shape = build(layer, shape)
    layers.append(built)
    # The closing softmax is part of the loss.
    if layer["config"].get("activation") in ACTIVATIONS:
        layers.append(ACTIVATIONS[layer["config"]["activation"]]())
model, loss_of = torch.nn.Sequential(*layers), torch.nn.CrossEntropyLoss()
optimizer = {"sgd": lambda p: torch.optim.SGD(p, 0.01), "adam": lambda p: torch.optim.Adam(p, 0.001)}[case["optimizer"]](model.parameters())


def measure():
    began = time.perf_counter()
    order, hits = torch.randperm(rows), 0
    for start in range(0, rows, batch):
        chosen = order[start : start + batch]
        output = model(x[chosen])
        loss = loss_of(output, y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        hits += (output.argmax(1) == y[chosen]).sum()
    return (time.perf_counter() - began) * 1000 / -(-rows // batch)


measure()
print(json.dumps({"ready": f"PyTorch {torch.__version__}"}), flush=True)
for _ in sys.stdin:
    print(json.dumps({"milliseconds": measure()}), flush=True)
