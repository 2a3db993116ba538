"""A plain PyTorch loop on the case in the first argument; one measurement for each line of standard input."""
import json, sys, time

try:
    import torch
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit()

case = json.loads(sys.argv[1])
rows, inputs, units, batch = case["rows"], case["inputs"], case["units"], case["batchSize"]
x, y = torch.rand(rows, inputs), torch.randint(0, units[-1], (rows,))
activation = {"sigmoid": torch.nn.Sigmoid, "relu": torch.nn.ReLU}[case["activation"]]
layers = []
for i, n in enumerate(units):
    layers.append(torch.nn.Linear(units[i - 1] if i else inputs, n))
    if i < len(units) - 1:
        layers.append(activation())
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
