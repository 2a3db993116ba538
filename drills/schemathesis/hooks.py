# What Schemathesis is told beyond schemathesis.toml.
import json
import os
import random

import schemathesis

# Pieces of uploads are bytes.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

# Of a definition the description knows many thousand forms (79 layers, 40 metrics, ...), all of which the coverage phase would combine for hours.
# A draw keeps one of each set, and no models within models; many draws try them all. What is left is a part of the real description, so that what
# is right by it is right, and no text stands for another form by chance.
SETS = ["PlainLayerInput", "MetricInput", "LossInput", "OptimizerInput", "InitializerInput", "LearningRateScheduleInput"]
DRAW = os.environ.get("FITSERVE_SCHEMATHESIS_DRAW")


@schemathesis.hook
def before_load_schema(context, raw_schema):
    if DRAW is None:
        return
    schemas = raw_schema["components"]["schemas"]
    draw = random.Random(int(DRAW))
    for name in SETS:
        key = "oneOf" if "oneOf" in schemas[name] else "anyOf"
        schemas[name][key] = [draw.choice(schemas[name][key])]
    schemas["ModelLayerInput"]["oneOf"] = schemas["ModelLayerInput"]["oneOf"][:1]
    # What a compile may be is tried where it is posted alone, and of the forms of an architecture one is drawn.
    properties = schemas["NewModelInput"]["properties"]
    short, whole = properties["architecture"]["anyOf"]
    properties["architecture"] = draw.choice([short, *whole["oneOf"]])
    properties["compile"] = {
        "type": "object",
        "properties": {"loss": {"enum": ["mse", "mae"]}},
        "required": ["loss"],
        "additionalProperties": False,
    }


# Ids of what the drill has made, by the part of the address behind which they stand: a text drawn at random names nothing, and would be answered 404.
IDS = json.loads(os.environ.get("FITSERVE_SCHEMATHESIS_IDS", "{}"))
# What is deleted must be something else.
LEFT_ALONE = ("delete", "revoke")
# Of so many cases one keeps what was drawn.
KEEPS = 4
count = 0


@schemathesis.hook
def before_call(context, case, kwargs):
    global count
    count += 1
    operation = case.operation
    if count % KEEPS == 0 or operation.definition.raw["operationId"].startswith(LEFT_ALONE):
        return
    parts = operation.path.split("/")
    for kind, name in zip(parts, parts[1:]):
        parameter = name[1:].split("}")[0]
        if kind in IDS and name.startswith("{") and parameter in (case.path_parameters or {}):
            case.path_parameters[parameter] = IDS[kind]
    body = case.body
    if isinstance(body, dict) and isinstance(body.get("dataset"), str) and 0 < len(body["dataset"]) <= 100:
        body["dataset"] = IDS.get("datasets", body["dataset"])
